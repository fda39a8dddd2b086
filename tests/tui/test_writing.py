"""Writing Japanese: the terminal's cursor stands where an input method needs it, and notes may have lines."""

import pytest
from textual.widgets import Input, TextArea

from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import screen_text, settle
from tests.tui.playing import OpenPlay


@pytest.mark.parametrize("keys", ["left f", "i", "i tab tab", "n"])
async def test_from_the_first_paint_the_cursor_stands_in_the_field(playing: OpenPlay, keys: str) -> None:
    async with playing(*keys.split(), shown=5, width=120, height=36) as console:
        await settle(console.pilot)
        app = console.pilot.app
        assert isinstance(app.focused, Input | TextArea)
        assert app.cursor_position == app.focused.cursor_screen_offset
        assert app.focused.region.contains_point(app.cursor_position)


@pytest.mark.parametrize(("start", "keys"), [("reader", "slash"), ("home", "t slash")])
async def test_in_the_field_of_a_search_it_does_too(start: str, keys: str) -> None:
    app = ShishinApp(start=start)  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press(*keys.split())
        await settle(pilot)
        assert isinstance(app.focused, Input)
        assert app.cursor_position == app.focused.cursor_screen_offset
        await pilot.press("機", "雷")
        await settle(pilot)
        assert app.focused.value == "機雷"
        assert app.cursor_position == app.focused.cursor_screen_offset


async def test_a_note_of_several_lines_is_kept_as_it_was_written(playing: OpenPlay) -> None:
    async with playing("n", shown=1, width=120, height=36) as console:
        for key in ("一", "行", "目", "enter", "二", "行", "目"):
            await console.press(key)
        await console.press("ctrl+s")
        await settle(console.pilot)
        assert console.play.exercise.state.notes[-1].text == "一行目\n二行目"
        text = screen_text(console.pilot.app)
        assert "一行目" in text
        assert "二行目" in text
