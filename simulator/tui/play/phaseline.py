"""The phases that an exercise went through, on a small line: `平時━重要━予測＋災害━発生`."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.exercise import State
from simulator.language import msg, tr
from simulator.machine import Configuration

SHORT = {
    Phase.HEIJI: msg("平時"),
    Phase.JUYO: msg("重要"),
    Phase.YOSOKU: msg("予測"),
    Phase.HASSEI: msg("発生"),
    Phase.SONRITSU: msg("存立"),
    Phase.SAIGAI: msg("災害"),
}


def short(configuration: Configuration) -> str:
    """`重要＋災害`: short names of the phases that hold."""
    return "＋".join(tr(SHORT[phase]) for phase in Phase if phase in configuration.phases)


def phase_line(state: State, limit: int = 8, arrow: str = "━") -> str:
    """The configurations in order, joined by `arrow`; of more than `limit` the first and the last ones."""
    first = state.moves[0].before if state.moves else state.configuration
    names = [short(first), *(short(move.after) for move in state.moves)]
    if len(names) > limit:
        names = [names[0], "…", *names[-(limit - 2) :]]
    return arrow.join(names)
