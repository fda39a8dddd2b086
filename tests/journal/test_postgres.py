"""The journal on a server: the bytes, who may append, what becomes of an answer that never came."""

from collections.abc import Callable, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from threading import Event
from typing import Any, Never

import psycopg
import pytest

from simulator.exercise import (
    Busy,
    CaughtUpError,
    Exercise,
    JournalError,
    Play,
    ScenarioClock,
    UnknownFateError,
)
from simulator.exercise.clock import VirtualClock
from simulator.exercise.headless import always, begin_headless, run
from simulator.journal import EXERCISES, Continued, SqliteJournal, open_exercise, open_kept
from simulator.journal.postgres import herald as herald_module
from simulator.journal.postgres import link as link_module
from simulator.journal.postgres import log as log_module
from simulator.journal.postgres.herald import Herald
from simulator.journal.postgres.link import Link, wishes
from simulator.journal.postgres.listening import Listener
from simulator.journal.postgres.log import PostgresLog
from simulator.machine import START, PhaseMachine
from simulator.scenario import scenario_files
from simulator.settings.server import PasswordError, Server, journal_at
from tests.commands import Ran
from tests.exercise.sample import SAMPLE
from tests.journal.test_contract import NOON, first, note
from tests.server import TestServer

Shishin = Callable[..., Ran]


def opened(where: Server) -> PostgresLog[Any]:
    journal = open_kept(where).journal
    assert isinstance(journal, PostgresLog)
    return journal


def ask(where: Server, statement: str) -> list[Any]:
    with psycopg.connect(where.address, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def backend(journal: PostgresLog[Any]) -> int:
    ((pid,),) = journal._link.do("SELECT pg_backend_pid()")
    return int(pid)


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


# Who may append


def test_who_does_not_hold_an_exercise_cannot_append_to_it(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    held = host.hold("one")
    assert not isinstance(held, Busy)
    with pytest.raises(JournalError, match="別の所で進められています"):
        other.append("one", note(2))
    host.append("one", note(2))
    assert host.read("one") == [first(), note(2)]
    host.close()
    other.append("one", note(3))
    assert other.count("one") == 3
    other.close()


def test_who_is_refused_learns_who_acts_where_and_when_they_last_gave_a_sign(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    busy = other.hold("one")
    assert isinstance(busy, Busy)
    assert busy.host
    assert busy.host in busy.message
    assert busy.beat is not None
    assert [each.exercise for each in other.holders()] == ["one"]
    host.close()
    assert other.holders() == []
    other.close()


def test_one_who_gave_a_sign_of_life_is_not_put_off(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    assert isinstance(other.seize("one"), Busy)
    host.append("one", note(2))
    host.close()
    other.close()


def test_one_who_is_silent_is_put_off_and_can_append_no_more(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    ask(database, "UPDATE shishin.holder SET beat = beat - interval '31 seconds'")
    held = other.seize("one")
    assert not isinstance(held, Busy)
    other.append("one", note(2, "こちらで続ける"))
    with pytest.raises(JournalError, match="別の所で進められています"):
        host.append("one", note(2, "こちらも続ける"))
    assert other.read("one") == [first(), note(2, "こちらで続ける")]
    ((taken_from, taken_by),) = ask(database, "SELECT taken_from, taken_by FROM shishin.holder_log")
    assert taken_from == taken_by  # both are this process
    held.release()
    # The lock was counted once: nobody has it now.
    third = opened(database)
    assert not isinstance(third.hold("one"), Busy)
    for journal in (third, other, host):
        journal.close()


def test_a_resumed_exercise_may_be_taken_from_a_silent_host(database: Server, machine: PhaseMachine) -> None:
    host = opened(database)
    exercise = Exercise.begin(machine, host, VirtualClock(), title="演習", start=START)
    host.hold(exercise.name)
    watching = open_exercise(Continued(exercise.name, seize=True), database)
    assert watching.watched is not None
    watching.close()
    ask(database, "UPDATE shishin.holder SET beat = beat - interval '31 seconds'")
    taken = open_exercise(Continued(exercise.name, seize=True), database)
    assert taken.watched is None
    taken.exercise.note("続き")
    taken.close()
    host.close()


# An answer that never came


def test_a_writer_whose_backend_is_killed_goes_on(database: Server, server: TestServer) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    for seq in range(2, 6):
        server.kill(backend(host))
        host.append("one", note(seq))
        assert isinstance(other.hold("one"), Busy)
    assert host.read("one") == [first(), *map(note, range(2, 6))]
    host.close()
    other.close()


class Watch:
    """A clock that goes on only while somebody waits."""

    def __init__(self) -> None:
        self.now, self.waited = 1000.0, list[float]()

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.waited.append(seconds)


@pytest.mark.parametrize("tries", [8, 99])
def test_a_server_that_is_away_is_asked_less_and_less_often_until_the_time_is_up(
    database: Server, monkeypatch: pytest.MonkeyPatch, tries: int
) -> None:
    watch, link, missed = Watch(), Link(database), list[int]()
    connect = link._connect

    def later() -> psycopg.Connection[Any]:
        missed.append(1)
        return unreachable() if len(missed) < tries else connect()

    monkeypatch.setattr(link_module, "time", watch)
    monkeypatch.setattr(link, "_connect", later)
    if tries < 99:
        link.reopen(until=watch.now + 60)
        assert watch.waited == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0]
        assert link.do("SELECT 1") == [(1,)]
    else:
        with pytest.raises(JournalError, match="つながりません"):
            link.reopen(until=watch.now + 60)
        assert 59 < sum(watch.waited) <= 60
    link.close()


def unreachable(*_: object) -> Never:
    raise JournalError("つながりません")


class Cut:
    """In place of a connection's execute: the first append or its answer is lost on the way."""

    def __init__(self, link: Link, *, arrives: bool) -> None:
        self.link, self.arrives, self.left = link, arrives, 1
        self.real = link.connection
        self.execute = self.real.execute
        self.real.execute = self  # type: ignore[method-assign, assignment]

    def __call__(self, query: Any, values: Sequence[object] | None = None) -> Any:
        if self.left and "INSERT INTO record" in str(query):
            self.left = 0
            if self.arrives:
                self.execute(query, values)
            self.real.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")
        return self.execute(query, values)


@pytest.mark.parametrize("arrives", [True, False])
def test_an_append_without_answer_is_looked_up_and_kept_once(database: Server, *, arrives: bool) -> None:
    journal = opened(database)
    journal.adopt("one", "演習", NOON, [first()])
    journal.hold("one")
    Cut(journal._link, arrives=arrives)
    journal.append("one", note(2))
    journal.append("one", note(3))
    assert journal.read("one") == [first(), note(2), note(3)]
    journal.close()


@pytest.mark.parametrize("arrives", [True, False])
def test_a_fate_that_cannot_be_told_is_not_guessed_and_taken_up_later(
    database: Server, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch, *, arrives: bool
) -> None:
    journal = opened(database)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    journal.hold(exercise.name)
    cut = Cut(journal._link, arrives=arrives)
    with monkeypatch.context() as net:
        net.setattr(log_module, "PATIENCE", 0.0)
        net.setattr(Link, "_connect", unreachable)
        with pytest.raises(UnknownFateError, match="まだ分かりません"):
            exercise.note("届いたか")
    assert cut.left == 0
    assert [entry.text for entry in exercise.state.notes] == []
    if arrives:
        with pytest.raises(CaughtUpError, match="記録されていました"):
            exercise.note("次")
        assert [entry.text for entry in exercise.state.notes] == ["届いたか"]
    exercise.note("次")
    said = [entry.text for entry in exercise.state.notes]
    assert said == (["届いたか", "次"] if arrives else ["次"])
    assert Exercise.resume(exercise.name, machine, journal, VirtualClock()).state == exercise.state
    journal.close()


# Watching, and who may do what


def test_a_lost_notification_is_made_up_for_by_a_look(
    database: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, watcher = opened(database), opened(database)
    monkeypatch.setattr(Herald, "tell", lambda *_: None)
    journal.adopt("one", "演習", NOON, [first()])
    before = watcher.changes()
    watcher._listener._looked_at -= 2
    assert watcher.changes() == before
    journal.append("one", note(2))
    assert watcher.changes() == before
    watcher._listener._looked_at -= 2
    assert watcher.changes() != before
    journal.close()
    watcher.close()


def test_nobody_is_told_of_anything_before_something_was_kept(database: Server) -> None:
    journal = opened(database)
    journal.exercises()
    assert journal._herald._thread is None
    journal.close()


def test_what_a_host_kept_last_is_told_although_it_leaves_at_once(database: Server) -> None:
    journal, watcher = opened(database), opened(database)
    watcher.changes()
    journal.adopt("one", "演習", NOON, [first()])
    for seq in range(2, 30):
        journal.append("one", note(seq))
    journal.close()
    link = watcher._listener._link
    assert link is not None
    assert any(each.payload == "one 29" for each in link.connection.notifies(timeout=60))
    watcher.close()


def test_what_gathers_while_one_is_told_goes_together_and_only_the_newest_of_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[list[str]] = []
    sending, more = Event(), Event()

    class Slow:
        def __init__(self, _server: Server) -> None: ...

        def ask(self, _query: str, values: tuple[str, list[str]]) -> None:
            sent.append(values[1])
            sending.set()
            assert more.wait(10)

        def close(self) -> None: ...

    monkeypatch.setattr(herald_module, "Link", Slow)
    herald = Herald(Server("postgresql:///journal"))
    herald.tell("one", 2)
    assert sending.wait(10)
    for exercise, seq in (("one", 3), ("two", 9), ("one", 4), ("two", 0)):
        herald.tell(exercise, seq)
    more.set()
    herald.close()
    herald.tell("one", 5)  # too late, and no harm
    assert sent == [["one 2"], ["one 4", "two 9"]]


def test_a_stage_that_was_changed_is_told_like_a_record(
    database: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, watcher = opened(database), opened(database)
    journal.begin("one", "演習", NOON)
    monkeypatch.setattr(Listener, "_look", lambda *_: None)  # only a notification is noticed
    before = watcher.changes()
    assert watcher.changes() == before
    journal.sidecar.keep_stage("one", "{}")
    assert any(watcher.changes() != before for _ in range(1_000_000))
    journal.close()
    watcher.close()


def test_who_follows_one_exercise_is_not_woken_by_the_others(
    database: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, watcher = opened(database), opened(database)
    monkeypatch.setattr(Listener, "_look", lambda *_: None)
    before = watcher.changes("one")
    journal.begin("one", "演習", NOON)
    assert any(watcher.changes("one") != before for _ in range(1_000_000))
    seen, of_all = watcher.changes("one"), watcher.changes()
    journal.begin("two", "演習", NOON)
    assert any(watcher.changes() != of_all for _ in range(1_000_000))
    assert watcher.changes("one") == seen
    journal.close()
    watcher.close()


def test_a_herald_that_cannot_reach_the_server_harms_no_record(
    database: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opened(database)
    monkeypatch.setattr(herald_module, "Link", unreachable)
    journal.adopt("one", "演習", NOON, [first()])
    journal.append("one", note(2))
    journal.close()
    reader = opened(database)
    assert reader.read("one") == [first(), note(2)]
    reader.close()


def test_a_listener_that_was_cut_off_listens_again_and_says_so(database: Server, server: TestServer) -> None:
    watcher = opened(database)
    before = watcher.changes()
    assert watcher._listener._link is not None
    ((pid,),) = watcher._listener._link.do("SELECT pg_backend_pid()")
    server.kill(pid)
    assert any(watcher.changes() != before for _ in range(1_000_000))
    watcher.close()


def users(server: TestServer, where: Server) -> tuple[Server, Server]:
    """A host and a watcher of this journal."""
    name = where.address.partition("@/")[2].partition("?")[0]
    for user in ("host", "watch"):
        server.ask(f"DROP ROLE IF EXISTS {user}")
        server.ask(f"CREATE ROLE {user} LOGIN IN ROLE shishin_{user}")
    return server.address(name, "host"), server.address(name, "watch")


def test_a_host_cannot_change_or_delete_a_record(database: Server, server: TestServer) -> None:
    host, _ = users(server, database)
    journal = opened(host)
    journal.adopt("one", "演習", NOON, [first()])
    held = journal.hold("one")
    assert not isinstance(held, Busy)
    journal.append("one", note(2))
    journal.rename("one", "三組")
    journal.hide("one")
    journal.sidecar.keep_draft("one", "書きかけ")
    for statement in (
        "UPDATE shishin.record SET body = ''",
        "DELETE FROM shishin.record",
        "UPDATE shishin.exercise SET title = ''",
        "DELETE FROM shishin.exercise",
        "TRUNCATE shishin.record CASCADE",
        "UPDATE shishin.holder_log SET taken_by = ''",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(host, statement)
    assert journal.read("one") == [first(), note(2)]
    held.release()
    assert journal.delete("one") is None
    assert journal.exercises() == []
    journal.close()


def test_a_watcher_reads_and_is_told_that_nothing_may_be_written(
    database: Server, server: TestServer, machine: PhaseMachine
) -> None:
    _, watch = users(server, database)
    owner = opened(database)
    exercise = Exercise.begin(machine, owner, VirtualClock(), title="演習", start=START)
    exercise.note("見える")
    journal = opened(watch)
    assert journal.read_only
    assert journal.read(exercise.name) == owner.read(exercise.name)
    for act in (journal.hold, journal.hide, journal.delete):
        with pytest.raises(JournalError, match="読むだけの記録です"):
            act(exercise.name)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(watch, "SELECT body FROM shishin.draft")
    opening = open_exercise(Continued(), watch)
    assert opening.watched is not None
    exercise.note("続き")
    assert any(opening.watched.follow(opening.exercise) for _ in range(1_000_000))
    assert opening.exercise.state == exercise.state
    opening.close()
    journal.close()
    owner.close()


# Naming one, and what is wrong with it


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
    with pytest.raises(JournalError, match="サーバーにつながりません") as said:
        open_kept(Server(f"postgresql:///journal?host={tmp_path}"))
    assert "\n" not in str(said.value)


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
def test_another_machine_must_prove_who_it_is_unless_one_says_otherwise(
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


def test_resume_takes_over_from_a_silent_host_and_from_no_other(
    shishin: Shishin, database: Server, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = opened(database)
    play = Play.begin(SAMPLE, "sample.yaml", machine, host, ScenarioClock(wall=lambda: NOON))
    name = play.exercise.name
    host.hold(name)
    play.exercise.note("前の機械で")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("n 引き継いだ\nq\n".encode())))
    ran = shishin("resume", name, "--plain", "--take-over", "--journal", str(database))
    assert ran.status == 1
    assert "進めています" in ran.err
    ask(database, "UPDATE shishin.holder SET beat = beat - interval '31 seconds'")
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO("n 引き継いだ\nq\n".encode())))
    ran = shishin("resume", name, "--plain", "--take-over", "--journal", str(database))
    assert ran.status == 0
    assert str(database) in ran.err
    assert [entry.text for entry in Exercise.resume(name, machine, host, VirtualClock()).state.notes] == [
        "前の機械で",
        "引き継いだ",
    ]
    host.close()
