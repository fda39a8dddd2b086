"""The app ends when it is asked to, whatever is typed on, and nobody ever sees a traceback."""

import os
import random
from pathlib import Path

import pytest

from simulator.tui.app.ending import ToolkitFaultError
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.home.screen import HomeScreen
from tests.terminal import terminal

RUN = ("-m", "simulator")
FAULTY = """
import sys
from simulator.cli import main
from simulator.tui.{module}.screen import {screen} as screen

def fail(self, *_):
    raise KeyError('injected')

screen.{method} = fail
sys.exit(main({arguments!r}))
"""
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


@pytest.mark.parametrize("burst", ["d\x1b[C", "dJKc", "d/c", "mlc", "t/ISR\r", "y4c", "w2w", "s\r ", "wT"])
def test_keys_typed_ahead_of_a_screen_are_no_fault(burst: str) -> None:
    with terminal(*RUN) as found:
        found.wait_for("段階を歩く")
        found.type(burst)
        found.read(0.5)
        found.type("\x11")
        assert found.ended() == 0
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


def faulty(method: str, *arguments: str, screen: str = "HomeScreen", module: str = "home") -> tuple[str, ...]:
    return "-c", FAULTY.format(method=method, module=module, screen=screen, arguments=arguments)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_fault_in_a_screen_is_told_without_a_traceback_and_kept_in_a_file(language: str) -> None:
    code = faulty("action_read", "--lang", language)
    with terminal(*code) as found:
        found.wait_for({"ja": "条文を読む", "en": "Full text"}[language])
        found.type("d")
        assert found.ended() == 70
        assert "Traceback" not in found.shown
        told = found.shown[found.shown.rindex("\x1b[?1049l") :]
    assert {"ja": "プログラムの誤り", "en": "fault of the program"}[language] in told
    assert "shishin resume" in told
    (details,) = Path(os.environ["SHISHIN_DATA"]).glob("fault-*.txt")
    assert details.name in told.replace("\r\n", "")
    assert "KeyError: 'injected'" in details.read_text("utf-8")


def test_a_fault_while_a_screen_is_built_names_the_journal_to_resume(tmp_path: Path) -> None:
    code = faulty("on_mount", "walk", "--journal", str(tmp_path / "j"), screen="WalkScreen", module="walk")
    with terminal(*code) as found:
        assert found.ended() == 70
        assert "Traceback" not in found.shown
        assert f"shishin resume --journal {tmp_path / 'j'}" in found.shown


def test_a_fault_of_which_nothing_can_be_written_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SHISHIN_DATA", str(tmp_path / "file"))
        with terminal(*faulty("on_mount")) as found:
            assert found.ended() == 70
    assert "書き残せませんでした" in found.shown
    assert "injected" in found.shown
    assert "Traceback" not in found.shown


async def test_a_fault_of_which_the_toolkit_gives_only_words_is_kept_too() -> None:
    app = ShishinApp()

    async def broken() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            app.panic("the terminal is gone")
            await pilot.pause()

    with pytest.raises(ToolkitFaultError, match="the terminal is gone"):
        await broken()
    assert isinstance(app.fault, ToolkitFaultError)


async def test_no_screen_opens_once_the_end_was_asked_for() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.exit()
        await app.run_action("app.help")
        await app.run_action("app.command_palette")
        assert isinstance(app.screen, HomeScreen)
        await pilot.pause()
    assert app.return_code == 0
