"""The journal in one SQLite file."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Generic, TypeAlias, TypeVar

from simulator.exercise.events import Record
from simulator.exercise.journal import Adapter, Busy, Held, JournalError, Kept, unique
from simulator.exercise.keeping import text_name
from simulator.exercise.roll import NOBODY, Attendance
from simulator.journal.aside import set_aside, whole_files
from simulator.journal.backup import back_up
from simulator.journal.database import FAULTS, Database, UnreadableError
from simulator.journal.guard import PlaceGuard
from simulator.journal.hold import forget_hold, try_hold, who_holds
from simulator.journal.removal import take_away, take_out, take_out_of_backups, take_roll_out_of_backups
from simulator.journal.roll import ChangeGuard, SqliteRoll, put_attendance
from simulator.journal.schema import HIDDEN, OPEN
from simulator.journal.sidecar import SqliteSidecar
from simulator.journal.soundness import seal, title_seal
from simulator.journal.stored import FIRST, NO_EXERCISE, NO_LIST, NOT_READ, StoredRecords, StoredRow
from simulator.language import msg, tr

R = TypeVar("R")
_LOG_AT_MOST = 32  # records that may be only in the log, and so missing in a copy of the main file
_QUIET = 0.5  # seconds without a record after which `look` writes all into the main file
_MOST_USES = 1 << 60  # a larger number must be damaged
_NO_RECORD = msg("{path}: 演習 {exercise} の記録 {seq} を読めません（{why}）。別のファイルを指定できます。")
_NOT_WIPED = msg(
    "{path}: 消しましたが、ファイルの中に跡が残っています（{why}）。"
    "ほかのプロセスを閉じて、もう一度消してください。"
)


class SqliteLog(Generic[R]):
    """One SQLite file (WAL, synchronous=FULL) for any number of exercises.

    Use `open_journal`, which also mends a damaged file; this raises `UnreadableError` on one.
    """

    def __init__(self, path: Path, adapter: Adapter[R]) -> None:
        """Open or create the file; its folder only if it is the usual one. Raises `JournalError`."""
        self.path = path
        self._adapter = adapter
        self._database = Database(path)
        self._db = self._database.connection
        self.sidecar = SqliteSidecar(self._database)
        self.roll = SqliteRoll(self._database, ChangeGuard(self._changing, self._erase_beside, self._wipe))
        self.stored = StoredRecords(self._database, adapter, self.exercises)
        self._guard = PlaceGuard(self._database)
        self._marked = False  # whether the file is marked as open
        # Whether anything changed since it was opened, so that closing makes a backup.
        self._is_changed = False
        self._in_log = 0  # records since the log was last written into the main file
        self._kept_at = 0.0
        self._discard: Callable[[], None] | None = None

    @property
    def name(self) -> str:
        """The path."""
        return str(self._database.shown)

    @property
    def read_only(self) -> bool:
        """Whether it may only be read."""
        return self._discard is not None

    def protect(self, original: Path, discard: Callable[[], None]) -> None:
        """Refuse all writing: this is a copy of `original`, which `discard` deletes when it is closed."""
        self._database.shown = original
        self._discard = discard
        self._guard.protect()

    def take_over(self) -> None:
        """Mark the file as closed for a process that ended without closing it."""
        self._marked = True

    @property
    def says_open(self) -> bool:
        """Whether the file is marked as written and not closed."""
        try:
            return self._db.execute("SELECT 1 FROM journal WHERE name = ?", (OPEN,)).fetchone() is not None
        except FAULTS as error:
            raise self._database.failure(NOT_READ, error) from error

    def close(self) -> None:
        """Close the file; the journal is not usable afterwards."""
        if self._marked and not self._guard.is_lost:
            self._marked = False
            with suppress(*FAULTS, JournalError), self._database.writing():
                self._db.execute("DELETE FROM journal WHERE name = ?", (OPEN,))
        self._db.close()
        if self._discard:
            self._discard()
        elif self._is_changed and not self._guard.is_lost:
            self._is_changed = False
            with suppress(JournalError):  # a full disk prevents the backup, but the journal is kept
                back_up(self.path)

    def begin(self, exercise: str, title: str, began: datetime) -> str:
        """Open a new exercise."""
        return self.adopt(exercise, title, began, ())

    def adopt(
        self,
        exercise: str,
        title: str,
        began: datetime,
        records: Sequence[R],
        attendance: Attendance = NOBODY,
    ) -> str:
        """Take in a whole exercise in one transaction."""
        self._guard.check()
        kind, since = self._adapter.kind, began.isoformat()
        with self._database.writing():
            self._mark()
            ids = {row[0] for row in self._db.execute("SELECT id FROM exercise")}
            name = unique(exercise, ids)
            self._db.execute(
                "INSERT INTO exercise (id, title, began, kind, used, seal) VALUES (?, ?, ?, ?, ?, ?)",
                (name, title, since, kind, 0, title_seal(name, kind, title, since)),
            )
            if not records:
                self._use(name)
            sealed = [self._insert(name, record) for record in records]
            if attendance:
                put_attendance(self._db, name, attendance)
        self._kept(name, sealed)
        return name

    def append(self, exercise: str, record: R) -> None:
        """Keep one record; on return it is on disk, in the file that the path leads to."""
        self._guard.check()
        with self._database.writing():
            self._mark()
            sealed = self._insert(exercise, record)
        self._kept(exercise, [sealed])

    def read(self, exercise: str) -> list[R]:
        """All records of an exercise."""
        trail, records = self._adapter.trail(), self.read_after(exercise, FIRST - 1)
        for record in records:
            fault = trail.fault(record)
            if fault:
                seq = self._adapter.number(record)
                raise self._database.failure(_NO_RECORD, fault, exercise=exercise, seq=seq)
        if not records:
            self._known(exercise)
        return records

    def read_after(self, exercise: str, seq: int) -> list[R]:
        """The records after `seq`: for watching an exercise that another process runs."""
        return [self._record(exercise, row) for row in self.stored.rows(exercise, after=seq)]

    def count(self, exercise: str) -> int:
        """How many records an exercise has."""
        query = "SELECT COUNT(*) FROM record WHERE exercise = ?"
        try:
            (number,) = self._db.execute(query, (exercise,)).fetchone()
        except FAULTS as error:
            raise self._database.failure(NO_EXERCISE, error, exercise=exercise) from error
        return int(number)

    def leftovers(self) -> tuple[str, ...]:
        """Damaged files beside this one."""
        return tuple(str(place) for place in whole_files(self.path))

    def exercises(self) -> list[Kept]:
        """The exercises kept, the one used last first."""
        query = (
            "SELECT id, title, began, used, EXISTS (SELECT 1 FROM journal WHERE name = ? || id)"
            " FROM exercise WHERE kind = ? ORDER BY used DESC, began DESC, id DESC"
        )
        try:
            rows = self._db.execute(query, (HIDDEN, self._adapter.kind)).fetchall()
            return [
                Kept(name, title, datetime.fromisoformat(began), used, bool(hidden))
                for name, title, began, used, hidden in rows
            ]
        except (*FAULTS, ValueError) as error:
            raise UnreadableError(str(self._database.failure(NO_LIST, error))) from error

    def untouched(self) -> frozenset[str]:
        """The exercises in which nothing was done after their beginning."""
        query = (
            "SELECT id FROM exercise WHERE kind = ? AND EXISTS (SELECT 1 FROM record WHERE exercise = id)"
            " AND NOT EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq <> 1)"
        )
        try:
            return frozenset(name for (name,) in self._db.execute(query, (self._adapter.kind,)))
        except FAULTS as error:
            raise UnreadableError(str(self._database.failure(NO_LIST, error))) from error

    def rename(self, exercise: str, title: str) -> None:
        """Give an exercise another title."""
        kept = self._known(exercise)
        sealed = title_seal(exercise, self._adapter.kind, title, kept.began.isoformat())
        self._change("UPDATE exercise SET title = ?, seal = ? WHERE id = ?", title, sealed, exercise)

    def hide(self, exercise: str) -> None:
        """Leave an exercise out of lists."""
        self._change("INSERT OR IGNORE INTO journal VALUES (?, '1')", HIDDEN + self._known(exercise).id)

    def unhide(self, exercise: str) -> None:
        """Put an exercise back into lists."""
        self._change("DELETE FROM journal WHERE name = ?", HIDDEN + self._known(exercise).id)

    def delete(self, exercise: str) -> Busy | None:
        """Delete an exercise for good, from the backups and what was set aside too."""
        self._guard.check()
        self._known(exercise)
        held = try_hold(self.path, exercise)
        if isinstance(held, Busy):
            return held
        with held:
            # The backups first: if this is interrupted, the exercise is still in the list to be deleted.
            take_out_of_backups(self.path, exercise, self._adapter.apart)
            take_away(set_aside(self.path, exercise))
            self.sidecar.keep_draft(exercise, "")
            with self._database.writing():
                self._mark()
                take_out(self._db, exercise, self._adapter.apart)
            self._guard.deleted(exercise)
            # Another backup may have been made meanwhile.
            take_out_of_backups(self.path, exercise, self._adapter.apart)
            with suppress(JournalError):  # another process is reading; the exercise is deleted all the same
                self._wipe()
        forget_hold(self.path, exercise)
        return None

    def hold(self, exercise: str) -> Held | Busy:
        """Take the right to act on an exercise, which is then the one last used; or give who has it."""
        self._guard.check()
        held = try_hold(self.path, exercise)
        if isinstance(held, Busy):
            return held
        try:
            with self._database.writing():
                self._mark()
                self._use(exercise)
        except JournalError:
            held.release()
            raise
        self._guard.remember()
        return held

    def seize(self, exercise: str) -> Held | Busy:
        """The same as `hold`: the system's lock ends with its process, so no silent process has one."""
        return self.hold(exercise)

    def holders(self) -> list[Busy]:
        """Who acts on which exercise: the noted holders whose lock still exists."""
        return [busy for kept in self.exercises() if (busy := who_holds(self.path, kept.id))]

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All reads inside see the same moment, which the log preserves."""
        try:
            self._db.execute("BEGIN")
            try:
                yield
            finally:
                self._db.execute("ROLLBACK")
        except FAULTS as error:
            raise self._database.failure(NOT_READ, error) from error

    def changes(self, exercise: str = "") -> int:  # noqa: ARG002 - it counts changes of all exercises
        """SQLite's own number, which changes with what other connections keep."""
        try:
            (number,) = self._db.execute("PRAGMA data_version").fetchone()
        except FAULTS as error:
            raise self._database.failure(NOT_READ, error) from error
        return int(number)

    def look(self) -> None:
        """Check that the files are in place; after a quiet moment write the log into the main one."""
        if self.read_only:
            return
        self._guard.check()
        if self._in_log and time.monotonic() - self._kept_at > _QUIET:
            self.settle()

    def settle(self) -> None:
        """Write the log into the main file, as far as no reader needs it."""
        with suppress(*FAULTS):
            self._db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            self._in_log = 0
            if self._guard.files_are_open_ones:
                self._guard.remember()

    def back_up(self) -> None:
        """Keep a backup beside the file."""
        if not self.read_only and not self._guard.is_lost:
            back_up(self.path)

    def _known(self, exercise: str) -> Kept:
        """The entry of an exercise in the list. Raises `JournalError` if there is none."""
        for kept in self.exercises():
            if kept.id == exercise:
                return kept
        raise JournalError(
            tr("{path}: 演習 {exercise} はこの記録にありません。", path=self.name, exercise=exercise)
        )

    def _change(self, statement: str, *values: str) -> None:
        """Execute one statement on what is kept beside the records, in a transaction."""
        with self._changing():
            self._db.execute(statement, values)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """One transaction beside the records; fails if the path no longer leads to the file."""
        self._guard.check()
        with self._database.writing():
            self._mark()
            yield
        self._guard.confirm()
        self._is_changed = True
        self._guard.remember()

    def _erase_beside(self, exercise: str) -> None:
        """Erase the persons of an exercise from the backups."""
        take_roll_out_of_backups(self.path, exercise)

    def _wipe(self) -> None:
        """Erase what was deleted from pages and log: a row that was moved left its letters behind.

        Raises `JournalError` if another process uses the file; the letters may then still be found.
        """
        try:
            self._db.execute("PRAGMA temp_store = MEMORY")  # so that VACUUM's copy is never on disk
            self._db.execute("VACUUM")
            busy, *_ = self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except FAULTS as error:
            raise self._database.failure(_NOT_WIPED, error) from error
        self._guard.remember()
        if busy:
            raise self._database.failure(_NOT_WIPED, tr("別のプロセスが読んでいます"))

    def _record(self, exercise: str, row: StoredRow) -> R:
        try:
            if row.seal != seal(exercise, row.seq, row.body).encode():
                raise self._database.failure(_NO_RECORD, tr("壊れています"), exercise=exercise, seq=row.seq)
            name = self._adapter.apart(row.body)
            text = self.stored.text(name)
            if name and not text:
                why = tr("シナリオの原文が壊れています")
                raise self._database.failure(_NO_RECORD, why, exercise=exercise, seq=row.seq)
            return self._adapter.read(row.body, text)
        except ValueError as error:
            # Its seal is right, so it is not damaged: another version wrote it.
            why = tr("別の版で書かれたようです")
            raise self._database.failure(_NO_RECORD, why, exercise=exercise, seq=row.seq) from error

    def _insert(self, exercise: str, record: R) -> tuple[int, str]:
        body, text = self._adapter.write(record)
        if text:
            self._db.execute("INSERT OR IGNORE INTO long_text VALUES (?, ?)", (text_name(text), text))
        seq = self._adapter.number(record)
        sealed = seal(exercise, seq, body.encode())
        self._db.execute("INSERT INTO record VALUES (?, ?, ?, ?)", (exercise, seq, body, sealed))
        return seq, sealed

    def _mark(self) -> None:
        """Mark the file as open, so that a copy made without its log is recognised."""
        self._db.execute("INSERT OR IGNORE INTO journal VALUES (?, '1')", (OPEN,))
        self._marked = True

    def _use(self, exercise: str) -> None:
        self._db.execute(
            "UPDATE exercise SET used = 1 + (SELECT ifnull(max(used), 0) FROM exercise WHERE used < ?)"
            " WHERE id = ?",
            (_MOST_USES, exercise),
        )

    def _kept(self, exercise: str, sealed: list[tuple[int, str]]) -> None:
        """Note records after their commit, and check the files."""
        self._guard.confirm()
        self._is_changed = True
        self._guard.appended(exercise, sealed)
        self._in_log += len(sealed)
        self._kept_at = time.monotonic()
        if self._in_log >= _LOG_AT_MOST:
            self.settle()
        self._guard.remember()


SqliteJournal: TypeAlias = SqliteLog[Record]  # of exercises
