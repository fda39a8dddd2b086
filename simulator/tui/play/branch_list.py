"""The window of branches: go to one, or compare it with the present one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.commands import OPEN
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.remapped import keys_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import number_in
from simulator.tui.kit.window import Window
from simulator.tui.play.commands import COMPARE


@dataclass(frozen=True, slots=True)
class Picked:
    """The number of the chosen row, and whether to compare that branch instead of going to it."""

    number: int
    compare: bool = False


class BranchList(Window[Picked | None]):
    """Offers the key to compare if `may_compare`; a seat's screen must not show what others decided.

    `watching` says why no branch can be gone to in a process that only watches; else it is empty.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(COMPARE, commands.CLOSE)
    HELP: ClassVar[str] = msg(
        "{list_open} でその分岐へ移る。{branches_compare} でいまの分岐と並べて比べる。どの分岐も残る。"
    )

    def __init__(self, rows: list[Block], current: int, *, may_compare: bool, watching: str = "") -> None:
        super().__init__()
        self.rows = rows
        self.current = current
        self.may_compare = may_compare
        self.watching = watching

    def compose(self) -> ComposeResult:
        """The rows in a frame, and the keys."""
        with Vertical(id="chooser-frame"):
            yield BlockView(self.rows, rows=True, id="branches")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin on the present branch, or, if there are others, on the one after it."""
        self.query_one("#chooser-frame").border_title = content(f" {tr('分岐')} ")
        view = self.query_one(BlockView)
        view.opens = not self.watching
        view.choose(self.current)
        view.focus()

    def _number(self) -> int:
        return number_in(self.query_one(BlockView).target)

    @on(BlockView.Opened)
    def _choose(self, message: BlockView.Opened) -> None:
        message.stop()
        self.dismiss(Picked(self._number()))

    @on(BlockView.Chosen)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_compare(self) -> None:
        """Compare the chosen branch with the present one."""
        self.dismiss(Picked(self._number(), compare=True))

    def on_key(self, event: events.Key) -> None:
        """Say why nothing is compared or gone to, if the key for it is disabled."""
        if self.watching and event.key in keys_of(OPEN, self.app):
            event.stop()
            services(self).say(self.watching, warning=True)
        if event.key in keys_of(COMPARE, self.app) and not self.check_action("compare", ()):
            event.stop()
            if self.may_compare:
                words = tr("いまの分岐とは比べられません。ほかの分岐を選んでください。")
            else:
                words = tr("比べるのは進行役の画面ですることです。")
            services(self).say(words, warning=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable comparing the present branch with itself."""
        if action == "compare":
            return self.may_compare and self._number() != self.current
        return super().check_action(action, parameters)

    def action_close(self) -> None:
        """Close, and stay at the present moment."""
        self.dismiss(None)
