"""Walking the phases: any of them may be entered from any other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType

from simulator.doctrine import Phase
from simulator.exercise import Exercise
from simulator.language import msg, tr
from simulator.machine import Outcome, Refused
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.deeds import Deed
from simulator.tui.kit.finding import Place
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.target import Target
from simulator.tui.moment import commands as keys
from simulator.tui.moment.acting import ANSWERED, Acting, Means
from simulator.tui.moment.acts import walk_act
from simulator.tui.moment.help import CLAUSE_HELP, SHEET_HELP
from simulator.tui.moment.keeping import Keeping
from simulator.tui.moment.phases import trigger_for
from simulator.tui.moment.recording import Recording
from simulator.tui.moment.shown import ShownMoment
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.tui.moment.view import Layout, MomentView
from simulator.tui.moment.ways import Ways
from simulator.tui.reports import commands as report_keys
from simulator.tui.walk import commands as walk_keys
from simulator.tui.walk.aspect import WalkAspect


class WalkScreen(PaneScreen):
    """The band, the sheet of the last move, and beside it the clause of the chosen row."""

    PANES: ClassVar[tuple[str, ...]] = ("sheet", "clause")
    CITING: ClassVar[tuple[str, ...]] = PANES
    PANE_HELP: ClassVar[Mapping[str, str]] = {"sheet": SHEET_HELP, "clause": CLAUSE_HELP}
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.UNDO,
        keys.REDO,
        keys.EARLIER,
        keys.LATER,
        keys.CHANGES,
        keys.NOTE,
        keys.READ,
        keys.SECTION,
        keys.SECTION_BACK,
        keys.LANES,
        keys.RESCUE,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
        *walk_keys.GO,
        walk_keys.TICK,
        keys.MEASURES,
        keys.ACTOR,
        keys.MATRIX,
        keys.ASK,
        keys.SYSTEMS,
        report_keys.PAPERS,
    )
    HELP: ClassVar[str] = msg(
        "段階を自由に進める画面。上の帯がいまの状況、左が直前の遷移、右が選んだ行の引く条項。"
        "狭い画面では {pane_next} で枠を切り替える。"
    )

    def __init__(
        self,
        exercise: Exercise,
        recording: Recording | None = None,
        *,
        notice: str = "",
        on_leave: Callable[[], None] | None = None,
    ) -> None:
        """`notice` is shown at first; `on_leave` closes what was opened for this screen."""
        super().__init__()
        self.exercise = exercise
        self.recording = recording or Recording(exercise)
        self.notice = notice
        self.shown = ShownMoment(exercise)
        self.moment = MomentView(
            self.shown,
            self.recording,
            WalkAspect(self.shown, self.recording),
            Layout(
                tabs=(tr("遷移"), tr("条項")),
                hint=lambda: tr("段階の番号を押すか、上の帯の段階を押す。どの段階からどの段階へも進める。"),
                entering=walk_keys.GO,
                key_bar=KeyBar(),
            ),
        )
        self.keeper = self.keeping = Keeping(self, self.recording, self.moment.show_moment, on_leave=on_leave)
        means = Means(undo=self._undo, redo=exercise.redo, act_of=walk_act)
        self.acting = Acting(self.moment, self.keeping, means)
        self.ways = Ways(self.moment, self.keeping)
        self.take_up_watching(lambda: self.recording.watched is not None)
        self.take_up(
            self.acting.deeds(),
            self.ways.deeds(),
            self.keeping.deeds(),
            {
                "go": Deed(self.go, lambda _phase: self.shown.looking is None, records=True),
                "papers": Deed(self._papers),
                "actor": Deed(self._measures_of_an_actor),
            },
        )

    def compose(self) -> ComposeResult:
        """The whole screen."""
        yield self.moment

    def on_mount(self) -> None:
        """Show the moment, and focus the sheet."""
        self.keeping.begin(self.notice)
        self.focus_pane("sheet")
        self.moment.begin(self.keeping.look)

    def make_current(self, name: str) -> None:
        """Mark a pane as current, and show what its chosen row cites."""
        super().make_current(name)
        self.moment.show_beside()

    def places(self) -> Iterator[Place]:
        """For the palette: the coordination steps of the sheet."""
        return self.ways.places()

    def present_phases(self) -> frozenset[str]:
        """For the palette: the phases to ask the text in."""
        return self.shown.present()

    # Keys and clicks

    def on_key(self, event: events.Key) -> None:
        """Say why a key does nothing now."""
        self.acting.explain_idle_key(event, (*ANSWERED, *walk_keys.GO), walk_keys.TICK)

    def _undo(self, to: int | None) -> None:
        if to is None:
            self.exercise.undo()
        else:
            self.exercise.undo_to(to)

    def go(self, name: str) -> None:
        """Enter a phase, or end one beside the situation."""
        if self.acting.is_past():
            return
        trigger = trigger_for(Phase(name), self.shown.state)
        answered: list[Outcome] = []
        if not self.acting.act(lambda: answered.append(self.exercise.fire(trigger))):
            return
        outcome = answered[0]
        self.shown.refused = outcome if isinstance(outcome, Refused) else None
        self.moment.hush()
        self.moment.show_moment()
        self.focus_pane("sheet")

    @on(Band.Picked)
    def _enter_there(self, message: Band.Picked) -> None:
        self.go(message.phase.value)

    @on(TimelineBar.Wanted)
    def _look_there(self, message: TimelineBar.Wanted) -> None:
        self.acting.look_there(message)

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        self.ways.open(Target.of(message.target))

    def _papers(self) -> None:
        """Open the report of the walk."""
        from simulator.tui.reports.desk import of_exercise  # noqa: PLC0415 - loaded when one is made

        of_exercise(self, self.exercise).open()

    def _measures_of_an_actor(self) -> None:
        """Open the measures in force, for one actor or for all."""
        window = self.ways.measures()
        window.call_after_refresh(window.action_actor)
