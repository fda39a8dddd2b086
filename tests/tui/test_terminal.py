"""The terminal itself: bytes that are no text, a closed window, signals. The real program in a real one."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.journal import FileHold, open_journal, try_hold
from tests.terminal import PATIENCE, Terminal, terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there")

SHISHIN = ("-m", "simulator")
LEAVES = "\x1b[?1049l"  # the alternate screen


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path))
    return tmp_path / "journal.sqlite3"


def walk(shown: Terminal) -> None:
    """Into the walk, one step on."""
    shown.wait_for("平時")
    shown.type("2")
    shown.wait_for("重要影響事態")
    shown.wait_for(" ←")  # there is something to look back at


def records_and_lock(journal: Path) -> int:
    """How many records the one exercise has; that nobody holds it."""
    opened, _ = open_journal(journal)
    try:
        (kept,) = opened.exercises()
        held = try_hold(journal, kept.id)
        assert isinstance(held, FileHold)
        held.release()
        return len(opened.read(kept.id))
    finally:
        opened.close()


def drafts(journal: Path) -> list[Path]:
    return list(journal.parent.glob("*.draft.txt"))


def until(holds: Callable[[], bool], shown: Terminal) -> None:
    """Read until something is so."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, shown.words()
        shown.read(0.05)


@pytest.mark.parametrize(
    "typed",
    [
        "指針".encode("shift_jis"),
        b"\xe1\xe1",
        b"\x1b[M\xa0\xd0\xd1",
        b"\x1b[200~\x8ew\x90j\x1b[201~",
        b"\xff" * 5000,
    ],
    ids=["Shift_JIS", "8-bit meta", "an old mouse", "a paste", "garbage"],
)
def test_bytes_that_are_no_text_end_nothing_and_are_said_once(typed: bytes, journal: Path) -> None:
    with terminal(*SHISHIN, "walk", "--journal", str(journal)) as shown:
        walk(shown)
        shown.send(typed)
        shown.wait_for("文字（UTF-8）でないバイト")
        shown.type("\x11")
        assert shown.ended() == 0
    assert records_and_lock(journal) >= 2


def test_when_the_terminal_goes_away_the_program_ends_with_the_records_kept(journal: Path) -> None:
    with terminal(*SHISHIN, "walk", "--journal", str(journal)) as shown:
        walk(shown)
        shown.type("n")
        shown.wait_for("F10")
        shown.type("書きかけ")
        until(lambda: any(file.read_text("utf-8") == "書きかけ" for file in drafts(journal)), shown)
        shown.hang_up()
        assert shown.ended() == 128 + signal.SIGHUP
    assert records_and_lock(journal) == 2
    (draft,) = drafts(journal)
    assert draft.read_text(encoding="utf-8") == "書きかけ"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_it_in_order_and_gives_the_terminal_back(name: str, journal: Path) -> None:
    number = getattr(signal, name)
    with terminal(*SHISHIN, "walk", "--journal", str(journal)) as shown:
        walk(shown)
        os.kill(shown.process.pid, number)
        assert shown.ended() == 128 + number
        assert LEAVES in shown.shown
        assert "Traceback" not in shown.shown
    assert records_and_lock(journal) == 2


@pytest.mark.parametrize("after", [0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0])
def test_ctrl_c_while_it_starts_brings_no_words_of_python(after: float, journal: Path) -> None:
    with terminal(*SHISHIN, "--journal", str(journal)) as shown:
        end = time.monotonic() + after
        while time.monotonic() < end:
            shown.read(0.01)
        os.kill(shown.process.pid, signal.SIGINT)
        until(lambda: shown.process.poll() is not None, shown)
        assert "Traceback" not in shown.shown
        assert "KeyboardInterrupt" not in shown.shown
