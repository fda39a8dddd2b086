"""Classes on a server: tables of before, who may see and erase whom, answers over a cut connection."""

from collections.abc import Callable

import psycopg
import pytest

from simulator.exercise import JournalError
from simulator.exercise.roll import Erased, Response, about_record
from simulator.journal import open_kept
from simulator.journal.postgres.glimpse import newest_there
from simulator.journal.postgres.schema import TABLES
from simulator.settings.server import Server
from tests.commands import Ran
from tests.journal.test_contract import NOON, first, note
from tests.journal.test_postgres import ask
from tests.journal.test_postgres_watching import users
from tests.server import TestServer, opened

Shishin = Callable[..., Ran]
ABOUT = about_record(2)
PERSONAL = ("person", "response", "class", "presence")


@pytest.fixture
def version_1(server: TestServer) -> Server:
    """A journal as version 1 made it, with an exercise in it."""
    server.ask("CREATE DATABASE before")
    where = server.address("before")
    ask(where, TABLES)
    ask(where, "INSERT INTO shishin.meta VALUES (1)")
    source = open_kept(server.database()).journal
    source.adopt("one", "演習", NOON, [first(), note(2)])
    name = source.name.partition("@/")[2].partition("?")[0]
    for table in ("exercise", "record"):
        columns = "(id, title, began, kind, used, seal, hidden)" if table == "exercise" else ""
        rows = server.ask(f"SELECT {columns.strip('()') or '*'} FROM shishin.{table}", name)
        with psycopg.connect(where.address, autocommit=True) as connection:
            for row in rows:
                marks = ", ".join(["%s"] * len(row))
                connection.execute(f"INSERT INTO shishin.{table} {columns} VALUES ({marks})".encode(), row)
    source.close()
    return where


def test_a_journal_of_version_1_says_how_to_bring_it_up_and_loses_nothing(
    version_1: Server, shishin: Shishin
) -> None:
    with pytest.raises(JournalError, match=r"前の版の記録です.*shishin journal init"):
        open_kept(version_1)
    records = ask(version_1, "SELECT exercise, seq, body, seal, at FROM shishin.record ORDER BY seq")
    initialised = shishin("--journal", str(version_1), "journal", "init")
    assert (initialised.status, initialised.err.count("新しい版にしました（前は版 1）")) == (0, 1)
    again = shishin("--journal", str(version_1), "journal", "init")
    assert (again.status, again.err.count("もうあります")) == (0, 1)
    assert ask(version_1, "SELECT version FROM shishin.meta") == [(3,)]
    assert ask(version_1, "SELECT exercise, seq, body, seal, at FROM shishin.record ORDER BY seq") == records
    journal = opened(version_1)
    assert journal.read("one") == [first(), note(2)]
    person = journal.roll.join("one", "aa", "安", "sdf", NOON, limit=40)
    assert person is not None
    journal.roll.respond("one", [Response("p1", ABOUT, "a", NOON)])
    assert journal.delete("one") is None
    assert ask(version_1, "SELECT count(*) FROM shishin.person") == [(0,)]
    journal.close()


def test_a_host_erases_persons_by_the_owners_function_and_by_no_other_way(
    database: Server, server: TestServer
) -> None:
    host, _ = users(server, database)
    journal = opened(host)
    journal.adopt("one", "演習", NOON, [first()])
    journal.roll.join("one", "aa", "安", "sdf", NOON, limit=40)
    journal.roll.respond("one", [Response("p1", ABOUT, "a", NOON)])
    journal.roll.change_class("one", lambda _: "開")
    journal.roll.keep_presence("one", "見えた")
    for table in PERSONAL:
        for statement in (f"DELETE FROM shishin.{table}", f"TRUNCATE shishin.{table} CASCADE"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                ask(host, statement)
    assert journal.roll.erase("one") == Erased(1, 1)
    assert journal.roll.people("one") == []
    journal.close()


def test_who_only_watches_sees_no_name_and_no_answer(database: Server, server: TestServer) -> None:
    host, watch = users(server, database)
    journal = opened(host)
    journal.adopt("one", "演習", NOON, [first()])
    journal.roll.join("one", "aa", "安", "sdf", NOON, limit=40)
    journal.roll.respond("one", [Response("p1", ABOUT, "a", NOON)])
    journal.roll.change_class("one", lambda _: "秘密")
    journal.roll.keep_presence("one", "見えた")
    watching = opened(watch)
    roll = watching.roll
    assert (roll.people("one"), roll.responses("one"), roll.responses("one", ABOUT)) == ([], [], [])
    assert (roll.kept_class("one"), roll.kept_presence("one")) == ("", "")
    assert newest_there(watch) is None  # nothing was played, and a class is not theirs to see
    journal.append("one", note(2))
    assert newest_there(watch) == ("演習", 0.0)
    for act in (
        lambda: roll.join("one", "bb", "", "", NOON, limit=40),
        lambda: roll.erase("one"),
        lambda: roll.change_class("one", lambda _: ""),
    ):
        with pytest.raises(JournalError, match="読むだけの記録"):
            act()
    for table in PERSONAL:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(watch, f"SELECT * FROM shishin.{table}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(watch, "SELECT shishin.erase_persons('one')")
    watching.close()
    journal.close()


def test_what_was_answered_while_the_connection_was_cut_is_kept_once_it_is_back(
    database: Server, server: TestServer
) -> None:
    journal = opened(database)
    journal.adopt("one", "演習", NOON, [first()])
    for number in range(1, 41):
        server.kill(journal._link.backend)
        person = journal.roll.join("one", f"t{number}", "", "sdf", NOON, limit=40)
        assert person is not None
        server.kill(journal._link.backend)
        journal.roll.respond("one", [Response(person.id, ABOUT, f"答{number}", NOON)])
    assert [person.id for person in journal.roll.people("one")] == [f"p{n}" for n in range(1, 41)]
    assert [response.body for response in journal.roll.responses("one", ABOUT)] == [
        f"答{n}" for n in range(1, 41)
    ]
    journal.close()
