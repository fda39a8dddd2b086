"""Repair damaged titles and long texts from a backup, or from another place that has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from simulator.datafile import read_regular
from simulator.exercise.keeping import text_name
from simulator.journal.backup import backups
from simulator.journal.gather import Gathered, read_backup
from simulator.journal.rebuild import entry_for
from simulator.journal.sqlite import SqliteJournal
from simulator.scenario import scenario_files


def repair_list(journal: SqliteJournal) -> None:
    """Restore what can be restored; it is then as it was, so nothing is told. Raises `JournalError`."""
    titles, texts = journal.stored.damaged_titles(), journal.stored.damaged_texts()
    if not titles and not texts:
        return
    gathered = Gathered()
    for backup in backups(journal.path):
        gathered.fill(read_backup(backup))
    for exercise in titles:
        rows = journal.stored.rows(exercise)
        if rows:
            entry = entry_for(gathered.exercises.get(exercise), rows[0].body)
            journal.stored.enter(exercise, entry.title, entry.began)
    for name in texts:
        for text in (gathered.texts.get(name, ""), *_scenario_texts(journal.stored.named_files(name))):
            if text_name(text) == name:
                journal.stored.put_text(name, text)
                break


def _scenario_texts(names: tuple[str, ...]) -> Iterator[str]:
    """The texts of scenario files that may still hold the source played; a record may name any file."""
    for path in (*map(Path, names), *scenario_files()):
        try:
            yield read_regular(path).decode()
        except (OSError, ValueError):
            continue
