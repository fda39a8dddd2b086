"""What others keep on the server, noticed at once by a notification, and in any case by a look.

A notification can be lost (its sender may die between record and notification), so every two seconds the
server's own snapshot is looked at too: it differs once anybody has committed anything.
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
    """A connection that only listens: another one would lose what comes while it asks."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._link: Link | None = None
        self._number = 0
        self._told: dict[str, int] = {}  # how often of each exercise
        self._snapshot = ""
        self._looked_at = 0.0

    def number(self, exercise: str = "") -> int:
        """Another number once somebody has kept something, of one exercise if asked. Raises `JournalError`.

        A watcher of one room is not woken by the others, but for the looks.
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
            self._number += 1  # whatever came meanwhile was not heard
            if isinstance(error, JournalError):
                raise
        return self._number + (self._told.get(exercise, 0) if exercise else sum(self._told.values()))

    def close(self) -> None:
        """Stop listening; the next question begins anew."""
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
