"""Whatever is asked of a journal whose file or server fails, it raises `JournalError` and nothing else."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from simulator.exercise import Journal, JournalError
from simulator.exercise.roll import Response, about_record
from simulator.journal import EXERCISES
from simulator.journal.database import Database, UnreadableError
from simulator.journal.postgres.faults import is_disconnected, sqlstate, why
from simulator.journal.sqlite import SqliteJournal
from tests.journal.test_contract import NOON, first, note

Act = Callable[[Journal], object]
READING: dict[str, Act] = {
    "read": lambda journal: journal.read("one"),
    "read_after": lambda journal: journal.read_after("one", 0),
    "count": lambda journal: journal.count("one"),
    "exercises": lambda journal: journal.exercises(),
    "untouched": lambda journal: journal.untouched(),
    "holders": lambda journal: journal.holders(),
    "changes": lambda journal: journal.changes(),
    "one_moment": lambda journal: journal.one_moment().__enter__(),
    "kept_seat": lambda journal: journal.sidecar.kept_seat("one"),
    "kept_stage": lambda journal: journal.sidecar.kept_stage("one"),
    "kept_class": lambda journal: journal.roll.kept_class("one"),
    "kept_presence": lambda journal: journal.roll.kept_presence("one"),
    "people": lambda journal: journal.roll.people("one"),
    "responses": lambda journal: journal.roll.responses("one"),
}
WRITING: dict[str, Act] = {
    "begin": lambda journal: journal.begin("two", "演習", NOON),
    "adopt": lambda journal: journal.adopt("two", "演習", NOON, [first()]),
    "append": lambda journal: journal.append("one", note(2)),
    "rename": lambda journal: journal.rename("one", "別の名"),
    "hide": lambda journal: journal.hide("one"),
    "unhide": lambda journal: journal.unhide("one"),
    "delete": lambda journal: journal.delete("one"),
    "hold": lambda journal: journal.hold("one"),
    "seize": lambda journal: journal.seize("one"),
    "keep_seat": lambda journal: journal.sidecar.keep_seat("one", "sdf"),
    "keep_stage": lambda journal: journal.sidecar.keep_stage("one", "{}"),
    "change_class": lambda journal: journal.roll.change_class("one", lambda kept: kept),
    "keep_presence": lambda journal: journal.roll.keep_presence("one", "見えた"),
    "join": lambda journal: journal.roll.join("one", "aa", "", "", NOON, limit=9),
    "change": lambda journal: journal.roll.change("one", "p1", lambda person: person),
    "respond": lambda journal: journal.roll.respond("one", [Response("p1", about_record(1), "a", NOON)]),
    "erase": lambda journal: journal.roll.erase("one"),
}


def filled(path: Path) -> SqliteJournal:
    journal = SqliteJournal(path, EXERCISES)
    journal.adopt("one", "演習", NOON, [first()])
    journal.roll.join("one", "aa", "", "", NOON, limit=9)
    journal.roll.respond("one", [Response("p1", about_record(1), "a", NOON)])
    journal.sidecar.keep_stage("one", "{}")
    return journal


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> SqliteJournal:
    """A journal whose connection SQLite refuses to use."""
    journal = filled(tmp_path_factory.mktemp("broken") / "journal.sqlite3")
    journal._db.close()
    return journal


@pytest.mark.parametrize("act", [*READING, *WRITING])
def test_a_file_that_cannot_be_used_any_more_is_said_whatever_is_asked_of_it(
    broken: SqliteJournal, act: str
) -> None:
    with pytest.raises(JournalError, match=r"journal\.sqlite3"):
        {**READING, **WRITING}[act](broken)
    broken.settle()  # which never raises


TABLES = (
    "exercise",
    "record",
    "long_text",
    "journal",
    "screen",
    "stage",
    "class",
    "person",
    "response",
    "response_seat",
)


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[SqliteJournal]:
    journal = filled(tmp_path / "journal.sqlite3")
    yield journal
    journal._db.set_authorizer(None)
    journal.close()


@pytest.mark.parametrize("act", ["reading", "writing"])
def test_nor_where_one_table_alone_cannot_be_used(sound: SqliteJournal, act: str) -> None:
    kind = {"reading": sqlite3.SQLITE_READ, "writing": sqlite3.SQLITE_INSERT}[act]
    failed = 0
    for table in TABLES:

        def refuse(action: int, name: str | None, *_: object, table: str = table) -> int:
            return sqlite3.SQLITE_DENY if action == kind and name == table else sqlite3.SQLITE_OK

        for do in (READING if act == "reading" else WRITING).values():
            sound._db.set_authorizer(refuse)
            try:
                do(sound)
            except JournalError:
                failed += 1
            finally:
                sound._db.set_authorizer(None)
                if sound._db.in_transaction:
                    sound._db.execute("ROLLBACK")
    assert failed > len(TABLES)


def test_a_list_that_cannot_be_read_is_a_file_that_cannot(broken: SqliteJournal) -> None:
    for act in (broken.exercises, broken.untouched, broken.stored.damaged_titles):
        with pytest.raises(UnreadableError):
            act()
    for name in ("one", "x"):
        with pytest.raises(JournalError):
            broken.stored.rows(name)
        with pytest.raises(JournalError):
            broken.stored.named_files(name)
    with pytest.raises(JournalError):
        broken.stored.damaged_texts()


# A server's errors, by its own codes


def error(code: str) -> psycopg.Error:
    return psycopg.errors.lookup(code)("一行目\n二行目")


@pytest.mark.parametrize("code", ["08000", "08001", "08003", "08004", "08006", "57P01", "57P02", "57P03"])
def test_where_the_connection_is_gone_the_answer_may_never_have_come(code: str) -> None:
    assert is_disconnected(error(code))


@pytest.mark.parametrize("code", ["23505", "25006", "28000", "40001", "40P01", "42501", "53100", "53300"])
def test_where_the_server_answered_nothing_is_lost(code: str) -> None:
    assert not is_disconnected(error(code))


@pytest.mark.parametrize("code", ["55P03", "57014", "58030"])
def test_nor_where_it_gave_up_waiting_or_failed_itself(code: str) -> None:
    assert not is_disconnected(error(code))


@pytest.mark.parametrize(
    ("message", "lost", "cause"),
    [
        ("server closed the connection unexpectedly", True, "つながりません"),
        ("password authentication failed for user", False, "パスワードが違います"),
        ("fe_sendauth: no password supplied", False, "パスワードが違います"),
        ("FATAL: sorry, too many clients already", False, "接続が多すぎます"),
        ("remaining connection slots are reserved", False, "接続が多すぎます"),
        ("FATAL: the database system is starting up", True, "起動か停止の途中です"),
    ],
)
def test_what_the_library_says_without_a_code_is_told_by_its_words(
    message: str, lost: bool, cause: str
) -> None:
    raised = psycopg.OperationalError(f"{message}\n二行目")
    assert is_disconnected(raised) is lost
    assert cause in why(raised)
    assert why(raised).endswith(message)


@pytest.mark.parametrize(
    ("code", "cause"), [("53100", "空きがありません"), ("25006", "待機系"), ("57014", "時間内")]
)
def test_the_cause_is_told_in_one_line_with_what_to_do(code: str, cause: str) -> None:
    assert cause in why(error(code))
    assert why(error(code)).endswith("一行目")


def test_any_other_error_is_told_in_its_own_first_line() -> None:
    others: list[tuple[Any, str]] = [
        (error("23505"), "一行目"),
        (ValueError("x\ny"), "x"),
        (KeyError(), "KeyError"),
    ]
    for raised, message in others:
        assert why(raised) == message
    assert why(psycopg.DataError("x")) == "x"
    assert is_disconnected(psycopg.InterfaceError("the connection is closed"))
    assert not is_disconnected(ValueError())
    assert (sqlstate(ValueError()), sqlstate(psycopg.OperationalError("x"))) == ("", "")


def test_a_file_that_another_process_writes_is_not_taken_for_a_damaged_one(tmp_path: Path) -> None:
    database, writer = Database(tmp_path / "j"), sqlite3.connect(tmp_path / "j", isolation_level=None)
    try:
        database.connection.execute("PRAGMA busy_timeout = 0")
        assert not database.is_said_protected()
        writer.execute("BEGIN IMMEDIATE")
        assert not database.is_said_protected()
    finally:
        writer.close()
        database.connection.close()
