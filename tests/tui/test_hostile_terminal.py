"""What really reaches a terminal: no sequence that hostile text brought, in a play or on the command line."""

import contextlib
import os
import re
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bench.terminal import start
from tests.hostile import FIELDS, plain, put, written

PATIENCE = 30.0  # seconds, on a slow machine
MARK = "PWNED"
# Each would do something with MARK if it arrived as it is: title, clipboard, link, status, C1 forms of these.
SEQUENCES = (
    *(f"\x1b]{number};{MARK}\x07" for number in (0, 2, 9, 777)),
    f"\x1b]52;c;{MARK}\x07",
    f"\x1b]8;;{MARK}\x1b\\x\x1b]8;;\x1b\\",
    f"\x1b]133;A{MARK}\x1b\\",
    f"\x1bP+q{MARK}\x1b\\",
    f"\x1b_G{MARK}\x1b\\",
    f"\x1b^{MARK}\x1b\\",
    f"\x9d0;{MARK}\x9c",
    f"\x90{MARK}\x9c",
    f"\x1b[31m{MARK}",
    f"\x9b31m{MARK}",
    f"\u202e{MARK}\u200b",
)
# An introducer, what may stand in a sequence, and the mark: as ESC, and as C1 in UTF-8 or as a single byte.
OBEYED = re.compile(rb"(?:\x1b[\]P_^X]|\xc2[\x90\x98\x9b\x9d-\x9f])[^\x07\x1b]{0,40}?" + MARK.encode())
# What nothing of ours sends: clipboard, links and titles, C1 controls, bidi and zero-width characters.
FOREIGN = re.compile(rb"\x1b\](?:52|8|0|2);|\xc2[\x80-\x9f]|\xe2\x80[\x8b-\x8f\xaa-\xae]")


@contextmanager
def running(*arguments: str) -> Iterator[int]:
    """The terminal of a new process of ours, which is awaited at the end."""
    pid, terminal = start(["-m", "simulator", *arguments])
    try:
        yield terminal
    finally:
        with contextlib.suppress(OSError):
            os.close(terminal)
        os.waitpid(pid, 0)


def read_terminal(terminal: int, until: bytes = b"", patience: float = PATIENCE) -> bytes:
    """What arrives until these words have come, the program has ended, or the time is over."""
    received, end = b"", time.monotonic() + patience
    while time.monotonic() < end and not (until and until in received):
        if select.select([terminal], [], [], 0.2)[0]:
            with contextlib.suppress(OSError):
                if chunk := os.read(terminal, 65536):
                    received += chunk
                    continue
            return received
    return received


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A scenario with the sequences in every field."""
    scenario = plain()
    for shift, field in enumerate(FIELDS):
        text = "".join(SEQUENCES[(shift + step) % len(SEQUENCES)] for step in range(len(SEQUENCES)))
        put(scenario, field, text)
    put(scenario, "title", SEQUENCES[0] + SEQUENCES[4])
    return written(scenario, tmp_path, "hostile")


def assert_harmless_bytes(received: bytes) -> None:
    assert MARK.encode() in received, "the text itself is shown"
    assert not OBEYED.search(received)
    assert not FOREIGN.search(received)


def test_a_hostile_scenario_played_in_a_terminal_sends_none_of_its_sequences(
    hostile: Path, tmp_path: Path
) -> None:
    with running("play", str(hostile), "--journal", str(tmp_path / "j")) as terminal:
        received = read_terminal(terminal, MARK.encode())
        for keys in (b" ", b" ", b" ", b"1", b"t", b"\x1b", b"b", b"\x1b", b"i", b"\x1b", b"n"):
            os.write(terminal, keys)
            received += read_terminal(terminal, patience=0.3)
        for text in ("".join(SEQUENCES), SEQUENCES[-1], "".join(s for s in SEQUENCES if "\x1b" not in s)):
            os.write(terminal, b"\x1b[200~" + text.encode() + b"\x1b[201~")  # pasted into the note
            received += read_terminal(terminal, patience=0.7)
        os.write(terminal, b"\x13")  # Ctrl+S keeps it
        received += read_terminal(terminal, patience=1)
        os.write(terminal, b"\x11")  # Ctrl+Q
        received += read_terminal(terminal, patience=10)
    assert_harmless_bytes(received)


@pytest.mark.parametrize("command", ["check", "paths", "play --headless"])
def test_nor_does_the_command_line(hostile: Path, command: str) -> None:
    name, *options = command.split()
    with running(name, str(hostile), *options) as terminal:
        received = read_terminal(terminal)
    assert b"\x1b" not in received
    if command != "check":
        assert_harmless_bytes(received)


def test_nor_does_a_file_of_a_hostile_name(hostile: Path) -> None:
    bad = hostile.with_name(f"{SEQUENCES[0]}{SEQUENCES[4]}{SEQUENCES[10]}.yaml")
    for source in (hostile.read_text("utf-8"), "schema: 1\ntitle: ["):
        bad.write_text(source, "utf-8")
        with running("check", str(bad)) as terminal:
            assert b"\x1b" not in read_terminal(terminal)
        with running("play", str(bad)) as terminal:
            received = read_terminal(terminal, patience=3)
            with contextlib.suppress(OSError):
                os.write(terminal, b"\x11")
            received += read_terminal(terminal, patience=10)
        assert not OBEYED.search(received)
        assert not FOREIGN.search(received)
