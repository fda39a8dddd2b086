"""A page to read, over the screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.rows import Target
from simulator.tui.kit.services import services
from simulator.tui.kit.window import Window


class PageWindow(Window[None]):
    """Blocks in a frame with a title; Esc or q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE)
    HELP: ClassVar[str] = ""

    def __init__(self, title: str, blocks: Iterable[Block]) -> None:
        super().__init__()
        self.heading = title
        self.page = list(blocks)

    def compose(self) -> ComposeResult:
        """The page in a frame, and the keys."""
        with Vertical(id="page-frame"):
            yield BlockView(self.page, id="window-page", measure=88)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame; keys scroll the page."""
        self.query_one("#page-frame").border_title = content(f" {self.heading} ")
        self.query_one("#window-page").focus()

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        """Marks that can be chosen here are clauses."""
        target = Target.read(message.target)
        services(self).open_clause(target.name, (target.quote,) if target.quote else ())

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()
