"""At most two backups of a journal beside it, made by SQLite's own means while it is in use.

`journal.backup-1.sqlite3` is the newer. A backup is checked before it replaces an older one,
so that damage in the journal cannot reach both.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from simulator.exercise.journal import JournalError
from simulator.journal.aside import path_beside, sync_folder
from simulator.journal.roll import PRESENCE, roll_marks
from simulator.journal.schema import HIDDEN, OPEN, VERSION, NewerError, NotOursError, version_of
from simulator.journal.soundness import seal
from simulator.language import Reason, tr

MOST = 2
_PAGES = 256  # pages copied at a time, so that a writer need not wait


def backups(path: Path) -> tuple[Path, ...]:
    """The backups there are, newest first."""
    return tuple(place for place in _places(path) if place.exists())


def is_lost(path: Path) -> bool:
    """Whether the file is empty or gone although it has a backup."""
    return bool(backups(path)) and not (path.exists() and path.stat().st_size)


def back_up(path: Path) -> bool:
    """Make a backup if the journal has changed since the last one; whether it did. Raises `JournalError`.

    May be called from any thread: it has connections of its own.
    """
    return _back_up(path, lambda source: version_of(source) == VERSION and _content(source) != _last(path))


def back_up_old(path: Path) -> bool:
    """Back up a journal of an older version before it is upgraded. Raises `JournalError`."""
    return _back_up(path, lambda source: 0 < version_of(source) < VERSION)


def _back_up(path: Path, is_due: Callable[[sqlite3.Connection], bool]) -> bool:
    part = path_beside(path, "backup.part")
    try:
        if not path.is_file() or not path.stat().st_size:
            return False
        part.unlink(missing_ok=True)
        with closing(opened(path)) as source:
            if not is_due(source):
                return False
            with closing(sqlite3.connect(part, isolation_level=None)) as copy:
                source.backup(copy, pages=_PAGES)
                copy.execute("PRAGMA journal_mode = DELETE")  # leaves everything in one file
                if version_of(copy) == VERSION:
                    copy.execute("DELETE FROM journal WHERE name = ?", (OPEN,))
                    copy.execute("PRAGMA secure_delete = ON")
                    copy.execute(f"DROP TABLE IF EXISTS {PRESENCE}")
                if not _is_sound(copy):
                    return False
        sync_file(part)
        newer, older = _places(path)
        if newer.exists():
            newer.replace(older)
        part.replace(newer)
        sync_folder(path)
    except (NotOursError, NewerError):
        return False
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        why = Reason(error) if isinstance(error, OSError) else error
        raise JournalError(tr("{path}: 控えを作れません（{why}）。", path=path, why=why)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return True


def _places(path: Path) -> tuple[Path, ...]:
    return tuple(path_beside(path, f"backup-{number}") for number in range(1, MOST + 1))


def opened(path: Path) -> sqlite3.Connection:
    """A connection for reading; not with `mode=ro`, which would leave an empty log behind."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA query_only = ON")
    except sqlite3.Error:
        db.close()
        raise
    return db


def _content(db: sqlite3.Connection) -> tuple[object, ...]:
    """A value that differs once anything was kept, answered, renamed or hidden. Raises `sqlite3.Error`."""
    records = (
        "SELECT exercise, count(*), (SELECT seal FROM record AS last WHERE last.exercise = record.exercise"
        " ORDER BY seq DESC LIMIT 1) FROM record GROUP BY exercise ORDER BY exercise"
    )
    return (
        *roll_marks(db),
        *db.execute(records).fetchall(),
        *db.execute("SELECT id, seal FROM exercise ORDER BY id").fetchall(),
        *db.execute("SELECT name FROM journal WHERE instr(name, ?) = 1 ORDER BY name", (HIDDEN,)).fetchall(),
    )


def _last(path: Path) -> tuple[object, ...] | None:
    """The content of the newest backup; None if there is none of this version."""
    newest = _places(path)[0]
    if not newest.exists():
        return None
    try:
        with closing(opened(newest)) as db:
            return _content(db)
    except sqlite3.Error:
        return None


def _is_sound(db: sqlite3.Connection) -> bool:
    if db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        return False
    if version_of(db) == 1:  # version 1, which has no seals
        return True
    query = "SELECT exercise, seq, CAST(body AS BLOB), seal FROM record"
    return all(sealed == seal(exercise, seq, body) for exercise, seq, body, sealed in db.execute(query))


def sync_file(path: Path) -> None:
    """Wait until a file is on disk."""
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)
