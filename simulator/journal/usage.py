"""Exercises to resume: not those in which nothing was done, and not hidden ones."""

from __future__ import annotations

from simulator.exercise.journal import Journal, Kept


def touched(journal: Journal) -> list[Kept]:
    """The exercises not hidden in which something was done, a note begun or a class opened, last used first.

    Raises `JournalError`.
    """
    untouched = journal.untouched()
    return [
        kept
        for kept in journal.exercises()
        if not kept.hidden
        and (
            kept.id not in untouched
            or journal.sidecar.kept_draft(kept.id)
            or journal.roll.kept_class(kept.id)
        )
    ]


def last_used(journal: Journal) -> Kept | None:
    """Of these, the one taken up last, by `used`, since clocks may have been wrong. Raises `JournalError`."""
    return max(touched(journal), key=lambda kept: kept.used, default=None)
