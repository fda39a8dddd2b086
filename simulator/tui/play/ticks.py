"""The ticks on a play's timeline: moments shown, and steps of the script to come."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from simulator.exercise import State
from simulator.exercise.state import Entry
from simulator.scenario import Decision, Ending, Inject, Scenario, Step, TransitionStep
from simulator.tui.kit.common import common_length
from simulator.tui.moment.timeline import Tick
from simulator.tui.play.feed import Moment


class MomentTicks:
    """A tick for each moment; one that moved a phase is a ▲, whatever moved it.

    Ticks are reused as long as the same branch grows.
    """

    def __init__(self) -> None:
        self._moments: Sequence[Moment] = ()
        self._made: tuple[Tick, ...] = ()

    def of(self, moments: Sequence[Moment], state: State) -> tuple[Tick, ...]:
        """The ticks of the moments shown, oldest first."""
        same = common_length(self._moments, moments)
        moved = {move.seq for move in state.moves}
        fresh = moments[same:]
        signs = ("▲" if m.seq in moved else m.sign for m in fresh)
        made = self._made[:same] + tuple(Tick(m.seq, m.seconds, s) for m, s in zip(fresh, signs, strict=True))
        self._moments, self._made = moments, made
        return made


class StepTicks:
    """The steps of a script as hollow signs, each made once."""

    def __init__(self, scenario: Scenario) -> None:
        made = [(step.id, Tick(0, float(step.at), _hollow(step))) for step in scenario.steps]
        self._made = sorted(made, key=_when)
        self._told: set[str] = set()  # the steps of what was shown up to and with
        self._last: Entry | None = None  # this, the thing of number
        self._count = 0  # this

    def to_come(self, state: State) -> tuple[Tick, ...]:
        """The steps not shown yet, from the present time on."""
        if state.next is None:
            return ()
        shown, held = self._shown(state), state.held
        rest = self._made[bisect_left(self._made, state.elapsed, key=_when) :]
        return tuple(tick for name, tick in rest if name not in shown and name not in held)

    def _shown(self, state: State) -> set[str]:
        """The steps shown; of a line that goes on only what is new is looked at."""
        shown, count = state.shown, self._count
        if not 0 < count <= len(shown) or shown[count - 1] is not self._last:
            self._told, count = set(), 0
        self._told.update(entry.step for entry in shown[count:])
        self._count, self._last = len(shown), shown[-1] if shown else None
        return self._told


def _when(made: tuple[str, Tick]) -> float:
    return made[1].seconds


def _hollow(step: Step) -> str:
    match step:
        case Inject():
            return "○"
        case Decision():
            return "◇"
        case TransitionStep():
            return "△"
        case Ending():
            return "□"
    return "・"
