"""Who is in a class and what each answered, kept beside the events of an exercise by another process.

The process that plays an exercise keeps its events, and nobody else does. What learners do in their browsers
is kept here, by the process that serves them, at the same time and in the same journal. None of it is undone
or folded; when the facilitator closes a vote, its count becomes an event (`Voted`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from simulator.language import tr

_RECORD, _QUIZ = "record:", "quiz:"
_DIGITS = 10  # digits of a person's or record's number; a longer one is invalid


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the class. Their token is never kept, only its SHA-256 in hexadecimal (`token_hash`).

    `id` is given on joining (`p1`, `p2`, …) and is public within the class. `name` is empty unless it was
    given, `seat` (the seat's id) until one is taken. Times are in UTC. A person whom the facilitator
    `removed` stays on the roll with all answers, and may be let in again. A person without a `token_hash`
    came from another journal, and nobody can join in their place.
    """

    id: str
    token_hash: str
    name: str
    seat: str
    joined: datetime
    removed: bool = False
    left: datetime | None = None

    @property
    def present(self) -> bool:
        """Whether the person counts towards the limit of the class."""
        return not self.removed and self.left is None

    def changed_to(self, person: Person) -> Person:
        """This person with the fields that may change taken from `person`: name, seat, removed, left."""
        return replace(self, name=person.name, seat=person.seat, removed=person.removed, left=person.left)


@dataclass(frozen=True, slots=True)
class Response:
    """What one person answered to one thing asked; the last response of the two counts.

    `about` is `about_record` of the record that showed a question or a decision, or `about_quiz`. `body` is
    the option's id for a vote, the text for an answer, the option's place from 1 for a quiz. `at` is in UTC.
    `seat` is the id of the seat in which it was given; empty where that was not recorded.
    """

    person: str
    about: str
    body: str
    at: datetime
    seat: str = ""

    def seat_of(self, person: Person) -> str:
        """The seat in which it was given by this person, who may since have been moved."""
        return self.seat or person.seat


@dataclass(frozen=True, slots=True)
class Attendance:
    """The whole roll of an exercise, to be carried elsewhere; falsy if nobody ever joined.

    `room` is how the class stood (`ClassRoom.text`).
    """

    room: str = ""
    people: tuple[Person, ...] = ()
    responses: tuple[Response, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)


NOBODY = Attendance()


@dataclass(frozen=True, slots=True)
class Erased:
    """How many persons and responses were erased."""

    persons: int = 0
    responses: int = 0


def about_record(seq: int) -> str:
    """The name of the question or decision that a record showed, for `Response.about`."""
    return f"{_RECORD}{seq}"


def about_quiz(number: int) -> str:
    """The name of a question of self-study that was sent to the class, for `Response.about`."""
    return f"{_QUIZ}{number}"


def record_of(about: str) -> int | None:
    """The `seq` of the record named; None if something else is named."""
    number = about.removeprefix(_RECORD)
    return int(number) if number != about and number.isdecimal() and len(number) < _DIGITS else None


class Roll(Protocol):
    """The roll of each exercise in a journal. Any method raises `JournalError`.

    What is kept here is safe on return, as a record is; another process notices it by `changes()`.
    """

    def change_class(self, exercise: str, change: Callable[[str], str]) -> str:
        """Keep the state of the class (`ClassRoom.text`), which `change` makes of the kept one; gives it.

        The playing and the serving process both write it: nothing is kept between the reading and the
        writing, so neither undoes what the other did a moment before. `change` may be called twice.
        """
        ...

    def kept_class(self, exercise: str) -> str:
        """What was kept last; empty where no class was opened."""
        ...

    def join(  # noqa: PLR0913 - each is passed by name
        self, exercise: str, token_hash: str, name: str, seat: str, joined: datetime, *, limit: int
    ) -> Person | None:
        """Take somebody in, unless `limit` are present; the same token again gives the same person.

        Two at the same moment cannot both take the last place.
        """
        ...

    def change(self, exercise: str, person: str, change: Callable[[Person], Person]) -> Person:
        """Keep a person (by id) as changed by `change`; gives the person as kept.

        Only name, seat, removed and left may change. As with the class, nothing is kept between the reading
        and the writing: a person may leave while the facilitator moves them.
        """
        ...

    def people(self, exercise: str) -> list[Person]:
        """Everybody who ever joined, in that order, also those removed."""
        ...

    def respond(self, exercise: str, responses: Sequence[Response]) -> None:
        """Keep responses, all or none, each in place of the person's earlier response to the same thing.

        The response that comes last counts, whatever its time: a clock may have been set back. Persons must
        be on the roll.
        """
        ...

    def responses(self, exercise: str, about: str | None = None) -> list[Response]:
        """All that count, or those about one thing; in order of person and what they are about."""
        ...

    def erase(self, exercise: str) -> Erased:
        """Erase every person of an exercise with all they answered, here and in backups that are kept beside.

        The counts of their votes stay in the events, where no person is named.
        """
        ...

    def keep_presence(self, exercise: str, text: str) -> None:
        """Keep who was seen when. It goes into no export and no backup."""
        ...

    def kept_presence(self, exercise: str) -> str:
        """What was kept last; empty where nothing was."""
        ...


def next_id(ids: Iterable[str]) -> str:
    """The next person's id: a number above all given so far, so that no id ever means two people."""
    return f"p{1 + max(map(_number, ids), default=0)}"


def in_order(people: Iterable[Person]) -> list[Person]:
    """By their ids' numbers."""
    return sorted(people, key=lambda person: (_number(person.id), person.id))


def response_order(response: Response) -> tuple[int, str, str]:
    """By person and what it is about."""
    return _number(response.person), response.person, response.about


def not_there(exercise: str, person: str) -> str:
    """The message that a person is not on the roll, for a `JournalError`."""
    return tr("演習 {exercise} の教室に {person} はいません。", exercise=exercise, person=person)


def _number(name: str) -> int:
    digits = name.removeprefix("p")
    return int(digits) if digits.isdecimal() and len(digits) < _DIGITS else 0
