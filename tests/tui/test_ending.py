"""The app ends when it is asked to, whatever is typed on, and nobody ever sees a traceback."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from simulator.cli import main
from simulator.cli.main import FAULT
from simulator.journal import open_journal
from simulator.scenario import scenario_files
from simulator.tui.app.ending import ToolkitFaultError
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.home.screen import HomeScreen
from tests.terminal import terminal
from tests.tui.conftest import settle
from tests.tui.typed import type_at_once

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
SCREENS: dict[str, dict[str, Any]] = {
    "home": {},
    "walk": {"start": "walk"},
    "play": {"start": "play", "scenario": scenario_files()[0]},
    "reader": {"start": "reader"},
}
# Whatever opens a screen, a window or a list over it, or moves in one; nothing that a person must answer.
KEYS = (*"?w:tmydsr nbv/12", "\r", "\x1b[6~", "\x1b[B")


async def type_to_the_end(pilot: Pilot[None], keys: str) -> None:
    """Type all at once what ends the app; assert that it ended without a fault."""
    app = pilot.app
    assert isinstance(app, ShishinApp)
    type_at_once(pilot, keys)
    await pilot.pause()
    assert not app.is_running
    assert (app.fault, app.return_code) == (None, 0)


@pytest.mark.usefixtures("_painting")
@pytest.mark.parametrize("burst", ["q?w", "q:", "?\x11w", ":\x11?", "qq\x1b[6~\r"])
async def test_what_is_typed_on_after_the_end_does_nothing(burst: str) -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_to_the_end(pilot, burst)


async def test_nothing_that_is_typed_on_after_the_end_is_recorded(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await type_to_the_end(pilot, "2q3")
    journal, _ = open_journal(tmp_path / "j")
    (walk,) = journal.exercises()
    assert [record.event.kind for record in journal.read(walk.id)] == ["started", "moved"]
    journal.close()


def test_what_is_typed_on_after_the_end_does_nothing_in_a_terminal() -> None:
    with terminal(*RUN, "walk") as program:
        program.wait_for("平時")
        program.read(0.3)
        program.type("?\x11w:q\x1b[6~\r")
        assert program.ended() == 0
        assert "Traceback" not in program.shown
        assert "誤り" not in program.shown


@pytest.mark.usefixtures("_painting")
@pytest.mark.parametrize("burst", ["d\x1b[C", "dJKc", "d/c", "mlc", "t/ISR\r", "y4c", "w2w", "s\r ", "wT"])
async def test_keys_typed_ahead_of_a_screen_are_no_fault(burst: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        type_at_once(pilot, burst)
        await settle(pilot)
        await type_to_the_end(pilot, "\x11")


def bursts(screen: str) -> Iterator[str]:
    """Any keys before the end, and any keys after it."""
    chance = random.Random(screen)
    for _ in range(2):
        yield "".join([*chance.choices(KEYS, k=2), "\x11", *chance.choices(KEYS, k=4)])


@pytest.mark.usefixtures("_painting")
@pytest.mark.parametrize("screen", SCREENS)
async def test_any_keys_before_and_after_the_end_are_no_fault(screen: str, tmp_path: Path) -> None:
    for burst in bursts(screen):
        app = ShishinApp(**SCREENS[screen], journal=tmp_path / "j")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await type_to_the_end(pilot, burst)


def test_any_keys_before_and_after_the_end_are_no_fault_in_a_terminal() -> None:
    (burst, _) = bursts("play")
    with terminal(*RUN, "play", "01-full-arc") as program:
        program.wait_for("学習目標")
        program.type(burst)
        assert program.ended() == 0, burst
        assert "Traceback" not in program.shown, burst


def faulty(method: str, *arguments: str, screen: str = "HomeScreen", module: str = "home") -> tuple[str, ...]:
    return "-c", FAULTY.format(method=method, module=module, screen=screen, arguments=arguments)


def test_a_fault_in_a_screen_is_told_without_a_traceback_and_kept_in_a_file() -> None:
    with terminal(*faulty("action_read")) as program:
        program.wait_for("条文を読む")
        program.type("d")
        assert program.ended() == 70
        assert "Traceback" not in program.shown
        message = program.shown[program.shown.rindex("\x1b[?1049l") :]
    assert "プログラムの誤り" in message
    assert "shishin resume" in message
    (details,) = Path(os.environ["SHISHIN_DATA"]).glob("fault-*.txt")
    assert details.name in message.replace("\r\n", "")
    assert "KeyError: 'injected'" in details.read_text("utf-8")


def test_a_fault_while_a_screen_is_built_names_the_journal_to_resume(tmp_path: Path) -> None:
    code = faulty("on_mount", "walk", "--journal", str(tmp_path / "j"), screen="WalkScreen", module="walk")
    with terminal(*code) as program:
        assert program.ended() == 70
        assert "Traceback" not in program.shown
        assert f"shishin resume --journal {tmp_path / 'j'}" in program.shown


@pytest.fixture
def _ends_by_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each app that is run in the terminal has ended by a fault, which it keeps."""

    def run(app: ShishinApp, **_: object) -> None:
        app.fault = KeyError("injected")

    monkeypatch.setattr("simulator.cli.screens.has_screen", lambda: True)
    monkeypatch.setattr(ShishinApp, "run", run)


@pytest.mark.usefixtures("_ends_by_a_fault")
def test_a_fault_is_told_in_english_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(("--lang", "en")) == FAULT
    message = capsys.readouterr().err
    assert "fault of the program" in message
    assert "shishin resume" in message
    assert "Traceback" not in message
    (details,) = Path(os.environ["SHISHIN_DATA"]).glob("fault-*.txt")
    assert details.name in message
    assert "KeyError: 'injected'" in details.read_text("utf-8")


@pytest.mark.usefixtures("_ends_by_a_fault")
def test_a_fault_of_which_nothing_can_be_written_is_still_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path / "file"))
    assert main(()) == FAULT
    message = capsys.readouterr().err
    assert "書き残せませんでした" in message
    assert "injected" in message
    assert "Traceback" not in message


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
