"""Notifies the watchers of what was kept, after the commit, on a connection of its own.

Inside the record's transaction a notification's lock of the whole server would be held over the flush; after
it on the writer's connection, each append would wait for a second answer. A notification that is not sent
does no harm: watchers also look every two seconds (`listening.py`).
"""

from __future__ import annotations

from threading import Condition, Event, Thread

import psycopg

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.link import Link
from simulator.journal.postgres.listening import CHANNEL, LOOK
from simulator.settings.server import Server

PACE = 0.005  # seconds between two statements; watchers do not notice the delay
PARTING = 2.0  # seconds that closing waits for the last notification
_LONGEST = 7999  # bytes of one notification, below the server's own limit
_SEND = "SELECT pg_notify(%s, line) FROM unnest(%s::text[]) AS line"


class Herald:
    """Sends notifications in a thread, which is started with its connection by the first one."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._turn = Condition()
        self._told: dict[str, int] = {}  # for each exercise, the newest `seq` still to be sent
        self._thread: Thread | None = None
        self._closing = Event()

    def tell(self, exercise: str, seq: int = 0) -> None:
        """Note that something was kept: a record, or (0) something beside them. Never waits, never fails."""
        with self._turn:
            if self._closing.is_set():
                return
            self._told[exercise] = max(seq, self._told.get(exercise, 0))
            if self._thread is None:
                self._thread = Thread(target=self._run, name="shishin-herald", daemon=True)
                self._thread.start()
            self._turn.notify()

    def close(self) -> None:
        """Send what is left and end. May be called again."""
        with self._turn:
            self._closing.set()
            self._turn.notify()
        if self._thread is not None:
            self._thread.join(PARTING)

    def _run(self) -> None:
        """Send what has gathered, until nothing is left and closing was asked for."""
        link: Link | None = None
        while lines := self._next():
            try:
                link = link or Link(self._server)
                link.ask(_SEND, (CHANNEL, lines))
            except (JournalError, psycopg.Error):
                if link is not None:
                    link.close()
                    link = None
                self._closing.wait(LOOK)  # the watchers look by themselves meanwhile
            else:
                self._closing.wait(PACE)  # let more gather
        if link is not None:
            link.close()

    def _next(self) -> list[str]:
        """Wait for lines to send; none once all is sent and closing was asked for."""
        with self._turn:
            self._turn.wait_for(lambda: self._told or self._closing.is_set())
            pending, self._told = self._told, {}
        return [_line(exercise, seq) for exercise, seq in pending.items()]


def _line(exercise: str, seq: int) -> str:
    """The text of a notification: which exercise, and up to which record; never its content."""
    return f"{exercise} {seq}".encode()[:_LONGEST].decode(errors="ignore")
