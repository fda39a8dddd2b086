"""The tables of the journal's file, how to know it for ours, and the way up from the older version."""

from __future__ import annotations

import sqlite3
import time

from simulator.journal.soundness import is_bare_record, seal
from simulator.language import tr

APPLICATION_ID = 0x53484953  # "SHIS"
_PATIENCE = 2.0  # seconds
VERSION = 2  # 2 added the seal
_TABLES = """
CREATE TABLE exercise (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    began TEXT NOT NULL
) STRICT;
CREATE TABLE record (
    exercise TEXT NOT NULL REFERENCES exercise (id),
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (exercise, seq)
) STRICT, WITHOUT ROWID;
"""


class NotOursError(Exception):
    """A database of another program."""


class NewerError(Exception):
    """A journal of a newer version."""


def prepare(db: sqlite3.Connection) -> None:
    """Make the file a journal, or the journal the present version. Raises the two above, `sqlite3.Error`."""
    version = _version(db)
    _write_ahead(db)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what salvage took out must not be found again on a stale page
    if version == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it in between.
        version = _version(db)
        if version == 0:
            for statement in _TABLES.split(";")[:-1]:
                db.execute(statement)
        elif version == 1:
            _add_seals(db)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turn the log on. SQLite does not wait here for others doing the same, lest they wait for each other."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            db.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def _version(db: sqlite3.Connection) -> int:
    """The version of the tables, 0 where there are none yet."""
    # The tables first: another process that is making the journal sets the rest in the same moment as these.
    (tables,) = db.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return 0
    (found,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if found != APPLICATION_ID or version < 1:
        raise NotOursError(tr("指針シミュレータの記録ではありません。別のファイルを指定してください。"))
    if version > VERSION:
        raise NewerError(tr("新しい版の記録です。指針シミュレータを更新してください。"))
    return int(version)


def _add_seals(db: sqlite3.Connection) -> None:
    """Seal the records of version 1; one that is not even JSON stays bare, and salvage finds it."""
    db.execute("ALTER TABLE record ADD COLUMN seal TEXT NOT NULL DEFAULT ''")
    rows = db.execute("SELECT exercise, seq, CAST(body AS BLOB) FROM record").fetchall()
    db.executemany(
        "UPDATE record SET seal = ? WHERE exercise = ? AND seq = ?",
        [(seal(name, seq, body), name, seq) for name, seq, body in rows if is_bare_record(seq, body)],
    )
