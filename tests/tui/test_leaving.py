"""Leaving an exercise says where to find it again."""

from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import foot_message, screen_text, settle

HOME = "記録に残しました。3 で続けられます。"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("1 2 escape", HOME),
        ("1 escape", ""),  # nothing was done in it
        ("2 enter space escape", "記録に残しました。はじめの画面の 3 で続けられます。"),
        ("1 2 escape 3 enter 3 escape", ""),  # the list that one comes back to shows it
    ],
)
async def test_it_is_said_on_the_screen_below(tmp_path: Path, keys: str, words: str) -> None:
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        for key in keys.split():
            await pilot.press(key)
            await settle(pilot)
        assert foot_message(app) == words
        assert words in screen_text(app)


async def test_what_is_not_recorded_is_not_said_to_be(tmp_path: Path) -> None:
    app = ShishinApp(journal=tmp_path / "none" / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("2", "escape")
        await settle(pilot)
        assert "記録に残しました" not in foot_message(app)
