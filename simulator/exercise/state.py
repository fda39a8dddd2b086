"""What an exercise is at one moment: the fold of the records that lead there."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import NamedTuple

from simulator.doctrine import Phase
from simulator.exercise.events import (
    ASIDE,
    Added,
    Coming,
    Decided,
    Firing,
    HeldBack,
    Improved,
    Moved,
    Noted,
    Rated,
    Record,
    Released,
    Shown,
    Started,
    Ticked,
    Voted,
)
from simulator.exercise.grown import Grown
from simulator.exercise.rating import Rating
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


class StepTicked(NamedTuple):
    """A step ticked off or unticked on the sheet of a move, which is named by its record."""

    move: int
    sentence: str
    done: bool


class NoteTaken(NamedTuple):
    """A note, when it was made, and the earlier record that it is about, if any."""

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


class DecisionTaken(NamedTuple):
    """A decision taken, with the class's own reason if it gave one."""

    seq: int
    elapsed: float
    choice: Choice
    reason: str = ""


class VoteTaken(NamedTuple):
    """A vote that was closed: what each option and seat has, how many voted, of how many."""

    seq: int
    elapsed: float
    decision: str
    about: int
    counts: tuple[tuple[str, str, int], ...]
    answered: int
    of: int


class Observation(NamedTuple):
    """What an evaluator said of an objective; a later observation by the same evaluator replaces it."""

    seq: int
    elapsed: float
    objective: str
    rating: Rating
    text: str
    evaluator: str
    about: int | None = None


class Improvement(NamedTuple):
    """An item of the improvement plan; `instead` names the item that it replaces."""

    seq: int
    issue: str
    action: str
    who: str = ""
    by: str = ""
    instead: int | None = None


class State(NamedTuple):
    """Where the exercise stands. `seq` is the last record folded in; 0 before the first.

    `next` is the step of the script to come, `waiting` the decision that has been shown and not taken.
    `offset`: minutes ahead of UTC where it began; None where it was not recorded.
    """

    seq: int = 0
    title: str = ""
    began: datetime | None = None
    elapsed: float = 0.0
    configuration: Configuration = START
    moves: Grown[Move] = Grown()
    notes: Grown[NoteTaken] = Grown()
    shown: Grown[Entry] = Grown()
    decisions: Grown[DecisionTaken] = Grown()
    held: tuple[str, ...] = ()
    next: str | None = None
    waiting: str = ""
    flags: frozenset[str] = frozenset()
    observations: Grown[Observation] = Grown()
    improvements: Grown[Improvement] = Grown()
    offset: int | None = None
    pending: tuple[Coming, ...] = ()  # messages that choices have brought on, not shown yet
    votes: Grown[VoteTaken] = Grown()
    ticks: Grown[StepTicked] = Grown()
    chosen: frozenset[Choice] = frozenset()  # the last choice at each decision

    @property
    def ratings(self) -> tuple[Observation, ...]:
        """The last observation of each evaluator on each objective, in the order they were made."""
        latest = {
            (observation.objective, observation.evaluator): observation for observation in self.observations
        }
        return tuple(sorted(latest.values()))

    @property
    def plan(self) -> tuple[Improvement, ...]:
        """The improvement plan; each item stands in the place of the one that it replaces."""
        standing: dict[int, Improvement] = {}
        place: dict[int, int] = {}  # for each item, the first of the chain of items that replaced each other
        for item in self.improvements:
            first_in_chain = place.get(item.instead, item.seq) if item.instead is not None else item.seq
            place[item.seq] = first_in_chain
            standing[first_in_chain] = item
        return tuple(standing.values())

    @property
    def last_move(self) -> Move | None:
        """The move whose sheet is open now."""
        return self.moves[-1] if self.moves else None

    @property
    def ticked(self) -> dict[int, frozenset[str]]:
        """The sentences ticked off on each sheet, by the record of its move."""
        by_move: dict[int, set[str]] = {}
        for tick in self.ticks:
            sentences = by_move.setdefault(tick.move, set())
            if tick.done:
                sentences.add(tick.sentence)
            else:
                sentences.discard(tick.sentence)
        return {move: frozenset(sentences) for move, sentences in by_move.items()}

    @property
    def cursor(self) -> Cursor:
        """Where the script stands: the last choice at each decision, and what else bears on what follows."""
        return Cursor(self.next, self.configuration, self.flags, self.chosen)


def fold(state: State, record: Record) -> State:
    """The state after one more record. Events in `ASIDE` change nothing."""
    event = record.event
    if isinstance(event, Shown):  # handled first because it is by far the most frequent
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
            state.observations,
            state.improvements,
            state.offset,
            _without(state.pending, event.step) if state.pending else (),
            state.votes,
            state.ticks,
            state.chosen,
        )
    if isinstance(event, ASIDE):
        return state
    return _folded(state, record)._replace(seq=record.seq, elapsed=record.elapsed)


def _folded(state: State, record: Record) -> State:
    folded = state
    match record.event:
        case Started(title=title, phases=phases, script=script, offset=offset):
            start = Configuration.of(frozenset(phases))
            first_step = script.first if script else None
            folded = State(
                title=title, began=record.wall, configuration=start, next=first_step, offset=offset
            )
        case Moved(firing=firing):
            configuration, moved = _moved(state, record, (firing,))
            folded = state._replace(configuration=configuration, moves=moved)
        case Ticked(move=seq, sentence=sentence, done=done):
            folded = state._replace(ticks=state.ticks.plus(StepTicked(seq, sentence, done)))
        case Noted(text=text, about=about):
            note = NoteTaken(record.seq, record.elapsed, text, about)
            folded = state._replace(notes=state.notes.plus(note))
        case Decided() as event:
            choice = Choice(event.decision, event.option)
            others = {earlier for earlier in state.chosen if earlier.decision != choice.decision}
            configuration, moved = _moved(state, record, event.fired)
            folded = state._replace(
                configuration=configuration,
                moves=moved,
                decisions=state.decisions.plus(
                    DecisionTaken(record.seq, record.elapsed, choice, event.reason)
                ),
                chosen=frozenset((*others, choice)),
                pending=_with(state.pending, event.later) if event.later else state.pending,
                next=event.next,
                waiting="",
                flags=frozenset(event.flags),
            )
        case Voted() as event:
            counted = (event.decision, event.about, event.counts, event.answered, event.of)
            vote = VoteTaken(record.seq, record.elapsed, *counted)
            folded = state._replace(votes=state.votes.plus(vote))
        case HeldBack(step=step, next=following):
            pending = _without(state.pending, step)
            held = state.held if step in state.held else (*state.held, step)
            folded = state._replace(next=following, held=held, pending=pending)
        case Released(step=step):
            entry = Entry(record.seq, record.elapsed, step)
            held = tuple(name for name in state.held if name != step)
            folded = state._replace(shown=state.shown.plus(entry), held=held)
        case Added() as event:
            entry = Entry(record.seq, record.elapsed, added=event)
            folded = state._replace(shown=state.shown.plus(entry))
        case Rated() | Improved() as event:
            folded = _evaluated(state, record, event)
    return folded


def _evaluated(state: State, record: Record, event: Rated | Improved) -> State:
    """The state after a rating or an item of the improvement plan; neither moves the machine."""
    if isinstance(event, Rated):
        fields = (event.objective, event.rating, event.text, event.evaluator, event.about)
        observation = Observation(record.seq, record.elapsed, *fields)
        return state._replace(observations=state.observations.plus(observation))
    item = Improvement(record.seq, event.issue, event.action, event.who, event.by, event.instead)
    return state._replace(improvements=state.improvements.plus(item))


def _without(pending: tuple[Coming, ...], step: str) -> tuple[Coming, ...]:
    return tuple(message for message in pending if message.step != step)


def _with(pending: tuple[Coming, ...], later: tuple[Coming, ...]) -> tuple[Coming, ...]:
    """The messages still to come; a choice taken again replaces its own messages."""
    again = {message.step for message in later}
    return (*(message for message in pending if message.step not in again), *later)


def _moved(state: State, record: Record, firings: tuple[Firing, ...]) -> tuple[Configuration, Grown[Move]]:
    """The machine after what a record fired; triggers that were refused moved nothing."""
    if not firings:
        return state.configuration, state.moves
    if len(firings) == 1:
        transitions = firings[0].transitions
    else:
        transitions = tuple(name for firing in firings for name in firing.transitions)
    if not transitions:
        return state.configuration, state.moves
    configuration = _configuration(firings[-1].after)
    move = Move(record.seq, record.elapsed, firings, state.configuration, configuration, transitions)
    return configuration, state.moves.plus(move)


@cache
def _configuration(phases: tuple[Phase, ...]) -> Configuration:
    """The configuration of these phases; cached, because there are few."""
    return Configuration.of(frozenset(phases))
