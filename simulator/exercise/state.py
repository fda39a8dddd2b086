"""What an exercise is at one moment: the fold of the records that lead there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from simulator.exercise.events import Moved, Noted, Record, Started, Ticked
from simulator.machine import START, Configuration, Trigger


@dataclass(frozen=True, slots=True)
class Move:
    """One move of the machine as it was recorded."""

    seq: int
    elapsed: float
    trigger: Trigger
    before: Configuration
    after: Configuration
    transitions: tuple[str, ...]
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Note:
    """A note, and when it was made."""

    seq: int
    elapsed: float
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """Where the exercise stands. `seq` is the last record folded in; 0 before the first."""

    seq: int = 0
    title: str = ""
    began: datetime | None = None
    elapsed: float = 0.0
    configuration: Configuration = START
    moves: tuple[Move, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def last_move(self) -> Move | None:
        """The move whose sheet is open now."""
        return self.moves[-1] if self.moves else None

    @property
    def since(self) -> float:
        """Exercise time at which the present configuration began, in seconds."""
        return self.moves[-1].elapsed if self.moves else 0.0


def fold(state: State, record: Record) -> State:
    """The state after one more record. Events that stand aside change nothing."""
    match record.event:
        case Started(title=title, phases=phases):
            start = Configuration.of(frozenset(phases))
            return State(record.seq, title, record.wall, record.elapsed, start)
        case Moved() as event:
            after = Configuration.of(frozenset(event.after))
            before = Configuration.of(frozenset(event.before))
            move = Move(record.seq, record.elapsed, event.trigger, before, after, event.transitions)
            return replace(
                state,
                seq=record.seq,
                elapsed=record.elapsed,
                configuration=after,
                moves=(*state.moves, move),
            )
        case Ticked(move=seq, sentence=sentence, done=done):
            moves = tuple(_tick(m, sentence, done=done) if m.seq == seq else m for m in state.moves)
            return replace(state, seq=record.seq, elapsed=record.elapsed, moves=moves)
        case Noted(text=text):
            note = Note(record.seq, record.elapsed, text)
            return replace(state, seq=record.seq, elapsed=record.elapsed, notes=(*state.notes, note))
        case _:
            return state


def _tick(move: Move, sentence: str, *, done: bool) -> Move:
    ticked = move.ticked | {sentence} if done else move.ticked - {sentence}
    return replace(move, ticked=ticked)


def fold_all(records: Iterable[Record], start: State | None = None) -> State:
    """Fold records in order."""
    state = start or State()
    for record in records:
        state = fold(state, record)
    return state
