"""The journal in a PostgreSQL database."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

import psycopg
from pydantic_core import PydanticSerializationError

from simulator.exercise.events import Record
from simulator.exercise.journal import (
    Adapter,
    Busy,
    Held,
    JournalError,
    Kept,
    PutOffError,
    UnknownFateError,
    unique,
)
from simulator.exercise.keeping import hash_of, text_name
from simulator.exercise.roll import NOBODY, Attendance
from simulator.journal.postgres.faults import is_disconnected
from simulator.journal.postgres.herald import Herald
from simulator.journal.postgres.holding import KEY, Holding
from simulator.journal.postgres.link import PATIENCE, Link
from simulator.journal.postgres.listening import Listener
from simulator.journal.postgres.roll import ServerRoll
from simulator.journal.postgres.schema import standing
from simulator.journal.postgres.sidecar import ServerSidecar
from simulator.journal.soundness import seal, title_seal
from simulator.language import msg, tr
from simulator.settings.server import Server

R = TypeVar("R")
_NO_RECORD = msg("{name}: 演習 {exercise} の記録 {seq} を読めません（{why}）。")
_NOT_THERE = msg("{name}: 演習 {exercise} はこの記録にありません。")
_NO_TEXT = msg("{name}: 書き込めません。文字として正しくないものがあります（{why}）。")
_PROTECTED = msg("{name}: 読むだけの記録です（書き込みが許されていません）。")
_ELSEWHERE = msg(
    "{name}: 演習 {exercise} は、別の所で進められています。ここでは記録していません。"
    "いったん閉じて開き直すと、見ることができます。"
)
_UNKNOWN = msg(
    "{name}: サーバーから答えが来ません。いまの操作が記録されたかどうかは、まだ分かりません（{why}）。"
    "つながったら、もう一度操作してください。記録されていれば、そう知らせます。"
)
_NO_ANSWER = msg(
    "{name}: サーバーから答えが来ませんでした（{why}）。"
    "取り込まれたかどうかは、一覧（shishin sessions）で確かめてください。"
)
_TEXT = "INSERT INTO long_text VALUES (%s, %s) ON CONFLICT DO NOTHING"
# The holder of the lock gets it again, which has no effect; another host gets it for this statement alone.
_APPEND = (
    "INSERT INTO record (exercise, seq, body, seal) SELECT %s, %s, %s, %s WHERE pg_try_advisory_xact_lock("
    + KEY
    + ")"
)
_ROWS = "SELECT seq, body, seal FROM record WHERE exercise = %s AND seq > %s ORDER BY seq"
_LIST = (
    "SELECT id, title, began, used, hidden FROM exercise WHERE kind = %s"
    " ORDER BY used DESC, began DESC, id DESC"
)
_UNTOUCHED = (
    "SELECT id FROM exercise WHERE kind = %s AND EXISTS (SELECT 1 FROM record WHERE exercise = id)"
    " AND NOT EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq <> 1)"
)


class PostgresLog(Generic[R]):
    """A database for any number of exercises, rooms and hosts."""

    def __init__(self, server: Server, adapter: Adapter[R]) -> None:
        """Connect. Raises `JournalError`."""
        self._adapter = adapter
        self._link = Link(server)
        try:
            self._standing = standing(self._link)
        except JournalError:
            self._link.close()
            raise
        self._holding = Holding(self._link)
        self._listener = Listener(server)
        self._herald = Herald(server)
        self.roll = ServerRoll(self._link, self._check, self._herald.tell, sees=self._standing.may_write)
        self.sidecar = ServerSidecar(
            self._link, self._check, self._herald.tell, sees_drafts=self._standing.may_write
        )

    path = None

    @property
    def name(self) -> str:
        """The address, in which there is no password."""
        return self._link.name

    @property
    def read_only(self) -> bool:
        """Whether this person may only watch, or the server is a standby."""
        return not self._standing.may_write

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
        self._check()
        kind, since = self._adapter.kind, began.isoformat()
        with self._writing(), self._link.guard:
            if self._link.is_lost:
                self._link.reopen()
            try:
                with self._link.connection.transaction():
                    name = self._enter(exercise, title, kind, since)
                    if not records:
                        self._link.ask("SELECT use_exercise(%s)", (name,))
                    self._insert_all(name, records)
                    if attendance:
                        self.roll.put(name, attendance)
            except psycopg.Error as error:
                if is_disconnected(error):
                    raise JournalError(tr(_NO_ANSWER, name=self.name, why=error)) from error
                raise self._link.failure(error) from error
        self._herald.tell(name, len(records))
        return name

    def append(self, exercise: str, record: R) -> None:
        """Keep one record; on return it is on the server's disk."""
        self._check()
        with self._writing():
            body, text = self._adapter.write(record)
            seq = self._adapter.number(record)
            line = (exercise, seq, body, seal(exercise, seq, body.encode()))
            until = time.monotonic() + PATIENCE
            self._settled(line, text, until)
        self._herald.tell(exercise, seq)

    def read(self, exercise: str) -> list[R]:
        """All records of an exercise."""
        trail, records = self._adapter.trail(), self.read_after(exercise, 0)
        for record in records:
            fault = trail.fault(record)
            if fault:
                raise self._unreadable(exercise, self._adapter.number(record), fault)
        if not records:
            self._known(exercise)
        return records

    def read_after(self, exercise: str, seq: int) -> list[R]:
        """The records after `seq`."""
        return [self._record(exercise, *row) for row in self._link.rows(_ROWS, (exercise, seq))]

    def count(self, exercise: str) -> int:
        """How many records an exercise has."""
        ((number,),) = self._link.rows("SELECT count(*) FROM record WHERE exercise = %s", (exercise,))
        return int(number)

    def exercises(self) -> list[Kept]:
        """The exercises kept, the one used last first."""
        return [
            Kept(name, title, datetime.fromisoformat(began), used, hidden)
            for name, title, began, used, hidden in self._link.rows(_LIST, (self._adapter.kind,))
        ]

    def untouched(self) -> frozenset[str]:
        """The exercises in which nothing was done after their beginning."""
        return frozenset(name for (name,) in self._link.rows(_UNTOUCHED, (self._adapter.kind,)))

    def rename(self, exercise: str, title: str) -> None:
        """Give an exercise another title."""
        self._check()
        kept = self._known(exercise)
        sealed = title_seal(exercise, self._adapter.kind, title, kept.began.isoformat())
        with self._writing():
            self._link.rows("SELECT rename_exercise(%s, %s, %s)", (exercise, title, sealed))

    def hide(self, exercise: str) -> None:
        """Leave an exercise out of lists."""
        self._check()
        self._link.rows("SELECT hide_exercise(%s, true)", (self._known(exercise).id,))

    def unhide(self, exercise: str) -> None:
        """Put an exercise back into lists."""
        self._check()
        self._link.rows("SELECT hide_exercise(%s, false)", (self._known(exercise).id,))

    def delete(self, exercise: str) -> Busy | None:
        """Delete an exercise for good; it stays in backups made elsewhere."""
        self._check()
        self._known(exercise)
        held = self._holding.take(exercise)
        if isinstance(held, Busy):
            return held
        with held:
            query = "SELECT body FROM record WHERE exercise = %s AND seq = 1"
            first_rows = self._link.rows(query, (exercise,))
            text = self._adapter.apart(first_rows[0][0].encode()) if first_rows else ""
            self._link.rows("SELECT delete_exercise(%s, %s)", (exercise, text))
        return None

    def leftovers(self) -> tuple[str, ...]:
        """None: a server sets no file aside."""
        return ()

    def hold(self, exercise: str) -> Held | Busy:
        """Take the right to act on an exercise, which is then the one last used; or give who has it."""
        self._check()
        return self._used(self._holding.take(exercise))

    def seize(self, exercise: str) -> Held | Busy:
        """Take the right to act, also from a process without a sign of life for half a minute."""
        self._check()
        return self._used(self._holding.seize(exercise))

    def holders(self) -> list[Busy]:
        """Who acts on which exercise now."""
        return self._holding.holders()

    def changes(self, exercise: str = "") -> int:
        """A number that changes once somebody has kept something."""
        return self._listener.number(exercise)

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All reads inside see the same moment."""
        with self._link.guard:
            if self._link.is_lost:
                self._link.reopen()
            with self._link.one_moment():
                yield

    def look(self) -> None:
        """Raise `PutOffError` if somebody has taken over; a server has no files to check."""
        if exercise := self._holding.put_off():
            raise self._elsewhere(exercise)

    def settle(self) -> None:
        """Nothing to do: what was kept is already on the server's disk."""

    def back_up(self) -> None:
        """Nothing to do: the server has its own backups, and `shishin journal backup` makes one."""

    def close(self) -> None:
        """Close, and release what is held."""
        self._holding.close()
        self._herald.close()
        self._listener.close()
        self._link.close()

    def _settled(self, line: tuple[str, int, str, str], text: str, until: float) -> None:
        """Append a line; if the answer never came, look whether the line is there.

        Raises `JournalError` if it was not kept, `UnknownFateError` if that cannot be found out.
        """
        sent = False
        while True:
            try:
                with self._link.guard:
                    if self._link.is_lost:
                        self._link.reopen(until=until)
                    self._holding.renew()
            except JournalError as error:
                if not sent:
                    raise
                lost: Exception = error
            else:
                try:
                    if sent and self._is_kept(line):
                        return
                    sent = True
                    self._append(line, text)
                except psycopg.Error as error:
                    if not is_disconnected(error):
                        raise self._link.failure(error) from error
                    lost = error
                else:
                    return
            if time.monotonic() > until:
                raise UnknownFateError(tr(_UNKNOWN, name=self.name, why=lost)) from lost

    def _append(self, line: tuple[str, int, str, str], text: str) -> None:
        exercise = line[0]
        try:
            if text:
                self._link.ask(_TEXT, (text_name(text), text))
            with self._link.guard:
                inserted = self._link.connection.execute(_APPEND, (*line, exercise)).rowcount
        except psycopg.errors.UniqueViolation as error:
            raise self._elsewhere(exercise) from error
        except psycopg.errors.ForeignKeyViolation as error:
            raise JournalError(tr(_NOT_THERE, name=self.name, exercise=exercise)) from error
        if inserted != 1:
            raise self._elsewhere(exercise)

    def _is_kept(self, line: tuple[str, int, str, str]) -> bool:
        """Whether the line is there; its absence counts only after the session that sent it has ended.

        Raises `JournalError` if another line is there, or somebody else acts; `psycopg.Error`.
        """
        exercise, seq, *expected = line
        query = "SELECT body, seal FROM record WHERE exercise = %s AND seq = %s"
        rows = self._link.ask(query, (exercise, seq))
        if not rows:
            if self._holding.is_elsewhere(exercise):  # another host got the lock after our session ended
                raise self._elsewhere(exercise)
            # We can get the lock only after our old session has ended. Waits for `lock_timeout` at most.
            try:
                self._link.ask("SELECT pg_advisory_lock(" + KEY + ")", (exercise,))
            except psycopg.errors.LockNotAvailable as error:
                raise self._elsewhere(exercise) from error
            rows = self._link.ask(query, (exercise, seq))
            self._link.ask("SELECT pg_advisory_unlock(" + KEY + ")", (exercise,))
        if rows and rows[0] != tuple(expected):
            raise self._elsewhere(exercise)
        return bool(rows)

    def _elsewhere(self, exercise: str) -> PutOffError:
        self._holding.forget(exercise)
        return PutOffError(tr(_ELSEWHERE, name=self.name, exercise=exercise))

    def _enter(self, exercise: str, title: str, kind: str, since: str) -> str:
        """Write a new entry into the list, under an id that nobody else has taken meanwhile."""
        ids = {name for (name,) in self._link.ask("SELECT id FROM exercise")}
        while True:
            name = unique(exercise, ids)
            inserted = self._link.ask(
                "INSERT INTO exercise (id, title, began, kind, seal) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT (id) DO NOTHING RETURNING id",
                (name, title, since, kind, title_seal(name, kind, title, since)),
            )
            if inserted:
                return name
            ids.add(name)

    def _insert_all(self, exercise: str, records: Sequence[R]) -> None:
        texts: dict[str, str] = {}
        lines: list[tuple[str, int, str, str]] = []
        for record in records:
            body, text = self._adapter.write(record)
            if text:
                texts[text_name(text)] = text
            seq = self._adapter.number(record)
            lines.append((exercise, seq, body, seal(exercise, seq, body.encode())))
        with self._link.connection.cursor() as cursor:
            if texts:
                cursor.executemany(_TEXT, list(texts.items()))
            if lines:
                query = "COPY record (exercise, seq, body, seal) FROM STDIN"
                with cursor.copy(query) as copy:
                    for line in lines:
                        copy.write_row(line)

    def _record(self, exercise: str, seq: int, body: str, sealed: str) -> R:
        raw = body.encode()
        if sealed != seal(exercise, seq, raw):
            raise self._unreadable(exercise, seq, tr("壊れています"))
        name = self._adapter.apart(raw)
        text = self._text(name)
        if name and not text:
            raise self._unreadable(exercise, seq, tr("シナリオの原文が壊れています"))
        try:
            return self._adapter.read(raw, text)
        except ValueError as error:
            # Its seal is right, so it is not damaged: another version wrote it.
            raise self._unreadable(exercise, seq, tr("別の版で書かれたようです")) from error

    def _text(self, name: str) -> str:
        """A long text that is kept apart; empty where it is damaged."""
        if not name:
            return ""
        rows = self._link.rows("SELECT body FROM long_text WHERE name = %s", (name,))
        return str(rows[0][0]) if rows and hash_of(rows[0][0].encode()) == name else ""

    def _unreadable(self, exercise: str, seq: int, why: str) -> JournalError:
        return JournalError(tr(_NO_RECORD, name=self.name, exercise=exercise, seq=seq, why=why))

    def _known(self, exercise: str) -> Kept:
        """The entry of an exercise in the list. Raises `JournalError` if there is none."""
        for kept in self.exercises():
            if kept.id == exercise:
                return kept
        raise JournalError(tr(_NOT_THERE, name=self.name, exercise=exercise))

    def _used(self, held: Held | Busy) -> Held | Busy:
        if not isinstance(held, Busy):
            try:
                self._link.do("SELECT use_exercise(%s)", (held.exercise,))
            except JournalError:
                held.release()
                raise
        return held

    def _check(self) -> None:
        """Raise if nothing may be written."""
        if self.read_only:
            raise JournalError(tr(_PROTECTED, name=self.name))

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (PydanticSerializationError, UnicodeEncodeError, psycopg.DataError) as error:
            raise JournalError(tr(_NO_TEXT, name=self.name, why=error)) from error


PostgresJournal: TypeAlias = PostgresLog[Record]  # of exercises
