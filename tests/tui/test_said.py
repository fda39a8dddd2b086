"""A message in the foot goes away with the next key that does something."""

from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import foot_message, settle
from tests.tui.playing import OpenPlay


@pytest.mark.parametrize("key", ["space", "left", "v", "u"])
async def test_that_a_branch_was_begun_is_said_until_the_next_key(playing: OpenPlay, key: str) -> None:
    async with playing("left", "f", "enter", shown=3, width=120, height=36) as console:
        assert "別の分岐を始めました" in foot_message(console.pilot.app)
        await console.press(key)
        assert "別の分岐を始めました" not in foot_message(console.pilot.app)


async def test_what_a_key_itself_says_stays(playing: OpenPlay) -> None:
    async with playing("left", "space", shown=3, width=120, height=36) as console:
        assert "前の時点を見ています" in foot_message(console.pilot.app)
        await console.press("space")
        assert "前の時点を見ています" in foot_message(console.pilot.app)
        await console.press("right")
        assert not foot_message(console.pilot.app)


async def test_a_message_of_the_walk_goes_with_the_next_key_too(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("n", "a", "ctrl+s")
        assert "メモを残しました" in foot_message(app)
        await pilot.press("2")
        assert not foot_message(app)
