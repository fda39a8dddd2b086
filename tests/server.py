"""A PostgreSQL server of the tests' own: from the distribution's binaries, in a folder of its own.

It listens on a socket in that folder only, and nothing of it is left. `initdb` refuses root, so root starts
it as the distribution's user `postgres`.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from simulator.journal import open_kept
from simulator.journal.postgres.link import Link
from simulator.journal.postgres.log import PostgresLog
from simulator.journal.postgres.schema import VERSION, prepare_tables
from simulator.settings.server import Server

USER = "postgres"
# Tests lose nothing by a power cut; what measures or kills asks for the real thing.
_HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
_ALWAYS = ("listen_addresses=", "unix_socket_permissions=0700", "max_connections=300", "autovacuum=off")


def opened(where: Server) -> PostgresLog[Any]:
    """Open a journal on a server."""
    journal = open_kept(where).journal
    assert isinstance(journal, PostgresLog)
    return journal


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest there is; None without."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: float(folder.parent.name))
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb and shutil.which("postgres") else None


def missing() -> str:
    """Why no server can be started here; empty if one can."""
    if binaries() is None:
        return "no server binaries of PostgreSQL (apt-get install postgresql)"
    if hasattr(os, "geteuid") and os.geteuid() == 0 and _owner() is None:
        return f"root cannot run PostgreSQL, and there is no user {USER}"
    return ""


def _owner() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(USER)
    except KeyError:
        return None


class TestServer:
    """Made by the constructor, started by `start`; `close` stops it and takes everything away."""

    __test__ = False

    def __init__(
        self,
        *,
        durable: bool = False,
        settings: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        folder = binaries()
        assert folder is not None
        self._bin = folder
        self._environment = environment or {}
        self.folder = Path(tempfile.mkdtemp(prefix="shishin-pg-"))
        self.data = self.folder / "data"
        self._as: dict[str, str | int] = {}
        owner = _owner()
        if os.geteuid() == 0 and owner is not None:
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self._as = {"user": owner.pw_uid, "group": owner.pw_gid}
        options = (
            *_ALWAYS,
            f"unix_socket_directories={self.folder}",
            *(() if durable else _HASTY),
            *settings,
        )
        self._settings = [word for option in options for word in ("-c", option)]
        self._names = count(1)
        self._emptied: Server | None = None
        self._run(
            "initdb", "-D", str(self.data), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale", "-N"
        )

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = " ".join(f"'{word}'" for word in self._settings)
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self.data), "-l", log, "-o", options, "-w", "-t", "60", "start")

    def stop(self, mode: str = "fast") -> None:
        """Stop in one of the server's own ways."""
        self._run("pg_ctl", "-D", str(self.data), "-m", mode, "-w", "-t", "60", "stop", check=False)

    def close(self) -> None:
        """Stop, and take the folder away."""
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self, backend: int) -> None:
        """End one backend as the server's administrator does."""
        os.kill(backend, signal.SIGTERM)

    def address(self, database: str, user: str = USER) -> Server:
        """How a journal there is named."""
        return Server(f"postgresql://{user}@/{database}?host={self.folder}")

    def database(self) -> Server:
        """A new journal with nothing in it."""
        name = f"journal_{next(self._names)}"
        self.ask(f'CREATE DATABASE "{name}"')
        where = self.address(name)
        link = Link(where)
        prepare_tables(link)
        link.close()
        return where

    def emptied(self) -> Server:
        """One journal, again and again with nothing in it: much quicker than a new one."""
        if self._emptied is None:
            self._emptied = self.database()
        name = self._emptied.address.partition("@/")[2].partition("?")[0]
        self.ask(f"SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '{name}'")
        tables = (
            "exercise, record, long_text, screen, stage, draft, holder, holder_log, meta,"
            " class, presence, person, response"
        )
        self.ask("TRUNCATE " + ", ".join(f"shishin.{table}" for table in tables.split(", ")), name)
        self.ask(f"INSERT INTO shishin.meta VALUES ({VERSION})", name)
        return self._emptied

    def ask(self, statement: str, database: str = "postgres") -> list[tuple[object, ...]]:
        """What the server answers the administrator to one statement."""
        with psycopg.connect(self.address(database).address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def flush_ms(self) -> float:
        """Milliseconds of one flush where the server writes, as its own `pg_test_fsync` measures it."""
        printed = self._run("pg_test_fsync", "-s", "1", "-f", str(self.data / "flushed"), output=True)
        return float(re.findall(r"^\s+fdatasync .* (\d+) usecs/op$", printed, re.MULTILINE)[0]) / 1000

    def _run(self, program: str, *arguments: str, check: bool = True, output: bool = False) -> str:
        """Run one of the server's programs; with `output`, gives what it prints.

        Not where a server goes on: it would keep the pipe open.
        """
        ran = subprocess.run(
            [str(self._bin / program), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if output else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", **self._environment},
            check=False,
            **self._as,  # type: ignore[call-overload]
        )
        assert not check or ran.returncode == 0, ran.stderr
        return ran.stdout or ""
