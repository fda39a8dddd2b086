"""Two branches of a play side by side."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from simulator.exercise import Branch, Play
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content, pieces
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.services import services
from simulator.tui.play.commands import COPY_COMPARISON
from simulator.tui.play.comparison_rows import columns, comparison, copied, sides


class ComparisonScreen(Screen[None]):
    """Columns for the present branch and another one, aligned by moment; read-only."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COPY_COMPARISON, commands.BACK)
    HELP: ClassVar[str] = msg(
        "二つの分岐を並べた画面。左がいまの分岐、右が選んだ分岐。同じ時点を同じ行に示す。"
    )

    def __init__(self, play: Play, mine: Branch, other: Branch) -> None:
        super().__init__()
        self.names = (mine.label, other.label)
        self.parts = comparison(play, mine.tip, other.tip)
        self.scenario = play.scenario.title
        self._width = 0

    def compose(self) -> ComposeResult:
        """Title, columns, keys."""
        yield Static(id="comparison-title", markup=False)
        with Vertical(id="comparison-pane", classes="pane"):
            yield BlockView(id="comparison")
        yield KeyBar()

    def on_mount(self) -> None:
        """Name what is compared."""
        mine, other = self.names
        line = pieces((f"{self.scenario} ▸ {tr('分岐を比べる')}", "heading"), f"  {mine} ┃ {other}")
        self.query_one("#comparison-title", Static).update(line)
        self.query_one("#comparison-pane").border_title = content(f" {mine} ┃ {other} ")
        self.query_one(BlockView).focus()

    def on_resize(self, _event: events.Resize) -> None:
        """Set the columns for the width, once the pane knows it."""
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        view = self.query_one(BlockView)
        width = view.scrollable_content_region.width
        if width > 0 and width != self._width:
            self._width = width
            view.show(self._blocks(width), keep=True)

    def _blocks(self, width: int) -> list[Block]:
        blocks = [Block(columns(("", *sides(self.names)), width), look="key")]
        for part in self.parts:
            blocks.append(Block(part.title, look="heading", gap=1))
            blocks += [Block(columns(row, width)) for row in part.rows]
        return blocks

    def action_copy(self) -> None:
        """The comparison as plain text, a tab between the columns, to paste into a report or a table."""
        services(self).copies.copy(copied(self.scenario, self.names, self.parts))

    def action_back(self) -> None:
        """Back to the play."""
        self.app.pop_screen()
