"""The measures in force at a moment, over a screen that has no pane for them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.doctrine import Actor, Doctrine
from simulator.exercise import State
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.moment import commands as keys
from simulator.tui.moment.measures import actor_chosen, actor_rows, measure_rows, measures_title


class MeasuresWindow(PageWindow):
    """By function, new ones marked; for one actor or for all. Enter opens the clause, Esc closes."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(keys.ACTOR)
    HELP: ClassVar[str] = msg("いま効いている措置。＋ は直前の遷移で加わったもの。Enter で条項を開く。")

    def __init__(self, doctrine: Doctrine, state: State) -> None:
        super().__init__("", ())
        self.doctrine = doctrine
        self.state = state
        self.actor: Actor | None = None

    def compose(self) -> ComposeResult:
        """The measures in a frame, and the keys."""
        with Vertical(id="page-frame"):
            yield BlockView(rows=True, id="window-page", measure=96)
        yield KeyBar()

    def on_mount(self) -> None:
        """All of them, to begin with."""
        self._show()

    def _show(self) -> None:
        self.query_one(BlockView).show(measure_rows(self.doctrine, self.state, self.actor))
        title = measures_title(self.doctrine, self.state, self.actor)
        self.heading = f"{title} ▸ {self.state.configuration.label}"
        self.query_one("#page-frame").border_title = content(f" {self.heading} ")

    def action_actor(self) -> None:
        """Choose whose measures to show."""
        rows, chosen = actor_rows(self.doctrine, self.state, self.actor)
        self.app.push_screen(Chooser(tr("行う者"), rows, chosen), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            self.actor = actor_chosen(chosen)
            self._show()
