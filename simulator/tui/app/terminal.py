"""The terminal's input on Linux and macOS, which may have bytes that are not text, and may end.

The toolkit's own loop ends the program at the first byte that is not UTF-8 (pasted Shift_JIS, 8-bit meta
keys, old mouse reports), and spins at the end of the input, when the terminal is gone and no signal comes.
"""

from __future__ import annotations

import asyncio
import os
import selectors
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual.drivers.linux_driver import LinuxDriver

from simulator.tui.app.toolkit import TerminalParser

if TYPE_CHECKING:
    from textual.app import App


class TerminalListener(Protocol):
    """What the driver tells the app."""

    def terminal_gone(self) -> None:
        """The terminal was closed, or its line hung up."""

    def garbled(self) -> None:
        """The terminal sent bytes that are not text."""


STAND_IN = chr(0xFFFD)
_LOOK = 0.1  # seconds between two checks whether the program has ended
_AT_ONCE = 4096  # bytes


class TerminalDriver(LinuxDriver):
    """Replaces bytes that are not text by U+FFFD, and ends the app when the terminal is gone."""

    def __init__(self, app: App[None], **options: Any) -> None:
        super().__init__(app, **options)
        self._ending = cast("TerminalListener", app)
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._is_suspended = False

    def start_application_mode(self) -> None:
        """Remember the event loop, because input is read in a thread of its own."""
        self._event_loop = asyncio.get_running_loop()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def suspend_application_mode(self) -> None:
        """Restore the terminal while the process is suspended (Ctrl+Z)."""
        self._is_suspended = True
        super().suspend_application_mode()

    def resume_application_mode(self) -> None:
        """Take the terminal again, unless the process was only stopped (SIGSTOP) and never restored it.

        Otherwise the toolkit would start two input threads, one of which never ends, and take the raw mode
        for the one to restore.
        """
        if self._is_suspended:
            self._is_suspended = False
            super().resume_application_mode()

    def run_input_thread(self) -> None:
        """Make events of the input, until the program or the terminal ends.

        Of Enter typed before the program took the terminal over, the terminal made a line feed.
        """
        parser = TerminalParser()
        is_ahead = True
        decoder = getincrementaldecoder("utf-8")("replace")
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK):
                    data = self._read()
                    if not data:
                        self._tell(self._ending.terminal_gone)
                        return
                    text = decoder.decode(data.replace(b"\n", b"\r") if is_ahead else data)
                    if STAND_IN in text and STAND_IN.encode() not in data:
                        self._tell(self._ending.garbled)
                    for event in parser.feed(text):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                is_ahead = False
        with suppress(Exception):  # an unfinished sequence is not a key
            for _ in parser.feed(""):
                pass

    def _read(self) -> bytes:
        """The bytes typed; empty at the end of the input, and if the terminal hung up."""
        try:
            return os.read(self.fileno, _AT_ONCE)
        except OSError:
            return b""

    def _tell(self, act: Callable[[], None]) -> None:
        if self._event_loop:
            with suppress(RuntimeError):  # the event loop has ended meanwhile
                self._event_loop.call_soon_threadsafe(act)
