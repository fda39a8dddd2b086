"""A play on the screen: the moment shown, in the facilitator's view or a seat's, and the clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from simulator.exercise import JournalError, Play, PlayError, State
from simulator.language import msg, tr
from simulator.machine import Outcome, Trigger
from simulator.scenario import Decision, ScriptError, Step
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.rows import Target
from simulator.tui.moment.answering import AnsweringScreen
from simulator.tui.moment.phases import clock, phase_rows
from simulator.tui.moment.timeline import Tick
from simulator.tui.play.commands import PACE
from simulator.tui.play.feed import Feed
from simulator.tui.play.feed_view import FeedView
from simulator.tui.play.play_bar import PlayBar
from simulator.tui.play.ticks import MomentTicks, StepTicks
from simulator.tui.play.times import left_over, scenario_clock, wall_clock
from simulator.tui.play.title import Standing, standing_line
from simulator.tui.play.view import View, view_left, views

LOOKS_AT_CLOCK = 0.25  # seconds between two looks at the scenario clock


class PlayMomentScreen(AnsweringScreen):
    """Shows a moment of a play, and, while the clock runs, what has become due.

    `steps.Teller` decides what a seat may see; this screen never shows a step to a view in another way.
    """

    PANES: ClassVar[tuple[str, ...]] = ("phases", "sheet", "feed")
    TABS: ClassVar[tuple[str, ...]] = (msg("段階"), msg("遷移"), msg("状況付与"))
    START: ClassVar[str] = "feed"
    AUTO_FOCUS: ClassVar[str] = "#feed"
    HINT: ClassVar[str] = msg("Space で次のステップへ、p で時計を動かす。段階を動かすのはシナリオと判断。")

    def __init__(self, play: Play, warning: str = "") -> None:
        super().__init__(play.exercise, warning)
        self.play = play
        self.feed = Feed(play)
        self.view = view_left(play)
        self._counted: tuple[int, datetime] = (0, play.clock.wall())
        self._awake_at = play.clock.wall()
        self._rung = 0
        self._ticks = MomentTicks()
        self._steps = StepTicks(play.scenario)
        self._last = float(max(step.at for step in play.scenario.steps))

    def view_for(self, name: str) -> BlockView:
        """The feed grows at its end; the other panes are shown anew."""
        return FeedView(id=name) if name == "feed" else super().view_for(name)

    def key_bar(self) -> KeyBar:
        """The foot, with the digits of the decision that waits."""
        return PlayBar()

    def on_mount(self) -> None:
        """Look at the clock a few times a second."""
        self.set_interval(LOOKS_AT_CLOCK, self.follow_clock)

    # What is shown

    def phase_rows(self, state: State, possible: dict[Trigger, Outcome]) -> list[Block]:
        """The map without digits: in a play they decide."""
        return phase_rows(self.doctrine, state, possible, self.now, numbered=False)

    def _show(self, state: State) -> None:
        """Show the moment, and what this view had received at it."""
        super()._show(state)
        waiting = self.waiting
        self.query_one(PlayBar).options = len(waiting.options) if waiting else 0
        phases = self.query_one("#phases", BlockView)
        if not phases.has_focus:  # then its choice is nobody's, and may stand on the present phase
            phases.choose(str(Target("phase", state.configuration.situation.value)))
        rows, newest = self.feed.rows(state, self.view)
        self.query_one(FeedView).grow(rows, newest, self.feed.choices(state, self.view))

    def heading(self) -> str:
        """The scenario and the phases that hold."""
        return f"{self.play.scenario.title} ▸ {self.state.configuration.label}"

    def status(self) -> str:
        """Whose screen it is, both times, the speed, and whether it is recorded."""
        looking = self.looking is not None
        state = self.state
        seconds = state.elapsed if looking else self.play.clock.elapsed()
        return standing_line(
            Standing(
                view=self.view.label,
                at=clock(seconds),
                fiction=scenario_clock(self.play.scenario.begins, seconds),
                wall=wall_clock(self.play.clock.wall()),
                speed=self.play.clock.speed,
                kept=self.kept,
                running=self.play.clock.running,
                waiting=bool(state.waiting),
                ended=self.feed.has_ended(state),
                looking=looking,
                elsewhere=self.elsewhere,
            ),
            self.size.width,
        )

    def show_title(self) -> None:
        """The title line, and over the feed whose it is and what is left of a countdown."""
        super().show_title()
        left = self._countdown()
        name = f" {tr('状況付与  {view}の画面', view=self.view.label)} "
        pane = self.query_one("#feed-pane")
        if name != str(pane.border_title):  # naming it paints the pane and all in it
            pane.border_title = content(name)
        subtitle = f" {left} " if left else ""
        if subtitle != str(pane.border_subtitle or ""):
            pane.border_subtitle = content(subtitle)
        self.query_one(PaneTabs).name_tabs(
            (*map(tr, self.TABS[:-1]), f"{tr('状況付与')} {left or self.view.label}")
        )

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """What this view had received."""
        return self._ticks.of(self.feed.moments(state, self.view), state)

    def ticks_for(self) -> object:
        """The view: a seat's line holds what reached it."""
        return self.view

    def to_come(self) -> tuple[Tick, ...]:
        """The rest of the script, for the facilitator alone."""
        return self._steps.to_come(self.exercise.state) if self.view.is_facilitator else ()

    def last_time(self) -> float:
        """The time of the script's last step."""
        return self._last

    def set_view(self, view: View) -> None:
        """Show the moment in another view."""
        self.view = view
        self.hush()
        self.show_moment()
        try:
            self.exercise.keep_seat(view.seat.value if view.seat else "")
        except JournalError as error:
            self.say(str(error))

    def views(self) -> tuple[View, ...]:
        """The views there are."""
        return views(self.play.scenario)

    # Time

    def follow_clock(self) -> None:
        """Show what has become due, but nothing while a decision waits or an earlier moment is shown."""
        self._tell_sleep()
        shown: set[str] = set()
        # A ring of steps would be due for ever: each is shown once at a look at the clock.
        while self._is_due() and self.play.cursor.step not in shown:
            step = self.play.cursor.step
            if not self.act(self.play.advance):
                break
            shown.add(step or "")
        if self._is_due() and not shown:
            # It could not be kept, which was said once; a clock that went on would say it again and again.
            self.play.clock.run(running=False)
        elif shown and self.play.ended:
            self.halt()
        if shown:
            self.show_moment()

    def _tell_sleep(self) -> None:
        """Say that the clock stopped because the machine slept; that it stands is recorded like any stop."""
        now, asleep_after = self.play.clock.wall(), self.play.clock.asleep_after
        gap, self._awake_at = now - self._awake_at, now
        if asleep_after is not None and gap.total_seconds() >= asleep_after:
            self._counted = (self._counted[0], self._counted[1] + gap)  # nobody could decide meanwhile
        slept = self.play.clock.woken()
        if not slept:
            return
        if not self.watched:
            self.act(lambda: self.play.pace(running=False))
        self.show_title()
        self.say(
            tr(
                "{time} の間、機械が眠っていたようです。時計を止めました。{key} で動かせます。",
                time=left_over(slept),
                key=cap_of(PACE, self.app),
            )
        )

    def _is_due(self) -> bool:
        try:
            return self.play.clock.running and self.looking is None and self.play.due()
        except ScriptError:
            return False

    def pace(self, *, running: bool, speed: float | None = None) -> bool:
        """Start or stop the clock, or change its speed; False, and all as before, if that was not kept."""
        return self.act(lambda: self.play.pace(running=running, speed=speed))

    def _countdown(self) -> str:
        """What is left for the waiting decision, if its author set a limit; at zero it is said, once."""
        decision = self.decision_at_head
        if decision is None or decision.countdown is None or not self.view.decides(decision):
            return ""
        seq = self.exercise.state.shown[-1].seq
        now = self.play.clock.wall()
        if self._counted[0] != seq:
            self._counted = (seq, now)
        left = decision.countdown - (now - self._counted[1]).total_seconds()
        if left <= 0 and self._rung != seq:
            self._rung = seq
            self.say(tr("制限時間になりました。判断は自動では決まりません。"))
        return tr("残り {time}", time=left_over(left)) if left > 0 else tr("時間です")

    def _waiting(self, name: str) -> Decision | None:
        try:
            step = self.play.script.step(name) if name else None
        except ScriptError:
            return None
        return step if isinstance(step, Decision) else None

    @property
    def next_step(self) -> Step | None:
        """The step that would be shown next; None while a decision waits, and at the end."""
        try:
            return self.play.next_step
        except ScriptError:
            return None

    def tell_if_elsewhere(self) -> None:
        """Say so if the newest step did not reach the seat shown: it would look as if nothing was done."""
        shown = self.exercise.state.shown
        step = self.play.script.steps.get(shown[-1].step) if shown else None
        if step is not None and not self.view.receives(step):
            self.say(tr("この席には届かない状況付与です。"))

    def halt(self) -> None:
        """Stop the clock, so that what is undone does not come due again at once."""
        if self.play.clock.running:
            self.pace(running=False)

    @property
    def decision_at_head(self) -> Decision | None:
        """The decision that waits now, whoever's it is."""
        return self._waiting(self.exercise.state.waiting)

    @property
    def waiting(self) -> Decision | None:
        """The decision that waits at the moment shown, if this view sees it."""
        decision = self._waiting(self.state.waiting)
        return decision if decision is not None and self.view.decides(decision) else None

    def act(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; False, and said, if it does not fit or could not be kept."""
        try:
            return self.keep(act)
        except (PlayError, ScriptError) as error:
            self.say(str(error))
            return False
