"""Open the journal for a screen: mended if need be, and held, or watched while another process holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.exercise import Exercise, JournalError, Record
from simulator.exercise.journal import Kept
from simulator.journal import SqliteJournal, mend_exercise, open_journal, try_hold
from simulator.journal.hold import Busy, Held


@dataclass(frozen=True, slots=True)
class Keeping:
    """An open journal, and what was said of damage when it was opened (empty if nothing)."""

    journal: SqliteJournal
    notice: str = ""

    def hold(self, exercise: str) -> Held | Busy:
        """Take up an exercise to act on it, or learn who does."""
        return try_hold(self.journal.path, exercise)

    def mend(self, exercise: str) -> Keeping:
        """The same, with what of one exercise does not stand set aside. Raises `JournalError`."""
        said = mend_exercise(self.journal, exercise)
        return Keeping(self.journal, "\n".join(filter(None, (self.notice, said.message if said else ""))))

    def closing(self, held: Held | Busy) -> Callable[[], None]:
        """What to call when the exercise is left."""

        def close() -> None:
            if isinstance(held, Held):
                held.release()
            self.journal.close()

        return close


def open_kept(path: Path) -> Keeping:
    """The journal of a file, made if there is none. Raises `JournalError`."""
    journal, salvaged = open_journal(path)
    return Keeping(journal, "\n".join(each.message for each in salvaged))


class WatchedJournal:
    """Another process acts on the exercise: read here, and refuse to write with its `reason`."""

    def __init__(self, journal: SqliteJournal, reason: str) -> None:
        self._journal = journal
        self.reason = reason

    def begin(self, *_: object) -> str:
        """Refuse."""
        raise JournalError(self.reason)

    def append(self, *_: object) -> None:
        """Refuse."""
        raise JournalError(self.reason)

    def adopt(self, *_: object) -> str:
        """Refuse."""
        raise JournalError(self.reason)

    def keep_seat(self, *_: object) -> None:
        """Whose screen a watcher looks at is nobody else's business, and need not be refused."""

    def kept_seat(self, exercise: str) -> str:
        """Whose screen was shown last."""
        return self._journal.kept_seat(exercise)

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        return self._journal.read(exercise)

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        return self._journal.exercises()

    def follow(self, exercise: Exercise) -> bool:
        """Take up what has been done since; whether there was anything. Raises `JournalError`."""
        found = self._journal.read_after(exercise.name, len(exercise.history.records))
        for record in found:
            exercise.history.add(record)
        return bool(found)
