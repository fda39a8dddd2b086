"""What a play shows of a moment in the chosen view: the facilitator's, the room's or a seat's."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.exercise import Play, State
from simulator.exercise.viewer import FACILITATOR, Viewer, viewer_named
from simulator.exercise.visibility import Visibility
from simulator.scenario import Decision, ScriptError, Step
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, as_described
from simulator.tui.kit.target import Target
from simulator.tui.moment.phases import clock
from simulator.tui.moment.recording import Recording
from simulator.tui.moment.shown import ShownMoment
from simulator.tui.moment.timeline import Tick
from simulator.tui.play.feed import Feed
from simulator.tui.play.ticks import MomentTicks, StepTicks
from simulator.tui.play.times import scenario_clock, wall_clock
from simulator.tui.play.title import TitleFacts, standing_line


class PlayAspect:
    """Gives the data of a moment of a play. `Visibility` decides what the view may see."""

    def __init__(
        self, play: Play, shown: ShownMoment, recording: Recording, caps: Caps = as_described
    ) -> None:
        """`caps` gives the key of a command as this person has it."""
        self.play = play
        self.shown = shown
        self.recording = recording
        self.feed = Feed(play, caps)
        self.view = viewer_named(play.exercise.seat, play.scenario) or FACILITATOR
        self._ticks = MomentTicks()
        self._steps = StepTicks(play.scenario)

    @property
    def sight(self) -> Visibility:
        """The visibility of the view."""
        return self.feed.sight(self.view)

    # The waiting decision

    @property
    def decision_at_head(self) -> Decision | None:
        """The decision that waits now, of whichever seat."""
        return self.feed.sight(FACILITATOR).waiting(self.play.exercise.state)

    @property
    def waiting(self) -> Decision | None:
        """The decision that waits at the moment shown, if this view sees it."""
        return self.sight.waiting(self.shown.state)

    @property
    def next_step(self) -> Step | None:
        """The step that would be shown next; None while a decision waits, and at the end."""
        try:
            return self.play.next_step
        except ScriptError:
            return None

    # The title

    def prepare(self) -> None:
        """Show what was revealed since."""
        self.feed.reveal(self.play.exercise.stage.revealed)

    def heading(self) -> str:
        """The scenario and the phases that hold."""
        return f"{self.play.scenario.title} ▸ {self.shown.state.configuration.label}"

    def status(self, width: int) -> str:
        """The view, both times, the speed, and whether it is recorded."""
        looking, state = self.shown.looking is not None, self.shown.state
        seconds = state.elapsed if looking else self.play.clock.elapsed()
        return standing_line(
            TitleFacts(
                view=self.view.label,
                at=clock(seconds),
                fiction=scenario_clock(self.play.scenario.beginning, seconds),
                wall=wall_clock(self.play.clock.wall()),
                speed=self.play.clock.speed,
                kept=self.recording.word,
                running=self.play.clock.running,
                waiting=bool(state.waiting),
                ended=self.feed.has_ended(state),
                looking=looking,
                elsewhere=self.shown.elsewhere,
            ),
            width,
        )

    # The sheet

    def remarks(self, state: State) -> bool:
        """Whether our remarks are shown: not while they could give an answer away."""
        return self.sight.hints(state)

    def notes(self, _state: State) -> tuple[object, ...]:
        """Empty, because notes are shown in the feed."""
        return ()

    def noted(self, _state: State) -> Sequence[Block]:
        """Empty, because notes are shown in the feed."""
        return ()

    def cited_by(self, target: Target) -> Target | None:
        """An option cites the first of its clauses that this view may see."""
        if target.kind != "option":
            return target
        options = self.sight.choices(self.shown.state)
        cites = [cite for option in options if option.id == target.name for cite in option.cites]
        return Target("cite", cites[0].clause, cites[0].quote) if cites else None

    # The line of time

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """The ticks of what this view had received."""
        return self._ticks.of(self.feed.moments(state, self.view), state)

    def ticks_for(self) -> Viewer:
        """The view, because a seat's timeline has only what reached it."""
        return self.view

    def to_come(self) -> tuple[Tick, ...]:
        """The rest of the script, for the facilitator only."""
        return self._steps.to_come(self.play.exercise.state) if self.sight.reads_ahead else ()

    def day_and_hour(self, seconds: float) -> tuple[str, str]:
        """The day and time of the fiction."""
        return self.play.scenario.beginning.day_and_hour(seconds)
