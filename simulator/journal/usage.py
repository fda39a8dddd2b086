"""Exercises to go on with: those only begun have nothing in them, and hidden ones are out of sight."""

from __future__ import annotations

from simulator.exercise.journal import Journal, Kept


def touched(journal: Journal) -> list[Kept]:
    """Those in sight in which something was done after the beginning, or a note begun, last used first.

    Raises `JournalError`.
    """
    untouched = journal.untouched()
    return [
        kept
        for kept in journal.exercises()
        if not kept.hidden and (kept.id not in untouched or journal.sidecar.kept_draft(kept.id))
    ]


def last_used(journal: Journal) -> Kept | None:
    """Of those, the one somebody took up last; wall clocks may have been wrong. Raises `JournalError`."""
    return max(touched(journal), key=lambda kept: kept.used, default=None)
