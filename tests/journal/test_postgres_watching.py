"""The journal on a server: what watchers notice, and what each role may do."""

from threading import Event

import psycopg
import pytest

from simulator.exercise import Busy, Exercise, JournalError
from simulator.exercise.clock import VirtualClock
from simulator.journal import Continued, open_exercise
from simulator.journal.postgres import herald as herald_module
from simulator.journal.postgres.herald import Herald
from simulator.journal.postgres.listening import Listener
from simulator.machine import START, PhaseMachine
from simulator.settings.server import Server
from tests.journal.test_contract import NOON, first, note
from tests.journal.test_postgres import ask, unreachable
from tests.server import TestServer, opened


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
    assert any(notification.payload == "one 29" for notification in link.connection.notifies(timeout=60))
    watcher.close()


def test_what_gathers_while_one_is_told_goes_together_and_only_the_newest_of_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent: list[list[str]] = []
    sending, more = Event(), Event()

    class SlowLink:
        def __init__(self, _server: Server) -> None: ...

        def ask(self, _query: str, values: tuple[str, list[str]]) -> None:
            sent.append(values[1])
            sending.set()
            assert more.wait(10)

        def close(self) -> None: ...

    monkeypatch.setattr(herald_module, "Link", SlowLink)
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
    marks_of_one, marks_of_all = watcher.changes("one"), watcher.changes()
    journal.begin("two", "演習", NOON)
    assert any(watcher.changes() != marks_of_all for _ in range(1_000_000))
    assert watcher.changes("one") == marks_of_one
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
