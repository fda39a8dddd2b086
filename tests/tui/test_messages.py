"""Messages: none is lost, and each is gone once it has been read."""

import pytest

from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import foot_message, grid, screen_text, settle
from tests.tui.playing import OpenPlay


async def test_two_things_said_before_a_key_is_pressed_are_both_there() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.say("一つ目。")
        app.say("二つ目。", warning=True)
        app.say("二つ目。", warning=True)
        await settle(pilot)
        assert foot_message(app) == "一つ目。\n二つ目。"
        assert [line.strip() for line in grid(app)[-3:-1]] == ["一つ目。", "二つ目。"]


async def test_a_key_that_does_something_takes_the_message_away_and_one_that_does_not_joins_it() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.say("読んだ。")
        await pilot.press("Z")
        assert foot_message(app) == "読んだ。\nZ は、ここでは使いません。使えるキーは ? で示します。"
        await pilot.press("j")
        assert not foot_message(app)


async def test_of_several_keys_that_do_nothing_the_last_is_answered(playing: OpenPlay) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.say("一つ目。")
        for key in ("Z", "U", "U", "X"):
            await pilot.press(key)
            await settle(pilot)
        assert foot_message(app).splitlines() == [
            "一つ目。",
            "X（逆向き） は、ここでは使いません。使えるキーは ? で示します。",
        ]
    async with playing("r", "Z", "u", "r", shown=0) as console:
        assert len(foot_message(console.pilot.app).splitlines()) == 1


async def test_what_a_key_says_takes_the_place_of_what_was_said_before() -> None:
    app = ShishinApp(start="reader", clause="IV.D")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.say("前の知らせ。")
        await pilot.press("c")
        assert "写しました" in foot_message(app)
        assert "前の知らせ" not in foot_message(app)


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (59, 19)])
async def test_a_window_that_is_too_small_is_said_while_it_is(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "60×20 以上にしてください" in screen_text(app)
        await pilot.press("j")
        await settle(pilot)
        assert "60×20 以上にしてください" in screen_text(app)
        await pilot.resize_terminal(60, 20)
        await settle(pilot)
        assert "60×20 以上" not in screen_text(app)
