"""Choose one of a few rows, over the screen."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.language import msg
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.target import name_in
from simulator.tui.kit.window import Window


class ChoiceFrame(Vertical):
    """The rows in a frame with a title; `chosen` is the first row, `measure` limits the lines."""

    def __init__(self, title: str, rows: list[Block], chosen: str, *, measure: int = 0) -> None:
        super().__init__(id="chooser-frame")
        self.heading = title
        self.chosen = chosen
        self._by_label = {row.label: row.target for row in rows if row.label and row.target is not None}
        self.choices = BlockView(rows, rows=True, id="chooser", measure=measure)

    def compose(self) -> ComposeResult:
        """The rows."""
        yield self.choices

    def numbered(self, digit: str) -> str:
        """The target of the row that is labelled with this digit; empty if there is none."""
        target = self._by_label.get(str(int(digit))) if digit.isdecimal() else None  # also a full-width digit
        return name_in(target) if target is not None else ""

    def on_mount(self) -> None:
        """Name the frame and start on the row."""
        self.border_title = content(f" {self.heading} ")
        self.choices.choose(self.chosen)
        self.choices.focus()


class Chooser(Window[str | None]):
    """Gives the target of the row chosen, or None. `chosen` is the first row; `measure` limits the lines."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE)
    HELP: ClassVar[str] = msg(
        "行を選んで {list_open} を押す。番号の付いた行は、その番号でも選べる。{panel_close} で選ばずに戻る。"
    )

    def __init__(self, title: str, rows: list[Block], chosen: str = "", *, measure: int = 0) -> None:
        super().__init__()
        self.choices = ChoiceFrame(title, rows, chosen, measure=measure)

    def compose(self) -> ComposeResult:
        """The rows in a frame, and the keys."""
        yield self.choices
        yield KeyBar()

    @on(BlockView.Opened)
    def _choose(self, message: BlockView.Opened) -> None:
        message.stop()
        self.dismiss(name_in(message.target))

    def on_key(self, event: events.Key) -> None:
        """Choose the row that is labelled with the digit typed."""
        row = self.choices.numbered(event.character or "")
        if row:
            event.stop()
            self.dismiss(row)

    def action_close(self) -> None:
        """Close without choosing."""
        self.dismiss(None)
