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
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.kit.window import Window


class PageFrame(Vertical):
    """Blocks in a frame with a title. With `rows` they can be chosen, else keys scroll."""

    def __init__(
        self, title: str = "", blocks: Iterable[Block] = (), *, rows: bool = False, measure: int = 88
    ) -> None:
        super().__init__(id="page-frame")
        self.heading = title
        self.page = BlockView(list(blocks), rows=rows, id="window-page", measure=measure)

    def compose(self) -> ComposeResult:
        """The page."""
        yield self.page

    def on_mount(self) -> None:
        """Name the frame, and take the keys."""
        self.border_title = content(f" {self.heading} ")
        self.page.focus()

    def show(self, title: str, blocks: Iterable[Block]) -> None:
        """Show something else."""
        self.heading = title
        self.border_title = content(f" {title} ")
        self.page.show(blocks)

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        """Open the clause of a mark or row."""
        target = Target.of(message.target)
        services(self).doors.open_clause(target.name, (target.quote,) if target.quote else ())


class PageWindow(Window[None]):
    """A page in its frame; Esc or q closes it."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE)
    HELP: ClassVar[str] = ""

    def __init__(self, title: str, blocks: Iterable[Block]) -> None:
        super().__init__()
        self.frame = PageFrame(title, blocks)

    def compose(self) -> ComposeResult:
        """The page in a frame, and the keys."""
        yield self.frame
        yield KeyBar()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()
