"""Exercises in which something was done: in those only begun there is nothing to go on with."""

from __future__ import annotations

from simulator.exercise.journal import Kept
from simulator.exercise.sqlite import SqliteJournal


def touched(journal: SqliteJournal) -> list[Kept]:
    """Those in which something was done after the beginning, newest first. Raises `JournalError`."""
    untouched = journal.untouched()
    return [kept for kept in journal.exercises() if kept.id not in untouched]
