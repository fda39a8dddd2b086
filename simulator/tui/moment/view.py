"""A moment of an exercise on the screen: title, band, sheet, the clause beside it, the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from simulator.doctrine import CoordinationStep
from simulator.exercise import State
from simulator.language import tr
from simulator.tui.kit.answering import say_end
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import content
from simulator.tui.kit.covered import CoveredColumn, Row
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.memory import settle
from simulator.tui.kit.pane import Pane
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target
from simulator.tui.kit.title_line import TitleLine
from simulator.tui.moment.aspect import Aspect
from simulator.tui.moment.beside import beside_rows
from simulator.tui.moment.recording import Recording
from simulator.tui.moment.sheet import part_of, section_starts, sheet_rows, sheet_title, steps_of
from simulator.tui.moment.shown import ShownMoment
from simulator.tui.moment.stations import Stations
from simulator.tui.moment.timeline import TimelineCursor
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.typography import cells, fit

KEPT_SHEETS = KEPT_CLAUSES = 32


@dataclass(frozen=True, slots=True)
class Layout:
    """What differs between the layouts of walk and play. `tabs` are already translated."""

    tabs: tuple[str, ...]
    hint: Callable[[], str]  # shown in the sheet before the first move
    entering: tuple[Command, ...]  # the commands that enter phases by hand; none if a script moves them
    key_bar: KeyBar
    body: Callable[[Iterable[Widget]], Iterable[Widget]] = list  # arranges the panes
    branches: Command | None = None  # opens the branches, if there are any


class MomentView(CoveredColumn):
    """Gives each pane its rows, and repaints only panes whose rows have changed.

    `also` fills further panes of the screen; `titled` is called after the title line is set.
    """

    FOLLOWS_AFTER = 0.04  # seconds; longer than between two repeats of a held key, too short to be noticed

    def __init__(  # noqa: PLR0913 - each is passed by name
        self,
        shown: ShownMoment,
        recording: Recording,
        aspect: Aspect,
        layout: Layout,
        *,
        also: Callable[[State], None] | None = None,
        titled: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(id="moment")
        self.shown = shown
        self.recording = recording
        self.aspect = aspect
        self.doctrine = shown.exercise.machine.doctrine
        self.layout_of = layout
        self.also = also
        self.titled = titled
        self.stations = Stations(self.doctrine)
        self.sheet = BlockView(rows=True, id="sheet")
        self.clause = BlockView(id="clause")
        self.title_line = TitleLine(id="exercise-title")
        self.timeline = TimelineBar(aspect.day_and_hour, layout.branches)
        self._sheets: dict[object, tuple[Block, ...]] = {}
        self._shown_grave = ""
        self._shown_clause: object = None
        self._clauses: dict[object, tuple[str, tuple[Block, ...]]] = {}
        self._follower: Timer | None = None  # runs until the clause follows the choice
        self._followed = ""  # the pane whose choice the clause is about to follow
        self._shown_sheet: tuple[object, ...] = ()

    def compose(self) -> ComposeResult:
        """Title, tabs (when narrow), panes, keys."""
        yield self.title_line
        yield Static(id="grave", markup=False)
        yield Band()
        yield PaneTabs(self.layout_of.tabs)
        panes = (
            Pane(self.sheet, id="sheet-pane"),
            Pane(self.clause, id="clause-pane"),
        )
        yield Row(*self.layout_of.body(panes), id="exercise-body")
        yield self.timeline
        yield self.layout_of.key_bar

    def begin(self, each_second: Callable[[], None]) -> None:
        """Show the moment, and follow time from now on."""

        def second() -> None:
            each_second()
            self.show_seconds()

        self.show_moment()
        self.set_interval(1, second)
        self.call_after_refresh(settle)

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self.show_title()

    @property
    def panes(self) -> PaneScreen:
        """The screen, whose current pane has the keys."""
        if not isinstance(self.screen, PaneScreen):
            raise TypeError(self.screen)
        return self.screen

    def show_moment(self) -> None:
        """Show the moment in every pane."""
        state = self.shown.state
        with self.panes.in_one_look():
            self.aspect.prepare()
            self.show_phases(state)
            self._show_sheet(state)
            self.show_title()
            if self.also:
                self.also(state)
            self.show_beside()

    def show_seconds(self) -> None:
        """Show what changes with time alone."""
        self.show_title()
        self.show_phases(self.shown.state)

    # The band and the sheet

    def show_phases(self, state: State) -> None:
        """Show the phases in the band."""
        possible = self.shown.exercise.machine.possible(state.configuration)
        entering = self.layout_of.entering
        stations = self.stations.at(state, possible, self.shown.now, numbered=bool(entering))
        self.query_one(Band).show_stations(stations, entering)

    def _sheet_key(self, state: State) -> tuple[object, ...]:
        """All that the rows of the sheet depend on; the first three identify its subject."""
        return (
            state.configuration,
            state.last_move,
            self.shown.refused,
            self.aspect.remarks(state),
            services(self).folds.folded,
            self.aspect.notes(state),
            state.ticked.get(state.last_move.seq) if state.last_move else None,
        )

    def _sheet_rows(self, state: State) -> list[Block]:
        return sheet_rows(
            self.doctrine,
            state,
            self.shown.refused,
            self.layout_of.hint(),
            self.aspect.noted(state),
            remarks=self.aspect.remarks(state),
            folded=services(self).folds.folded,
        )

    def _show_sheet(self, state: State) -> None:
        sheet_key = self._sheet_key(state)
        if sheet_key == self._shown_sheet:
            return
        is_same_subject = self._shown_sheet[:3] == sheet_key[:3]
        self._shown_sheet = sheet_key
        rows = self._sheets.get(sheet_key)  # kept while moving back and forth, so that it is laid out once
        if rows is None:
            if len(self._sheets) >= KEPT_SHEETS:
                self._sheets.clear()
            rows = self._sheets[sheet_key] = tuple(self._sheet_rows(state))
        self.sheet.show(rows, choose=self.sheet.target if is_same_subject else None)
        self.query_one("#sheet-pane", Pane).entitle(
            tr("遷移 {sheet}", sheet=sheet_title(self.doctrine, state))
        )

    def sheet_ticked(self) -> None:
        """Show the sheet again at the same place, because only a mark in it has changed."""
        state = self.shown.state
        self._shown_sheet = self._sheet_key(state)
        self.sheet.show(self._sheet_rows(state), keep=True)
        self.refresh_bindings()

    def fold(self, name: str) -> None:
        """Fold or unfold a part of the sheet, also for the next sheets."""
        services(self).folds.toggle(name)
        self.sheet_ticked()

    def to_section(self, step: int) -> None:
        """Choose the next or the previous part of the sheet."""
        starts = section_starts(list(self.sheet.blocks))
        order = self.sheet.targets
        position = order.index(self.sheet.target) if self.sheet.target in order else 0
        passed = [start for start in starts if order.index(start) <= position]
        number = len(passed) - 1 + step
        if step < 0 and passed and order.index(passed[-1]) < position:
            number = len(passed) - 1  # first to the start of the part that the choice is in
        chosen = starts[max(0, min(len(starts) - 1, number))]
        if chosen == self.sheet.target and self.sheet.has_focus:
            say_end(self, step)
        self.sheet.choose(chosen)
        self.panes.focus_pane("sheet")

    def show_step(self, step: CoordinationStep) -> None:
        """Choose a coordination step of the sheet, and unfold its part."""
        if part_of(step) in services(self).folds.folded:
            services(self).folds.toggle(part_of(step))
        self.show_moment()
        self.panes.focus_pane("sheet")
        self.sheet.choose(Target("step", step.sentence, step.quote))

    # The clause beside

    def show_beside(self) -> None:
        """Show the clause of the row chosen in the focused pane, or in the one focused before the clause."""
        name = self.panes.PANES[self.panes.current_pane]
        if self._follower:
            self._follower.stop()
            self._follower, name = None, self._followed if name == "clause" else name
        if name == "clause":
            return
        chosen, state = self.query_one(f"#{name}", BlockView).target, self.shown.state
        cited = self.aspect.cited_by(chosen) if isinstance(chosen, Target) else None
        clause_key = (cited, state.configuration, state.last_move, self.aspect.remarks(state))
        if clause_key == self._shown_clause:
            return
        self._shown_clause = clause_key
        clause = self._clauses.get(clause_key)
        if clause is None:
            if len(self._clauses) >= KEPT_CLAUSES:
                self._clauses.clear()
            clause = self._clauses[clause_key] = self._clause_of(cited, state)
        title, rows = clause
        with self.panes.in_no_look():  # its content does not change which keys work
            self.clause.show(rows)
        self.query_one("#clause-pane", Pane).entitle(title)

    def _clause_of(self, cited: Target | None, state: State) -> tuple[str, tuple[Block, ...]]:
        steps = steps_of(self.doctrine, state.last_move) if cited and cited.kind == "step" else []
        step = next((known for known in steps if cited and known.sentence == cited.name), None)
        phases, remarks = state.configuration.phases, self.aspect.remarks(state)
        title, rows = beside_rows(self.doctrine, cited, phases, step=step, remarks=remarks)
        return title, tuple(rows)

    @on(BlockView.Chosen)
    def _follow_choice(self, message: BlockView.Chosen) -> None:
        """Let the clause follow the choice after a short pause, so that a held key moves on first."""
        if self._follower:
            self._follower.stop()
        self._followed = message.view.id or ""
        self._follower = self.set_timer(self.FOLLOWS_AFTER, self.show_beside)
        if not self.FOLLOWS_AFTER:
            self.show_beside()

    # The title and the timeline

    def show_title(self) -> None:
        """Show the title line and the warning."""
        self._show_grave()
        right = self.aspect.status(self.size.width)
        room = max(0, self.size.width - cells(right) - 4)
        left = fit(self.aspect.heading(), room)
        gap = " " * max(1, room - cells(left) + 2)
        look = "warning" if self.shown.looking is not None or self.recording.fault else "quiet"
        self.title_line.show_parts((left, "heading"), gap, (right, look))
        self.show_time()
        if self.titled:
            self.titled()

    def _show_grave(self) -> None:
        """Show the recording's warning on a line of its own while it lasts."""
        warning = self.recording.band
        band = self.query_one("#grave", Static)
        if bool(warning) != band.display or warning != self._shown_grave:
            self._shown_grave = warning
            band.display = bool(warning)
            band.update(content(warning))

    def show_time(self) -> None:
        """Show the timeline."""
        shown, aspect = self.shown, self.aspect
        shown.lanes.update(aspect.ticks, aspect.ticks_for(), aspect.to_come)
        cursor = TimelineCursor(shown.lanes.owner(shown.looking), shown.seq)
        self.timeline.show_lanes(shown.lanes.lanes, cursor)

    # Messages

    def warn(self, words: str) -> None:
        """Show a warning."""
        services(self).say(words, warning=True)

    def inform(self, words: str) -> None:
        """Show a message on what was done."""
        services(self).say(words)

    def hush(self) -> None:
        """Take away messages on the moment shown before this key."""
        if self.layout_of.key_bar.message:
            self.layout_of.key_bar.hush()
