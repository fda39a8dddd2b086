"""Every test runs the same everywhere: seeded, and apart from the developer's own settings and records."""

import gc
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from simulator.cli import main
from simulator.cli.main import FAULT
from simulator.doctrine import Doctrine, load_doctrine
from simulator.document import Document, load_guidelines
from simulator.journal.database import Database
from simulator.language import speak
from simulator.machine import PhaseMachine
from tests.commands import Ran

if TYPE_CHECKING:
    from simulator.settings.server import Server, Where
    from tests.server import TestServer

NO_SERVER = "without PostgreSQL"

settings.register_profile("shishin", derandomize=True, deadline=None, max_examples=60, database=None)
settings.load_profile("shishin")


# What the tests share stays for the whole run: to look all of it through again every few tests took a sixth
# of their time. One in two hundred of the younger collections does, instead of one in ten.
gc.set_threshold(700, 10, 200)


@pytest.fixture(scope="session")
def document() -> Document:
    return load_guidelines()


@pytest.fixture(scope="session")
def doctrine() -> Doctrine:
    return load_doctrine()


@pytest.fixture(scope="session")
def machine(doctrine: Doctrine) -> PhaseMachine:
    return PhaseMachine(doctrine)


@pytest.fixture(scope="session")
def _new_place(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Give a new folder at each call; the factory itself would look through all that there are."""
    root, numbers = tmp_path_factory.mktemp("places"), count()

    def new_place() -> Path:
        place = root / str(next(numbers))
        place.mkdir()
        return place

    return new_place


@pytest.fixture(autouse=True)
def _own_place(monkeypatch: pytest.MonkeyPatch, _new_place: Callable[[], Path]) -> None:
    monkeypatch.setenv("SHISHIN_DATA", str(_new_place()))
    monkeypatch.setenv("SHISHIN_SETTINGS", str(_new_place() / "settings.toml"))
    for name in (
        "NO_COLOR",
        "COLORTERM",
        "TEXTUAL",
        "TEXTUAL_DRIVER",
        "LANG",
        "LANGUAGE",
        "LC_ALL",
        "LC_MESSAGES",
        "COLUMNS",
        "LINES",
    ):
        monkeypatch.delenv(name, raising=False)
    speak("ja")


@pytest.fixture(autouse=True)
def _journals_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A journal that a test opened and left is closed with the test: from Python 3.13 on each one is told."""
    opened: list[Database] = []
    begin = Database.__init__

    def remember(database: Database, path: Path) -> None:
        begin(database, path)
        opened.append(database)

    monkeypatch.setattr(Database, "__init__", remember)
    yield
    for database in opened:
        with suppress(sqlite3.ProgrammingError):  # another thread's
            database.connection.close()


@pytest.fixture
def shishin(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    def run(*arguments: str) -> Ran:
        status = main(arguments)
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        assert status != FAULT, err
        return Ran(status, out, err)

    return run


@pytest.fixture(scope="session")
def server() -> "Iterator[TestServer]":
    """A PostgreSQL server for the whole run; without its binaries, the tests that need one are skipped."""
    pytest.importorskip("psycopg")
    from tests.server import TestServer, missing  # noqa: PLC0415  needs the extra

    if why := missing():
        pytest.skip(f"{NO_SERVER}: {why}")
    running = TestServer()
    try:
        running.start()
        yield running
    finally:
        running.close()


@pytest.fixture
def database(server: "TestServer") -> "Server":
    """A new journal on the server."""
    return server.emptied()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say which tests were not run for want of a server: a green line alone would hide it."""
    skipped = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", ())
        if NO_SERVER in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(f"{NO_SERVER}: {len(skipped)} tests not run")
        for test in skipped:
            terminalreporter.write_line(f"  {test}")


@pytest.fixture(params=["file", "server"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> "Where":
    """The place of a new journal, on each engine."""
    if request.param == "file":
        return tmp_path / "journal.sqlite3"
    server: Where = request.getfixturevalue("database")
    return server
