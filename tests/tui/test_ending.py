"""The app ends when it is asked to, whatever is typed on, and nobody ever sees a traceback."""

import random

import pytest

from simulator.tui.app import ShishinApp
from simulator.tui.screens.home import HomeScreen
from tests.terminal import terminal

RUN = ("-m", "simulator")
SCREENS = {
    "home": ((), "段階を歩く"),
    "walk": (("walk",), "平時"),
    "play": (("play", "01-full-arc"), "学習目標"),
    "reader": ((), "段階を歩く"),
}
# Whatever opens a screen, a window or a list over it, or moves in one; nothing that a person must answer.
KEYS = (*"?w:tmydsr nbv/12", "\r", "\x1b[6~", "\x1b[B")


@pytest.mark.parametrize("burst", ["q?w", "q:", "?\x11w", ":\x11?", "qq\x1b[6~\r"])
def test_what_is_typed_on_after_the_end_does_nothing(burst: str) -> None:
    with terminal(*RUN, "walk") as found:
        found.wait_for("平時")
        found.read(0.3)
        found.type(burst)
        assert found.ended() == 0
        assert "Traceback" not in found.shown
        assert "誤り" not in found.shown


@pytest.mark.parametrize("screen", SCREENS)
def test_any_keys_before_and_after_the_end_are_no_fault(screen: str) -> None:
    arguments, ready = SCREENS[screen]
    chosen = random.Random(screen)
    for _ in range(2):
        burst = [*chosen.choices(KEYS, k=2), "\x11", *chosen.choices(KEYS, k=4)]
        with terminal(*RUN, *arguments) as found:
            found.wait_for(ready)
            found.type("d" if screen == "reader" else "")
            found.read(0.2)
            found.type("".join(burst))
            assert found.ended() == 0, burst
            assert "Traceback" not in found.shown, burst


async def test_no_screen_opens_once_the_end_was_asked_for() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.exit()
        await app.run_action("app.help")
        await app.run_action("app.command_palette")
        assert isinstance(app.screen, HomeScreen)
        await pilot.pause()
    assert app.return_code == 0
