"""Open the journal for a screen: mended if need be, and held, or watched while another process holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from simulator.exercise import Busy, Held
from simulator.journal import SqliteJournal, mend_exercise, open_journal


@dataclass(frozen=True, slots=True)
class Keeping:
    """An open journal, and what was said of damage when it was opened (empty if nothing)."""

    journal: SqliteJournal
    notice: str = ""

    def hold(self, exercise: str) -> Held | Busy:
        """Take up an exercise to act on it, or learn who does."""
        return self.journal.hold(exercise)

    def mend(self, exercise: str) -> Keeping:
        """The same, with what of one exercise does not stand set aside. Raises `JournalError`."""
        said = mend_exercise(self.journal, exercise)
        return Keeping(self.journal, "\n".join(filter(None, (self.notice, said.message if said else ""))))

    def closing(self, held: Held | Busy) -> Callable[[], None]:
        """What to call when the exercise is left."""

        def close() -> None:
            if not isinstance(held, Busy):
                held.release()
            self.journal.close()

        return close


def open_kept(path: Path) -> Keeping:
    """The journal of a file, made if there is none. Raises `JournalError`."""
    journal, salvaged = open_journal(path)
    return Keeping(journal, "\n".join(each.message for each in salvaged))
