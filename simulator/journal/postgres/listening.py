"""Notice what others keep on the server: at once by notifications, and always by looking.

A notification can be lost (its sender may die between record and notification), so every two seconds the
server's snapshot number is read too: it differs once anybody has committed anything.
"""

from __future__ import annotations

import time

import psycopg

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.link import Link
from simulator.settings.server import Server

CHANNEL = "shishin"
LOOK = 2.0  # seconds between two looks


class Listener:
    """A connection that only listens; a shared one would lose notifications during a query."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._link: Link | None = None
        self._number = 0
        self._told: dict[str, int] = {}  # how many notifications of each exercise
        self._snapshot = ""
        self._looked_at = 0.0

    def number(self, exercise: str = "") -> int:
        """A number that changes when something is kept, in one exercise if given. Raises `JournalError`.

        Notifications of other exercises do not change the number of one exercise; looking may.
        """
        now = time.monotonic()
        try:
            link = self._open()
            for notified in link.connection.notifies(timeout=0):
                name = notified.payload.rpartition(" ")[0]
                self._told[name] = self._told.get(name, 0) + 1
            if now - self._looked_at >= LOOK:
                self._looked_at = now
                self._look(link)
        except (psycopg.Error, JournalError) as error:
            self.close()
            self._number += 1  # notifications may have been missed meanwhile
            if isinstance(error, JournalError):
                raise
        return self._number + (self._told.get(exercise, 0) if exercise else sum(self._told.values()))

    def close(self) -> None:
        """Stop listening; the next call begins anew."""
        if self._link is not None:
            self._link.close()
            self._link = None

    def _open(self) -> Link:
        if self._link is None:
            link = Link(self._server)
            link.do("LISTEN shishin")
            self._link = link
            self._looked_at = time.monotonic()
            self._look(link)
        return self._link

    def _look(self, link: Link) -> None:
        ((snapshot,),) = link.do("SELECT pg_current_snapshot()::text")
        if snapshot != self._snapshot:
            self._snapshot = snapshot
            self._number += 1
