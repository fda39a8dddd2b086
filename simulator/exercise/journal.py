"""Where records are kept. On disk before on screen: `append` returns only when the record is safe."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from simulator.exercise.events import Record

_APPLICATION_ID = 0x53484953  # "SHIS"
_SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE exercise (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    began TEXT NOT NULL
) STRICT;
CREATE TABLE record (
    exercise TEXT NOT NULL REFERENCES exercise (id),
    seq INTEGER NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (exercise, seq)
) STRICT, WITHOUT ROWID;
"""


class JournalError(Exception):
    """The journal cannot be used; the message says what to do, in Japanese."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One exercise in a journal."""

    id: str
    title: str
    began: datetime


class Journal(Protocol):
    """A place for the records of exercises."""

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise and give its id, made unique if `exercise` is taken."""
        ...

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record for good. Raises `JournalError` if that failed; then nothing was kept."""
        ...

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise, in order. Raises `JournalError`."""
        ...

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        ...


class MemoryJournal:
    """A journal that ends with the process: for headless runs and tests."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._records: dict[str, list[Record]] = {}

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise."""
        name = _unique(exercise, self._kept)
        self._kept[name] = Kept(name, title, began)
        self._records[name] = []
        return name

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record."""
        self._records[exercise].append(record)

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        return list(self._records[exercise])

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        return sorted(self._kept.values(), key=lambda kept: kept.began, reverse=True)


class SqliteJournal:
    """One SQLite file (WAL, synchronous=FULL) for any number of exercises."""

    def __init__(self, path: Path) -> None:
        """Open or create the file and its folder. Raises `JournalError`."""
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, timeout=5.0)
        except (OSError, sqlite3.Error) as error:
            raise self._failure("開けません", error) from error
        try:
            self._prepare()
        except sqlite3.Error as error:
            self._db.close()
            raise self._failure("記録として読めません", error) from error
        except JournalError:
            self._db.close()
            raise

    def close(self) -> None:
        """Close the file; the journal is not usable afterwards."""
        self._db.close()

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise."""
        with self._writing():
            taken = {row[0] for row in self._db.execute("SELECT id FROM exercise")}
            name = _unique(exercise, taken)
            self._db.execute("INSERT INTO exercise VALUES (?, ?, ?)", (name, title, began.isoformat()))
        return name

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record; on return it is on disk."""
        with self._writing():
            self._db.execute(
                "INSERT INTO record VALUES (?, ?, ?)", (exercise, record.seq, record.model_dump_json())
            )

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        query = "SELECT body FROM record WHERE exercise = ? ORDER BY seq"
        try:
            return [Record.model_validate_json(body) for (body,) in self._db.execute(query, (exercise,))]
        except (sqlite3.Error, ValidationError) as error:
            raise self._failure(f"演習 {exercise} を読めません", error) from error

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        query = "SELECT id, title, began FROM exercise ORDER BY began DESC, id DESC"
        try:
            rows = self._db.execute(query).fetchall()
        except sqlite3.Error as error:
            raise self._failure("一覧を読めません", error) from error
        return [Kept(name, title, datetime.fromisoformat(began)) for name, title, began in rows]

    def _prepare(self) -> None:
        (found,) = self._db.execute("PRAGMA application_id").fetchone()
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if tables and found != _APPLICATION_ID:
            raise JournalError(
                f"{self.path}: 指針シミュレータの記録ではありません。別のファイルを指定してください。"
            )
        if version > _SCHEMA_VERSION:
            raise JournalError(f"{self.path}: 新しい版の記録です。指針シミュレータを更新してください。")
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        if not tables:
            self._db.executescript(
                f"BEGIN; {_SCHEMA} PRAGMA application_id = {_APPLICATION_ID};"
                f"PRAGMA user_version = {_SCHEMA_VERSION}; COMMIT;"
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._failure("書き込めません。空き容量と権限を確かめてください", error) from error

    def _failure(self, what: str, error: Exception) -> JournalError:
        return JournalError(f"{self.path}: {what}（{error}）。--journal で別のファイルを指定できます。")


def _unique(wanted: str, taken: set[str] | dict[str, Kept]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name
