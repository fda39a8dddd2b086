"""How long the present phase has held, in the map."""

from tests.tui.conftest import page
from tests.tui.playing import TO_DECISION, Open


async def test_the_map_says_since_when_and_for_how_long(playing: Open) -> None:
    async with playing("2", shown=TO_DECISION, width=120, height=36) as found:
        assert "入ったところ" in found.text("phases")
        await found.press("space", "space", "space")
        assert "入ってから1時間" in found.text("phases")
        assert "入ってから1時間" in page(found.pilot.app)


async def test_looking_back_it_is_counted_to_the_moment_shown(playing: Open) -> None:
    async with playing("2", "space", "left", shown=TO_DECISION) as found:
        assert "入ったところ" in found.text("phases")
        await found.press("left")
        assert "始めから2時間" in found.text("phases")


async def test_while_the_clock_runs_the_minutes_grow_and_the_choice_stays(playing: Open) -> None:
    async with playing("p", "tab", "j") as found:
        chosen = found.screen.query_one("#phases").target  # type: ignore[attr-defined]
        await found.wait(180)
        found.screen.follow_time()
        assert "始めから3分" in found.text("phases")
        assert found.screen.query_one("#phases").target == chosen  # type: ignore[attr-defined]
