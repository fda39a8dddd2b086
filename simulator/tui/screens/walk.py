"""Walking the phases: any of them may be entered from any other."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar, cast

from textual.binding import BindingType

from simulator.doctrine import Actor, Phase
from simulator.exercise import Exercise
from simulator.language import msg, tr
from simulator.machine import Outcome, Refused
from simulator.tui import commands
from simulator.tui.app import ShishinApp
from simulator.tui.content import content
from simulator.tui.finding import Place
from simulator.tui.screens.exercise import ExerciseScreen
from simulator.tui.walk import commands as keys
from simulator.tui.walk.measures import counts, measure_rows, measures_title
from simulator.tui.walk.phases import trigger_for
from simulator.tui.walk.rows import Line, Target
from simulator.tui.widgets.blocks import Block, BlockView
from simulator.tui.widgets.chooser import Chooser
from simulator.tui.widgets.pane_tabs import PaneTabs

ALL_ACTORS = "all"


class WalkScreen(ExerciseScreen):
    """The map, the sheet of the last move, and the measures in force for one actor or for all."""

    PANES: ClassVar[tuple[str, ...]] = ("phases", "sheet", "measures")
    TABS: ClassVar[tuple[str, ...]] = (msg("段階"), msg("遷移"), msg("措置"))
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        *keys.GO, keys.TICK, keys.ACTOR, keys.MATRIX, keys.ASK, keys.SYSTEMS
    )
    HELP: ClassVar[str] = msg(
        "段階を自由に進める画面。左が段階、中が直前の遷移、右が効いている措置。"
        "狭い画面では Tab で枠を切り替える。"
    )

    def __init__(self, exercise: Exercise, warning: str = "") -> None:
        super().__init__(exercise, warning)
        self.actor: Actor | None = None

    def heading(self) -> str:
        """The walk and its last move."""
        return f"{tr('段階を歩く')} ▸ {super().heading()}"

    def show_moment(self) -> None:
        """Show the moment, and what is in force at it."""
        super().show_moment()
        self._show_measures()

    def _show_measures(self) -> None:
        view = self.query_one("#measures", BlockView)
        view.show(measure_rows(self.doctrine, self.state, self.actor))
        title = measures_title(self.doctrine, self.state, self.actor)
        self.query_one("#measures-pane").border_title = content(f" {title} ")
        self.query_one(PaneTabs).name_tabs(
            (*map(tr, self.TABS[:-1]), tr("措置 {count}", count=len(view.targets)))
        )

    def enter(self, phase: str) -> None:
        """Go there."""
        self.action_go(phase)

    def action_go(self, name: str) -> None:
        """Enter a phase, or end one that stands beside."""
        if self.is_past():
            return
        trigger = trigger_for(Phase(name), self.state)
        answered: list[Outcome] = []
        if not self.keep(lambda: answered.append(self.exercise.fire(trigger))):
            return
        outcome = answered[0]
        self.refused = outcome if isinstance(outcome, Refused) else None
        self.show_moment()
        self.query_one("#phases", BlockView).choose(str(Target("phase", name)))
        self.focus_pane("sheet")

    def _present(self) -> frozenset[str]:
        return frozenset(phase.value for phase in self.state.configuration.phases)

    def action_matrix(self) -> None:
        """Function × phase from the moment shown."""
        cast("ShishinApp", self.app).open_matrix(self._present())

    def action_ask(self) -> None:
        """Ask the text about the moment shown."""
        cast("ShishinApp", self.app).open_ask(self._present())

    def action_systems(self) -> None:
        """The standing systems at the moment shown."""
        cast("ShishinApp", self.app).open_systems(self._present())

    def places(self) -> Iterator[Place]:
        """For the palette: the coordination steps of the sheet shown."""
        for row in self.query_one("#sheet", BlockView).blocks:
            target = Target.read(row.target) if row.target else None
            if target and target.kind == "step":
                title = row.text.partition("\n")[0]
                show = partial(self._show_step, row.target)
                yield Place(title, tr("調整の手順を選ぶ"), target.name, show)

    def _show_step(self, target: str) -> None:
        self.focus_pane("sheet")
        self.query_one("#sheet", BlockView).choose(target)

    def action_actor(self) -> None:
        """Choose whose measures to show."""
        found = counts(self.doctrine, self.state)
        rows = [Block(tr("すべて"), target=ALL_ACTORS)]
        rows += [
            Line().add(actor.label).add(f"{found[actor]}", "quiet").block(target=actor.value)
            for actor in Actor
            if found[actor] or actor is self.actor
        ]
        chosen = self.actor.value if self.actor else ALL_ACTORS
        self.app.push_screen(Chooser(tr("行う者"), rows, chosen), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is None:
            return
        self.actor = None if chosen == ALL_ACTORS else Actor(chosen)
        self._show_measures()
        self.focus_pane("measures")
