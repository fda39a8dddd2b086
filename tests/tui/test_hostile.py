"""Hostile text in every field of a scenario, through every place that shows one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.scenario import load_scenario
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.lists.records import RecordsScreen
from simulator.tui.lists.scenarios import ScenariosScreen
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.tui.play.screen import PlayScreen
from tests.commands import Ran
from tests.hostile import HOSTILE, LONG, acting, deceiving, scenarios, written
from tests.tui.conftest import assert_harmless, settle


async def press_and_close(pilot: Pilot[None], keys: str) -> None:
    """Press keys, assert that the screen is harmless, and close what they have opened."""
    depth = len(pilot.app.screen_stack)
    await pilot.press(*keys.split())
    await settle(pilot)
    assert_harmless(pilot.app)
    while len(pilot.app.screen_stack) > depth:
        pilot.app.pop_screen()
        await pilot.pause()


async def click_every_fourth_line(pilot: Pilot[None]) -> None:
    """Click on every fourth line, and close the windows that this opens."""
    depth = len(pilot.app.screen_stack)
    for y in range(2, pilot.app.size.height - 2, 4):
        await pilot.click(offset=(pilot.app.size.width - 30, y))
        await pilot.pause()
        assert_harmless(pilot.app)
        while len(pilot.app.screen_stack) > depth:
            pilot.app.pop_screen()
            await pilot.pause()


@pytest.mark.parametrize("kind", HOSTILE)
async def test_played_with_every_window_it_is_shown_harmlessly(kind: str, tmp_path: Path) -> None:
    for number, scenario in enumerate(scenarios(kind)):
        path = written(scenario, tmp_path, f"h{number}")
        load_scenario(path)
        app = ShishinApp(start="play", scenario=path, journal=tmp_path / f"j{number}")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            assert isinstance(app.screen, PlayScreen)
            assert_harmless(app)
            for keys in (
                "space",
                "space",
                "h",
                "H",
                "space",
                "v",
                "v",
                "v",
                "space",
                "1",
                "t",
                "b",
                "i",
                "n",
            ):
                await press_and_close(pilot, keys)
            if number:  # the windows that follow are the same for every field
                continue
            await click_every_fourth_line(pilot)
            app.screen.play.fork(3, HOSTILE[kind][:200])  # a branch of that name, and a note
            app.screen.exercise.note(HOSTILE[kind])
            app.screen.acting.show_head()
            await settle(pilot)
            app.screen.query_one(TimelineBar).refresh()
            for keys in ("space", "b k c", "question_mark", "w", "G", "g", "colon"):
                await press_and_close(pilot, keys)
        records = ShishinApp(start="records", journal=tmp_path / f"j{number}")
        async with records.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert isinstance(records.screen, RecordsScreen)
            assert_harmless(records)
            await pilot.press("tab")
            await settle(pilot)
            assert_harmless(records)


@pytest.mark.parametrize("kind", HOSTILE)
async def test_listed_it_is_shown_harmlessly(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, scenario in enumerate(scenarios(kind)):
        written(scenario, tmp_path, f"h{number}")
    monkeypatch.setattr("simulator.scenario.library.library_folder", lambda: tmp_path)
    app = ShishinApp(start="scenarios")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ScenariosScreen)
        for keys in ("j", "k", "tab", "G", "tab"):
            assert_harmless(app)
            await pilot.press(keys)
            await settle(pilot)
        assert_harmless(app)


@pytest.mark.parametrize("kind", HOSTILE)
def test_on_the_command_line_it_is_said_harmlessly(
    kind: str, tmp_path: Path, shishin: Callable[..., Ran]
) -> None:
    for number, scenario in enumerate(scenarios(kind)):
        path = str(written(scenario, tmp_path, f"h{number}"))
        commands = (
            ("play", path, "--headless", "--decide", "first"),
            ("play", path, "--headless", "--decide", "first", "--json"),
            ("check", path),
            ("check", path, "--json"),
            ("paths", path),
            ("paths", path, "--json"),
        )
        for command in commands[: 1 if kind == LONG else None]:
            ran = shishin(*command)
            assert ran.status in (0, 1)
            printed = ran.out + ran.err
            assert not acting(printed)
            if "--json" not in command:  # there they stand escaped or as what they are: it is data
                assert not deceiving(printed)
