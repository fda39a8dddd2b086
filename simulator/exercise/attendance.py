"""Who is in a class now, and what the class answered, as its facilitator sees them. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from simulator.exercise.classroom import ClassRoom, QuizSent
from simulator.exercise.roll import Person, Response, about_record
from simulator.exercise.state import State
from simulator.exercise.visibility import NOTHING_REVEALED, Revealed
from simulator.exercise.votes import VoteCount, count_votes
from simulator.language import tr
from simulator.scenario import Decision, Question, Script, ScriptError, Step

AWAY_AFTER = timedelta(seconds=20)  # the server notes every few seconds who is present


class Whereabouts(StrEnum):
    """Where somebody on the roll is."""

    HERE = "here"
    AWAY = "away"
    LEFT = "left"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The word for it."""
        match self:
            case Whereabouts.HERE:
                return tr("いる")
            case Whereabouts.AWAY:
                return tr("離れている")
            case Whereabouts.LEFT:
                return tr("出た")
        return tr("外した")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody on the roll, and where they are."""

    person: Person
    where: Whereabouts

    @property
    def name(self) -> str:
        """The name that was given, else the number of joining."""
        return self.person.name or self.person.id


@dataclass(frozen=True, slots=True)
class RoomAnswers:
    """What the room may know of the answers to one thing: how many there are, and once shown, what they say.

    No person is named: `words` have the seat (its id) and what was answered. `right` is the place, from 1, of
    the right option of a self-study question; 0 where there is none, or it is not shown.
    """

    answered: int
    of: int
    is_shown: bool = False
    tally: tuple[tuple[str, int], ...] = ()
    words: tuple[tuple[str, str], ...] = ()
    right: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that the class was asked, with what it answered, in the order of joining.

    `is_open` says whether answers still count, `is_shown` whether the room sees them. `count` is the count of
    the votes on a decision; None for a question.
    """

    about: str
    what: Question | Decision | QuizSent
    is_open: bool
    is_shown: bool
    answers: tuple[tuple[Person, Response], ...]
    of: int  # how many persons could answer
    may_reopen: bool  # it is closed, and can be reopened
    count: VoteCount | None = None

    @property
    def text(self) -> str:
        """What was asked."""
        return self.what.stem if isinstance(self.what, QuizSent) else self.what.text.strip()

    @property
    def answered(self) -> int:
        """How many persons answered."""
        return self.count.answered if self.count else len(self.answers)

    def for_room(self) -> RoomAnswers | None:
        """What the room may know of the answers; None once no more are taken and none are shown."""
        if not self.is_shown:
            return RoomAnswers(self.answered, self.of) if self.is_open else None
        answers_in_words = () if self.tally() else self.answers
        words = tuple(
            (response.seat_of(person), response.body.strip()) for person, response in answers_in_words
        )
        right = self.what.answer if isinstance(self.what, QuizSent) else 0
        return RoomAnswers(
            self.answered, self.of, is_shown=True, tally=self.tally(), words=words, right=right
        )

    def tally(self) -> tuple[tuple[str, int], ...]:
        """The options with how many took each; nothing of a question that is answered in words."""
        match self.what:
            case Decision(options=options) if self.count:
                votes = self.count.by_option
                return tuple((option.text.strip(), votes.get(option.id, 0)) for option in options)
            case QuizSent(options=labels):
                return tuple(
                    (label, sum(response.body == str(number) for _, response in self.answers))
                    for number, label in enumerate(labels, 1)
                )
        return ()


def members(people: Iterable[Person], presence: str, now: datetime) -> tuple[Member, ...]:
    """Everybody on the roll. `presence` is what the server last noted of who was seen when."""
    times_seen = _times_seen(presence)
    return tuple(Member(person, _whereabouts(person, times_seen.get(person.id), now)) for person in people)


def awaiting_answers(script: Script, state: State, revealed: Revealed) -> frozenset[str]:
    """What in a play asks for answers at a moment, apart from what was closed (`ClassRoom.takes`).

    These are the newest question, until its answer is `revealed`, and the decision that waits.
    """
    awaiting: set[str] = set()
    newest_question = True
    waiting = state.waiting  # None once the record that showed it last is found
    for entry in reversed(state.shown):
        step = _step(script, entry.step)
        if isinstance(step, Question):
            if newest_question and entry.seq not in revealed:
                awaiting.add(about_record(entry.seq))
            newest_question = False
        elif isinstance(step, Decision) and waiting == step.id:
            awaiting.add(about_record(entry.seq))
            waiting = ""
    return frozenset(awaiting)


def asked(  # noqa: PLR0913 - each is passed by name
    script: Script,
    state: State,
    room: ClassRoom,
    people: Sequence[Person],
    responses: Iterable[Response],
    *,
    revealed: Revealed = NOTHING_REVEALED,
) -> tuple[Asked, ...]:
    """All that the class was asked up to a moment, newest first; questions of self-study come first.

    A question whose answer was `revealed` takes no more answers, and its seats are told so.
    """
    by_about: dict[str, list[Response]] = {}
    for response in responses:
        by_about.setdefault(response.about, []).append(response)
    all_asked = [_quiz(quiz, room, people, by_about.get(quiz.about, ())) for quiz in reversed(room.quiz)]
    awaiting = awaiting_answers(script, state, revealed)
    for entry in reversed(state.shown):
        step, about = _step(script, entry.step), about_record(entry.seq)
        responses_to_it, waits = by_about.get(about, ()), about in awaiting
        if isinstance(step, Question):
            all_asked.append(_question(about, step, room, people, responses_to_it, waits=waits))
        elif isinstance(step, Decision):
            offered = script.offered(step, state.cursor)
            count = vote_count(offered, about, responses_to_it, people, state=state, room=room)
            all_asked.append(
                _decision(about, offered, room, _answers(people, responses_to_it), count, waits=waits)
            )
    return tuple(all_asked)


def vote_count(  # noqa: PLR0913 - the last two are passed by name
    decision: Decision,
    about: str,
    responses: Iterable[Response],
    people: Sequence[Person],
    *,
    state: State,
    room: ClassRoom,
) -> VoteCount:
    """The votes on one showing of a decision; once closed, as they were counted and kept then.

    Somebody who is moved or removed later changes nothing of a vote that is closed.
    """
    kept_votes = [vote for vote in state.votes if about_record(vote.about) == about]
    if kept_votes and not room.takes(about):
        return VoteCount(kept_votes[-1].counts, kept_votes[-1].answered, kept_votes[-1].of)
    return count_votes(decision, responses, people)


def _step(script: Script, name: str | None) -> Step | None:
    """A step of the script; None if it has none of that name."""
    try:
        return script.step(name) if name else None
    except ScriptError:
        return None


def _quiz(quiz: QuizSent, room: ClassRoom, people: Sequence[Person], responses: Iterable[Response]) -> Asked:
    answers = _answers(people, responses)
    is_shown = room.shows(quiz.about)
    takes = room.takes(quiz.about)
    reopens = not takes and not quiz.answer  # the answer has been seen
    return Asked(quiz.about, quiz, takes, is_shown, answers, _could_answer(people, answers), reopens)


def _question(  # noqa: PLR0913 - each is passed by name
    about: str,
    step: Question,
    room: ClassRoom,
    people: Sequence[Person],
    responses: Iterable[Response],
    *,
    waits: bool,
) -> Asked:
    answers = _answers(people, responses)
    takes, is_shown = room.takes(about), room.shows(about)
    could_answer = _could_answer(people, answers)
    return Asked(about, step, waits and takes, is_shown, answers, could_answer, waits and not takes)


def _decision(  # noqa: PLR0913 - the last is passed by name
    about: str,
    step: Decision,
    room: ClassRoom,
    answers: tuple[tuple[Person, Response], ...],
    count: VoteCount,
    *,
    waits: bool,
) -> Asked:
    takes, is_shown = room.takes(about), room.shows(about)
    return Asked(about, step, waits and takes, is_shown, answers, count.of, waits and not takes, count)


def _answers(people: Sequence[Person], responses: Iterable[Response]) -> tuple[tuple[Person, Response], ...]:
    by_person = {response.person: response for response in responses}
    return tuple(
        (person, by_person[person.id]) for person in people if person.id in by_person and not person.removed
    )


def _could_answer(people: Sequence[Person], answers: Sequence[tuple[Person, Response]]) -> int:
    """How many could answer: those present, and those who answered before they left."""
    answered_ids = {person.id for person, _ in answers}
    return sum(person.present or person.id in answered_ids for person in people)


def _whereabouts(person: Person, seen: datetime | None, now: datetime) -> Whereabouts:
    if person.removed:
        return Whereabouts.REMOVED
    if person.left is not None:
        return Whereabouts.LEFT
    last_seen = max(filter(None, (seen, person.joined)))
    return Whereabouts.HERE if now - last_seen <= AWAY_AFTER else Whereabouts.AWAY


def _times_seen(presence: str) -> dict[str, datetime]:
    """Who was seen when; empty if that cannot be read, since it is only a hint."""
    try:
        times = json.loads(presence) if presence else {}
        moments = {str(name): datetime.fromisoformat(moment) for name, moment in times.items()}
    except (ValueError, TypeError, AttributeError):
        return {}
    return {name: moment for name, moment in moments.items() if moment.tzinfo}
