"""A journal opened to watch one exercise that another process plays."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path

from simulator.exercise.events import Record
from simulator.exercise.exercise import Exercise
from simulator.exercise.journal import Busy, Held, Journal, JournalError, Kept
from simulator.exercise.roll import Erased, Person, Response
from simulator.exercise.stage import stage_of


class WatchedJournal:
    """Reads what another process keeps; every write is refused with `reason`."""

    def __init__(self, journal: Journal, reason: str) -> None:
        self._journal = journal
        self.reason = reason
        self.sidecar = _WatchedSidecar(journal)
        self.roll = _WatchedRoll(journal, reason)
        self._changes: int | None = None  # `changes` of the journal at the last `follow`

    @property
    def name(self) -> str:
        """The name of the journal watched."""
        return self._journal.name

    @property
    def path(self) -> Path | None:
        """The file of the journal watched."""
        return self._journal.path

    @property
    def read_only(self) -> bool:
        """Always, even if the journal watched is not."""
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
        """Take the exercise over if the other process has released it."""
        return self._journal.hold(exercise)

    def seize(self, exercise: str) -> Held | Busy:
        """Take the exercise over if the other process is silent."""
        return self._journal.seize(exercise)

    def holders(self) -> list[Busy]:
        """Who acts on which exercise."""
        return self._journal.holders()

    def one_moment(self) -> AbstractContextManager[None]:
        """All reads inside see the same moment."""
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
        """The exercises in which nothing was done."""
        return self._journal.untouched()

    def changes(self, exercise: str = "") -> int:
        """A number that changes once something was kept."""
        return self._journal.changes(exercise)

    def look(self) -> None:
        """Check that the journal is in place."""
        self._journal.look()

    def settle(self) -> None:
        """Nothing to do: the process that writes does this."""

    def back_up(self) -> None:
        """Nothing to do: the process that writes does this."""

    def close(self) -> None:
        """Close the journal watched."""
        self._journal.close()

    def is_held(self, exercise: str) -> bool:
        """Whether a process acts on the exercise now. Raises `JournalError`."""
        return any(busy.exercise == exercise for busy in self._journal.holders())

    def follow(self, exercise: Exercise) -> bool:
        """Read what was done since, and what the room may see; whether there was anything new.

        Cheap if nothing was kept, so it may be called often. Raises `JournalError`.
        """
        changes = self._journal.changes(exercise.name)
        if changes == self._changes:
            return False
        news = self._journal.read_after(exercise.name, len(exercise.history.records))
        for record in news:
            exercise.history.add(record)
        stage = stage_of(self.sidecar.kept_stage(exercise.name))
        moved = bool(news) or stage != exercise.stage
        exercise.stage = stage
        self._changes = changes
        return moved


class _WatchedSidecar:
    """A watcher's sidecar: its selected seat and its notes are not kept."""

    def __init__(self, journal: Journal) -> None:
        self._sidecar = journal.sidecar

    def keep_seat(self, *_: object) -> None:
        """Keep nothing."""

    def kept_seat(self, exercise: str) -> str:
        """The seat selected last."""
        return self._sidecar.kept_seat(exercise)

    def keep_stage(self, *_: object) -> None:
        """Keep nothing: only the process that plays the exercise decides what the room sees."""

    def kept_stage(self, exercise: str) -> str:
        """What the room may see."""
        return self._sidecar.kept_stage(exercise)

    def keep_draft(self, *_: object) -> None:
        """Keep nothing."""

    def kept_draft(self, *_: object) -> str:
        """Empty: a watcher has no draft."""
        return ""


class _WatchedRoll:
    """A watcher's roll: it shows who is in the class, and lets nobody in or out."""

    def __init__(self, journal: Journal, reason: str) -> None:
        self._roll = journal.roll
        self._reason = reason

    def change_class(self, *_: object) -> str:
        """Refuse."""
        raise JournalError(self._reason)

    def kept_class(self, exercise: str) -> str:
        """The state of the class."""
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
