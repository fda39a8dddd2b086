"""Walking the phases: any of them may be entered from any other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from simulator.doctrine import Phase
from simulator.exercise import State
from simulator.language import msg, tr
from simulator.machine import Outcome, Refused
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Command
from simulator.tui.moment import commands as keys
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.moment.moment import MomentScreen
from simulator.tui.moment.notes import note_rows, notes_here
from simulator.tui.moment.phases import trigger_for
from simulator.tui.reports import commands as report_keys


class WalkScreen(MomentScreen):
    """The band, the sheet of the last move, and beside it the clause of the chosen row."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        *keys.GO,
        keys.TICK,
        keys.MEASURES,
        keys.ACTOR,
        keys.MATRIX,
        keys.ASK,
        keys.SYSTEMS,
        report_keys.PAPERS,
    )
    ANSWERED: ClassVar[tuple[Command, ...]] = (*MomentScreen.ANSWERED, *keys.GO)
    HELP: ClassVar[str] = msg(
        "段階を自由に進める画面。上の帯がいまの状況、左が直前の遷移、右が選んだ行の引く条項。"
        "狭い画面では Tab で枠を切り替える。"
    )

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
        self.focus_pane("sheet")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """From an earlier moment no phase is entered."""
        return self.looking is None if action == "go" else super().check_action(action, parameters)

    def action_papers(self) -> None:
        """The report of the walk."""
        from simulator.tui.reports.desk import of_exercise  # noqa: PLC0415 - only who makes one pays

        of_exercise(self, self.exercise).open()

    def action_actor(self) -> None:
        """The measures in force, for one actor or for all."""
        window = MeasuresWindow(self.doctrine, self.state)
        self.app.push_screen(window)
        window.call_after_refresh(window.action_actor)
