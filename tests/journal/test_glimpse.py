"""A look at the newest exercise changes nothing and never fails."""

import sqlite3
from pathlib import Path

from simulator.exercise import Exercise, VirtualClock
from simulator.exercise.classroom import ClassRoom
from simulator.journal import EXERCISES, open_kept
from simulator.journal.glimpse import Glimpse, newest
from simulator.journal.postgres.glimpse import newest_there
from simulator.journal.sqlite import SqliteJournal
from simulator.journal.usage import last_used, touched
from simulator.machine import Configuration, PhaseMachine, Trigger
from simulator.settings.server import Server


def test_it_tells_the_newest_and_how_far_it_has_gone(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    clock = VirtualClock()
    for title in ("前の演習", "今度の演習"):
        exercise = Exercise.begin(machine, journal, clock, title=title, start=Configuration())
        clock.advance(90)
        exercise.note("残す")
    journal.close()
    before = path.read_bytes()
    assert newest(path) == Glimpse("今度の演習", exercise.state.elapsed, ("heiji",))
    assert path.read_bytes() == before


def test_it_tells_the_same_of_a_server(machine: PhaseMachine, database: Server) -> None:
    assert newest_there(database) is None
    journal = open_kept(database).journal
    clock = VirtualClock()
    for title in ("前の演習", "今度の演習"):
        exercise = Exercise.begin(machine, journal, clock, title=title, start=Configuration())
        clock.advance(90)
        exercise.note("残す")
    assert newest_there(database) == ("今度の演習", exercise.state.elapsed)
    journal.close()


def test_it_tells_where_the_exercise_stands_also_after_undoing(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=Configuration())
    exercise.fire(Trigger.TO_JUYO)
    exercise.note("残す")
    assert getattr(newest(path), "phases", ()) == ("juyo",)
    exercise.fire(Trigger.TO_YOSOKU)
    exercise.fire(Trigger.BEGIN_SAIGAI)
    assert getattr(newest(path), "phases", ()) == ("yosoku", "saigai")
    exercise.undo()
    assert getattr(newest(path), "phases", ()) == ("yosoku",)
    journal.close()


def test_a_record_that_is_said_to_follow_itself_is_not_read_for_ever(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=Configuration())
    exercise.note("残す")
    journal.close()
    with sqlite3.connect(path) as db:
        db.execute("""UPDATE record SET body = replace(body, '"parent":1', '"parent":2') WHERE seq = 2""")
    db.close()
    assert newest(path) is None


def test_where_nothing_can_be_read_it_tells_nothing(tmp_path: Path) -> None:
    assert newest(tmp_path / "none.sqlite3") is None
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"no database at all" * 100)
    assert newest(broken) is None
    foreign = tmp_path / "other.sqlite3"
    sqlite3.connect(foreign).execute("CREATE TABLE exercise (id TEXT)").connection.close()
    assert newest(foreign) is None
    assert newest(tmp_path) is None


def test_what_was_only_begun_is_passed_over(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    first = Exercise.begin(machine, journal, VirtualClock(), title="前の演習", start=Configuration())
    assert newest(path) is None
    assert journal.untouched() == {first.name}
    first.note("残す")
    empty = Exercise.begin(machine, journal, VirtualClock(), title="今度の演習", start=Configuration())
    assert newest(path) == Glimpse("前の演習", 0.0, ("heiji",))
    assert [kept.id for kept in touched(journal)] == [first.name]
    assert journal.untouched() == {empty.name}
    journal.close()


def test_one_whose_class_was_opened_is_resumed_though_nothing_was_played_yet(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    first = Exercise.begin(machine, journal, VirtualClock(), title="前の演習", start=Configuration())
    first.note("残す")
    joined = Exercise.begin(machine, journal, VirtualClock(), title="教室の演習", start=Configuration())
    journal.roll.change_class(joined.name, lambda _: ClassRoom(code="ABC234").text())
    last = last_used(journal)
    assert last is not None
    assert last.id == joined.name
    assert newest(path) == Glimpse("教室の演習", 0.0, ("heiji",))
    journal.close()


def test_it_is_the_same_on_a_server(machine: PhaseMachine, database: Server) -> None:
    journal = open_kept(database).journal
    joined = Exercise.begin(machine, journal, VirtualClock(), title="教室の演習", start=Configuration())
    assert newest_there(database) is None
    journal.roll.change_class(joined.name, lambda _: ClassRoom(code="ABC234").text())
    assert [kept.id for kept in touched(journal)] == [joined.name]
    assert newest_there(database) == ("教室の演習", 0.0)
    journal.close()
