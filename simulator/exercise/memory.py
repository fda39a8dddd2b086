"""A journal in memory, for headless runs and tests: it ends with the process."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from simulator.exercise.events import Record
from simulator.exercise.journal import Busy, Held, JournalError, Kept, unique
from simulator.exercise.roll import (
    NOBODY,
    Attendance,
    Erased,
    Person,
    Response,
    in_order,
    next_id,
    not_there,
    response_order,
)
from simulator.language import tr


class MemoryJournal:
    """A journal that ends with the process: for headless runs and tests."""

    name = "memory"
    path = None
    read_only = False

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._records: dict[str, list[Record]] = {}
        self._held: dict[str, datetime] = {}
        self._changes = 0
        self.sidecar = MemorySidecar()
        self.roll = MemoryRoll(self._known, self._changed)

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise."""
        return self.adopt(exercise, title, began, ())

    def adopt(
        self,
        exercise: str,
        title: str,
        began: datetime,
        records: Sequence[Record],
        attendance: Attendance = NOBODY,
    ) -> str:
        """Take in a whole exercise."""
        name = unique(exercise, self._kept)
        self._kept[name] = Kept(name, title, began, 0 if records else self._next_use())
        self._records[name] = list(records)
        if attendance:
            self.roll.take_in(name, attendance)
        self._changes += 1
        return name

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record."""
        self._records[self._known(exercise)].append(record)
        self._changes += 1

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        return list(self._records[self._known(exercise)])

    def read_after(self, exercise: str, seq: int) -> list[Record]:
        """The records after `seq`."""
        return [record for record in self._records.get(exercise, ()) if record.seq > seq]

    def count(self, exercise: str) -> int:
        """How many records an exercise has."""
        return len(self._records.get(exercise, ()))

    def exercises(self) -> list[Kept]:
        """The exercises kept, the one used last first."""
        return sorted(self._kept.values(), key=lambda kept: (kept.used, kept.began, kept.id), reverse=True)

    def untouched(self) -> frozenset[str]:
        """The exercises with no record but the first."""
        return frozenset(name for name, records in self._records.items() if len(records) == 1)

    def rename(self, exercise: str, title: str) -> None:
        """Give an exercise another title."""
        self._change(exercise, title=title)

    def hide(self, exercise: str) -> None:
        """Leave an exercise out of lists."""
        self._change(exercise, hidden=True)

    def unhide(self, exercise: str) -> None:
        """Put an exercise back into lists."""
        self._change(exercise, hidden=False)

    def delete(self, exercise: str) -> Busy | None:
        """Delete an exercise for good."""
        if self._known(exercise) in self._held:
            return Busy(exercise, os.getpid(), self._held[exercise])
        del self._kept[exercise], self._records[exercise]
        self.sidecar.forget(exercise)
        self.roll.forget(exercise)
        self._changes += 1
        return None

    def leftovers(self) -> tuple[str, ...]:
        """Nothing is set aside."""
        return ()

    def hold(self, exercise: str) -> Held | Busy:
        """Take the right to act; within this process."""
        if exercise in self._held:
            return Busy(exercise, os.getpid(), self._held[exercise])
        if exercise in self._kept:
            self._kept[exercise] = replace(self._kept[exercise], used=self._next_use())
        self._held[exercise] = datetime.now(UTC)
        return _MemoryHeld(exercise, self._held)

    def seize(self, exercise: str) -> Held | Busy:
        """The same as `hold`: nobody falls silent within a process."""
        return self.hold(exercise)

    def holders(self) -> list[Busy]:
        """What this process acts on."""
        return [Busy(exercise, os.getpid(), since) for exercise, since in sorted(self._held.items())]

    def one_moment(self) -> AbstractContextManager[None]:
        """Do nothing: no other process can write here."""
        return nullcontext()

    def changes(self, exercise: str = "") -> int:  # noqa: ARG002 - it counts changes of all exercises
        """Another number after each change."""
        return self._changes

    def look(self) -> None:
        """Nobody can take it away."""

    def settle(self) -> None:
        """There is nothing to copy."""

    def back_up(self) -> None:
        """There is nothing to copy."""

    def close(self) -> None:
        """There is nothing to close."""

    def _changed(self) -> None:
        self._changes += 1

    def _known(self, exercise: str) -> str:
        if exercise not in self._kept:
            raise JournalError(tr("演習 {exercise} はこの記録にありません。", exercise=exercise))
        return exercise

    def _change(self, exercise: str, **values: Any) -> None:
        self._kept[exercise] = replace(self._kept[self._known(exercise)], **values)
        self._changes += 1

    def _next_use(self) -> int:
        return 1 + max((kept.used for kept in self._kept.values()), default=0)


class MemorySidecar:
    """What belongs to the exercises of a journal in memory."""

    def __init__(self) -> None:
        self._seats: dict[str, str] = {}
        self._stages: dict[str, str] = {}
        self._drafts: dict[str, str] = {}

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep the selected seat."""
        self._seats[exercise] = seat

    def kept_seat(self, exercise: str) -> str:
        """The seat selected last."""
        return self._seats.get(exercise, "")

    def forget(self, exercise: str) -> None:
        """Drop what belongs to an exercise that is no longer kept."""
        self._seats.pop(exercise, None)
        self._drafts.pop(exercise, None)
        self._stages.pop(exercise, None)

    def keep_stage(self, exercise: str, text: str) -> None:
        """Keep what the room may see."""
        self._stages[exercise] = text

    def kept_stage(self, exercise: str) -> str:
        """What was kept last."""
        return self._stages.get(exercise, "")

    def keep_draft(self, exercise: str, text: str) -> None:
        """Keep a note that is being written."""
        self._drafts[exercise] = text

    def kept_draft(self, exercise: str) -> str:
        """The note that was being written."""
        return self._drafts.get(exercise, "")


class MemoryRoll:
    """The roll of a journal in memory."""

    def __init__(self, require: Callable[[str], str], changed: Callable[[], None]) -> None:
        """`require` raises if there is no such exercise; `changed` is called after each change."""
        self._known = require
        self._changed = changed
        self._classes: dict[str, str] = {}
        self._presence: dict[str, str] = {}
        self._people: dict[str, dict[str, Person]] = {}
        self._responses: dict[str, dict[tuple[str, str], Response]] = {}

    def change_class(self, exercise: str, change: Callable[[str], str]) -> str:
        """Keep how the class stands."""
        text = self._classes[self._known(exercise)] = change(self.kept_class(exercise))
        self._changed()
        return text

    def kept_class(self, exercise: str) -> str:
        """What was kept last."""
        return self._classes.get(exercise, "")

    def join(  # noqa: PLR0913 - each is passed by name
        self, exercise: str, token_hash: str, name: str, seat: str, joined: datetime, *, limit: int
    ) -> Person | None:
        """Take somebody in, if there is room."""
        people = self._people.setdefault(self._known(exercise), {})
        for person in people.values():
            if person.token_hash == token_hash:
                return person
        if sum(person.present for person in people.values()) >= limit:
            return None
        person = Person(next_id(people), token_hash, name, seat, joined)
        people[person.id] = person
        self._changed()
        return person

    def change(self, exercise: str, person: str, change: Callable[[Person], Person]) -> Person:
        """Keep what may change of somebody."""
        people = self._people.get(exercise, {})
        if person not in people:
            raise JournalError(not_there(exercise, person))
        changed = people[person] = people[person].changed_to(change(people[person]))
        self._changed()
        return changed

    def people(self, exercise: str) -> list[Person]:
        """Everybody who ever joined."""
        return in_order(self._people.get(exercise, {}).values())

    def respond(self, exercise: str, responses: Sequence[Response]) -> None:
        """Keep responses."""
        people, answers = self._people.get(exercise, {}), self._responses.setdefault(exercise, {})
        for response in responses:
            if response.person not in people:
                raise JournalError(not_there(exercise, response.person))
        for response in responses:
            answers[response.person, response.about] = response
        self._changed()

    def responses(self, exercise: str, about: str | None = None) -> list[Response]:
        """All that count, or those about one thing."""
        responses = self._responses.get(exercise, {}).values()
        return sorted(
            (response for response in responses if about in (None, response.about)), key=response_order
        )

    def take_in(self, exercise: str, attendance: Attendance) -> None:
        """Take in a whole roll as it was kept elsewhere."""
        self._classes[exercise] = attendance.room
        self._people[exercise] = {person.id: person for person in attendance.people}
        self.respond(exercise, attendance.responses)

    def erase(self, exercise: str) -> Erased:
        """Erase every person and what they answered."""
        people, responses = self._people.pop(exercise, {}), self._responses.pop(exercise, {})
        self._presence.pop(exercise, None)
        self._changed()
        return Erased(len(people), len(responses))

    def keep_presence(self, exercise: str, text: str) -> None:
        """Keep who was seen when."""
        self._presence[self._known(exercise)] = text
        self._changed()

    def kept_presence(self, exercise: str) -> str:
        """What was kept last."""
        return self._presence.get(exercise, "")

    def forget(self, exercise: str) -> None:
        """Drop all of an exercise that is no longer kept."""
        self.erase(exercise)
        self._classes.pop(exercise, None)


@dataclass
class _MemoryHeld:
    exercise: str
    _held: dict[str, datetime] = field(repr=False)

    def release(self) -> None:
        self._held.pop(self.exercise, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
