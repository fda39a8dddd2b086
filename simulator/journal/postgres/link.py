"""One connection to the server: opened with our settings, and reopened if it is lost."""

from __future__ import annotations

import getpass
import os
import socket
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import RLock
from typing import Any, LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.faults import first_line, is_disconnected, why
from simulator.language import msg, tr
from simulator.settings.server import Server

CONNECTING = 5  # seconds for one try
PATIENCE = 10.0  # seconds to reconnect in before the fate of a record is called unknown
_PAUSE = 0.05  # seconds between two tries, at first
# Keepalives detect a lost peer while nothing is in flight, the user timeout while something is.
_OURS: dict[str, int | str] = {
    "client_encoding": "UTF8",
    "connect_timeout": CONNECTING,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 6_000,  # ms; the client notices a cut network before the server frees its lock
}
_SETTINGS = (
    ("synchronous_commit", "on"),
    ("tcp_keepalives_idle", "5"),
    ("tcp_keepalives_interval", "2"),
    ("tcp_keepalives_count", "3"),
    ("tcp_user_timeout", "12000"),
    ("idle_in_transaction_session_timeout", "10000"),
    ("lock_timeout", "5000"),
    ("statement_timeout", "10000"),
    ("search_path", "shishin, pg_temp"),
    ("client_min_messages", "warning"),
)
_NOT_OPENED = msg("{name}: 開けません（{why}）。")
_NOT_ASKED = msg("{name}: 読み書きできません（{why}）。")
_POOLED = msg(
    "{name}: 接続をまとめる仲介（pgbouncer など）を通しています。"
    "演習を進める錠が失われるので、サーバーへ直につないでください。"
)
_UNSAFE = msg(
    "{name}: ほかの機械への接続なのに、相手を確かめる暗号（TLS）になっていません。"
    "サービスのファイルに sslmode=verify-full と sslrootcert を書いてください。"
)


class Link:
    """A connection for several threads, which take turns (`guard`)."""

    def __init__(self, server: Server) -> None:
        """Connect. Raises `JournalError`."""
        self.server = server
        self.name = str(server)
        self.guard = RLock()
        self._connection = self._connect()
        self._backend = self._connection.info.backend_pid

    @property
    def connection(self) -> psycopg.Connection[Any]:
        """The present connection, which may be lost."""
        return self._connection

    @property
    def backend(self) -> int:
        """The process number of the session on the server."""
        return self._backend

    @property
    def is_lost(self) -> bool:
        """Whether it has been seen to be lost."""
        return self._connection.closed

    def rows(self, query: LiteralString, values: Sequence[object] = ()) -> list[Any]:
        """The rows of a query; asked once more if the connection was lost. Raises `JournalError`."""
        try:
            return self.ask(query, values)
        except psycopg.Error as error:
            if not is_disconnected(error) or self._in_transaction():
                raise self.failure(error) from error
        self.reopen()
        return self.do(query, values)

    def do(self, query: LiteralString, values: Sequence[object] = ()) -> list[Any]:
        """Execute a statement once; raises if its answer never came. Raises `JournalError`."""
        try:
            return self.ask(query, values)
        except psycopg.Error as error:
            raise self.failure(error) from error

    def ask(self, query: LiteralString, values: Sequence[object] = ()) -> list[Any]:
        """One statement. Raises `psycopg.Error`."""
        with self.guard:
            cursor = self._connection.execute(query, values or None)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing. Raises `JournalError`."""
        with self.guard:
            try:
                with self._connection.transaction():
                    yield
            except psycopg.Error as error:
                raise self.failure(error) from error

    @contextmanager
    def one_moment(self) -> Iterator[None]:
        """All reads inside see the same moment. Raises `JournalError`."""
        with self.transaction():
            self.do("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            # The caller may take long between two queries, to write what it read elsewhere.
            self.do("SET LOCAL idle_in_transaction_session_timeout = 0")
            yield

    def reopen(self, *, until: float | None = None) -> None:
        """Reconnect, trying until `until` (monotonic seconds; one try if None). Raises `JournalError`."""
        pause = _PAUSE
        while True:
            with self.guard:
                with suppress(psycopg.Error):
                    self._connection.close()
                try:
                    self._connection = self._connect()
                    self._backend = self._connection.info.backend_pid
                except JournalError:
                    if until is None or time.monotonic() + pause > until:
                        raise
                else:
                    return
            time.sleep(pause)
            pause = min(2 * pause, 1.0)

    def close(self) -> None:
        """End the connection. May be called again."""
        with self.guard, suppress(psycopg.Error):
            self._connection.close()

    def failure(self, error: Exception) -> JournalError:
        """An error in our words."""
        return JournalError(tr(_NOT_ASKED, name=self.name, why=why(error)))

    def _in_transaction(self) -> bool:
        return self._connection.info.transaction_status is psycopg.pq.TransactionStatus.INTRANS

    def _connect(self) -> psycopg.Connection[Any]:
        try:
            parameters = wishes(self.server)
            connection: psycopg.Connection[Any] = psycopg.connect(**parameters, autocommit=True)
        except (psycopg.Error, UnicodeError) as error:
            raise JournalError(tr(_NOT_OPENED, name=self.name, why=why(error)), elsewhere=True) from error
        try:
            self._examine(connection)
            names = [name for name, _ in _SETTINGS]
            connection.execute(
                "SELECT set_config(name, value, false)"
                " FROM unnest(%s::text[], %s::text[]) AS wish(name, value)",
                (names, [value for _, value in _SETTINGS]),
            )
        except (psycopg.Error, JournalError) as error:
            connection.close()
            if isinstance(error, JournalError):
                raise
            raise JournalError(
                tr(_NOT_OPENED, name=self.name, why=first_line(error)), elsewhere=True
            ) from error
        connection.prepare_threshold = 2
        return connection

    def _examine(self, connection: psycopg.Connection[Any]) -> None:
        """Refuse a connection pool in between, and another machine whose name no certificate confirmed."""
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        if row is None or row[0] != connection.info.backend_pid:
            raise JournalError(tr(_POOLED, name=self.name))
        parameters = connection.info.get_parameters()
        if not _is_near(connection.info.host) and "sslmode" not in parameters:
            raise JournalError(tr(_UNSAFE, name=self.name))


def wishes(server: Server) -> dict[str, Any]:
    """The parameters of a connection: those of the address, our defaults, and who we are.

    Another machine must have a valid certificate unless the address says otherwise. Raises `psycopg.Error`.
    """
    parameters = conninfo_to_dict(server.address)
    wished: dict[str, Any] = {**_OURS, **parameters}
    hosts = str(parameters.get("host") or os.environ.get("PGHOST", "")).split(",")
    if (
        "service" not in parameters
        and "sslmode" not in parameters
        and "PGSSLMODE" not in os.environ
        and not all(map(_is_near, hosts))
    ):
        wished["sslmode"] = "verify-full"
    wished.setdefault("application_name", f"shishin {machine()}/{person()}"[:63])
    return wished


def _is_near(host: str) -> bool:
    """Whether a host is this machine: a socket, or a loopback address."""
    return not host or host.startswith(("/", "@", "127.")) or host in ("localhost", "::1")


def machine() -> str:
    """The name of this machine."""
    return socket.gethostname()


def person() -> str:
    """The name of the user who runs this; empty if the system gives none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
