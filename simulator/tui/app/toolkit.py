"""The only module that uses private names of the toolkit: for uncaught errors, and for a terminal's bytes.

There is no public way to learn of an uncaught error (the toolkit's issue 2818 asks for one), nor a public
name for the parser of terminal input.
"""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser as TerminalParser
from textual.app import App

from simulator.tui.app.ending import ToolkitFaultError, is_of_teardown

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["TerminalParser", "ToolkitApp"]


class ToolkitApp(App[None]):
    """An app that keeps the fault that ended it, and prints no traceback into the terminal."""

    is_ending = False  # whether the end was asked for
    fault: Exception | None = None  # the uncaught error that ended the app; the command line reports it

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End in order."""
        self.is_ending = True
        super().exit(result, return_code, message)

    def panic(self, *renderables: RenderableType) -> None:
        """End by a fault for which the toolkit gives only a message; keep it, and print nothing."""
        from rich.console import Console  # noqa: PLC0415 - loaded only after a fault

        if self.fault:
            self.exit(return_code=1)
            return
        words = StringIO()
        Console(file=words, width=120).print(*renderables)
        self._handle_exception(ToolkitFaultError(words.getvalue()))

    def _handle_exception(self, error: Exception) -> None:
        """Remember the error and end the app. Errors from tearing down screens after the end are ignored."""
        if self.is_ending and is_of_teardown(error):
            return
        self.fault = self.fault or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End, without the traceback that the toolkit would print into the terminal."""
        self.exit(return_code=1)
