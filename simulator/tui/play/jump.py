"""Choose a moment from those shown, or type a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.target import number_in
from simulator.tui.kit.window import Window
from simulator.tui.play.times import typed_time

LONGEST = 8  # characters of a time such as `T+999:59`


@dataclass(frozen=True, slots=True)
class There:
    """The destination: a record, or a scenario time in seconds."""

    seq: int | None = None
    seconds: int | None = None


class Jump(Window[There | None]):
    """A list of moments above an input line; digits typed in the list go into the line."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.ACCEPT, commands.CLOSE)
    HELP: ClassVar[str] = msg(
        "行を選んで {list_open} を押すか、時刻（例 0:40）を打って {prompt_accept} を押す。"
    )

    def __init__(self, rows: list[Block], chosen: int) -> None:
        super().__init__()
        self.rows = rows
        self.chosen = chosen
        self._beginning = (
            False  # whether a time was begun in the list, and the focus is about to move to the line
        )

    def compose(self) -> ComposeResult:
        """The moments, the line, the keys."""
        with Vertical(id="jump-frame"):
            yield BlockView(self.rows, rows=True, id="jump-list")
            # Without selection on focus, so that the next key does not replace the first digit.
            hint = tr("時刻 T+（例 0:40）")
            yield Input(placeholder=hint, id="jump-time", max_length=LONGEST, select_on_focus=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the moment shown."""
        self.query_one("#jump-frame").border_title = content(f" {tr('時点を見る')} ")
        view = self.query_one(BlockView)
        view.focus()
        self.call_after_refresh(view.choose, self.chosen)

    def on_key(self, event: events.Key) -> None:
        """Move digits typed in the list to the input line.

        The focus moves only after all keys typed in one go have reached the list, so that none is lost.
        """
        if event.character and (event.character.isdigit() or event.character in ":："):
            event.stop()
            self._begin(event.character)

    def on_paste(self, event: events.Paste) -> None:
        """Put text pasted into the list into the line."""
        event.stop()
        self._begin("".join(char for char in event.text if char.isprintable() and not char.isspace()))

    def _begin(self, text: str) -> None:
        line = self.query_one(Input)
        self._beginning = not line.has_focus
        line.focus()
        line.value = (line.value + text)[:LONGEST]
        line.cursor_position = len(line.value)

    @on(events.DescendantFocus)
    def _arrived(self) -> None:
        self._beginning = False

    @on(BlockView.Opened)
    def _choose(self, message: BlockView.Opened) -> None:
        message.stop()
        if self._beginning:  # Enter at the end of a time typed in one go
            self.action_accept()
        else:
            self.dismiss(There(seq=number_in(message.target)))

    @on(Input.Submitted)
    def action_accept(self) -> None:
        """Go to the typed time; if it is not a time, the frame says so."""
        seconds = typed_time(self.query_one(Input).value)
        if seconds is None:
            self.query_one("#jump-frame").border_subtitle = content(f" {tr('時刻は「時:分」で（例 0:40）')} ")
        else:
            self.dismiss(There(seconds=seconds))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the line's key only in the line."""
        if action == "accept":
            return self.query_one(Input).has_focus
        return super().check_action(action, parameters)

    def action_close(self) -> None:
        """Close, and stay at the present moment."""
        self.dismiss(None)
