"""Take an exercise out for good: its rows, and those in the backups.

Deleted rows are overwritten on their pages (`secure_delete`), and a backup is written anew in full
before it replaces the old one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from pathlib import Path

from simulator.exercise.journal import JournalError
from simulator.journal.aside import path_beside, sync_folder
from simulator.journal.backup import backups, opened, sync_file
from simulator.journal.database import FAULTS
from simulator.journal.roll import has_roll, take_out_roll
from simulator.journal.schema import HIDDEN
from simulator.language import Reason, tr

Apart = Callable[[bytes], str]  # gives the name of the long text that a line needs (`Adapter.apart`)


def take_out(db: sqlite3.Connection, exercise: str, apart: Apart) -> None:
    """Delete all rows of an exercise, in a journal of any version. Raises `sqlite3.Error`."""
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    query = "SELECT CAST(body AS BLOB) FROM record WHERE exercise = ? AND seq = 1"
    texts = {apart(body) for (body,) in db.execute(query, (exercise,))} - {""}
    for table in sorted(tables):  # the records, and everything else kept of an exercise
        if "exercise" in {row[1] for row in db.execute(f"PRAGMA table_info({table})")}:
            db.execute(f"DELETE FROM {table} WHERE exercise = ?", (exercise,))  # noqa: S608 - one of our table names
    if "journal" in tables:
        db.execute("DELETE FROM journal WHERE name = ?", (HIDDEN + exercise,))
    db.execute("DELETE FROM exercise WHERE id = ?", (exercise,))
    for text in texts:  # keep the text if another exercise plays the same scenario; the first record names it
        db.execute(
            "DELETE FROM long_text WHERE name = ? AND NOT EXISTS"
            " (SELECT 1 FROM record WHERE seq = 1 AND instr(CAST(body AS BLOB), CAST(? AS BLOB)))",
            (text, text),
        )


def take_out_of_backups(path: Path, exercise: str, apart: Apart) -> None:
    """Write each backup that has the exercise anew without it. Raises `JournalError`.

    A backup that cannot be read is deleted, because it may hold the exercise.
    """
    _rewrite(path, lambda db: _has(db, exercise), lambda db: take_out(db, exercise, apart))


def take_roll_out_of_backups(path: Path, exercise: str) -> None:
    """The same for the persons of the exercise and their answers; its records stay."""
    _rewrite(path, lambda db: has_roll(db, exercise), lambda db: take_out_roll(db, exercise))


def _rewrite(
    path: Path, holds: Callable[[sqlite3.Connection], bool], take: Callable[[sqlite3.Connection], object]
) -> None:
    part = path_beside(path, "backup.part")
    for backup in backups(path):
        try:
            try:
                if not _copy_without(backup, part, holds, take):
                    continue
                sync_file(part)
                part.replace(backup)
            except FAULTS:
                backup.unlink()
            sync_folder(path)
        except OSError as error:
            raise JournalError(
                tr("{path}: 控えから消せません（{why}）。", path=backup, why=Reason(error))
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def take_away(places: Iterable[Path]) -> None:
    """Delete files. Raises `JournalError`."""
    for place in places:
        try:
            place.unlink(missing_ok=True)
        except OSError as error:
            raise JournalError(tr("{path}: 消せません（{why}）。", path=place, why=Reason(error))) from error


def _has(db: sqlite3.Connection, exercise: str) -> bool:
    query = (
        "SELECT EXISTS (SELECT 1 FROM exercise WHERE id = ?)"
        " OR EXISTS (SELECT 1 FROM record WHERE exercise = ?)"
    )
    return bool(db.execute(query, (exercise, exercise)).fetchone()[0])


def _copy_without(
    backup: Path,
    part: Path,
    holds: Callable[[sqlite3.Connection], bool],
    take: Callable[[sqlite3.Connection], object],
) -> bool:
    part.unlink(missing_ok=True)
    with closing(opened(backup)) as source:
        if not holds(source):
            return False
        with closing(sqlite3.connect(part, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA secure_delete = ON")
            copy.execute("PRAGMA temp_store = MEMORY")
            take(copy)
            copy.execute("VACUUM")
    return True
