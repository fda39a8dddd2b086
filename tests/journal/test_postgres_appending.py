"""The journal on a server: who may append, and the fate of a record whose answer never came."""

from collections.abc import Callable, Sequence
from io import BytesIO, TextIOWrapper
from typing import Any

import psycopg
import pytest

from simulator.exercise import (
    Busy,
    CaughtUpError,
    Exercise,
    JournalError,
    Play,
    PutOffError,
    ScenarioClock,
    UnknownFateError,
)
from simulator.exercise.clock import VirtualClock
from simulator.journal import Continued, open_exercise
from simulator.journal.postgres import link as link_module
from simulator.journal.postgres import log as log_module
from simulator.journal.postgres.link import Link
from simulator.machine import START, PhaseMachine
from simulator.settings.server import Server
from tests.commands import Ran
from tests.exercise.sample import SAMPLE
from tests.journal.test_contract import NOON, first, note
from tests.journal.test_postgres import ask, backend, unreachable
from tests.server import TestServer, opened

Shishin = Callable[..., Ran]


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


def test_a_number_that_is_taken_is_not_kept_again_even_with_the_same_bytes(database: Server) -> None:
    journal = opened(database)
    journal.adopt("one", "演習", NOON, [first(), note(2)])
    for again in (note(2), note(2, "別の言葉")):
        with pytest.raises(PutOffError, match="別の所で進められています"):
            journal.append("one", again)
    with pytest.raises(JournalError, match="演習 x はこの記録にありません"):
        journal.append("x", note(2))
    assert journal.read("one") == [first(), note(2)]
    journal.close()


def test_who_is_refused_learns_who_acts_where_and_when_they_last_gave_a_sign(database: Server) -> None:
    host, other = opened(database), opened(database)
    host.adopt("one", "演習", NOON, [first()])
    host.hold("one")
    busy = other.hold("one")
    assert isinstance(busy, Busy)
    assert busy.host
    assert busy.host in busy.message
    assert busy.beat is not None
    assert [holder.exercise for holder in other.holders()] == ["one"]
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
    watch, link, attempts = Watch(), Link(database), list[int]()
    connect = link._connect

    def connect_at_last() -> psycopg.Connection[Any]:
        attempts.append(1)
        return unreachable() if len(attempts) < tries else connect()

    monkeypatch.setattr(link_module, "time", watch)
    monkeypatch.setattr(link, "_connect", connect_at_last)
    if tries < 99:
        link.reopen(until=watch.now + 60)
        assert watch.waited == [0.05, 0.1, 0.2, 0.4, 0.8, 1.0, 1.0]
        assert link.do("SELECT 1") == [(1,)]
    else:
        with pytest.raises(JournalError, match="つながりません"):
            link.reopen(until=watch.now + 60)
        assert 59 < sum(watch.waited) <= 60
    link.close()


class Cut:
    """Stands in for a connection's `execute`: the first append, or its answer, is lost on the way."""

    def __init__(self, link: Link, *, arrives: bool) -> None:
        self.arrives, self.is_over = arrives, False
        self.connection = link.connection
        self.execute = self.connection.execute
        self.connection.execute = self  # type: ignore[method-assign, assignment]

    def __call__(self, query: Any, values: Sequence[object] | None = None) -> Any:
        if not self.is_over and "INSERT INTO record" in str(query):
            self.is_over = True
            if self.arrives:
                self.execute(query, values)
            self.connection.close()
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
    assert cut.is_over
    assert [entry.text for entry in exercise.state.notes] == []
    if arrives:
        with pytest.raises(CaughtUpError, match="記録されていました"):
            exercise.note("次")
        assert [entry.text for entry in exercise.state.notes] == ["届いたか"]
    exercise.note("次")
    assert [entry.text for entry in exercise.state.notes] == (["届いたか", "次"] if arrives else ["次"])
    assert Exercise.resume(exercise.name, machine, journal, VirtualClock()).state == exercise.state
    journal.close()


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
