"""What an exercise is at one moment: the fold of the records that lead there."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import NamedTuple

from simulator.doctrine import Phase
from simulator.exercise.events import (
    ASIDE,
    Added,
    Decided,
    Firing,
    HeldBack,
    Moved,
    Noted,
    Record,
    Released,
    Shown,
    Started,
    Ticked,
)
from simulator.exercise.grown import Grown
from simulator.machine import START, Configuration
from simulator.scenario import Choice, Cursor


class Move(NamedTuple):
    """What one record did to the machine; one that fired several triggers is one move."""

    seq: int
    elapsed: float
    firings: tuple[Firing, ...]
    before: Configuration
    after: Configuration
    transitions: tuple[str, ...]
    ticked: frozenset[str] = frozenset()


class Note(NamedTuple):
    """A note, when it was made, and the earlier record it is about, if it is."""

    seq: int
    elapsed: float
    text: str
    about: int | None = None


class Entry(NamedTuple):
    """Something shown: a step of the script (by id), or an inject of the facilitator's own."""

    seq: int
    elapsed: float
    step: str = ""
    added: Added | None = None


class Decision(NamedTuple):
    """A decision taken."""

    seq: int
    elapsed: float
    choice: Choice


class State(NamedTuple):
    """Where the exercise stands. `seq` is the last record folded in; 0 before the first.

    `next` is the step of the script to come, `waiting` the decision that has been shown and not taken.
    """

    seq: int = 0
    title: str = ""
    began: datetime | None = None
    elapsed: float = 0.0
    configuration: Configuration = START
    moves: Grown[Move] = Grown()
    notes: Grown[Note] = Grown()
    shown: Grown[Entry] = Grown()
    decisions: Grown[Decision] = Grown()
    held: tuple[str, ...] = ()
    next: str | None = None
    waiting: str = ""
    flags: frozenset[str] = frozenset()

    @property
    def last_move(self) -> Move | None:
        """The move whose sheet is open now."""
        return self.moves[-1] if self.moves else None

    @property
    def cursor(self) -> Cursor:
        """Where the script stands: the last choice at each decision, and what else bears on what follows."""
        if not self.decisions:
            return Cursor(self.next, self.configuration, self.flags)
        chosen = {taken.choice.decision: taken.choice for taken in self.decisions}
        return Cursor(self.next, self.configuration, self.flags, frozenset(chosen.values()))


def fold(state: State, record: Record) -> State:
    """The state after one more record. Events that stand aside change nothing."""
    event = record.event
    if isinstance(event, Shown):  # first, and in one go: by far the most frequent
        configuration, moves = _moved(state, record, event.fired)
        return State(
            record.seq,
            state.title,
            state.began,
            record.elapsed,
            configuration,
            moves,
            state.notes,
            state.shown.plus(Entry(record.seq, record.elapsed, event.step)),
            state.decisions,
            state.held,
            event.next,
            event.step if event.waits else "",
            state.flags,
        )
    if isinstance(event, ASIDE):
        return state
    return _folded(state, record)._replace(seq=record.seq, elapsed=record.elapsed)


def _folded(state: State, record: Record) -> State:
    after = state
    match record.event:
        case Started(title=title, phases=phases, script=script):
            start = Configuration.of(frozenset(phases))
            first = script.first if script else None
            after = State(title=title, began=record.wall, configuration=start, next=first)
        case Moved(firing=firing):
            configuration, moved = _moved(state, record, (firing,))
            after = state._replace(configuration=configuration, moves=moved)
        case Ticked(move=seq, sentence=sentence, done=done):
            moves = (_tick(m, sentence, done=done) if m.seq == seq else m for m in state.moves)
            after = state._replace(moves=Grown(moves))
        case Noted(text=text, about=about):
            note = Note(record.seq, record.elapsed, text, about)
            after = state._replace(notes=state.notes.plus(note))
        case Decided() as event:
            choice = Choice(event.decision, event.option)
            configuration, moved = _moved(state, record, event.fired)
            after = state._replace(
                configuration=configuration,
                moves=moved,
                decisions=state.decisions.plus(Decision(record.seq, record.elapsed, choice)),
                next=event.next,
                waiting="",
                flags=frozenset(event.flags),
            )
        case HeldBack(step=step, next=following):
            after = state._replace(next=following, held=(*state.held, step))
        case Released(step=step):
            entry = Entry(record.seq, record.elapsed, step)
            held = tuple(name for name in state.held if name != step)
            after = state._replace(shown=state.shown.plus(entry), held=held)
        case Added() as event:
            entry = Entry(record.seq, record.elapsed, added=event)
            after = state._replace(shown=state.shown.plus(entry))
    return after


def _moved(state: State, record: Record, firings: tuple[Firing, ...]) -> tuple[Configuration, Grown[Move]]:
    """The machine after what a record fired; triggers that were refused moved nothing."""
    if not firings:
        return state.configuration, state.moves
    if len(firings) == 1:
        made = firings[0].transitions
    else:
        made = tuple(name for firing in firings for name in firing.transitions)
    if not made:
        return state.configuration, state.moves
    after = _configuration(firings[-1].after)
    move = Move(record.seq, record.elapsed, firings, state.configuration, after, made)
    return after, state.moves.plus(move)


@cache
def _configuration(phases: tuple[Phase, ...]) -> Configuration:
    """One of the few configurations there are."""
    return Configuration.of(frozenset(phases))


def _tick(move: Move, sentence: str, *, done: bool) -> Move:
    ticked = move.ticked | {sentence} if done else move.ticked - {sentence}
    return move._replace(ticked=ticked)
