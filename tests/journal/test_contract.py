"""What every journal does, wherever it keeps its records; the same tests for each kind there is.

The one in memory belongs to `simulator.exercise`, so tests/exercise/test_memory.py runs them for it.
"""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.exercise import Busy, Exercise, Journal, JournalError, Play, ScenarioClock
from simulator.exercise.clock import VirtualClock
from simulator.exercise.events import Noted, Record, Started
from simulator.exercise.stage import Stage, Timer, stage_of
from simulator.journal import EXERCISES, WatchedJournal, last_used, open_journal, open_kept, touched
from simulator.journal.sqlite import SqliteJournal, SqliteLog
from simulator.machine import START, PhaseMachine
from tests.exercise.sample import SAMPLE

MORNING = datetime(2026, 4, 1, 8, tzinfo=UTC)
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)

Open = Callable[[], Journal]


@pytest.fixture(params=["file", "server"])
def opening(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens the same journal, as often as asked: as several processes would."""
    opened = list[Journal]()
    where = request.getfixturevalue("database") if request.param == "server" else None

    def open_again() -> Journal:
        opened.append(
            open_kept(where).journal if where else SqliteJournal(tmp_path / "journal.sqlite3", EXERCISES)
        )
        return opened[-1]

    yield open_again
    for journal in opened:
        journal.close()


@pytest.fixture
def journal(opening: Open) -> Journal:
    return opening()


def first(title: str = "演習") -> Record:
    """The record that begins an exercise."""
    return Record(seq=1, parent=None, wall=NOON, elapsed=0.0, event=Started(title=title, phases=()))


def note(seq: int, text: str = "覚書") -> Record:
    """A note that follows the record before it."""
    return Record(seq=seq, parent=seq - 1, wall=NOON, elapsed=0.0, event=Noted(text=text))


def test_a_journal_tells_its_file_also_to_those_who_watch_it(journal: Journal) -> None:
    file = journal.path
    assert file is None or file.is_file()
    assert (file is None) is not isinstance(journal, SqliteLog)
    assert WatchedJournal(journal, "見るだけ").path == file


def test_what_was_appended_is_read_in_order(journal: Journal) -> None:
    name = journal.begin("one", "演習", NOON)
    records = [first(), note(2), note(3)]
    for record in records:
        journal.append(name, record)
    assert journal.read(name) == records
    assert journal.count(name) == 3
    assert journal.count("x") == 0
    assert journal.read_after(name, 1) == records[1:]
    assert journal.read_after(name, 3) == []


def test_an_exercise_is_adopted_whole_under_a_name_that_is_free(journal: Journal) -> None:
    records = [first(), note(2)]
    assert journal.adopt("one", "演習", NOON, records) == "one"
    assert journal.adopt("one", "演習", NOON, records) == "one-2"
    assert journal.read("one-2") == records


def test_the_list_begins_with_the_one_used_last_whatever_the_clocks_said(journal: Journal) -> None:
    wrong = datetime(2038, 1, 1, tzinfo=UTC)
    for name, began in (("b", wrong), ("c", MORNING), ("a", NOON)):
        journal.begin(name, name, began)
    assert [kept.id for kept in journal.exercises()] == ["a", "c", "b"]
    held = journal.hold("c")
    assert not isinstance(held, Busy)
    held.release()
    assert [kept.id for kept in journal.exercises()] == ["c", "a", "b"]


def test_those_that_nobody_took_up_here_come_last_newest_first(journal: Journal) -> None:
    journal.begin("begun", "演習", MORNING)
    for name, began in (("b", NOON), ("c", MORNING), ("a", NOON)):
        journal.adopt(name, name, began, [first(), note(2)])
    assert [kept.id for kept in journal.exercises()] == ["begun", "b", "a", "c"]


def test_an_exercise_that_is_not_there_cannot_be_read(journal: Journal) -> None:
    with pytest.raises(JournalError, match="演習 x はこの記録にありません"):
        journal.read("x")
    assert journal.read_after("x", 0) == []


def test_another_title_changes_no_record(journal: Journal) -> None:
    name = journal.adopt("one", "演習", NOON, [first()])
    journal.rename(name, "三組の演習")
    assert [(kept.id, kept.title) for kept in journal.exercises()] == [("one", "三組の演習")]
    assert journal.read(name) == [first()]
    with pytest.raises(JournalError, match="演習 x はこの記録にありません"):
        journal.rename("x", "ない")


def test_a_hidden_exercise_is_marked_and_readable_and_comes_back(opening: Open) -> None:
    journal, other = opening(), opening()
    for name in ("one", "two"):
        journal.adopt(name, "演習", NOON, [first(), note(2)])
    journal.hide("one")
    journal.hide("one")
    assert {kept.id: kept.hidden for kept in other.exercises()} == {"one": True, "two": False}
    assert [kept.id for kept in touched(other)] == ["two"]
    assert other.read("one") == [first(), note(2)]
    journal.append("one", note(3))
    journal.rename("one", "三組")
    assert {kept.id: (kept.title, kept.hidden) for kept in other.exercises()}["one"] == ("三組", True)
    journal.unhide("one")
    journal.unhide("one")
    assert [kept.hidden for kept in other.exercises()] == [False, False]
    for act in (journal.hide, journal.unhide):
        with pytest.raises(JournalError, match="演習 x はこの記録にありません"):
            act("x")


def test_a_hidden_exercise_is_not_the_one_to_resume(journal: Journal) -> None:
    for name in ("one", "two"):
        journal.begin(name, "演習", NOON)
        journal.append(name, first())
        journal.append(name, note(2))
    journal.hide("two")
    last = last_used(journal)
    assert last is not None
    assert last.id == "one"


def test_what_is_deleted_is_gone_and_the_others_stay(opening: Open) -> None:
    journal, other = opening(), opening()
    for name in ("one", "two"):
        journal.adopt(name, "演習", NOON, [first(), note(2)])
        journal.sidecar.keep_seat(name, "sdf")
        journal.sidecar.keep_draft(name, "書きかけ")
        journal.sidecar.keep_stage(name, "見せたもの")
    journal.hide("one")
    assert journal.delete("one") is None
    assert [kept.id for kept in other.exercises()] == ["two"]
    assert other.read("two") == [first(), note(2)]
    assert (other.sidecar.kept_seat("two"), other.sidecar.kept_draft("two")) == ("sdf", "書きかけ")
    for act in (journal.read, journal.delete):
        with pytest.raises(JournalError, match="演習 one はこの記録にありません"):
            act("one")
    # Nothing of it clings to another of the same name.
    assert journal.adopt("one", "別の演習", NOON, [first()]) == "one"
    beside = journal.sidecar
    assert (beside.kept_seat("one"), beside.kept_draft("one"), beside.kept_stage("one")) == ("", "", "")
    assert other.sidecar.kept_stage("two") == "見せたもの"
    assert not any(kept.hidden for kept in journal.exercises())


def test_an_exercise_that_somebody_acts_on_is_not_deleted(opening: Open) -> None:
    journal, other = opening(), opening()
    name = journal.adopt("one", "演習", NOON, [first(), note(2)])
    held = other.hold(name)
    assert not isinstance(held, Busy)
    refused = journal.delete(name)
    assert isinstance(refused, Busy)
    assert journal.read(name) == [first(), note(2)]
    held.release()
    assert journal.delete(name) is None


def test_those_only_begun_are_told_from_those_gone_on_with(journal: Journal) -> None:
    journal.adopt("begun", "演習", NOON, [first()])
    journal.adopt("played", "演習", NOON, [first(), note(2)])
    assert journal.untouched() == {"begun"}


def test_one_holds_an_exercise_at_a_time_and_others_learn_it(opening: Open) -> None:
    journal, other = opening(), opening()
    for name in ("one", "two"):
        journal.adopt(name, "演習", NOON, [first(), note(2)])
    held = journal.hold("one")
    assert not isinstance(held, Busy)
    refused = other.hold("one")
    assert isinstance(refused, Busy)
    assert "別のプロセス" in refused.message
    held_too = other.hold("two")
    assert not isinstance(held_too, Busy)
    held_too.release()
    held.release()
    held.release()
    again = other.hold("one")
    assert not isinstance(again, Busy)
    again.release()


def test_who_acts_on_what_is_known_without_taking_it(opening: Open) -> None:
    journal, other = opening(), opening()
    for name in ("one", "two", "three"):
        journal.adopt(name, "演習", NOON, [first(), note(2)])
    one, two = journal.hold("one"), journal.seize("two")
    assert not isinstance(one, Busy)
    assert not isinstance(two, Busy)
    assert isinstance(other.seize("one"), Busy)  # its holder is not silent
    pids = {busy.exercise: busy.pid for busy in other.holders()}
    assert pids == {"one": os.getpid(), "two": os.getpid()}
    one.release()
    assert [busy.exercise for busy in other.holders()] == ["two"]
    again = other.hold("one")
    assert not isinstance(again, Busy)
    again.release()
    two.release()


def test_what_is_read_of_one_moment_does_not_change_meanwhile(opening: Open) -> None:
    journal, reader = opening(), opening()
    if journal is reader:
        pytest.skip("in memory, nobody else keeps anything")
    name = journal.adopt("one", "演習", NOON, [first()])
    with reader.one_moment():
        assert reader.count(name) == 1
        journal.append(name, note(2))
        journal.adopt("two", "演習", NOON, [first()])
        assert reader.read(name) == [first()]
        assert [kept.id for kept in reader.exercises()] == ["one"]
    assert reader.count(name) == 2


def test_the_exercise_taken_up_last_is_the_last_used_whatever_the_clocks_said(journal: Journal) -> None:
    wrong = datetime(2038, 1, 1, tzinfo=UTC)
    for name, began in (("future", wrong), ("today", NOON), ("other", MORNING)):
        journal.begin(name, "演習", began)
        journal.append(name, first())
        journal.append(name, note(2))
    for name in ("future", "today"):
        held = journal.hold(name)
        assert not isinstance(held, Busy)
        held.release()
    last = last_used(journal)
    assert last is not None
    assert last.id == "today"


def test_what_somebody_else_keeps_is_noticed(opening: Open) -> None:
    writer = opening()
    name = writer.adopt("one", "演習", NOON, [first()])
    writer.close()  # a server tells of it no later than this
    journal, watcher = opening(), opening()
    before = watcher.changes()
    assert watcher.changes() == before
    journal.append(name, note(2))
    # A server tells at once, but by another way than the record's.
    assert any(watcher.changes() != before for _ in range(1_000_000))
    assert watcher.read_after(name, 1) == [note(2)]


def test_a_watcher_reads_and_writes_nothing(machine: PhaseMachine, opening: Open) -> None:
    journal = opening()
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    watched = WatchedJournal(opening(), "見るだけです。")
    seen = Exercise.resume(exercise.name, machine, watched, VirtualClock())
    exercise.note("続き")
    assert watched.follow(seen)
    assert seen.state == exercise.state
    with pytest.raises(JournalError, match="見るだけ"):
        seen.note("書けない")
    seen.keep_seat("sdf")
    for act in (watched.hide, watched.unhide, watched.delete):
        with pytest.raises(JournalError, match="見るだけ"):
            act(exercise.name)
    seen.keep_stage(Stage(blank=True))
    assert journal.sidecar.kept_seat(exercise.name) == journal.sidecar.kept_stage(exercise.name) == ""
    exercise.keep_stage(Stage(frozenset({2}), timer=Timer(left=90.0, since=NOON)))
    assert stage_of(watched.sidecar.kept_stage(exercise.name)) == exercise.stage
    assert [kept.id for kept in watched.exercises()] == [exercise.name]
    assert watched.name == journal.name
    assert watched.count(exercise.name) == 2
    assert watched.read_only
    assert not journal.read_only
    assert watched.leftovers() == ()


def test_what_is_no_event_stands_beside_the_records(journal: Journal) -> None:
    name = journal.adopt("one", "演習", NOON, [first()])
    beside = journal.sidecar
    assert (beside.kept_seat(name), beside.kept_draft(name)) == ("", "")
    beside.keep_seat(name, "sdf")
    beside.keep_seat(name, "us_forces")
    beside.keep_draft(name, "書きかけ\n二行目")
    assert (beside.kept_seat(name), beside.kept_draft(name)) == ("us_forces", "書きかけ\n二行目")
    beside.keep_draft(name, "")
    assert beside.kept_draft(name) == ""
    assert beside.kept_stage(name) == ""
    beside.keep_stage(name, '{"blank":false}')
    beside.keep_stage(name, '{"blank":true}')
    assert beside.kept_stage(name) == '{"blank":true}'
    assert journal.read(name) == [first()]


def test_a_journal_in_order_says_nothing_at_a_look(journal: Journal) -> None:
    name = journal.adopt("one", "演習", NOON, [first()])
    journal.append(name, note(2))
    journal.settle()
    journal.look()
    journal.append(name, note(3))
    assert len(journal.read(name)) == 3


def test_a_play_kept_is_the_play_read(machine: PhaseMachine, opening: Open) -> None:
    play = Play.begin(SAMPLE, "sample.yaml", machine, opening(), ScenarioClock(wall=lambda: NOON))
    play.advance()
    play.exercise.note("覚書")
    again = Play.resume(play.exercise.name, machine, opening(), ScenarioClock())
    assert again.state == play.state
    assert again.exercise.history.records == play.exercise.history.records
    assert again.scenario == play.scenario


class Words:
    """The adapter of another kind of log: its records are words, each numbered by its length."""

    kind = "words"

    def number(self, record: tuple[int, str]) -> int:
        return record[0]

    def write(self, record: tuple[int, str]) -> tuple[str, str]:
        return record[1], ""

    def apart(self, _body: bytes) -> str:
        return ""

    def origin(self, _body: bytes) -> str:
        return ""

    def read(self, body: bytes, _text: str) -> tuple[int, str]:
        return len(body), body.decode()

    def trail(self) -> "Words":
        return self

    def fault(self, _record: tuple[int, str]) -> None:
        return None


def test_logs_of_another_kind_live_in_the_same_file_and_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    exercises, words = SqliteJournal(path, EXERCISES), SqliteLog(path, Words())
    exercises.adopt("one", "演習", NOON, [first(), note(2)])
    assert words.adopt("one", "学び", NOON, [(1, "a"), (2, "bb")]) == "one-2"
    words.append("one-2", (3, "ccc"))
    assert words.read("one-2") == [(1, "a"), (2, "bb"), (3, "ccc")]
    assert [kept.id for kept in words.exercises()] == ["one-2"]
    assert [kept.id for kept in exercises.exercises()] == ["one"]
    words.close()
    exercises.close()
    again, notices = open_journal(path)
    assert notices == ()
    assert [kept.id for kept in again.exercises()] == ["one"]
    again.close()
