"""Walking the phases: any of them may be entered from any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from simulator.doctrine import Actor, Phase
from simulator.exercise import Exercise, State
from simulator.language import msg, tr
from simulator.machine import Outcome, Refused
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import content
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.rows import Target
from simulator.tui.moment import commands as keys
from simulator.tui.moment.measures import actor_chosen, actor_rows, measure_rows, measures_title
from simulator.tui.moment.moment import MomentScreen
from simulator.tui.moment.notes import note_rows, notes_here
from simulator.tui.moment.phases import trigger_for
from simulator.tui.reports import commands as report_keys


class WalkScreen(MomentScreen):
    """The map, the sheet of the last move, and the measures in force for one actor or for all."""

    PANES: ClassVar[tuple[str, ...]] = ("phases", "sheet", "measures")
    TABS: ClassVar[tuple[str, ...]] = (msg("段階"), msg("遷移"), msg("措置"))
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        *keys.GO, keys.TICK, keys.ACTOR, keys.MATRIX, keys.ASK, keys.SYSTEMS, report_keys.PAPERS
    )
    ANSWERED: ClassVar[tuple[Command, ...]] = (*MomentScreen.ANSWERED, *keys.GO)
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

    def sheet_key(self, state: State) -> tuple[object, ...]:
        """Here the notes on the present phase too."""
        return (*super().sheet_key(state), notes_here(self.exercise.history, state))

    def noted(self, state: State) -> Sequence[Block]:
        """Those notes."""
        history = self.exercise.history
        return note_rows(history, notes_here(history, state), gap=0)

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
        self.hush()
        self.show_moment()
        self.query_one("#phases", BlockView).choose(str(Target("phase", name)))
        self.focus_pane("sheet")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """From an earlier moment no phase is entered."""
        return self.looking is None if action == "go" else super().check_action(action, parameters)

    def action_papers(self) -> None:
        """The report of the walk."""
        from simulator.tui.reports.desk import of_exercise  # noqa: PLC0415 - only who makes one pays

        of_exercise(self, self.exercise).open()

    def action_actor(self) -> None:
        """Choose whose measures to show."""
        rows, chosen = actor_rows(self.doctrine, self.state, self.actor)
        self.app.push_screen(Chooser(tr("行う者"), rows, chosen), self._filter)

    def _filter(self, chosen: str | None) -> None:
        if chosen is None:
            return
        self.actor = actor_chosen(chosen)
        self._show_measures()
        self.focus_pane("measures")
