"""The class of an exercise in exports and imports: after the records, a line for each person and answer.

What only the class's server needs is left out: the code, the addresses, the key that signs forms, and the
hashes of the tokens. A token is a cookie of one address; its hash is of no use elsewhere, and would only show
that two files are about the same person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from simulator.exercise.classroom import ClassRoom, class_of
from simulator.exercise.journal import Journal
from simulator.exercise.roll import NOBODY, Attendance, Person, Response
from simulator.language import tr

MOST_PEOPLE = 10_000
LONGEST_NAME, LONGEST_ANSWER = 200, 20_000  # characters; ten times what a page accepts
_ID = r"p[1-9]\d{0,8}"

ExportId = Annotated[str, Field(pattern=f"^{_ID}$")]


def _in_utc(moment: datetime) -> datetime:
    """The moment in UTC. Raises ValueError for one that UTC cannot name (in the years 1 and 9999)."""
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from error


UtcMoment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _is_none(value: object) -> bool:
    return value is None


def _is_empty(value: object) -> bool:
    return value == ""


class _Person(_Strict):
    id: ExportId
    name: Annotated[str, Field(max_length=LONGEST_NAME)]
    seat: Annotated[str, Field(max_length=LONGEST_NAME)]
    joined: UtcMoment
    removed: bool = False
    left: UtcMoment | None = None


class _Response(_Strict):
    person: ExportId
    about: Annotated[str, Field(max_length=LONGEST_NAME)]
    body: Annotated[str, Field(max_length=LONGEST_ANSWER)]
    at: UtcMoment
    seat: Annotated[str, Field(max_length=LONGEST_NAME, exclude_if=_is_empty)] = ""


class _Line(_Strict):
    """One line: of the class, a person or a response."""

    room: Annotated[ClassRoom | None, Field(exclude_if=_is_none)] = None
    person: Annotated[_Person | None, Field(exclude_if=_is_none)] = None
    response: Annotated[_Response | None, Field(exclude_if=_is_none)] = None


def attendance_of(journal: Journal, exercise: str) -> Attendance:
    """The whole class of an exercise as it is kept. Raises `JournalError`."""
    people = tuple(journal.roll.people(exercise))
    if not people:
        return NOBODY
    return Attendance(journal.roll.kept_class(exercise), people, tuple(journal.roll.responses(exercise)))


def for_elsewhere(attendance: Attendance) -> Attendance:
    """The part of it that has a meaning in another journal."""
    if not attendance:
        return NOBODY
    people = tuple(replace(person, token_hash="") for person in attendance.people)
    return Attendance(class_of(attendance.room).elsewhere().text(), people, attendance.responses)


def lines_of_class(attendance: Attendance) -> Iterator[str]:
    """Its lines, of the class, of each person, of each response; the same class gives the same lines."""
    if not attendance:
        return
    yield _Line(room=class_of(attendance.room).elsewhere()).model_dump_json()
    for member in attendance.people:
        person = _Person.model_construct(
            id=member.id,
            name=member.name,
            seat=member.seat,
            joined=member.joined,
            removed=member.removed,
            left=member.left,
        )
        yield _Line.model_construct(person=person).model_dump_json()
    for answer in attendance.responses:
        response = _Response.model_construct(
            person=answer.person, about=answer.about, body=answer.body, at=answer.at, seat=answer.seat
        )
        yield _Line.model_construct(response=response).model_dump_json()


class ClassReader:
    """Takes the lines of a class one after another; a faulty line is reported and left out."""

    def __init__(self) -> None:
        self._room = ""
        self._people: dict[str, Person] = {}
        self._responses: dict[tuple[str, str], Response] = {}

    @property
    def attendance(self) -> Attendance:
        """What was taken."""
        people, responses = tuple(self._people.values()), tuple(self._responses.values())
        return Attendance(self._room, people, responses) if people else NOBODY

    @property
    def counts(self) -> tuple[int, int]:
        """How many persons and responses were taken."""
        return len(self._people), len(self._responses)

    def fault(self, line: str) -> str | None:
        """Take the line, or return what is wrong with it."""
        try:
            parsed = _Line.model_validate_json(line)
        except (ValidationError, UnicodeEncodeError):
            return tr("教室の人か答えの行として読めません")
        if parsed.person:
            return self._person(parsed.person)
        if parsed.response:
            return self._response(parsed.response)
        if parsed.room is None or self._room:
            return tr("教室の人か答えの行として読めません")
        self._room = parsed.room.elsewhere().text()
        return None

    def _person(self, parsed: _Person) -> str | None:
        if parsed.id in self._people:
            return tr("{person} が二度あります", person=parsed.id)
        if len(self._people) >= MOST_PEOPLE:
            return tr("人が多すぎます（{most}人まで）", most=MOST_PEOPLE)
        self._people[parsed.id] = Person(
            parsed.id, "", parsed.name, parsed.seat, parsed.joined, parsed.removed, parsed.left
        )
        return None

    def _response(self, parsed: _Response) -> str | None:
        if parsed.person not in self._people:
            return tr("{person} がいません", person=parsed.person)
        name = (parsed.person, parsed.about)
        if name in self._responses:
            return tr("{person} の同じ問いへの答えが二度あります", person=parsed.person)
        self._responses[name] = Response(parsed.person, parsed.about, parsed.body, parsed.at, parsed.seat)
        return None
