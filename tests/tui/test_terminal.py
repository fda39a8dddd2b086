"""The terminal itself: bytes that are no text, a closed window, signals. The real program in a real one."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from simulator.journal import FileHold, open_journal, try_hold
from tests.terminal import Terminal, terminal, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there")

SHISHIN = ("-m", "simulator")
LEAVES = "\x1b[?1049l"  # the alternate screen


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path))
    return tmp_path / "journal.sqlite3"


def walk_one_step(program: Terminal) -> None:
    """Wait for the walk, and go one step on."""
    program.wait_for("平時")
    program.type("2")
    program.wait_for("重要影響事態")
    program.wait_for(" ←")  # there is something to look back at


def count_records_of_a_free_exercise(journal: Path) -> int:
    """How many records the one exercise has; asserts that nobody holds it."""
    kept_journal, _ = open_journal(journal)
    try:
        (exercise,) = kept_journal.exercises()
        hold = try_hold(journal, exercise.id)
        assert isinstance(hold, FileHold)
        hold.release()
        return len(kept_journal.read(exercise.id))
    finally:
        kept_journal.close()


def drafts(journal: Path) -> list[Path]:
    return list(journal.parent.glob("*.draft.txt"))


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
    with terminal(*SHISHIN, "walk", "--journal", str(journal)) as program:
        walk_one_step(program)
        program.send(typed)
        program.wait_for("文字（UTF-8）でないバイト")
        program.type("\x11")
        assert program.ended() == 0
    assert count_records_of_a_free_exercise(journal) >= 2


def test_when_the_terminal_goes_away_the_program_ends_with_the_records_kept(journal: Path) -> None:
    with terminal(*SHISHIN, "walk", "--journal", str(journal)) as program:
        walk_one_step(program)
        program.type("n")
        program.wait_for("F10")
        program.type("書きかけ")
        until(lambda: any(file.read_text("utf-8") == "書きかけ" for file in drafts(journal)), program)
        program.hang_up()
        assert program.ended() == 128 + signal.SIGHUP
    assert count_records_of_a_free_exercise(journal) == 2
    (draft,) = drafts(journal)
    assert draft.read_text(encoding="utf-8") == "書きかけ"


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_ends_it_in_order_and_gives_the_terminal_back(name: str, journal: Path) -> None:
    number = getattr(signal, name)
    with terminal(*SHISHIN, "walk", "--journal", str(journal)) as program:
        walk_one_step(program)
        os.kill(program.process.pid, number)
        assert program.ended() == 128 + number
        assert LEAVES in program.shown
        assert "Traceback" not in program.shown
    assert count_records_of_a_free_exercise(journal) == 2


@pytest.mark.parametrize("after", [0.1, 0.2, 0.3, 0.45, 0.6, 0.8, 1.0])
def test_ctrl_c_while_it_starts_brings_no_words_of_python(after: float, journal: Path) -> None:
    with terminal(*SHISHIN, "--journal", str(journal)) as program:
        end = time.monotonic() + after
        while time.monotonic() < end:
            program.read(0.01)
        os.kill(program.process.pid, signal.SIGINT)
        until(lambda: program.process.poll() is not None, program)
        assert "Traceback" not in program.shown
        assert "KeyboardInterrupt" not in program.shown
