"""Hostile text that a person pastes or types: harmless in the field already, and wherever it is shown."""

import pytest
from textual import events
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.lists.records import RecordsScreen
from simulator.tui.play.branch_list import BranchList
from simulator.tui.play.jump import Jump
from tests.hostile import HOSTILE, LONG, TOGETHER
from tests.tui.conftest import assert_harmless, screen_text, settle
from tests.tui.playing import Console, OpenPlay

KINDS = [kind for kind in HOSTILE if kind != LONG]
WIDE = {"width": 120, "height": 36}


def three_lines(kind: str) -> str:
    return f"一\n{TOGETHER[kind]}\n三"


async def paste(pilot: Pilot[None], text: str) -> None:
    """Paste as a terminal does, and assert that the field shows it harmlessly."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)
    assert_harmless(pilot.app)


async def close_window(pilot: Pilot[None]) -> None:
    await pilot.press("escape")
    await settle(pilot)


async def look_everywhere(console: Console) -> None:
    """Assert that feed, line of time, jump list and palette show harmlessly what was written."""
    app = console.pilot.app
    await settle(console.pilot)
    assert_harmless(app)
    await console.press("T")
    await settle(console.pilot)
    assert isinstance(app.screen, Jump)
    assert_harmless(app)
    await close_window(console.pilot)
    await console.press("colon")
    await settle(console.pilot)
    app.screen.query_one(Input).value = "T+"  # every moment shown is offered by its time
    await settle(console.pilot)
    await settle(console.pilot)
    assert_harmless(app)
    await close_window(console.pilot)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_a_pasted_note_is_harmless_in_its_field_and_in_the_play(playing: OpenPlay, kind: str) -> None:
    async with playing("n", shown=2, **WIDE) as console:
        assert isinstance(console.pilot.app.focused, TextArea)
        await paste(console.pilot, three_lines(kind))
        await close_window(console.pilot)
        await console.press("n")  # the draft is there again
        await settle(console.pilot)
        assert_harmless(console.pilot.app)
        await console.press("ctrl+s")
        assert len(console.play.exercise.state.notes[-1].text.split("\n")) == 3
        await look_everywhere(console)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_a_pasted_note_of_a_walk_is_harmless(kind: str) -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("2", "n")
        await paste(pilot, three_lines(kind))
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert_harmless(app)
        await pilot.press("left")
        await settle(pilot)
        assert_harmless(app)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_an_added_inject_is_harmless_in_its_form_and_in_the_play(playing: OpenPlay, kind: str) -> None:
    async with playing("i", shown=2, **WIDE) as console:
        await paste(console.pilot, TOGETHER[kind])
        await console.press("tab", "space", "tab")
        await paste(console.pilot, three_lines(kind))
        await close_window(console.pilot)
        await console.press("i")
        await settle(console.pilot)
        assert_harmless(console.pilot.app)
        await console.press("ctrl+s")
        assert "added" in console.kinds
        await look_everywhere(console)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_branch_of_any_name_is_harmless_in_lanes_list_and_comparison(
    playing: OpenPlay, kind: str
) -> None:
    async with playing("2", "space", "left", "left", "f", shown=5, **WIDE) as console:
        app = console.pilot.app
        assert isinstance(app.focused, Input)
        await paste(console.pilot, HOSTILE[kind])
        await console.press("enter", "1")
        await look_everywhere(console)
        await console.press("b")
        await settle(console.pilot)
        assert isinstance(app.screen, BranchList)
        assert_harmless(app)
        await console.press("k", "w")
        await settle(console.pilot)
        assert_harmless(app)
    records = ShishinApp(start="records", journal=console.journal.path)
    async with records.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(records.screen, RecordsScreen)
        assert_harmless(records)
        await pilot.press("tab", "end")
        await settle(pilot)
        assert_harmless(records)


@pytest.mark.parametrize("kind", [*TOGETHER, LONG])
@pytest.mark.parametrize(("start", "keys"), [("reader", "slash"), ("home", "t slash"), ("home", "colon")])
async def test_words_looked_for_are_harmless_where_they_stand_and_where_they_are_not_found(
    start: str, keys: str, kind: str
) -> None:
    app = ShishinApp(start=start)  # type: ignore[arg-type]
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*keys.split())
        await settle(pilot)
        await paste(pilot, {**HOSTILE, **TOGETHER}[kind])
        await settle(pilot)  # the palette looks in the background
        assert_harmless(app)
        if isinstance(app.screen, CommandPalette):
            assert "当たるものはありません" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert_harmless(app)


async def test_a_megabyte_can_be_pasted_as_a_note(playing: OpenPlay) -> None:
    async with playing("n", shown=2, **WIDE) as console:
        await paste(console.pilot, HOSTILE[LONG])
        await console.press("ctrl+s")
        await settle(console.pilot)
        assert console.play.exercise.state.notes[-1].text == HOSTILE[LONG]
        assert_harmless(console.pilot.app)
