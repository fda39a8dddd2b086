"""The journal on a server: its bytes, how one is named and reached, and what is wrong with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Never

import psycopg
import pytest

from simulator.exercise import JournalError
from simulator.exercise.headless import always, begin_headless, run
from simulator.journal import EXERCISES, open_kept
from simulator.journal.postgres.link import wishes
from simulator.journal.postgres.log import PostgresLog
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files
from simulator.settings.server import PasswordError, Server, journal_at
from tests.commands import Ran
from tests.journal.test_contract import NOON, first, note
from tests.server import TestServer, opened

Shishin = Callable[..., Ran]


def ask(where: Server, statement: str) -> list[Any]:
    """What the database answers to one statement past the journal."""
    with psycopg.connect(where.address, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def backend(journal: PostgresLog[Any]) -> int:
    """The process of the server that serves the journal's connection."""
    ((pid,),) = journal._link.do("SELECT pg_backend_pid()")
    return int(pid)


def unreachable(*_: object) -> Never:
    raise JournalError("つながりません")


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem[:2])
def test_every_scenario_is_kept_in_the_very_bytes_of_a_file(
    path: Path, machine: PhaseMachine, tmp_path: Path, database: Server
) -> None:
    play = begin_headless(path.read_text("utf-8"), path.name, machine)
    list(run(play, always("first")))
    records = list(play.exercise.history.records.values())
    file, server = SqliteJournal(tmp_path / "journal.sqlite3", EXERCISES), opened(database)
    for journal in (file, server):
        journal.begin("one", play.scenario.title, NOON)
        for record in records:
            journal.append("one", record)
    rows = [(row.seq, row.body.decode(), row.seal.decode()) for row in file.stored.rows("one")]
    assert ask(database, "SELECT seq, body, seal FROM shishin.record ORDER BY seq") == rows
    assert server.read("one") == records
    file.close()
    server.close()


def test_what_is_adopted_has_the_same_bytes_as_what_is_appended(database: Server) -> None:
    journal = opened(database)
    journal.begin("one", "演習", NOON)
    for record in (first(), note(2)):
        journal.append("one", record)
    journal.adopt("two", "演習", NOON, [first(), note(2)])
    one, two = (
        ask(database, f"SELECT seq, body FROM shishin.record WHERE exercise = '{name}' ORDER BY seq")
        for name in ("one", "two")
    )
    assert one == two
    journal.close()


def test_a_letter_changed_on_the_server_is_noticed(database: Server) -> None:
    journal = opened(database)
    journal.adopt("one", "演習", NOON, [first(), note(2)])
    ask(database, "UPDATE shishin.record SET body = replace(body, '覚書', '落書') WHERE seq = 2")
    with pytest.raises(JournalError, match="記録 2 を読めません（壊れています）"):
        journal.read("one")
    journal.close()


def test_a_database_that_was_not_prepared_says_how_to(server: TestServer) -> None:
    server.ask("CREATE DATABASE bare")
    with pytest.raises(JournalError, match="shishin journal init"):
        open_kept(server.address("bare"))
    server.ask("DROP DATABASE bare")


def test_a_newer_version_is_left_alone(database: Server) -> None:
    ask(database, "UPDATE shishin.meta SET version = 99")
    with pytest.raises(JournalError, match="新しい版の記録です"):
        open_kept(database)


def test_a_server_that_is_not_there_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="サーバーにつながりません") as refused:
        open_kept(Server(f"postgresql:///journal?host={tmp_path}"))
    assert "\n" not in str(refused.value)


def test_a_pool_between_is_refused(database: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psycopg.ConnectionInfo, "backend_pid", 1)  # a pool gives a number of its own
    with pytest.raises(JournalError, match="pgbouncer"):
        open_kept(database)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anna:geheim@host/journal",
        "postgresql://host/journal?password=geheim",
        "service=shishin password=geheim",
        "service=shishin sslpassword=geheim",
    ],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(shishin: Shishin, address: str) -> None:
    with pytest.raises(PasswordError):
        journal_at(address)
    ran = shishin("sessions", "--journal", address)
    assert ran.status == 2
    assert "~/.pgpass" in ran.err
    assert "geheim" not in ran.err + ran.out


@pytest.mark.parametrize(
    ("address", "mode"),
    [
        ("postgresql://db.example.ac.jp/journal", "verify-full"),
        ("postgresql://a.example,b.example/journal", "verify-full"),
        ("postgresql://localhost/journal", None),
        ("postgresql://127.0.0.1/journal", None),
        ("postgresql:///journal", None),
        ("postgresql://db.example.ac.jp/journal?sslmode=require", "require"),
    ],
)
def test_another_machine_must_prove_who_it_is_unless_the_address_says_otherwise(
    address: str, mode: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("PGHOST", "PGSSLMODE", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    assert wishes(Server(address)).get("sslmode") == mode


def test_the_settings_name_the_journal_of_every_command(
    shishin: Shishin, database: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(database)
    journal.adopt("one", "三組の演習", NOON, [first(), note(2)])
    journal.close()
    settings = tmp_path / "settings.toml"
    settings.write_text(f'journal = "{database}"\n', "utf-8")
    monkeypatch.setenv("SHISHIN_SETTINGS", str(settings))
    ran = shishin("sessions")
    assert "三組の演習" in ran.out
    assert ran.status == 0
    settings.write_text('journal = "postgresql://a:geheim@b/c"\n', "utf-8")
    ran = shishin("sessions")
    assert "三組の演習" not in ran.out
    assert "~/.pgpass" in ran.err
    assert "geheim" not in ran.err
