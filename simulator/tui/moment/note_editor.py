"""Write a note of any number of lines."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.timer import Timer
from textual.widgets import TextArea

from simulator.language import msg
from simulator.tui.kit import commands
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.window import Window
from simulator.tui.moment.commands import SAVE_NOTE
from simulator.tui.moment.drafts import NoteDraft


class NoteEditor(Window[str | None]):
    """Returns the note, or None after Esc; the text then stays in `draft`."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(SAVE_NOTE, commands.CLOSE)
    HELP: ClassVar[str] = msg("メモを書く。改行できる。書きかけは、次に開いたときに残っている。")
    PAUSE: ClassVar[float] = 0.5  # seconds after the last key until the draft is written to disk

    def __init__(self, title: str, draft: NoteDraft) -> None:
        super().__init__()
        self.heading = title
        self.draft = draft
        self._pause: Timer | None = None
        self._is_saved = False

    def compose(self) -> ComposeResult:
        """A text field in a frame, and the keys."""
        with Vertical(id="note-frame"):
            yield TextArea(self.draft.text, id="note", soft_wrap=True)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame, and put the cursor at the end."""
        self.query_one("#note-frame").border_title = content(f" {self.heading} ")
        field = self.query_one(TextArea)
        field.move_cursor(field.document.end)
        field.focus()

    @on(TextArea.Changed)
    def _written(self) -> None:
        """Keep the draft after a pause in typing, in case the terminal or the power fails."""
        if self._is_saved:
            return
        self.draft.text = self.query_one(TextArea).text
        if self._pause:
            self._pause.stop()
        self._pause = self.set_timer(self.PAUSE, self._put_by)

    def _put_by(self) -> None:
        self.draft.write(self.draft.text)

    def on_unmount(self) -> None:
        """Keep the text as a draft however the window closes, unless it became a note."""
        self._put_by()

    def action_save(self) -> None:
        """Keep the note; if that fails, it stays a draft."""
        self.draft.text, self._is_saved = self.query_one(TextArea).text, True
        self.dismiss(self.draft.text)

    def action_close(self) -> None:
        """Close, and leave the text as a draft."""
        self.draft.text = self.query_one(TextArea).text
        self.dismiss(None)
