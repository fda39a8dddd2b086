"""The scenario clock and countdowns on the screen, with real time in the test's hands."""

from pathlib import Path

import pytest

from simulator.scenario.calendar import beginning_of
from simulator.settings.settings import Settings
from simulator.tui.home.screen import HomeScreen
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.play.times import scenario_clock, typed_time
from tests.tui.conftest import grid, page, said
from tests.tui.playing import TO_DECISION, Class, Open, moment


async def test_the_clock_shows_steps_as_they_become_due(playing: Open) -> None:
    async with playing("p") as found:
        await found.wait(0)
        assert moment(found) == 1
        await found.wait(11 * 60)
        assert moment(found) == 2
        assert "▶ T+00:11" in grid(found.pilot.app)[0]
        await found.press("p")
        await found.wait(3600)
        assert moment(found) == 2


async def test_the_clock_stops_when_a_decision_opens_and_says_so(playing: Open) -> None:
    async with playing("p") as found:
        await found.wait(3 * 3600)
        assert found.play.waiting
        assert not found.play.clock.running
        assert "時計を止めました" in said(found.pilot.app)
        assert found.kinds[-1] == "paced"
        await found.press("p", "1")
        await found.wait(0)
        assert moment(found) == 7


async def test_also_where_the_decision_is_shown_before_its_time(playing: Open) -> None:
    async with playing("p", *["space"] * 5) as found:
        assert found.play.waiting
        assert not found.play.clock.running


async def test_a_setting_lets_the_clock_run_on_while_a_decision_waits(playing: Open) -> None:
    async with playing() as found:
        found.pilot.app.settings = Settings(Path("settings.toml"), decision_clock="run")  # type: ignore[attr-defined]
        await found.press("p")
        await found.wait(3 * 3600)
        assert found.play.waiting
        assert found.play.clock.running
        assert moment(found) == 5
        await found.press("1")
        await found.wait(0)
        assert moment(found) == 7


async def test_speeds_go_up_and_down_and_stop_at_the_ends(playing: Open) -> None:
    async with playing("p", "+", "+") as found:
        assert found.play.clock.speed == 5
        await found.wait(10 * 60 / 5)
        assert moment(found) == 2
        await found.press(*["+"] * 5)
        assert found.play.clock.speed == 240
        assert "play.faster" not in {command.id for command, _ in offered_commands(found.pilot.app.screen)}
        await found.press("minus", "minus")
        assert found.play.clock.speed == 60


async def test_space_delivers_the_next_step_before_its_time(playing: Open) -> None:
    async with playing("p", "space", "space") as found:
        assert moment(found) == 3
        assert found.play.clock.running


async def test_nothing_is_shown_behind_the_back_of_who_looks_back(playing: Open) -> None:
    async with playing("space", "space", "p", "left") as found:
        await found.wait(3600)
        assert len(found.play.state.shown) == 2
        await found.press("right")
        await found.wait(0)
        assert len(found.play.state.shown) == 4


async def test_undo_stops_the_clock(playing: Open) -> None:
    async with playing("p") as found:
        await found.wait(25 * 60)
        await found.press("u")
        await found.wait(3600)
        assert moment(found) == 2


async def test_the_end_stops_the_clock(playing: Open) -> None:
    async with playing("1", "p", shown=TO_DECISION) as found:
        await found.wait(5 * 3600)
        assert found.play.ended
        assert not found.play.clock.running


async def test_a_countdown_says_when_it_is_over_and_decides_nothing(playing: Open) -> None:
    async with playing(shown=TO_DECISION) as found:
        await found.wait(30)
        assert "残り 1:00" in page(found.pilot.app)
        await found.wait(61)
        assert "時間です" in page(found.pilot.app)
        assert found.play.waiting
        await found.press("1")
        await found.wait(0)
        assert "時間です" not in str(found.screen.query_one("#feed-pane").border_subtitle)


async def test_when_the_disk_fails_nothing_changes_and_the_clock_stands(playing: Open) -> None:
    async with playing("space", "p") as found:
        found.journal._db.execute("PRAGMA query_only = ON")
        await found.press("space", "plus", "h", "f", "enter", "u")
        await found.wait(3600)
        assert moment(found) == 1
        assert found.play.clock.speed == 1
        found.journal._db.execute("PRAGMA query_only = OFF")
        await found.press("space")
        assert moment(found) == 2


async def test_leaving_stops_the_clock_and_a_note_is_written_meanwhile(playing: Open) -> None:
    async with playing("p", "n") as found:
        assert isinstance(found.pilot.app.screen, NoteEditor)
        await found.press("escape", "escape", "enter")
        assert not found.play.clock.running
        assert isinstance(found.pilot.app.screen, HomeScreen)


@pytest.mark.parametrize(
    ("typed", "seconds"),
    [("0:40", 2400), ("T+1:05", 3900), ("ｔ＋１:０５", 3900), ("1:60", None), ("", None)],
)
def test_times_are_read_as_people_type_them(typed: str, seconds: int | None) -> None:
    assert typed_time(typed) == seconds


def test_the_clock_of_the_fiction_counts_days() -> None:
    assert scenario_clock(beginning_of("06:00", "", ""), 0) == "06:00"
    assert scenario_clock(beginning_of("22:00", "", ""), 2 * 3600) == "2日目 00:00"
    assert scenario_clock(beginning_of("00:00", "", ""), 9 * 86400) == "10日目 00:00"


def runs(found: Class) -> bool:
    return found.play.clock.running


async def test_leaving_while_the_clock_runs_is_asked_once(playing: Open) -> None:
    async with playing("p", "escape") as found:
        assert isinstance(found.pilot.app.screen, Chooser)
        await found.press("escape")
        assert len(found.pilot.app.screen_stack) == 2
        assert runs(found)
        await found.press("escape", "enter")
        assert not runs(found)
        assert len(found.pilot.app.screen_stack) == 1
