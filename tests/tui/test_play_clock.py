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
from tests.tui.conftest import foot_message, grid, screen_text
from tests.tui.playing import TO_DECISION, Console, OpenPlay, steps_shown


async def test_the_clock_shows_steps_as_they_become_due(playing: OpenPlay) -> None:
    async with playing("p") as console:
        await console.wait(0)
        assert steps_shown(console) == 1
        await console.wait(11 * 60)
        assert steps_shown(console) == 2
        assert "▶ T+00:11" in grid(console.pilot.app)[0]
        await console.press("p")
        await console.wait(3600)
        assert steps_shown(console) == 2


async def test_the_clock_stops_when_a_decision_opens_and_says_so(playing: OpenPlay) -> None:
    async with playing("p") as console:
        await console.wait(3 * 3600)
        assert console.play.waiting
        assert not console.play.clock.running
        assert "時計を止めました" in foot_message(console.pilot.app)
        assert console.kinds[-1] == "paced"
        await console.press("p", "1")
        await console.wait(0)
        assert steps_shown(console) == 7


async def test_the_clock_stops_too_where_the_decision_is_shown_before_its_time(playing: OpenPlay) -> None:
    async with playing("p", *["space"] * 5) as console:
        assert console.play.waiting
        assert not console.play.clock.running


async def test_a_setting_lets_the_clock_run_on_while_a_decision_waits(playing: OpenPlay) -> None:
    async with playing() as console:
        console.pilot.app.settings = Settings(Path("settings.toml"), decision_clock="run")  # type: ignore[attr-defined]
        await console.press("p")
        await console.wait(3 * 3600)
        assert console.play.waiting
        assert console.play.clock.running
        assert steps_shown(console) == 5
        await console.press("1")
        await console.wait(0)
        assert steps_shown(console) == 7


async def test_speeds_go_up_and_down_and_stop_at_the_ends(playing: OpenPlay) -> None:
    async with playing("p", "+", "+") as console:
        assert console.play.clock.speed == 5
        await console.wait(10 * 60 / 5)
        assert steps_shown(console) == 2
        await console.press(*["+"] * 5)
        assert console.play.clock.speed == 240
        assert "play.faster" not in {command.id for command, _ in offered_commands(console.pilot.app.screen)}
        await console.press("minus", "minus")
        assert console.play.clock.speed == 60


async def test_space_delivers_the_next_step_before_its_time(playing: OpenPlay) -> None:
    async with playing("p", "space", "space") as console:
        assert steps_shown(console) == 3
        assert console.play.clock.running


async def test_nothing_is_shown_behind_the_back_of_who_looks_back(playing: OpenPlay) -> None:
    async with playing("space", "space", "p", "left") as console:
        await console.wait(3600)
        assert len(console.play.state.shown) == 2
        await console.press("right")
        await console.wait(0)
        assert len(console.play.state.shown) == 4


async def test_undo_stops_the_clock(playing: OpenPlay) -> None:
    async with playing("p") as console:
        await console.wait(25 * 60)
        await console.press("u")
        await console.wait(3600)
        assert steps_shown(console) == 2


async def test_the_end_stops_the_clock(playing: OpenPlay) -> None:
    async with playing("1", "p", shown=TO_DECISION) as console:
        await console.wait(5 * 3600)
        assert console.play.ended
        assert not console.play.clock.running


async def test_a_countdown_says_when_it_is_over_and_decides_nothing(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION) as console:
        await console.wait(30)
        assert "残り 1:00" in screen_text(console.pilot.app)
        await console.wait(61)
        assert "時間です" in screen_text(console.pilot.app)
        assert console.play.waiting
        await console.press("1")
        await console.wait(0)
        assert "時間です" not in str(console.screen.query_one("#feed-pane").border_subtitle)


async def test_when_the_disk_fails_nothing_changes_and_the_clock_stands(playing: OpenPlay) -> None:
    async with playing("space", "p") as console:
        console.journal._db.execute("PRAGMA query_only = ON")
        await console.press("space", "plus", "h", "f", "enter", "u")
        await console.wait(3600)
        assert steps_shown(console) == 1
        assert console.play.clock.speed == 1
        console.journal._db.execute("PRAGMA query_only = OFF")
        await console.press("space")
        assert steps_shown(console) == 2


async def test_leaving_stops_the_clock_and_a_note_is_written_meanwhile(playing: OpenPlay) -> None:
    async with playing("p", "n") as console:
        assert isinstance(console.pilot.app.screen, NoteEditor)
        await console.press("escape", "escape", "enter")
        assert not console.play.clock.running
        assert isinstance(console.pilot.app.screen, HomeScreen)


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


def runs(console: Console) -> bool:
    return console.play.clock.running


async def test_leaving_while_the_clock_runs_is_asked_once(playing: OpenPlay) -> None:
    async with playing("p", "escape") as console:
        assert isinstance(console.pilot.app.screen, Chooser)
        await console.press("escape")
        assert len(console.pilot.app.screen_stack) == 2
        assert runs(console)
        await console.press("escape", "enter")
        assert not runs(console)
        assert len(console.pilot.app.screen_stack) == 1
