"""A clause over the screen that cites it, the cited words marked."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.document import glossed_label, load_guidelines
from simulator.language import msg, tr
from simulator.source import SOURCE
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.services import services
from simulator.tui.kit.target import name_in
from simulator.tui.kit.window import Window
from simulator.tui.reader.clause_text import ClauseText, quote_marks


class ClausePanel(Window[None]):
    """A clause at the side. `name` is the id of a clause, paragraph or sentence; `quotes` are words in it.

    Esc closes it, `d` opens the reader at the same place. Raises KeyError for an unknown id.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.CLOSE, commands.TO_READER, commands.COPY, commands.COPY_CLAUSE
    )
    HELP: ClassVar[str] = msg("引かれた条文。引用された語に下線と太字の印がある。")

    def __init__(self, name: str, quotes: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.document = load_guidelines()
        self.place = name
        self.quotes = quotes
        self.unit = self.document.unit(name)

    def compose(self) -> ComposeResult:
        """The text in a frame, and the keys."""
        with Vertical(id="clause-frame"):
            yield ClauseText(id="clause-text")
        yield KeyBar()

    def on_mount(self) -> None:
        """Show the text, after layout."""
        frame = self.query_one("#clause-frame")
        self._retitle()
        frame.border_subtitle = content(f" {SOURCE.title} {tr(SOURCE.date)} ")
        self.call_after_refresh(self._open, self.unit.clause, self.place, self.quotes)

    def _retitle(self) -> None:
        self.query_one("#clause-frame").border_title = content(
            f" {glossed_label(self.document, self.place)} "
        )

    @on(ClauseText.Placed)
    def _placed(self, message: ClauseText.Placed) -> None:
        self.place, self.quotes = message.place, ()
        self._retitle()

    def _open(self, clause: str, at: str, quotes: tuple[str, ...]) -> None:
        text = self.query_one(ClauseText)
        marks = quote_marks(self.document, at, quotes)
        text.show_clause(self.document, clause, marks, at=at)
        text.focus()

    @on(BlockView.Opened)
    def _follow(self, message: BlockView.Opened) -> None:
        message.stop()
        self.place, self.quotes = name_in(message.target), ()
        self.unit = self.document.unit(self.place)
        self._retitle()
        self._open(self.unit.clause, self.place, ())

    def action_close(self) -> None:
        """Close the panel."""
        self.dismiss()

    def action_copy_citation(self) -> None:
        """Copy the sentence or paragraph chosen, or the clause."""
        services(self).copies.copy_citation(self.place)

    def action_copy_clause(self) -> None:
        """Copy the whole clause."""
        services(self).copies.copy_citation(self.unit.clause)

    def action_to_reader(self) -> None:
        """Open the reader here."""
        self.dismiss()
        services(self).doors.open_reader(self.place, self.quotes)
