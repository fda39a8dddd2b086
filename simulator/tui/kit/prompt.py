"""Ask for a name, on one line over the screen."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from simulator.language import msg
from simulator.tui.kit import commands
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.window import Window


class Prompt(Window[str | None]):
    """Gives what was typed, or None. `offered` is in the line at first, selected: typing replaces it."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.ACCEPT, commands.CLOSE)
    HELP: ClassVar[str] = msg("書いて {prompt_accept} を押す。{panel_close} で何もせずに戻る。")

    def __init__(self, title: str, offered: str = "", limit: int = 40) -> None:
        super().__init__()
        self.heading = title
        self.offered = offered
        self.limit = limit

    def compose(self) -> ComposeResult:
        """A line in a frame, and the keys."""
        with Vertical(id="prompt-frame"):
            yield Input(self.offered, id="prompt", max_length=self.limit, select_on_focus=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame; type at once."""
        self.query_one("#prompt-frame").border_title = content(f" {self.heading} ")
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Return the text of the line."""
        self.dismiss(self.query_one(Input).value)

    def action_close(self) -> None:
        """Close without a text."""
        self.dismiss(None)
