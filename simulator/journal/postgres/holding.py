"""Who acts on an exercise: an advisory lock of the connection that appends.

The lock ends with the connection, so a host that lost it cannot append either. A table says who has it, with
a sign of life every ten seconds; after thirty seconds without one, another host may take over.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread
from types import TracebackType
from typing import LiteralString, Self

import psycopg

from simulator.exercise.journal import Busy, JournalError
from simulator.journal.postgres.link import Link, machine, person
from simulator.language import msg, tr

BEAT = 10.0  # seconds between two signs of life
SILENT = 30  # seconds without one after which an exercise may be taken over
KEY: LiteralString = "hashtextextended('shishin:' || %s, 0)"
_NOT_FREED = msg("{name}: 演習 {exercise} の前の接続を切れません。少し待ってください（{why}）。")

# pg_locks shows a lock's key of 64 bits in two halves.
_HAS_LOCK: LiteralString = """
EXISTS (
    SELECT 1 FROM pg_locks AS l
    WHERE l.locktype = 'advisory' AND l.granted AND l.pid = h.backend AND l.objsubid = 1
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended('shishin:' || h.exercise, 0)
)
"""
# Put together from constants alone; values are passed as parameters.
_END = "SELECT pg_terminate_backend(h.backend, 2000) FROM holder AS h WHERE" + _HAS_LOCK + " AND "  # noqa: S608
_HOLDERS = (
    "SELECT h.exercise, h.who, h.host, h.pid, h.since, h.beat,"  # noqa: S608
    f" h.beat < clock_timestamp() - interval '{SILENT} seconds' FROM holder AS h WHERE" + _HAS_LOCK
)


class Holding:
    """The exercises that this process acts on, each by an advisory lock of one connection."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._held: dict[str, ServerHeld] = {}
        self._missed: set[str] = set()  # exercises whose locks could not be taken again on a new connection
        self._stop = Event()
        self._beating: Thread | None = None
        self._backend = link.backend  # the session that has the locks

    def take(self, exercise: str) -> ServerHeld | Busy:
        """Take the lock and enter it in the table, or give its holder. Never waits. Raises `JournalError`."""
        with self._link.guard:
            self.renew()
            if exercise in self._held or not self._lock(exercise):
                return self.holder(exercise) or Busy(exercise, None, None)
            try:
                self._tell(exercise)
            except JournalError:
                self._unlock(exercise)
                raise
            held = self._held[exercise] = ServerHeld(exercise, self._release)
        if self._beating is None:
            self._beating = Thread(target=self._beat, name="shishin-beat", daemon=True)
            self._beating.start()
        return held

    def seize(self, exercise: str) -> ServerHeld | Busy:
        """Take the lock also from a host that has been silent; that is logged. Raises `JournalError`."""
        held = self.take(exercise)
        if isinstance(held, ServerHeld):
            return held
        ended = self._end_silent(exercise)
        return self._take_freed(exercise) if ended else held

    def holders(self, exercise: str | None = None) -> list[Busy]:
        """Who acts on which exercise now. Raises `JournalError`."""
        if exercise is None:
            rows = self._link.rows(_HOLDERS + " ORDER BY h.exercise")
        else:
            rows = self._link.rows(_HOLDERS + " AND h.exercise = %s", (exercise,))
        return [
            Busy(name, pid, since, who=who, host=host, beat=beat, silent=silent)
            for name, who, host, pid, since, beat, silent in rows
        ]

    def holder(self, exercise: str) -> Busy | None:
        """Who acts on an exercise."""
        return next(iter(self.holders(exercise)), None)

    def is_elsewhere(self, exercise: str) -> bool:
        """Whether another session than ours acts on it. Raises `psycopg.Error`."""
        query = _HOLDERS + " AND h.exercise = %s AND h.backend <> pg_backend_pid()"
        return bool(self._link.ask(query, (exercise,)))

    def renew(self) -> None:
        """Take the locks of the old connection again on a new one; a lost lock makes the next append fail.

        After a network failure our old session may still live; it is ended. Raises `JournalError`.
        """
        if self._backend == self._link.backend:
            return
        for exercise in self._held:
            if self._lock(exercise) or (self._end_own(exercise) and self._lock(exercise)):
                self._tell(exercise)
            else:
                self._missed.add(exercise)
        self._backend = self._link.backend

    def put_off(self) -> str:
        """An exercise that somebody else took over from this process; empty if there is none.

        This process forgets it, so that the new holder may pass it on. Raises `JournalError`.
        """
        if not self._missed:  # called every second
            return ""
        with self._link.guard:
            for exercise in tuple(self._missed):
                is_free = exercise in self._held and self._lock(exercise)
                if is_free:
                    self._tell(exercise)
                self._missed.discard(exercise)
                if not is_free and self._held.pop(exercise, None) is not None:
                    return exercise
        return ""

    def forget(self, exercise: str) -> None:
        """Forget an exercise that somebody else holds now."""
        self._held.pop(exercise, None)
        self._missed.discard(exercise)

    def close(self) -> None:
        """Release all exercises."""
        self._stop.set()
        for held in tuple(self._held.values()):
            held.release()

    def _lock(self, exercise: str) -> bool:
        ((is_locked,),) = self._link.do(f"SELECT pg_try_advisory_lock({KEY})", (exercise,))
        return bool(is_locked)

    def _unlock(self, exercise: str) -> None:
        with suppress(psycopg.Error):
            self._link.ask(f"SELECT pg_advisory_unlock({KEY})", (exercise,))

    def _tell(self, exercise: str) -> None:
        self._link.do(
            "INSERT INTO holder (exercise, who, host, pid, backend) VALUES (%s, %s, %s, %s, pg_backend_pid())"
            " ON CONFLICT (exercise) DO UPDATE SET who = excluded.who, host = excluded.host,"
            " pid = excluded.pid, backend = excluded.backend, beat = clock_timestamp(), since = CASE"
            " WHEN (holder.who, holder.host, holder.pid) = (excluded.who, excluded.host, excluded.pid)"
            " THEN holder.since ELSE excluded.since END",
            (exercise, person(), machine(), os.getpid()),
        )

    def _release(self, exercise: str) -> None:
        with self._link.guard:
            if self._held.pop(exercise, None) is None or self._link.is_lost:
                return
            with suppress(psycopg.Error):
                self._link.ask(
                    "DELETE FROM holder WHERE exercise = %s AND backend = pg_backend_pid()", (exercise,)
                )
            self._unlock(exercise)

    def _end_silent(self, exercise: str) -> bool:
        """End the session of a host that has been silent; whether there was one. Raises `JournalError`."""
        with self._link.transaction():
            holder = self.holder(exercise)
            if holder is None or not holder.silent:
                return False
            self._link.do(
                "INSERT INTO holder_log (exercise, taken_from, taken_by, beat) VALUES (%s, %s, %s, %s)",
                (
                    exercise,
                    f"{holder.who}@{holder.host}:{holder.pid}",
                    f"{person()}@{machine()}:{os.getpid()}",
                    holder.beat,
                ),
            )
            self._link.do(_END + "h.exercise = %s", (exercise,))
        return True

    def _take_freed(self, exercise: str) -> ServerHeld | Busy:
        try:
            # Waits for the ended session no longer than for any lock (`lock_timeout`).
            self._link.ask(f"SELECT pg_advisory_lock({KEY})", (exercise,))
        except psycopg.Error as error:
            raise JournalError(tr(_NOT_FREED, name=self._link.name, exercise=exercise, why=error)) from error
        try:
            return self.take(exercise)
        finally:
            self._unlock(exercise)  # the session now has the same lock twice, because `take` took it again

    def _end_own(self, exercise: str) -> bool:
        """End our own earlier session, if it still has the lock. Raises `JournalError`."""
        return bool(self._link.do(_END + "h.exercise = %s AND h.backend = %s", (exercise, self._backend)))

    def _beat(self) -> None:
        while not self._stop.wait(BEAT):
            with suppress(JournalError), self._link.guard:
                # After sleep, the lost connection is noticed here; the locks are then taken again.
                self._link.rows("UPDATE holder SET beat = clock_timestamp() WHERE backend = pg_backend_pid()")
                self.renew()


class ServerHeld:
    """The right to act on an exercise, until it is released or the connection or the process ends."""

    def __init__(self, exercise: str, release: Callable[[str], None]) -> None:
        """Use `Holding.take`."""
        self.exercise = exercise
        self._release = release

    def release(self) -> None:
        """Let others act. May be called again."""
        self._release(self.exercise)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
