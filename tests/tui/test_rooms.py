"""The screen of exercises in progress: where, by whom, in which phase and at what time; live."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.exercise import Busy, Exercise, Play, PutOffError, ScenarioClock
from simulator.exercise.clock import VirtualClock
from simulator.journal import open_kept
from simulator.journal.postgres.log import PostgresLog
from simulator.machine import START, PhaseMachine, Trigger
from simulator.settings.server import Server, Where
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.lists.rooms import RoomsScreen
from simulator.tui.room.screen import RoomScreen
from simulator.tui.walk.screen import WalkScreen
from tests.journal.held import held_walk
from tests.journal.test_postgres import ask
from tests.journal.test_put_off import SILENCE
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import SOURCE


async def open_rooms(app: ShishinApp, pilot: Pilot[None]) -> RoomsScreen:
    await settle(pilot)
    await pilot.press("L")
    await settle(pilot)
    screen = app.screen
    assert isinstance(screen, RoomsScreen)
    return screen


@asynccontextmanager
async def rooms_beside_a_walk(
    database: Server, machine: PhaseMachine
) -> AsyncIterator[tuple[Exercise, RoomsScreen, Pilot[None]]]:
    """The list of exercises in progress, while another process acts on a walk of the same server."""
    journal = open_kept(database).journal
    exercise, _ = held_walk(journal, machine, "三組の演習")
    app = ShishinApp(journal=database)
    async with app.run_test(size=(120, 36)) as pilot:
        yield exercise, await open_rooms(app, pilot), pilot
    journal.close()


async def comes_into_sight(
    screen: RoomsScreen, pilot: Pilot[None], words: str, *, there: bool = True
) -> bool:
    """Whether the words come (or go), looked for often: a server tells a little later than it keeps."""
    for _ in range(1000):
        screen.look()
        await settle(pilot)
        if (words in screen_text(pilot.app)) is there:
            return True
    return False


async def test_each_exercise_in_progress_is_shown_and_followed(where: Where, machine: PhaseMachine) -> None:
    journal = open_kept(where).journal
    exercise, hold = held_walk(journal, machine, "三組の演習")
    resting = Exercise.begin(machine, journal, VirtualClock(), title="休んでいる演習", start=START)
    assert resting.name != exercise.name
    app = ShishinApp(journal=where)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_rooms(app, pilot)
        text = screen_text(app)
        assert "三組の演習" in text
        assert "平時" in text
        assert f"プロセス番号 {os.getpid()}" in text
        assert "休んでいる演習" not in text
        exercise.fire(Trigger.TO_JUYO)
        assert await comes_into_sight(screen, pilot, "重要影響事態")
        hold.release()
        assert await comes_into_sight(screen, pilot, "進行中の演習はありません。")
    journal.close()


async def test_enter_watches_what_the_room_sees_and_coming_back_shows_the_list(
    where: Where, machine: PhaseMachine
) -> None:
    journal = open_kept(where).journal
    play = Play.begin(SOURCE, "short.yaml", machine, journal, ScenarioClock())
    hold = journal.hold(play.exercise.name)
    assert not isinstance(hold, Busy)
    app = ShishinApp(journal=where)
    async with app.run_test(size=(120, 36)) as pilot:
        await open_rooms(app, pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, RoomScreen)
        assert app.screen.watched is not None
        assert "秘密" not in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, RoomsScreen)
        assert "短い演習" in screen_text(app)
    journal.close()


async def test_an_exercise_whose_host_is_silent_says_how_to_take_it_over(
    database: Server, machine: PhaseMachine
) -> None:
    async with rooms_beside_a_walk(database, machine) as (exercise, screen, pilot):
        app = pilot.app
        assert "絶えています" not in screen_text(app)
        ask(database, SILENCE)
        assert await comes_into_sight(screen, pilot, "応答が絶えています")
        assert f"shishin resume {exercise.name} --take-over" in screen_text(app)


async def test_a_silent_host_is_put_off_once_the_facilitator_says_so(
    database: Server, machine: PhaseMachine
) -> None:
    async with rooms_beside_a_walk(database, machine) as (exercise, screen, pilot):
        app = pilot.app
        await pilot.press("A")
        await settle(pilot)
        assert app.screen is screen, "it is not silent yet"
        ask(database, SILENCE)
        assert await comes_into_sight(screen, pilot, "A で引き継げます")
        await pilot.press("A")
        await settle(pilot)
        assert "の接続を終え" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert app.screen is screen, "whoever presses Enter without choosing takes nothing over"
        exercise.fire(Trigger.TO_JUYO)
        await pilot.press("A", "down", "enter")
        await settle(pilot)
        walk = app.screen
        assert isinstance(walk, WalkScreen)
        await pilot.press("3")
        assert walk.recording.word == "記録 ✓"
        assert walk.shown.state.configuration.label == "武力攻撃予測"
        with pytest.raises(PutOffError):
            exercise.fire(Trigger.TO_HASSEI)
        await pilot.press("escape")
        await settle(pilot)
        assert app.screen is screen
        assert await comes_into_sight(screen, pilot, "進行中の演習はありません。")
    assert ask(database, "SELECT exercise FROM shishin.holder_log") == [(exercise.name,)]


async def test_who_gave_a_sign_of_life_meanwhile_is_not_put_off(
    database: Server, machine: PhaseMachine
) -> None:
    async with rooms_beside_a_walk(database, machine) as (exercise, screen, pilot):
        app = pilot.app
        ask(database, SILENCE)
        assert await comes_into_sight(screen, pilot, "応答が絶えています")
        await pilot.press("A", "down")
        ask(database, "UPDATE shishin.holder SET beat = clock_timestamp()")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)
        assert app.screen.recording.word == "見るだけ"
        exercise.fire(Trigger.TO_JUYO)


async def test_without_a_journal_the_list_is_empty_and_no_file_is_made(tmp_path: Path) -> None:
    app = ShishinApp(journal=tmp_path / "none.sqlite3")
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await open_rooms(app, pilot)
        screen.look()
        assert "進行中の演習はありません。" in screen_text(app)
    assert not (tmp_path / "none.sqlite3").exists()


async def test_a_server_that_is_gone_is_said_and_what_was_seen_stays(
    database: Server, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = open_kept(database).journal
    held_walk(journal, machine, "三組の演習")
    app = ShishinApp(journal=database)
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await open_rooms(app, pilot)
        screen.look()
        with monkeypatch.context() as net:
            net.setattr("simulator.journal.postgres.link.psycopg.connect", unreachable)
            assert isinstance(screen.journal.opened, PostgresLog)
            screen.journal.opened._link.close()
            screen.look()
            await settle(pilot)
            assert "三組の演習" in screen_text(app)
            assert "つながりません" in foot_message(app)
        screen.look()
        await settle(pilot)
        assert "三組の演習" in screen_text(app)
    journal.close()


def unreachable(**_: object) -> None:
    import psycopg  # noqa: PLC0415

    raise psycopg.OperationalError("connection failed")
