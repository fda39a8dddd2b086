"""The raw rows of a journal's file, sound or damaged: reading, checking and replacing them.

Opening checks a file with this, and only salvage writes with it; what is kept in an exercise goes through
`sqlite.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from simulator.exercise.journal import Adapter
from simulator.exercise.keeping import hash_of
from simulator.journal.database import DAMAGE, FAULTS, Database, UnreadableError, code_of
from simulator.journal.soundness import seal, title_seal
from simulator.language import msg

FIRST = -(1 << 63) + 1  # below any number that even a damaged record can have
NOT_READ = msg("{path}: 読めません（{why}）。別のファイルを指定できます。")
NO_LIST = msg("{path}: 一覧を読めません（{why}）。別のファイルを指定できます。")
NO_EXERCISE = msg("{path}: 演習 {exercise} を読めません（{why}）。別のファイルを指定できます。")


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A record's row in the file, sound or damaged."""

    seq: int
    body: bytes
    seal: bytes


class StoredRecords:
    """The records, titles and long texts of one file."""

    def __init__(self, database: Database, adapter: Adapter[Any], read_list: Callable[[], object]) -> None:
        """`read_list` reads the list of exercises, and raises `UnreadableError` if it cannot be read."""
        self._database = database
        self._db = database.connection
        self._adapter = adapter
        self._read_list = read_list

    def rows(self, exercise: str, *, after: int = FIRST - 1) -> list[StoredRow]:
        """Records as stored, unchecked. Raises `JournalError`."""
        query = (
            "SELECT seq, CAST(body AS BLOB), CAST(seal AS BLOB) FROM record"
            " WHERE exercise = ? AND seq > ? ORDER BY seq"
        )
        try:
            return [StoredRow(*row) for row in self._db.execute(query, (exercise, after))]
        except FAULTS as error:
            raise self._database.failure(NO_EXERCISE, error, exercise=exercise) from error

    def remove(self, exercise: str, *, start: int) -> None:
        """Delete the records from `start` on; only for salvage, of what it has set aside."""
        with self._database.writing():
            self._db.execute("DELETE FROM record WHERE exercise = ? AND seq >= ?", (exercise, start))

    def replace(self, exercise: str, bodies: Sequence[bytes]) -> None:
        """Replace all records; only for salvage, with those of a backup."""
        with self._database.writing():
            self._db.execute("DELETE FROM record WHERE exercise = ?", (exercise,))
            self._db.executemany(
                "INSERT INTO record VALUES (?, ?, ?, ?)",
                [
                    (exercise, seq, body.decode(), seal(exercise, seq, body))
                    for seq, body in enumerate(bodies, 1)
                ],
            )

    def damaged_titles(self) -> tuple[str, ...]:
        """The exercises whose entry in the list is damaged. Raises `JournalError`."""
        # As bytes: a damaged entry may not be text, and must not hide the others.
        query = "SELECT id, CAST(kind AS BLOB), CAST(began AS BLOB), CAST(title AS BLOB), CAST(seal AS BLOB)"
        try:
            return tuple(
                name
                for name, *entry, sealed in self._db.execute(f"{query} FROM exercise")
                if sealed != seal(name, 0, b"\0".join(entry)).encode()
            )
        except FAULTS as error:
            raise UnreadableError(str(self._database.failure(NO_LIST, error))) from error

    def damaged_texts(self) -> tuple[str, ...]:
        """The names of long texts that are damaged or missing. Raises `JournalError`."""
        try:
            query = "SELECT CAST(name AS BLOB), CAST(body AS BLOB) FROM long_text"
            rows = self._db.execute(query).fetchall()
            firsts = self._db.execute("SELECT CAST(body AS BLOB) FROM record WHERE seq = 1").fetchall()
        except FAULTS as error:
            raise self._database.failure(NOT_READ, error) from error
        sound_names = {hash_of(body) for name, body in rows if hash_of(body).encode() == name}
        needed = {self._adapter.apart(body) for (body,) in firsts} - {""}
        return tuple(sorted(needed - sound_names))

    def named_files(self, text: str) -> tuple[str, ...]:
        """The files that a long text came from, as the exercises that need it say. Raises `JournalError`."""
        try:
            firsts = self._db.execute("SELECT CAST(body AS BLOB) FROM record WHERE seq = 1").fetchall()
        except FAULTS as error:
            raise self._database.failure(NOT_READ, error) from error
        return tuple(self._adapter.origin(body) for (body,) in firsts if self._adapter.apart(body) == text)

    def enter(self, exercise: str, title: str, began: datetime) -> None:
        """Rewrite an exercise's entry in the list; only for salvage."""
        kind, since = self._adapter.kind, began.isoformat()
        with self._database.writing():
            self._db.execute(
                "UPDATE exercise SET title = ?, began = ?, kind = ?, seal = ? WHERE id = ?",
                (title, since, kind, title_seal(exercise, kind, title, since), exercise),
            )

    def put_text(self, name: str, text: str) -> None:
        """Rewrite a long text; only for salvage."""
        with self._database.writing():
            self._db.execute("INSERT OR REPLACE INTO long_text VALUES (?, ?)", (name, text))

    def audit(self) -> dict[str, int] | None:
        """For each exercise with a missing or damaged record, the `seq` of the first one.

        None if the file itself is inconsistent: its pages, its list, the order of its records.
        Raises `JournalError` if it could not be checked.
        """
        damaged: dict[str, int] = {}
        previous = ("", 0)
        query = "SELECT exercise, seq, CAST(body AS BLOB), CAST(seal AS BLOB) FROM record"
        try:
            if self._db.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                return None
            if self._database.is_said_protected():
                return None
            ids = {name for (name,) in self._db.execute("SELECT id FROM exercise")}
            self._read_list()
            for exercise, seq, body, sealed in self._db.execute(f"{query} ORDER BY exercise, seq"):
                if exercise not in ids or (exercise, seq) <= previous:
                    return None
                expected = previous[1] + 1 if exercise == previous[0] else 1
                previous = (exercise, seq)
                if seq != expected or sealed != seal(exercise, seq, body).encode():
                    damaged.setdefault(exercise, seq)
        except FAULTS as error:
            if code_of(error) not in DAMAGE:
                raise self._database.failure(NOT_READ, error) from error
            return None
        except UnreadableError:
            return None
        return damaged

    def text(self, name: str) -> str:
        """A long text that is kept apart; empty where it is damaged. Raises `JournalError`."""
        if not name:
            return ""
        query = "SELECT CAST(body AS BLOB) FROM long_text WHERE name = ?"
        try:
            row = self._db.execute(query, (name,)).fetchone()
        except FAULTS as error:
            raise self._database.failure(NOT_READ, error) from error
        return row[0].decode() if row and hash_of(row[0]) == name else ""
