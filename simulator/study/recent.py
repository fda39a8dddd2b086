"""The sentences that the exercise used last has touched. A damaged journal is skipped, not mended here."""

from __future__ import annotations

from pathlib import Path

from simulator.datafile.loader import load_text
from simulator.doctrine import Doctrine
from simulator.exercise.events import Started
from simulator.exercise.journal import JournalError
from simulator.journal import EXERCISES, SqliteLog, last_used
from simulator.scenario import read_scenario
from simulator.study.touched import touched_sentences


def lately_touched(doctrine: Doctrine, journal: Path) -> frozenset[str]:
    """The sentences that the exercise used last has touched; empty if none can be read."""
    if not journal.is_file():
        return frozenset()
    try:
        log = SqliteLog(journal, EXERCISES)
    except JournalError:
        return frozenset()
    try:
        last = last_used(log)
        records = log.read(last.id) if last else []
        began = records[0].event if records else None
        script = began.script if isinstance(began, Started) else None
        return touched_sentences(
            doctrine, records, read_scenario(load_text(script.source, script.name)) if script else None
        )
    except (JournalError, ValueError):
        return frozenset()
    finally:
        log.close()
