"""The journal in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError

from simulator.exercise.events import Record
from simulator.exercise.journal import JournalError, Kept, unique
from simulator.journal.schema import NewerError, NotOursError, prepare
from simulator.journal.seats import keep_seat, kept_seat
from simulator.journal.soundness import Trail, seal
from simulator.language import Reason, msg, tr
from simulator.settings import default_journal

_BUSY_SECONDS = 5.0  # how long to wait for another process's write before giving up
_FIRST = -(1 << 63) + 1  # below any number a record may bear, were it damaged
# SQLite's words on a damaged file may quote it, and are then no UTF-8.
FAULTS = (sqlite3.Error, UnicodeDecodeError)
_DAMAGE = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_WHY = {
    sqlite3.SQLITE_FULL: msg("空き容量がありません。場所を空けてください: {error}"),
    sqlite3.SQLITE_BUSY: msg("別のプロセスが書き込み中です。終わるのを待ってください: {error}"),
    sqlite3.SQLITE_READONLY: msg(
        "書き込みが許されていません。ファイルとフォルダーの権限を確かめてください: {error}"
    ),
    sqlite3.SQLITE_CANTOPEN: msg("フォルダーか、権限のない場所のようです: {error}"),
    sqlite3.SQLITE_CORRUPT: msg("ファイルが壊れています。開き直すと、読めるところまで直します: {error}"),
}
_NOT_OPENED = msg("{path}: 開けません（{why}）。--journal で別のファイルを指定できます。")
_NO_FOLDER = msg("{path}: 開けません。フォルダー {folder} がありません。名を確かめるか、先に作ってください。")
_NO_JOURNAL = msg("{path}: 記録として読めません（{why}）。--journal で別のファイルを指定できます。")
_NOT_READ = msg("{path}: 読めません（{why}）。--journal で別のファイルを指定できます。")
_NO_LIST = msg("{path}: 一覧を読めません（{why}）。--journal で別のファイルを指定できます。")
_NO_EXERCISE = msg("{path}: 演習 {exercise} を読めません（{why}）。--journal で別のファイルを指定できます。")
_NO_RECORD = msg(
    "{path}: 演習 {exercise} の記録 {seq} を読めません（{why}）。--journal で別のファイルを指定できます。"
)
_NOT_WRITTEN = msg("{path}: 書き込めません（{why}）。--journal で別のファイルを指定できます。")
_NO_TEXT = msg(
    "{path}: 書き込めません。文字として正しくないものがあります（{why}）。"
    "--journal で別のファイルを指定できます。"
)


class UnreadableError(JournalError):
    """The file is damaged, or is no journal of ours."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record as it lies in the file, whatever state it is in."""

    seq: int
    body: bytes
    seal: bytes


class SqliteJournal:
    """One SQLite file (WAL, synchronous=FULL) for any number of exercises.

    Use `open_journal`, which also mends a damaged file; this raises `UnreadableError` on one.
    """

    def __init__(self, path: Path) -> None:
        """Open or create the file; its folder only if it is the usual one. Raises `JournalError`."""
        self.path = path
        try:
            if path.parent == default_journal().parent:
                path.parent.mkdir(parents=True, exist_ok=True)
            elif not path.parent.is_dir():
                raise JournalError(tr(_NO_FOLDER, path=path, folder=path.parent))
            self._db = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_SECONDS)
        except (OSError, sqlite3.Error) as error:
            raise self._failure(_NOT_OPENED, error) from error
        try:
            prepare(self._db)
        except NotOursError as error:
            self._db.close()
            raise UnreadableError(f"{path}: {error}") from error
        except NewerError as error:
            self._db.close()
            raise JournalError(f"{path}: {error}") from error
        except FAULTS as error:
            self._db.close()
            if _code(error) not in _DAMAGE:
                raise self._failure(_NOT_OPENED, error) from error
            raise UnreadableError(str(self._failure(_NO_JOURNAL, error))) from error

    def close(self) -> None:
        """Close the file; the journal is not usable afterwards."""
        self._db.close()

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise."""
        return self.adopt(exercise, title, began, ())

    def adopt(self, exercise: str, title: str, began: datetime, records: Sequence[Record]) -> str:
        """Take in a whole exercise in one transaction."""
        with self._writing():
            taken = {row[0] for row in self._db.execute("SELECT id FROM exercise")}
            name = unique(exercise, taken)
            self._db.execute("INSERT INTO exercise VALUES (?, ?, ?)", (name, title, began.isoformat()))
            for record in records:
                self._insert(name, record)
        return name

    def append(self, exercise: str, record: Record) -> None:
        """Keep one record; on return it is on disk."""
        with self._writing():
            self._insert(exercise, record)

    def read(self, exercise: str) -> list[Record]:
        """All records of an exercise."""
        trail, found = Trail(), self.read_after(exercise, _FIRST - 1)
        for record in found:
            fault = trail.fault(record)
            if fault:
                raise self._failure(_NO_RECORD, fault, exercise=exercise, seq=record.seq)
        if not found and exercise not in {kept.id for kept in self.exercises()}:
            raise JournalError(
                tr("{path}: 演習 {exercise} はこの記録にありません。", path=self.path, exercise=exercise)
            )
        return found

    def read_after(self, exercise: str, seq: int) -> list[Record]:
        """The records after `seq`: for watching an exercise that another process runs."""
        return [self._record(exercise, row) for row in self.rows(exercise, after=seq)]

    def exercises(self) -> list[Kept]:
        """The exercises kept, newest first."""
        query = "SELECT id, title, began FROM exercise ORDER BY began DESC, id DESC"
        try:
            rows = self._db.execute(query).fetchall()
            return [Kept(name, title, datetime.fromisoformat(began)) for name, title, began in rows]
        except (*FAULTS, ValueError) as error:
            raise UnreadableError(str(self._failure(_NO_LIST, error))) from error

    def keep_seat(self, exercise: str, seat: str) -> None:
        """Keep whose screen is shown."""
        with self._writing():
            keep_seat(self._db, exercise, seat)

    def kept_seat(self, exercise: str) -> str:
        """Whose screen was shown last."""
        try:
            return kept_seat(self._db, exercise)
        except FAULTS as error:
            raise self._failure(_NO_EXERCISE, error, exercise=exercise) from error

    def untouched(self) -> frozenset[str]:
        """The exercises in which nothing was done after their beginning."""
        query = (
            "SELECT id FROM exercise WHERE EXISTS (SELECT 1 FROM record WHERE exercise = id)"
            " AND NOT EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq <> 1)"
        )
        try:
            return frozenset(name for (name,) in self._db.execute(query))
        except FAULTS as error:
            raise UnreadableError(str(self._failure(_NO_LIST, error))) from error

    def rows(self, exercise: str, *, after: int = _FIRST - 1) -> list[Row]:
        """Records as they lie, without a look into them. Raises `JournalError`."""
        query = (
            "SELECT seq, CAST(body AS BLOB), CAST(seal AS BLOB) FROM record"
            " WHERE exercise = ? AND seq > ? ORDER BY seq"
        )
        try:
            return [Row(*row) for row in self._db.execute(query, (exercise, after))]
        except FAULTS as error:
            raise self._failure(_NO_EXERCISE, error, exercise=exercise) from error

    def remove(self, exercise: str, *, start: int) -> None:
        """Take out the records from `start` on: only salvage does, and only what it has set aside."""
        with self._writing():
            self._db.execute("DELETE FROM record WHERE exercise = ? AND seq >= ?", (exercise, start))

    def audit(self) -> dict[str, int] | None:
        """For each exercise with a record missing or not as it was written: the `seq` of the first such.

        None where the file itself does not hold together: its pages, its list, the order of its records.
        Raises `JournalError` if that could not be looked at.
        """
        found: dict[str, int] = {}
        before = ("", 0)
        query = "SELECT exercise, seq, CAST(body AS BLOB), CAST(seal AS BLOB) FROM record"
        try:
            if self._db.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                return None
            known = {kept.id for kept in self.exercises()}
            for exercise, seq, body, sealed in self._db.execute(f"{query} ORDER BY exercise, seq"):
                if exercise not in known or (exercise, seq) <= before:
                    return None
                expected = before[1] + 1 if exercise == before[0] else 1
                before = (exercise, seq)
                if seq != expected or sealed != seal(exercise, seq, body).encode():
                    found.setdefault(exercise, seq)
        except FAULTS as error:
            if _code(error) not in _DAMAGE:
                raise self._failure(_NOT_READ, error) from error
            return None
        except UnreadableError:
            return None
        return found

    def _record(self, exercise: str, row: Row) -> Record:
        try:
            if row.seal != seal(exercise, row.seq, row.body).encode():
                raise self._failure(_NO_RECORD, tr("壊れています"), exercise=exercise, seq=row.seq)
            return Record.model_validate_json(row.body)
        except ValidationError as error:
            # It is as it was written, so it was not damage but another version that wrote it.
            why = tr("別の版で書かれたようです")
            raise self._failure(_NO_RECORD, why, exercise=exercise, seq=row.seq) from error

    def _insert(self, exercise: str, record: Record) -> None:
        body = record.model_dump_json()
        sealed = seal(exercise, record.seq, body.encode())
        self._db.execute("INSERT INTO record VALUES (?, ?, ?, ?)", (exercise, record.seq, body, sealed))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            finally:
                # A full disk ends some transactions by itself and leaves others open; a COMMIT can fail too.
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")
        except FAULTS as error:
            raise self._failure(_NOT_WRITTEN, error) from error
        except (PydanticSerializationError, UnicodeEncodeError) as error:
            raise self._failure(_NO_TEXT, error) from error

    def _failure(self, message: str, error: Exception | str, **values: object) -> JournalError:
        known = _WHY.get(_code(error)) if isinstance(error, Exception) else None
        why = tr(known, error=error) if known else Reason(error) if isinstance(error, OSError) else error
        return JournalError(tr(message, path=self.path, why=why, **values))


def _code(error: Exception) -> int:
    # Absent where the module itself, and not SQLite, raised it.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    return code & 0xFF
