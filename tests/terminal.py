"""The program in a pseudo-terminal of its own, as a person has it."""

import contextlib
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 30.0  # seconds after which a test gives up; a machine may be busy


class Terminal:
    """A process that has a terminal; `shown` is all that it has sent there."""

    def __init__(self, process: "subprocess.Popen[bytes]", our_end: int) -> None:
        self.process = process
        self._our_end = our_end
        self.shown = ""

    def type(self, keys: str) -> None:
        """Send keys in one go, even if nobody reads them any more."""
        with contextlib.suppress(OSError):
            os.write(self._our_end, keys.encode())

    def send(self, data: bytes) -> None:
        """Send bytes that need not be text."""
        with contextlib.suppress(OSError):
            os.write(self._our_end, data)

    def close(self) -> None:
        """Take the terminal away, if it is still there."""
        if self._our_end >= 0:
            self.hang_up()

    def hang_up(self) -> None:
        """Take the terminal away, as a closed window does; no signal comes."""
        os.close(self._our_end)
        self._our_end = -1

    def wait_for(self, words: str) -> None:
        """Read until the words have been painted."""
        end = time.monotonic() + PATIENCE
        while words not in self.shown:
            assert time.monotonic() < end, f"{words} never came:\n{self.words()}"
            self.read(0.2)

    def read(self, seconds: float) -> bool:
        """Take what comes within a time; whether the terminal is still in use."""
        with contextlib.suppress(OSError):
            if select.select([self._our_end], [], [], seconds)[0]:
                self.shown += os.read(self._our_end, 65536).decode(errors="replace")
            return True
        return False

    def words(self) -> str:
        """The last of what was shown, without what moves and colours it."""
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.shown[-20000:]).replace("\r", "")[-2000:]

    def ended(self) -> int:
        """Read to the end; gives the exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None:
            assert time.monotonic() < end, f"it never ended:\n{self.words()}"
            if self._our_end < 0:
                time.sleep(0.05)
            else:
                self.read(0.1)
        while self._our_end >= 0 and select.select([self._our_end], [], [], 0)[0] and self.read(0):
            pass
        return self.process.returncode


@contextmanager
def terminal(
    *arguments: str, columns: int = 120, rows: int = 36, kind: str = "xterm-256color"
) -> Iterator[Terminal]:
    """Python with these arguments, in a new terminal of this kind (`TERM`)."""
    our_end, their_end = pty.openpty()
    fcntl.ioctl(their_end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {**os.environ, "TERM": kind, "LANG": "ja_JP.UTF-8", "COLORTERM": "truecolor"}
    process = subprocess.Popen(
        [sys.executable, *arguments],
        stdin=their_end,
        stdout=their_end,
        stderr=their_end,
        env=environment,
        start_new_session=True,
    )
    os.close(their_end)
    shown = Terminal(process, our_end)
    try:
        yield shown
    finally:
        process.kill()
        process.wait()
        shown.close()


def until(holds: Callable[[], bool], shown: Terminal) -> None:
    """Read until something is so."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, shown.words()
        shown.read(0.05)
