"""How the app ends: at once when it was asked to, and without a traceback where it is at fault."""

from __future__ import annotations

import os
from collections.abc import Mapping
from io import StringIO
from threading import Timer
from typing import TYPE_CHECKING

from textual import events
from textual.actions import ActionParseResult
from textual.app import App, ScreenError
from textual.css.query import QueryError
from textual.dom import DOMNode, NoScreen
from textual.widget import MountError
from textual.worker import WorkerError, WorkerFailed

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.driver import Driver

HUNG_UP = 1  # SIGHUP, which Windows has no name for
PATIENCE = 5.0  # seconds for an orderly end once the terminal is gone
# What a half-built screen meets when it is torn down: once exit was asked, the toolkit mounts nothing more.
_TORN_DOWN = (QueryError, ScreenError, NoScreen, MountError, WorkerError)


class ToolkitFaultError(Exception):
    """The toolkit ended the app and gave only words."""


class EndingApp(App[None]):
    """Keys typed on after the one that ends the app do nothing; `fault` is what ended it otherwise."""

    ended_by = 0  # the signal that ended it, or that stands for a terminal that is gone
    _has_been_garbled = False

    def get_driver_class(self) -> type[Driver]:
        """On a terminal of Linux and macOS one that knows its end, and what is no text."""
        usual = super().get_driver_class()
        if usual.__module__ != "textual.drivers.linux_driver":
            return usual
        from simulator.tui.app.terminal import TerminalDriver  # noqa: PLC0415 - not on Windows, nor in a browser

        return TerminalDriver

    def end_by(self, number: int) -> None:
        """End in order, as a signal asks: what is recorded is kept, and the terminal is given back."""
        self.ended_by = self.ended_by or number
        self.exit()

    def terminal_gone(self) -> None:
        """The terminal was closed, or its line hung up."""
        self.end_by(HUNG_UP)
        # What is still written goes nowhere, and may wait for ever; every record is on disk by now.
        watch = Timer(PATIENCE, os._exit, (128 + HUNG_UP,))
        watch.daemon = True
        watch.start()

    def garbled(self) -> None:
        """Bytes came that are no text: said once."""

    @property
    def fault(self) -> Exception | None:
        """What nobody caught: the app has ended by it. For who ran the app to tell."""
        return self._exception

    async def on_event(self, event: events.Event) -> None:
        """Let what was typed or clicked after the end go."""
        if not (self._exit and isinstance(event, events.InputEvent | events.Paste)):
            await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do nothing more after the end: a widget may have taken a key before it."""
        return self._exit or await super().run_action(action, default_namespace, namespaces)

    def panic(self, *renderables: RenderableType) -> None:
        """End by a fault of which the toolkit gives only words, in place of printing them."""
        from rich.console import Console  # noqa: PLC0415 - an app that ends well prints nothing

        if self._exception is None:
            words = StringIO()
            Console(file=words, width=120).print(*renderables)
            self._exception = ToolkitFaultError(words.getvalue())
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if not (self._exit and isinstance(cause, _TORN_DOWN)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Only end. The toolkit would print a traceback into the terminal."""
        self._close_messages_no_wait()
