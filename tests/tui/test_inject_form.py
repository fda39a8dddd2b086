"""The form of an added inject names its fields, and shows where the keys go."""

from simulator.tui.kit.key_bar import offered_commands
from tests.tui.conftest import grid, screen_text
from tests.tui.playing import OpenPlay


async def test_the_sender_is_named_also_when_something_is_written(playing: OpenPlay) -> None:
    async with playing("i", width=120, height=36) as console:
        assert "発信者" in screen_text(console.pilot.app)
        assert "空なら「進行役」" in screen_text(console.pilot.app)
        await console.press("x")
        (line,) = [line for line in grid(console.pilot.app) if "発信者" in line]
        assert "x" in line


async def test_only_the_list_with_the_keys_shows_its_choice(playing: OpenPlay) -> None:
    async with playing("i", width=120, height=36) as console:

        def seats() -> str:
            return next(line for line in grid(console.pilot.app) if "☐ 日本政府" in line)

        assert "▸" not in seats()
        await console.press("tab")
        assert "▸ ☐ 日本政府" in seats()
        await console.press("tab")
        assert "▸" not in seats()


async def test_enter_after_the_sender_goes_to_the_list_where_ticking_is_offered(playing: OpenPlay) -> None:
    async with playing("i", width=120, height=36) as console:

        def offers_ticking() -> bool:
            offered = offered_commands(console.pilot.app.screen)
            return "form.toggle" in {command.id for command, _ in offered}

        assert not offers_ticking()
        await console.press("x", "enter")
        focused = console.pilot.app.focused
        assert focused is console.pilot.app.screen.query_one("#inject-choices")
        assert offers_ticking()
