"""What stands on the line of time: moments shown, and steps of the script still to come."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.exercise import State
from simulator.scenario import Decision, Ending, Inject, Scenario, Step, TransitionStep
from simulator.tui.play.feed import Moment
from simulator.tui.timeline import Tick


class MomentTicks:
    """A tick for each moment; one that moved a phase is a ▲, whatever moved it.

    Those made before are kept while the line of events goes on.
    """

    def __init__(self) -> None:
        self._moments: Sequence[Moment] = ()
        self._made: tuple[Tick, ...] = ()

    def of(self, moments: Sequence[Moment], state: State) -> tuple[Tick, ...]:
        """The ticks of the moments shown, oldest first."""
        same = min(len(self._moments), len(moments))
        while same and self._moments[same - 1] is not moments[same - 1]:
            same -= 1
        moved = {move.seq for move in state.moves}
        fresh = moments[same:]
        signs = ("▲" if m.seq in moved else m.rows[0].text[:1] for m in fresh)
        made = self._made[:same] + tuple(Tick(m.seq, m.seconds, s) for m, s in zip(fresh, signs, strict=True))
        self._moments, self._made = moments, made
        return made


def ticks_to_come(scenario: Scenario, state: State) -> tuple[Tick, ...]:
    """The steps not shown yet, from the present time on, as hollow signs."""
    told = {entry.step for entry in state.shown} | set(state.held)
    return tuple(
        Tick(0, float(step.at), _hollow(step))
        for step in scenario.steps
        if step.id not in told and step.at >= state.elapsed and state.next is not None
    )


def move_ticks(state: State) -> tuple[Tick, ...]:
    """In the walk: the moves, and the notes."""
    moves = [Tick(move.seq, move.elapsed, "▲") for move in state.moves]
    return (*(Tick(note.seq, note.elapsed, "✎") for note in state.notes), *moves)


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
