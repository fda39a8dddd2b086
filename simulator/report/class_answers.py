"""What a class answered in its browsers: by seat, and by name only where the facilitator asked for names.

An answer stands under the seat in which it was given, a person under their seat now.

Only what was asked on the branch reported is told. Persons removed from the class are left out, which is
said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from simulator.exercise.classroom import ClassRoom, QuizSent, class_of
from simulator.exercise.roll import Person, Response, record_of
from simulator.language import tr, tr_count
from simulator.report.account import Account, Occurrence
from simulator.report.blocks import Heading, PaperBlock, Paragraph, Table
from simulator.report.times import Times
from simulator.report.words import option_text, seat_named
from simulator.scenario import Decision, Question

AnswerRow = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassTold:
    """The class of a branch: who takes part, and what each answered."""

    room: ClassRoom
    people: tuple[Person, ...]
    removed: int  # how many persons are left out
    answers: tuple[tuple[Occurrence | QuizSent, tuple[Response, ...]], ...]

    @property
    def by_id(self) -> dict[str, Person]:
        """The persons by id."""
        return {person.id: person for person in self.people}


def class_told(account: Account) -> ClassTold | None:
    """The class; None if nobody joined."""
    attendance = account.attendance
    if not attendance:
        return None
    room = class_of(attendance.room)
    seats = [seat.value for seat in account.scenario.seats] if account.scenario else []

    def place(seat: str) -> tuple[int, str]:
        return (seats.index(seat) if seat in seats else len(seats)), seat

    members = (member for member in attendance.people if not member.removed)
    people = tuple(sorted(members, key=lambda person: place(person.seat)))
    at = {person.id: (number, person) for number, person in enumerate(people)}

    def by_seat(response: Response) -> tuple[tuple[int, str], int]:
        number, person = at[response.person]
        return place(response.seat_of(person)), number

    responses: dict[str, list[Response]] = {}
    for response in sorted((given for given in attendance.responses if given.person in at), key=by_seat):
        responses.setdefault(response.about, []).append(response)
    by_record = {record_of(about): answered for about, answered in responses.items()}
    answers: list[tuple[Occurrence | QuizSent, tuple[Response, ...]]] = [
        (occurrence, tuple(by_record[occurrence.seq]))
        for occurrence in account.occurrences
        if occurrence.seq in by_record
    ]
    answers += [(quiz, tuple(responses[quiz.about])) for quiz in room.quiz if quiz.about in responses]
    return ClassTold(room, people, len(attendance.people) - len(people), tuple(answers))


def class_answers(account: Account, times: Times) -> Iterable[PaperBlock]:
    """Who took part, then each thing asked with its answers."""
    participation = class_told(account)
    if participation is None:
        return
    yield _people(account, participation)
    if participation.removed:
        yield Paragraph(tr_count("外した {count}人とその答えは除く。", participation.removed), aside=True)
    for asked, responses in participation.answers:
        if isinstance(asked, QuizSent):
            yield Heading(tr("自習の問い {number}", number=asked.number), 3)
            yield Paragraph(asked.stem)
        else:
            at = " ".join(filter(None, (times.at(asked.elapsed), times.fiction(asked.elapsed))))
            yield Heading(f"{at}  {_kind(asked)}", 3)
            yield Paragraph(getattr(asked.step, "text", "").strip())
        yield _answers(account, participation, asked, responses)


def _people(account: Account, participation: ClassTold) -> Table:
    seats = dict.fromkeys(person.seat for person in participation.people)
    rows = []
    for seat in seats:
        members = [person for person in participation.people if person.seat == seat]
        names = (
            (tr("、").join(person.name or person.id for person in members),)
            if participation.room.names_asked
            else ()
        )
        rows.append((seat_named(account.scenario, seat), str(len(members)), *names))
    if participation.room.names_asked:
        return Table((tr("席"), tr("人数"), tr("氏名")), tuple(rows), (30, 12, 58))
    return Table((tr("席"), tr("人数")), tuple(rows), (60, 40))


def _answers(
    account: Account, participation: ClassTold, asked: Occurrence | QuizSent, responses: Sequence[Response]
) -> Table:
    people = participation.by_id
    answers = [
        (
            seat_named(account.scenario, response.seat_of(people[response.person])),
            people[response.person],
            answer_text(asked, response.body),
        )
        for response in responses
    ]
    if participation.room.names_asked:
        named = tuple((seat, person.name or person.id, text) for seat, person, text in answers)
        return Table((tr("席"), tr("氏名"), tr("答え")), named, (24, 20, 56))
    if isinstance(asked, Occurrence) and not isinstance(asked.step, Decision):
        rows: tuple[AnswerRow, ...] = tuple((seat, text) for seat, _, text in answers)
        return Table((tr("席"), tr("答え")), rows, (26, 74))
    counted = Counter((seat, text) for seat, _, text in answers)
    rows = tuple((seat, text, str(number)) for (seat, text), number in counted.items())
    return Table((tr("席"), tr("答え"), tr("人数")), rows, (26, 60, 14))


def _kind(asked: Occurrence) -> str:
    match asked.step:
        case Decision() as decision:
            return tr("判断  {seat}", seat=decision.decider)
        case Question():
            return tr("問い")
    return tr("示したもの")


def answer_text(asked: Occurrence | QuizSent, body: str) -> str:
    """An answer in words; for a choice, the words of the option."""
    if isinstance(asked, QuizSent):
        number = int(body) if body.isdecimal() and len(body) < len("1000") else 0
        return asked.options[number - 1] if 1 <= number <= len(asked.options) else body
    if isinstance(asked.step, Decision):
        return option_text(asked.step, body)
    return body.strip()
