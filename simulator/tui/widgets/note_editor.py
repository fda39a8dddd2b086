"""Write a note of any number of lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import TextArea

from simulator.language import msg
from simulator.tui import commands
from simulator.tui.content import content
from simulator.tui.walk.commands import SAVE_NOTE
from simulator.tui.widgets.key_bar import KeyBar
from simulator.tui.widgets.window import Window


@dataclass(frozen=True, slots=True)
class Draft:
    """What was written, and whether it is to be kept as a note."""

    text: str
    keep: bool


class NoteEditor(Window[Draft]):
    """Gives what was written. Esc leaves without keeping it; the text comes back as a draft."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(SAVE_NOTE, commands.CLOSE)
    HELP: ClassVar[str] = msg("覚書を書く。改行できる。書きかけは、次に開いたときに残っている。")

    def __init__(self, title: str, draft: str = "") -> None:
        super().__init__()
        self.heading = title
        self.draft = draft

    def compose(self) -> ComposeResult:
        """A text field in a frame, and the keys."""
        with Vertical(id="note-frame"):
            yield TextArea(self.draft, id="note", soft_wrap=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame, and put the cursor at the end."""
        self.query_one("#note-frame").border_title = content(f" {self.heading} ")
        field = self.query_one(TextArea)
        field.move_cursor(field.document.end)
        field.focus()

    def action_save(self) -> None:
        """Keep it."""
        self.dismiss(Draft(self.query_one(TextArea).text, keep=True))

    def action_close(self) -> None:
        """Leave it as a draft."""
        self.dismiss(Draft(self.query_one(TextArea).text, keep=False))
