"""Writing Japanese: the terminal's cursor stands where an input method needs it, and notes may have lines."""

import pytest
from textual.widgets import Input, TextArea

from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import page, settle
from tests.tui.playing import Open


@pytest.mark.parametrize("keys", ["left f", "i", "i tab tab", "n"])
async def test_from_the_first_paint_the_cursor_stands_in_the_field(playing: Open, keys: str) -> None:
    async with playing(*keys.split(), shown=5, width=120, height=36) as found:
        await settle(found.pilot)
        app = found.pilot.app
        assert isinstance(app.focused, Input | TextArea)
        assert app.cursor_position == app.focused.cursor_screen_offset
        assert app.focused.region.contains_point(app.cursor_position)


@pytest.mark.parametrize(("start", "keys"), [("reader", "slash"), ("home", "t slash")])
async def test_so_it_does_in_a_search(start: str, keys: str) -> None:
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


async def test_a_note_of_several_lines_is_kept_as_it_was_written(playing: Open) -> None:
    async with playing("n", shown=1, width=120, height=36) as found:
        for key in ("一", "行", "目", "enter", "二", "行", "目"):
            await found.press(key)
        await found.press("ctrl+s")
        await settle(found.pilot)
        assert found.play.exercise.state.notes[-1].text == "一行目\n二行目"
        shown = page(found.pilot.app)
        assert "一行目" in shown
        assert "二行目" in shown
