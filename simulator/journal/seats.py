"""Whose screen each exercise was left on, beside the records and not among them.

It is no event: it says what the room was shown, not what happened in the exercise, and is neither undone,
exported nor salvaged. Its table comes with the first thing it keeps; older versions do not look for it.
"""

from __future__ import annotations

import sqlite3

_TABLE = """
CREATE TABLE IF NOT EXISTS screen (
    exercise TEXT PRIMARY KEY,
    seat TEXT NOT NULL
) STRICT, WITHOUT ROWID
"""


def keep_seat(db: sqlite3.Connection, exercise: str, seat: str) -> None:
    """Keep a seat, instead of the one before. Raises `sqlite3.Error`."""
    db.execute(_TABLE)
    db.execute("INSERT OR REPLACE INTO screen VALUES (?, ?)", (exercise, seat))


def kept_seat(db: sqlite3.Connection, exercise: str) -> str:
    """The seat kept; empty if none was. Raises `sqlite3.Error`."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'screen'").fetchone():
        return ""
    found = db.execute("SELECT seat FROM screen WHERE exercise = ?", (exercise,)).fetchone()
    return str(found[0]) if found else ""
