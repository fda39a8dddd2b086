"""The tables of the journal's file, how to recognise it as ours, and upgrading older versions."""

from __future__ import annotations

import json
import sqlite3
import time
from datetime import UTC, datetime, timedelta

from simulator.journal.soundness import is_bare_record, seal, title_seal
from simulator.language import tr

APPLICATION_ID = 0x53484953  # "SHIS"
_PATIENCE = 2.0  # seconds
VERSION = 3  # 2 added the seal; 3 the seal of titles, the long texts apart, and its own number in a table
_APART = """
CREATE TABLE long_text (
    name TEXT PRIMARY KEY,
    body TEXT NOT NULL
) STRICT;
CREATE TABLE journal (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS screen (
    exercise TEXT PRIMARY KEY,
    seat TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""
_TABLES = (
    """
CREATE TABLE exercise (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    began TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'exercise',
    used INTEGER NOT NULL DEFAULT 0,
    seal TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE record (
    exercise TEXT NOT NULL REFERENCES exercise (id),
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (exercise, seq)
) STRICT, WITHOUT ROWID;
"""
    + _APART
)
OPEN = "open"  # key in `journal`: a process has written and not yet closed the file
HIDDEN = "hidden:"  # prefix of a key in `journal`, before an id: the exercise is left out of lists


class NotOursError(Exception):
    """A database of another program."""


class NewerError(Exception):
    """A journal of a newer version."""


def prepare(db: sqlite3.Connection) -> None:
    """Make or upgrade the tables. Raises `NotOursError`, `NewerError`, `sqlite3.Error`."""
    version = version_of(db)
    _write_ahead(db)
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # so that a stale page cannot bring back what salvage took out
    if version == VERSION and _numbers(db) == (APPLICATION_ID, VERSION):
        return
    db.execute("BEGIN IMMEDIATE")
    try:
        # Another process may have done it meanwhile.
        version = version_of(db)
        if version == 0:
            _run(db, _TABLES)
        if version == 1:
            _add_seals(db)
        if version in (1, 2):
            _add_texts(db)
        db.execute("INSERT OR REPLACE INTO journal VALUES ('version', ?)", (str(VERSION),))
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("COMMIT")
    finally:
        if db.in_transaction:
            db.execute("ROLLBACK")


def version_of(db: sqlite3.Connection) -> int:
    """The version of the tables, 0 if there are none. Raises `NotOursError`, `NewerError`, `sqlite3.Error`.

    It is read from the tables: the number in the file's first page may be damaged, and must not be taken for
    a newer version.
    """
    # In one statement, because another process may make the journal between two.
    entries = db.execute("SELECT type, name FROM sqlite_master").fetchall()
    if not entries:
        return 0
    names = {name for kind, name in entries if kind == "table"}
    application, number = _numbers(db)
    if {"exercise", "record", "journal"} <= names:
        row = db.execute("SELECT value FROM journal WHERE name = 'version'").fetchone()
        # A newer version says so in both places.
        version = number if number > VERSION and row == (str(number),) else VERSION
    elif _columns(db, "exercise") == ["id", "title", "began"]:
        version = {("exercise", "seq", "body"): 1, ("exercise", "seq", "body", "seal"): 2}.get(
            tuple(_columns(db, "record")), 0
        )
    else:
        version = 0
    if version == 0 and application == APPLICATION_ID and number > VERSION:
        version = number
    if version == 0:
        raise NotOursError(tr("指針シミュレータの記録ではありません。別のファイルを指定してください。"))
    if version > VERSION:
        raise NewerError(tr("新しい版の記録です。指針シミュレータを更新してください。"))
    return version


def _numbers(db: sqlite3.Connection) -> tuple[int, int]:
    """The application's number and the version's, as the first page has them."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (number,) = db.execute("PRAGMA user_version").fetchone()
    return application, number


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [str(row[1]) for row in db.execute(f"PRAGMA table_info({table})")]


def _run(db: sqlite3.Connection, statements: str) -> None:
    for statement in statements.split(";")[:-1]:
        db.execute(statement)


def _write_ahead(db: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; try again while SQLite refuses because another process does the same."""
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


def _add_seals(db: sqlite3.Connection) -> None:
    """Seal the records of version 1; a record that is not JSON gets no seal, and salvage finds it."""
    db.execute("ALTER TABLE record ADD COLUMN seal TEXT NOT NULL DEFAULT ''")
    rows = db.execute("SELECT exercise, seq, CAST(body AS BLOB) FROM record").fetchall()
    db.executemany(
        "UPDATE record SET seal = ? WHERE exercise = ? AND seq = ?",
        [(seal(name, seq, body), name, seq) for name, seq, body in rows if is_bare_record(seq, body)],
    )


def _add_texts(db: sqlite3.Connection) -> None:
    """What version 3 added. The records stay as they are, to the byte."""
    for column in (
        "kind TEXT NOT NULL DEFAULT 'exercise'",
        "used INTEGER NOT NULL DEFAULT 0",
        "seal TEXT NOT NULL DEFAULT ''",
    ):
        db.execute(f"ALTER TABLE exercise ADD COLUMN {column}")
    _run(db, _APART)
    entries = db.execute("SELECT id, title, began FROM exercise").fetchall()
    last_rows = db.execute(
        "SELECT exercise, max(seq), CAST(body AS BLOB) FROM record GROUP BY exercise"
    ).fetchall()
    last_walls = {name: _wall(body) for name, _, body in last_rows}
    ranked = sorted(entries, key=lambda entry: (last_walls.get(entry[0], ""), entry[2]))
    db.executemany(
        "UPDATE exercise SET seal = ?, used = ? WHERE id = ?",
        [
            (title_seal(name, "exercise", title, began), rank, name)
            for rank, (name, title, began) in enumerate(ranked, 1)
        ],
    )


def _wall(body: bytes) -> str:
    """When a record was made; empty if the time is impossible or the record damaged."""
    try:
        wall = datetime.fromisoformat(json.loads(body)["wall"]).astimezone(UTC)
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return ""
    return "" if wall > datetime.now(UTC) + timedelta(days=1) else wall.isoformat()
