"""Run a program in a pseudo-terminal and see when words appear on its screen."""

import contextlib
import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GIVE_UP = 20.0  # seconds


@dataclass(frozen=True)
class Seen:
    """Seconds from process start until each of the words was on the screen, and peak memory in KiB.

    `worked` are the seconds of CPU until the first of them; 0 where the system does not tell.
    """

    painted: float
    worked: float
    ready: float
    memory: int


def worked(pid: int) -> float:
    """Seconds of CPU that the threads of a process have taken, to the nanosecond; 0 where Linux is not."""
    nanoseconds = 0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError):  # it has just ended
            nanoseconds += int(thread.read_text().split()[0])
    return nanoseconds / 1e9


def start(
    arguments: Sequence[str], columns: int = 120, rows: int = 36, tree: Path | None = None
) -> tuple[int, int]:
    """Start a program as the leader of a new terminal; gives process and terminal.

    `tree` is another checkout that it is to be taken from.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        size = struct.pack("HHHH", rows, columns, 0, 0)
        fcntl.ioctl(0, termios.TIOCSWINSZ, size)
        os.environ.update(TERM="xterm-256color", LANG="C.UTF-8", COLORTERM="truecolor")
        if tree:
            os.chdir(tree)
            os.environ["PYTHONPATH"] = str(tree)
        os.execv(sys.executable, [sys.executable, *arguments])
    return pid, terminal


def watch(arguments: Sequence[str], painted: str, key: bytes, ready: str, leave: bytes) -> Seen:
    """Start, type `key` ahead, and time when `painted` and then `ready` are on the screen; then `leave`."""
    began = time.perf_counter()
    pid, terminal = start(arguments)
    try:
        at_painted = until(terminal, painted)
        work = worked(pid)
        os.write(terminal, key)
        at_ready = until(terminal, ready)
        with contextlib.suppress(OSError):
            os.write(terminal, leave)
            until(terminal, "\x00never", patience=3)
        _, _, usage = os.wait4(pid, 0)
    finally:
        os.close(terminal)
    return Seen(at_painted - began, work, at_ready - began, usage.ru_maxrss)


def drain(terminal: int, quiet: float) -> None:
    """Read away what comes, until nothing has come for so many seconds."""
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65536)


def until(terminal: int, words: str, patience: float = GIVE_UP) -> float:
    """Read until `words` were painted; gives the moment. Raises TimeoutError, or OSError at the end."""
    painted = words.encode()
    seen = b""
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        if not select.select([terminal], [], [], 0.5)[0]:
            continue
        seen += os.read(terminal, 65536)
        if painted in seen:
            return time.perf_counter()
        seen = seen[-4096:]
    raise TimeoutError(words)
