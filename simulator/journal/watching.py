"""A journal opened to watch one exercise that another process plays."""

from __future__ import annotations

from contextlib import AbstractContextManager

from simulator.exercise.events import Record
from simulator.exercise.exercise import Exercise
from simulator.exercise.journal import Busy, Held, Journal, JournalError, Kept
from simulator.exercise.roll import Erased, Person, Response
from simulator.exercise.stage import stage_of


class WatchedJournal:
    """Reads what another process does, and refuses to write with its `reason`."""

    def __init__(self, journal: Journal, reason: str) -> None:
        self._journal = journal
        self.reason = reason
        self.sidecar = _WatchedSidecar(journal)
        self.roll = _WatchedRoll(journal, reason)
        self._changes: int | None = None  # the journal's number when it was last followed

    @property
    def name(self) -> str:
        """That of the journal watched."""
        return self._journal.name

    @property
    def read_only(self) -> bool:
        """It is, whatever the journal watched is."""
        return True

    def begin(self, *_: object) -> str:
        """Refuse."""
        raise JournalError(self.reason)

    def append(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self.reason)

    def adopt(self, *_: object) -> str:
        """Refuse."""
        raise JournalError(self.reason)

    def rename(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self.reason)

    def hide(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self.reason)

    def unhide(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self.reason)

    def delete(self, *_: object) -> Busy | None:
        """Refuse."""
        raise JournalError(self.reason)

    def hold(self, exercise: str) -> Held | Busy:
        """Whether the other process has gone."""
        return self._journal.hold(exercise)

    def seize(self, exercise: str) -> Held | Busy:
        """Put the other process off, if it is silent."""
        return self._journal.seize(exercise)

    def holders(self) -> list[Busy]:
        """Who acts on what."""
        return self._journal.holders()

    def one_moment(self) -> AbstractContextManager[None]:
        """What is read inside is of one moment."""
        return self._journal.one_moment()

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        return self._journal.read(exercise)

    def read_after(self, exercise: str, seq: int) -> list[Record]:
        """The records after `seq`."""
        return self._journal.read_after(exercise, seq)

    def count(self, exercise: str) -> int:
        """How many records an exercise has."""
        return self._journal.count(exercise)

    def leftovers(self) -> tuple[str, ...]:
        """Files set aside whole."""
        return self._journal.leftovers()

    def exercises(self) -> list[Kept]:
        """The exercises kept, the one used last first."""
        return self._journal.exercises()

    def untouched(self) -> frozenset[str]:
        """Those only begun."""
        return self._journal.untouched()

    def changes(self, exercise: str = "") -> int:
        """Another number once something was kept."""
        return self._journal.changes(exercise)

    def look(self) -> None:
        """See whether it is in place."""
        self._journal.look()

    def settle(self) -> None:
        """That is for the process that writes."""

    def back_up(self) -> None:
        """That too."""

    def close(self) -> None:
        """Close the journal watched."""
        self._journal.close()

    def is_held(self, exercise: str) -> bool:
        """Whether a process acts on the exercise just now. Raises `JournalError`."""
        return any(busy.exercise == exercise for busy in self._journal.holders())

    def follow(self, exercise: Exercise) -> bool:
        """Take up what has been done since, and what the room is let see; whether there was anything.

        Cheap where nothing was kept, so that it may be asked for often. Raises `JournalError`.
        """
        changes = self._journal.changes(exercise.name)
        if changes == self._changes:
            return False
        found = self._journal.read_after(exercise.name, len(exercise.history.records))
        for record in found:
            exercise.history.add(record)
        stage = stage_of(self.sidecar.kept_stage(exercise.name))
        moved = bool(found) or stage != exercise.stage
        exercise.stage = stage
        self._changes = changes
        return moved


class _WatchedSidecar:
    """The seat a watcher selects is not kept, and its notes are not written."""

    def __init__(self, journal: Journal) -> None:
        self._sidecar = journal.sidecar

    def keep_seat(self, *_: object) -> None:
        """Keep nothing."""

    def kept_seat(self, exercise: str) -> str:
        """The seat selected last."""
        return self._sidecar.kept_seat(exercise)

    def keep_stage(self, *_: object) -> None:
        """Only the process that plays the exercise decides what the room sees."""

    def kept_stage(self, exercise: str) -> str:
        """What the room is let see."""
        return self._sidecar.kept_stage(exercise)

    def keep_draft(self, *_: object) -> None:
        """Keep nothing."""

    def kept_draft(self, *_: object) -> str:
        """None of one's own."""
        return ""


class _WatchedRoll:
    """A watcher sees who is in the class, and lets nobody in or out."""

    def __init__(self, journal: Journal, reason: str) -> None:
        self._roll = journal.roll
        self._reason = reason

    def change_class(self, *_: object) -> str:
        """Refuse."""
        raise JournalError(self._reason)

    def kept_class(self, exercise: str) -> str:
        """How the class stands."""
        return self._roll.kept_class(exercise)

    def join(self, *_: object, limit: int) -> Person | None:  # noqa: ARG002 - the protocol's name
        """Refuse."""
        raise JournalError(self._reason)

    def change(self, *_: object) -> Person:
        """Refuse."""
        raise JournalError(self._reason)

    def people(self, exercise: str) -> list[Person]:
        """Everybody who ever joined."""
        return self._roll.people(exercise)

    def respond(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self._reason)

    def responses(self, exercise: str, about: str | None = None) -> list[Response]:
        """All responses that count, or those about one thing."""
        return self._roll.responses(exercise, about)

    def erase(self, *_: object) -> Erased:
        """Refuse."""
        raise JournalError(self._reason)

    def keep_presence(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self._reason)

    def kept_presence(self, exercise: str) -> str:
        """Who was seen when."""
        return self._roll.kept_presence(exercise)
