"""Begin the exercise behind the walk; say it plainly if it cannot be recorded."""

from __future__ import annotations

from pathlib import Path

from simulator.doctrine import Phase, load_doctrine
from simulator.exercise import (
    Exercise,
    Journal,
    JournalError,
    MemoryJournal,
    SqliteJournal,
    SystemClock,
    default_journal,
)
from simulator.machine import Configuration, PhaseMachine


def begin_walk(phases: frozenset[str], journal: Path | None) -> tuple[Exercise, str]:
    """A new exercise, and a warning if it is not being recorded (empty if it is)."""
    machine = PhaseMachine(load_doctrine())
    start = Configuration.of(frozenset(Phase(name) for name in phases))
    try:
        return _begin(machine, SqliteJournal(journal or default_journal()), start), ""
    except JournalError as error:
        warning = f"記録できません。記録なしで歩きます。{error}"
        return _begin(machine, MemoryJournal(), start), warning


def _begin(machine: PhaseMachine, journal: Journal, start: Configuration) -> Exercise:
    return Exercise.begin(machine, journal, SystemClock(), title="段階を歩く", start=start)
