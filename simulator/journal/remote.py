"""Open a journal on a server; the client library is loaded only then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from simulator.exercise.journal import Journal, JournalError
from simulator.exercise.keeping import EXERCISES
from simulator.language import tr
from simulator.settings.server import Server


class Prepared(NamedTuple):
    """The version of the tables found, 0 for none; which roles somebody else must make."""

    before: int
    upgraded: bool
    missing: tuple[str, ...]


def open_server(server: Server) -> Journal:
    """The journal of a server. Raises `JournalError`."""
    with _library(server):
        from simulator.journal.postgres.log import PostgresLog  # noqa: PLC0415  only for such a journal
    return PostgresLog(server, EXERCISES)


def prepare_server(server: Server) -> Prepared:
    """Make the tables of this version, roles and grants, as far as this person may. Raises `JournalError`."""
    with _library(server):
        from simulator.journal.postgres.link import Link  # noqa: PLC0415  only for such a journal
        from simulator.journal.postgres.schema import VERSION, prepare_tables  # noqa: PLC0415
    link = Link(server)
    try:
        before, missing = prepare_tables(link)
        return Prepared(before, before in range(1, VERSION), missing)
    finally:
        link.close()


@contextmanager
def _library(server: Server) -> Iterator[None]:
    """Say how to install the client library if it is missing. Raises `JournalError`."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name != "psycopg":
            raise
        raise JournalError(
            tr(
                "{name}: PostgreSQL の記録には psycopg が要ります（pip install 'shishin[postgres]'）。",
                name=server,
            ),
            elsewhere=True,
        ) from error
