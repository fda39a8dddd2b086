"""One process acts on an exercise, others watch; a damaged journal is opened and it is said."""

from pathlib import Path

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, VirtualClock
from simulator.journal import EXERCISES, try_hold
from simulator.journal.hold import FileHold
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.walk.screen import WalkScreen


@pytest.fixture
def walk_elsewhere(tmp_path: Path) -> tuple[Path, Exercise]:
    """An exercise that this test runs, as another process would."""
    path = tmp_path / "journal.sqlite3"
    machine = PhaseMachine(load_doctrine())
    exercise = Exercise.begin(
        machine, SqliteJournal(path, EXERCISES), VirtualClock(), title="歩く", start=START
    )
    exercise.fire(Trigger.TO_JUYO)
    return path, exercise


async def test_who_opens_an_exercise_holds_it_until_it_is_left(walk_elsewhere: tuple[Path, Exercise]) -> None:
    path, exercise = walk_elsewhere
    app = ShishinApp(start="resume", exercise=exercise.name, journal=path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert not isinstance(try_hold(path, exercise.name), FileHold)
        await pilot.press("escape")
        await pilot.pause()
        hold = try_hold(path, exercise.name)
        assert isinstance(hold, FileHold)
        hold.release()


async def test_the_second_is_told_and_may_watch_but_not_act(walk_elsewhere: tuple[Path, Exercise]) -> None:
    path, exercise = walk_elsewhere
    hold = try_hold(path, exercise.name)
    assert isinstance(hold, FileHold)
    with hold:
        app = ShishinApp(start="resume", exercise=exercise.name, journal=path)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, WalkScreen)
            assert "別のプロセス" in screen.notice
            assert screen.recording.word == "見るだけ"
            await pilot.press("4")
            assert screen.shown.state.configuration.label == "重要影響事態"
            exercise.fire(Trigger.TO_YOSOKU)
            screen.keeping.follow()
            assert screen.shown.state.configuration.label == "武力攻撃予測"


async def test_a_damaged_journal_is_opened_as_far_as_it_is_sound_and_said(
    walk_elsewhere: tuple[Path, Exercise],
) -> None:
    path, exercise = walk_elsewhere
    exercise.fire(Trigger.TO_YOSOKU)
    journal = SqliteJournal(path, EXERCISES)
    journal._db.execute("UPDATE record SET body = replace(body, 'yosoku', 'yosokU') WHERE seq = 3")
    journal._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    journal.close()
    app = ShishinApp(start="resume", exercise=exercise.name, journal=path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, WalkScreen)
        assert screen.shown.state.configuration.label == "重要影響事態"
        assert "damaged-1" in screen.notice
    assert list(path.parent.glob("*damaged-1*"))
