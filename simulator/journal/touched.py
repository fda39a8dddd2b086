"""Exercises in which something was done: in those only begun there is nothing to go on with."""

from __future__ import annotations

from pathlib import Path

from simulator.exercise.journal import Kept
from simulator.journal.aside import beside, file_name
from simulator.journal.sqlite import SqliteJournal


def touched(journal: SqliteJournal) -> list[Kept]:
    """Those in which something was done after the beginning, or a note begun, newest first.

    Raises `JournalError`.
    """
    untouched = journal.untouched()
    return [
        kept
        for kept in journal.exercises()
        if kept.id not in untouched or draft_file(journal.path, kept.id).exists()
    ]


def draft_file(journal: Path, exercise: str) -> Path:
    """Where a half-written note of an exercise stands, beside the journal."""
    return beside(journal, f"{file_name(exercise)}.draft", ".txt")
