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
from tests.tui.conftest import harmless_screen, page, settle
from tests.tui.playing import Class, Open

KINDS = [kind for kind in HOSTILE if kind != LONG]
WIDE = {"width": 120, "height": 36}


def lines(kind: str) -> str:
    return f"一\n{TOGETHER[kind]}\n三"


async def paste(pilot: Pilot[None], text: str) -> None:
    """What a terminal sends when something is pasted, seen in the field."""
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)
    harmless_screen(pilot.app)


async def shut(pilot: Pilot[None]) -> None:
    await pilot.press("escape")
    await settle(pilot)


async def looked_at(found: Class) -> None:
    """Everywhere in a play that shows what somebody has written: feed, line of time, jump list, palette."""
    app = found.pilot.app
    await settle(found.pilot)
    harmless_screen(app)
    await found.press("T")
    await settle(found.pilot)
    assert isinstance(app.screen, Jump)
    harmless_screen(app)
    await shut(found.pilot)
    await found.press("colon")
    await settle(found.pilot)
    app.screen.query_one(Input).value = "T+"  # every moment shown is offered by its time
    await settle(found.pilot)
    await settle(found.pilot)
    harmless_screen(app)
    await shut(found.pilot)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_a_pasted_note_is_harmless_in_its_field_and_in_the_play(playing: Open, kind: str) -> None:
    async with playing("n", shown=2, **WIDE) as found:
        assert isinstance(found.pilot.app.focused, TextArea)
        await paste(found.pilot, lines(kind))
        await shut(found.pilot)
        await found.press("n")  # the draft is there again
        await settle(found.pilot)
        harmless_screen(found.pilot.app)
        await found.press("ctrl+s")
        assert len(found.play.exercise.state.notes[-1].text.split("\n")) == 3
        await looked_at(found)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_a_pasted_note_of_a_walk_is_harmless(kind: str) -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("2", "n")
        await paste(pilot, lines(kind))
        await pilot.press("ctrl+s")
        await settle(pilot)
        harmless_screen(app)
        await pilot.press("left")
        await settle(pilot)
        harmless_screen(app)


@pytest.mark.parametrize("kind", TOGETHER)
async def test_an_added_inject_is_harmless_in_its_form_and_in_the_play(playing: Open, kind: str) -> None:
    async with playing("i", shown=2, **WIDE) as found:
        await paste(found.pilot, TOGETHER[kind])
        await found.press("tab", "space", "tab")
        await paste(found.pilot, lines(kind))
        await shut(found.pilot)
        await found.press("i")
        await settle(found.pilot)
        harmless_screen(found.pilot.app)
        await found.press("ctrl+s")
        assert "added" in found.kinds
        await looked_at(found)


@pytest.mark.parametrize("kind", KINDS)
async def test_a_branch_of_any_name_is_harmless_in_lanes_list_and_comparison(
    playing: Open, kind: str
) -> None:
    async with playing("2", "space", "left", "left", "f", shown=5, **WIDE) as found:
        app = found.pilot.app
        assert isinstance(app.focused, Input)
        await paste(found.pilot, HOSTILE[kind])
        await found.press("enter", "1")
        await looked_at(found)
        await found.press("b")
        await settle(found.pilot)
        assert isinstance(app.screen, BranchList)
        harmless_screen(app)
        await found.press("k", "w")
        await settle(found.pilot)
        harmless_screen(app)
    records = ShishinApp(start="records", journal=found.journal.path)
    async with records.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(records.screen, RecordsScreen)
        harmless_screen(records)
        await pilot.press("tab", "end")
        await settle(pilot)
        harmless_screen(records)


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
        harmless_screen(app)
        if isinstance(app.screen, CommandPalette):
            assert "当たるものはありません" in page(app)
        await pilot.press("enter")
        await settle(pilot)
        harmless_screen(app)


async def test_a_megabyte_can_be_pasted_as_a_note(playing: Open) -> None:
    async with playing("n", shown=2, **WIDE) as found:
        await paste(found.pilot, HOSTILE[LONG])
        await found.press("ctrl+s")
        await settle(found.pilot)
        assert found.play.exercise.state.notes[-1].text == HOSTILE[LONG]
        harmless_screen(found.pilot.app)
