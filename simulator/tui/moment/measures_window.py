"""The measures in force at a moment, over a screen that has no pane for them."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from simulator.doctrine import Actor, Doctrine
from simulator.exercise import State
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.page_window import PageFrame
from simulator.tui.kit.window import Window
from simulator.tui.moment import commands as keys
from simulator.tui.moment.measures import actor_chosen, actor_rows, measure_rows, measures_title


class MeasuresWindow(Window[None]):
    """Lists measures by function, for one actor or for all, new ones marked."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE, keys.ACTOR)
    HELP: ClassVar[str] = msg("いま効いている措置。＋ は直前の遷移で加わったもの。{list_open} で条項を開く。")

    def __init__(self, doctrine: Doctrine, state: State) -> None:
        super().__init__()
        self.doctrine = doctrine
        self.state = state
        self.actor: Actor | None = None
        self.frame = PageFrame(rows=True, measure=96)

    def compose(self) -> ComposeResult:
        """The measures in a frame, and the keys."""
        yield self.frame
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the measures of all actors."""
        self._show()

    def _show(self) -> None:
        title = measures_title(self.doctrine, self.state, self.actor)
        rows = measure_rows(self.doctrine, self.state, self.actor)
        self.frame.show(f"{title} ▸ {self.state.configuration.label}", rows)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    def action_actor(self) -> None:
        """Choose whose measures to show."""
        rows, chosen = actor_rows(self.doctrine, self.state, self.actor)
        self.app.push_screen(Chooser(tr("行う者"), rows, chosen), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is not None:
            self.actor = actor_chosen(chosen)
            self._show()
