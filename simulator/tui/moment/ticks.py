"""The ticks on a walk's timeline: moves and notes."""

from __future__ import annotations

from operator import attrgetter

from simulator.exercise import State
from simulator.tui.moment.timeline import Tick


def move_ticks(state: State) -> tuple[Tick, ...]:
    """The ticks of the moves and the notes."""
    moves = [Tick(move.seq, move.elapsed, "▲") for move in state.moves]
    notes = [Tick(note.seq, note.elapsed, "✎") for note in state.notes]
    return tuple(sorted(moves + notes, key=attrgetter("seq")))
