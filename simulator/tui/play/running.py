"""The clock of a play: steps that come due, countdowns and the discussion timer."""

from __future__ import annotations

from datetime import datetime

from simulator.language import tr
from simulator.scenario import ScriptError
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.moment.acting import Acting
from simulator.tui.play import commands as keys
from simulator.tui.play.aspect import PlayAspect
from simulator.tui.play.times import left_over

LOOKS_AT_CLOCK = 0.25  # seconds between two readings of the scenario clock
SPEEDS = (1, 2, 5, 10, 30, 60, 120, 240)


class Running:
    """Starts, stops and follows the clock, and shows steps when they come due."""

    def __init__(self, aspect: PlayAspect, acting: Acting) -> None:
        self.aspect = aspect
        self.acting = acting
        self.play = aspect.play
        self.clock = aspect.play.clock
        self._counted: tuple[int, datetime] = (
            0,
            self.clock.wall(),
        )  # the record that is counted down, and the start of its countdown
        self._awake_at = self.clock.wall()
        self._rung = 0  # the record whose countdown was announced as over

    def deeds(self) -> Deeds:
        """What the keys do."""
        return {
            "pace": Deed(self.start_or_stop, self._can_pace, records=True),
            "speed": Deed(self.change_speed, self._can_speed, records=True),
        }

    def _can_pace(self) -> bool:
        ended = self.aspect.feed.has_ended(self.acting.shown.state)
        return self.acting.shown.looking is None and (self.clock.running or not ended)

    def _can_speed(self, step: int) -> bool:
        shown = self.acting.shown
        ended = self.aspect.feed.has_ended(shown.state)
        return shown.looking is None and not ended and bool(self.next_speed(step))

    def follow(self) -> None:
        """Show what is due, except while a decision waits or an earlier moment is shown."""
        self._tell_sleep()
        shown: set[str] = set()
        # Show each step at most once per reading, since a ring of steps would be due for ever.
        while self._is_due() and self.play.cursor.step not in shown:
            step = self.play.cursor.step
            if not self.acting.act(self.play.advance):
                break
            shown.add(step or "")
        if self._is_due() and not shown:
            # The step could not be kept; stop the clock, so that the message is not repeated.
            self.clock.run(running=False)
        elif shown and self.play.ended:
            self.halt()
        elif shown:
            self.stop_for_a_decision()
        if shown:
            self.acting.moment.show_moment()

    def stop_for_a_decision(self) -> None:
        """Stop the clock when a decision opens, so that its discussion takes no scenario time."""
        moment = self.acting.moment
        if self.play.waiting and self.clock.running and services(moment).stops_for_decisions:
            self.halt()
            key = cap_of(keys.PACE, moment.app)
            moment.warn(tr("判断が開いたので、時計を止めました。{key} で動かせます。", key=key))

    def _tell_sleep(self) -> None:
        """Say that the clock stopped because the machine slept, and record the stop."""
        now, asleep_after = self.clock.wall(), self.clock.asleep_after
        gap, self._awake_at = now - self._awake_at, now
        if asleep_after is not None and gap.total_seconds() >= asleep_after:
            # Without the sleep, in which nobody could decide.
            self._counted = (self._counted[0], self._counted[1] + gap)
        slept = self.clock.woken()
        if not slept:
            return
        if not self.acting.keeping.recording.watched:
            self.acting.act(lambda: self.play.pace(running=False))
        moment = self.acting.moment
        moment.show_title()
        moment.warn(
            tr(
                "{time} の間、機械が眠っていたようです。時計を止めました。{key} で動かせます。",
                time=left_over(slept),
                key=cap_of(keys.PACE, moment.app),
            )
        )

    def _is_due(self) -> bool:
        try:
            return self.clock.running and self.acting.shown.looking is None and self.play.due()
        except ScriptError:
            return False

    # The clock

    def pace(self, *, running: bool, speed: float | None = None) -> bool:
        """Start or stop the clock, or change its speed; False, without a change, if that was not kept."""
        return self.acting.act(lambda: self.play.pace(running=running, speed=speed))

    def halt(self) -> None:
        """Stop the clock, so that what is undone does not come due again at once."""
        if self.clock.running:
            self.pace(running=False)

    def start_or_stop(self) -> None:
        """Start or stop the scenario clock."""
        if not self.acting.is_past() and self.pace(running=not self.clock.running):
            self.follow()
            self.acting.moment.show_title()

    def change_speed(self, step: int) -> None:
        """The next speed up or down."""
        speed = self.next_speed(step)
        if speed and self.pace(running=self.clock.running, speed=speed):
            self.acting.moment.show_title()
            self.acting.moment.refresh_bindings()

    def next_speed(self, step: int) -> float:
        """The speed above or below; 0 at the end of the scale."""
        now = self.clock.speed
        beyond = [float(speed) for speed in SPEEDS if (speed > now if step > 0 else speed < now)]
        return (beyond[0] if step > 0 else beyond[-1]) if beyond else 0.0

    # Countdowns

    def left(self) -> str:
        """The time left of a countdown, else of a discussion; empty without either."""
        return self._countdown() or self._discussion()

    def _countdown(self) -> str:
        """The time left for the waiting decision, if its author set a limit; its end is announced once."""
        decision = self.aspect.sight.waiting(self.play.exercise.state)
        if decision is None or decision.countdown is None:
            return ""
        seq = self.play.exercise.state.shown[-1].seq
        now = self.clock.wall()
        if self._counted[0] != seq:
            self._counted = (seq, now)
        left = decision.countdown - (now - self._counted[1]).total_seconds()
        if left <= 0 and self._rung != seq:
            self._rung = seq
            self.acting.moment.warn(tr("制限時間になりました。判断は自動では決まりません。"))
        return tr("残り {time}", time=left_over(left)) if left > 0 else tr("時間です")

    def _discussion(self) -> str:
        """The time left of a discussion."""
        timer = self.play.exercise.stage.timer
        if timer is None:
            return ""
        left = timer.at(self.clock.wall())
        return tr("話し合い 残り {time}", time=left_over(left)) if left else tr("話し合い 時間です")
