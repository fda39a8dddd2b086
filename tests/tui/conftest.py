"""Apps under a pilot, and the screen as a grid of text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from simulator.machine import PhaseMachine
from simulator.tui.classroom.serving import started
from simulator.tui.kit.key_bar import KeyBar
from simulator.typography import cells, harmless
from tests.hostile import acting, deceiving
from tests.tui.idle import wait_for_idle
from tests.tui.playing import OpenPlay, opener
from tests.tui.sparing import paint_all, painted, spare


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """No blinking, no animation, nothing of the developer's own."""
    monkeypatch.setattr("textual.constants.TEXTUAL_ANIMATIONS", "none")  # read from the environment long ago
    monkeypatch.setattr("textual.widgets.Input._toggle_cursor", lambda _: None)
    monkeypatch.setattr("textual.widgets.TextArea._toggle_cursor_blink_visible", lambda _: None)
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _no_full_collection(monkeypatch: pytest.MonkeyPatch) -> None:
    """No exercise that is opened walks all that the tests have loaded; `test_memory` looks at that once."""
    monkeypatch.setattr("simulator.tui.moment.view.settle", lambda: None)


@pytest.fixture(autouse=True)
def _no_idle_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pilot goes on as soon as there is nothing left to do."""
    monkeypatch.setattr("textual.pilot.wait_for_idle", wait_for_idle)
    monkeypatch.setattr("textual.app.wait_for_idle", wait_for_idle)


@pytest.fixture(autouse=True)
def _clause_follows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clause beside follows the choice with the key, so that no test waits for a clock."""
    monkeypatch.setattr("simulator.tui.moment.view.MomentView.FOLLOWS_AFTER", 0)


@pytest.fixture(autouse=True)
def _no_server_left() -> Iterator[None]:
    """A class outlives the program that opened it; here it ends with the test."""
    yield
    for process in started:
        process.kill()
        process.wait()
    started.clear()


@pytest.fixture(autouse=True)
def _sparing(monkeypatch: pytest.MonkeyPatch) -> None:
    spare(monkeypatch)


@pytest.fixture
def _painting(monkeypatch: pytest.MonkeyPatch, _sparing: None) -> None:
    """Paint each step on the way as well, as a terminal shows it."""
    paint_all(monkeypatch)


def grid(app: App[None]) -> list[str]:
    """The lines on the screen as text."""
    width = app.size.width
    lines = ["".join(segment.text for segment in strip) for strip in painted(app)]
    assert all(cells(line) == width for line in lines), [line for line in lines if cells(line) != width]
    return lines


def screen_text(app: App[None]) -> str:
    """The screen as one text."""
    return "\n".join(grid(app))


def assert_harmless(app: App[None]) -> None:
    """Assert that nothing on the screen acts on a terminal or deceives, and that the app goes on."""
    text = "".join(grid(app))
    assert not acting(text)
    assert not deceiving(text)
    assert harmless(text).replace("\u034f", "") == text.replace("\u034f", "")
    assert app.is_running


def foot_message(app: App[None]) -> str:
    """The message in the foot of the screen; empty without one."""
    return "".join(bar.message for bar in app.screen.query(KeyBar))


async def settle(pilot: Pilot[None]) -> None:
    """Wait until background loading is done and what it changed is painted."""
    await pilot.pause()
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.pause()


@pytest.fixture
def playing(machine: PhaseMachine, tmp_path: Path) -> OpenPlay:
    """Open a play of the short scenario."""
    return opener(machine, tmp_path / "j")
