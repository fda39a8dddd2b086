"""Who may see what of a play: one function of scenario, state and viewer for every face.

`Visibility.told` gives what a viewer is told of one thing that happened, as a value in which what the viewer
may not know is absent; `seen` gives the whole moment. The facilitator's own things (notes, expected
responses, what is to come) are values of other types, which are absent for any other viewer.

Until the facilitator reveals them, the room and the seats see no clauses of options, no feedback, no answer.
What is revealed is a set of records: those that showed a decision or a question, or took an option.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple, TypeAlias

from simulator.exercise.coming import coming
from simulator.exercise.events import Added, Decided, Event, Firing, HeldBack, Noted, Released, Shown, Voted
from simulator.exercise.history import History
from simulator.exercise.state import DecisionTaken, Entry, NoteTaken, State, VoteTaken
from simulator.exercise.told import (
    Aside,
    Feedback,
    OptionVotes,
    SampleAnswer,
    Seen,
    Told,
    ToldBefore,
    ToldChoice,
    ToldDecision,
    ToldEnding,
    ToldFacilitator,
    ToldInject,
    ToldMove,
    ToldNote,
    ToldOption,
    ToldPassage,
    ToldQuestion,
    ToldVote,
)
from simulator.exercise.viewer import Viewer
from simulator.exercise.votes import by_option
from simulator.language import tr
from simulator.scenario import (
    AnySeat,
    Decision,
    Ending,
    Inject,
    Option,
    Question,
    Script,
    ScriptError,
    Step,
    TransitionStep,
)

Thing: TypeAlias = Entry | DecisionTaken | VoteTaken | NoteTaken
Revealed: TypeAlias = frozenset[int]  # numbers of records
NOTHING_REVEALED: Revealed = frozenset()


@dataclass(frozen=True, slots=True)
class Visibility:
    """What one viewer sees of a play, after what the facilitator has revealed.

    A face that looks repeatedly passes `before`, a cache of what this viewer was told: a record never
    changes, so what is told of it depends only on whether it waits and whether it is revealed.
    """

    script: Script
    history: History
    viewer: Viewer
    revealed: Revealed = NOTHING_REVEALED
    before: ToldBefore | None = field(default=None, compare=False, repr=False)

    def told(self, thing: Thing, *, waits: bool = False) -> ToldFacilitator | None:
        """What the viewer is told of one thing; None if it did not reach it."""
        if self.before is None:
            return self._tell(thing, waits=waits)
        key = (thing.seq, waits, thing.seq in self.revealed)
        if key not in self.before:
            self.before[key] = self._tell(thing, waits=waits)
        return self.before[key]

    def _tell(self, thing: Thing, *, waits: bool) -> ToldFacilitator | None:
        match thing:
            case NoteTaken(seq=seq, elapsed=seconds, text=text, about=about):
                return ToldNote(seq, seconds, text, about) if self.viewer.is_facilitator else None
            case DecisionTaken():
                return self._choice(thing)
            case VoteTaken():
                return self._vote(thing)
            case Entry(added=added) if added:
                if not self.viewer.receives(added):
                    return None
                to = self.script.scenario.seats_named(added.to)
                return ToldInject(thing.seq, thing.elapsed, added.mode, added.sender, to, added.text)
        step = self.step(thing.step)
        return self._step(step, thing.seq, thing.elapsed, waits=waits) if step else None

    def told_of(self, seq: int, state: State) -> ToldFacilitator | None:
        """What the viewer is told of one record of a state's history; None if it told this viewer nothing."""
        kinds: tuple[Sequence[Thing], ...] = (state.shown, state.decisions, state.votes, state.notes)
        for happened in kinds:
            for thing in takewhile(lambda thing: thing.seq >= seq, reversed(happened)):
                if thing.seq == seq:
                    return self.told(thing, waits=thing is self.asked(state))
        return None

    def preview(self, step: Step) -> Told | None:
        """A step that was not shown yet, for the facilitator to read ahead; None for anybody else."""
        return self._step(step, 0, step.at, waits=False) if self.viewer.is_facilitator else None

    def aside(self, thing: Thing) -> Aside | None:
        """What stands beside it for the facilitator; None for anybody else."""
        if not self.viewer.is_facilitator:
            return None
        if isinstance(thing, Entry) and thing.added:
            return Aside(own=True)
        if isinstance(thing, VoteTaken):
            return Aside(votes=self._votes_by_seat(thing))
        step = self.step(thing.step) if isinstance(thing, Entry) else None
        return self.aside_of(step) if step else None

    def aside_of(self, step: Step) -> Aside | None:
        """What stands beside a step for the facilitator; None for anybody else."""
        if not self.viewer.is_facilitator:
            return None
        if isinstance(step, Inject):
            return Aside(step.notes.strip(), step.expect, step.problems)
        return Aside(step.notes.strip())

    def things(self, state: State) -> list[Thing]:
        """All that was shown, voted, decided or noted up to a moment, oldest first, for any viewer."""
        happened: tuple[Thing, ...] = (*state.shown, *state.votes, *state.decisions, *state.notes)
        return sorted(happened, key=lambda thing: thing.seq)

    def seen(self, state: State) -> Seen:
        """A whole moment, but for the facilitator's votes and notes, which `told` gives.

        Raises nothing: a step that the scenario no longer has is left out.
        """
        scenario = self.script.scenario
        asked_entry = self.asked(state)
        told_things = (self.told(thing, waits=thing is asked_entry) for thing in self.things(state))
        ended = has_ended(state)
        return Seen(
            scenario.title,
            scenario.summary,
            scenario.seats,
            state.configuration,
            state.elapsed,
            tuple(value for value in told_things if isinstance(value, Told)),
            self.choices(state),
            ended,
            self.objectives(state),
            scenario.hotwash if ended else (),
            self.hints(state),
        )

    def coming(self, state: State) -> Step | None:
        """The step that would be shown next, for the facilitator; None for anybody else."""
        if not self.viewer.is_facilitator:
            return None
        try:
            return coming(self.script, state)
        except ScriptError:
            return None

    def held(self, state: State) -> tuple[Inject, ...]:
        """The injects held back, for the facilitator; for anybody else there are none."""
        steps = (self.step(name) for name in state.held) if self.viewer.is_facilitator else ()
        return tuple(step for step in steps if isinstance(step, Inject))

    @property
    def reads_ahead(self) -> bool:
        """Whether the viewer may know of steps that were not shown yet."""
        return self.viewer.is_facilitator

    def following(self, state: State) -> tuple[Step, ...]:
        """The steps that were not shown yet, for the facilitator; for anybody else there are none."""
        if not self.reads_ahead:
            return ()
        shown_ids = {entry.step for entry in state.shown}
        return tuple(step for step in self.script.scenario.steps if step.id not in shown_ids)

    def objectives(self, state: State) -> tuple[str, ...]:
        """What is to be learnt. Everybody sees topics; only the facilitator sees the statements with one.

        A statement without a topic may say what is to be found out, so it waits for the end.
        """
        objectives = self.script.scenario.objectives
        if self.viewer.is_facilitator:
            return tuple(
                tr("{topic}: {statement}", topic=objective.topic, statement=objective.text)
                if objective.topic
                else objective.text
                for objective in objectives
            )
        if has_ended(state):
            return tuple(objective.shown for objective in objectives)
        return tuple(objective.topic for objective in objectives if objective.topic)

    def asked(self, state: State) -> Entry | None:
        """The entry of the decision that waits at a moment."""
        if not state.waiting:
            return None
        return next((entry for entry in reversed(state.shown) if entry.step == state.waiting), None)

    def waiting(self, state: State) -> Decision | None:
        """The decision that waits at a moment, with the options offered then, if this viewer may take it."""
        decision = self.step(state.waiting)
        if not isinstance(decision, Decision) or not self.viewer.decides(decision):
            return None
        return self.script.offered(decision, state.cursor)

    def choices(self, state: State) -> tuple[ToldOption, ...]:
        """The options that wait to be taken by this viewer."""
        asked_entry = self.asked(state)
        decision = self.told(asked_entry, waits=True) if asked_entry else None
        return decision.options if isinstance(decision, ToldDecision) else ()

    def hints(self, state: State) -> bool:
        """Whether our remarks beside the text may be shown: not while they could answer what is asked."""
        if self.viewer.is_facilitator or not state.shown:
            return True
        newest = self.asked(state) or state.shown[-1]  # an inject may have been shown after what waits
        step = self.step(newest.step)
        asks = isinstance(step, Question) or (isinstance(step, Decision) and step.id == state.waiting)
        return not asks or newest.seq in self.revealed

    def to_reveal(self, state: State) -> int | None:
        """The record whose hidden part the room would be shown next; None if nothing is hidden.

        The newest first: an older one that was passed over stays hidden until the facilitator goes back to
        it.
        """
        hiding = _hiding(self.script)
        entries = reversed(state.shown) if hiding.entries else ()
        entry_seqs = (entry.seq for entry in entries if entry.step in hiding.entries)
        decision_seqs = (
            decision.seq
            for decision in reversed(state.decisions)
            if decision.choice.decision in hiding.decisions
        )
        newest = (
            next((seq for seq in seqs if seq not in self.revealed), 0) for seqs in (entry_seqs, decision_seqs)
        )
        return max(newest) or None

    def step(self, name: str | None) -> Step | None:
        """A step of the script; None if it has none of that name."""
        try:
            return self.script.step(name) if name else None
        except ScriptError:
            return None

    def reached(self, event: Event) -> Step | Added | Noted | None:
        """What an event was about, if the viewer may know of it."""
        match event:
            case Shown(step=name) | Released(step=name):
                step = self.step(name)
                return step if step and self.viewer.receives(step) else None
            case Decided(decision=name) | Voted(decision=name):
                return self.step(name)
            case HeldBack(step=name):
                return self.step(name) if self.viewer.is_facilitator else None
            case Added():
                return event if self.viewer.receives(event) else None
            case Noted():
                return event if self.viewer.is_facilitator else None
        return None

    def option_taken(self, event: Decided) -> Option | None:
        """The option of a decision, if the viewer may know it."""
        decision = self.step(event.decision)
        if not isinstance(decision, Decision) or not self.viewer.decides(decision):
            return None
        return next((option for option in decision.options if option.id == event.option), None)

    def _is_open(self, seq: int) -> bool:
        return self.viewer.is_facilitator or seq in self.revealed

    def _fired(self, seq: int) -> tuple[Firing, ...]:
        record = self.history.records.get(seq)
        event = record.event if record else None
        return event.fired if isinstance(event, (Shown, Decided)) else ()

    def _step(self, step: Step, seq: int, seconds: float, *, waits: bool) -> Told | None:
        if not self.viewer.receives(step):
            return None
        match step:
            case Inject():
                return ToldInject(
                    seq,
                    seconds,
                    step.mode,
                    step.sender,
                    step.to,
                    step.text,
                    step.cites,
                    step.subject.strip(),
                    step.place.strip(),
                    step.attachments,
                )
            case TransitionStep():
                return ToldMove(seq, seconds, self._fired(seq), step.cites)
            case Question():
                answer = SampleAnswer(step.answer, step.cites) if self._is_open(seq) else None
                return ToldQuestion(seq, seconds, step.text, answer, step.points)
            case Decision():
                return self._decision(step, seq, seconds, waits=waits)
            case Ending():
                return ToldEnding(seq, seconds, step.title, step.text)
        return ToldPassage(seq, seconds, step.text)

    def _decision(self, step: Decision, seq: int, seconds: float, *, waits: bool) -> ToldDecision | None:
        if not self.viewer.decides(step):
            # Once it is taken, its own record shows that.
            return (
                ToldDecision(seq, seconds, step.seats, waits=True, acknowledges=step.acknowledges)
                if waits
                else None
            )
        is_open = self._is_open(seq)
        options = tuple(
            ToldOption(number, option.id, option.text, option.cites if is_open else (), closed)
            for number, (option, closed) in enumerate(self._offered(step, seq), 1)
        )
        return ToldDecision(
            seq, seconds, step.seats, step.text, options, step.countdown, waits, step.acknowledges
        )

    def _offered(self, decision: Decision, seq: int) -> list[tuple[Option, str]]:
        """The options shown at a record, each with why it was closed then. Before it was shown: all."""
        if not seq or all(option.when is None for option in decision.options):
            return [(option, "") for option in decision.options]
        cursor = self.history.state(seq).cursor
        options = self.script.offered(decision, cursor).options
        return [(o, "" if self.script.is_open(o, cursor) else o.closed.strip()) for o in options]

    def _vote(self, vote: VoteTaken) -> ToldVote | None:
        """For the facilitator only: the class is shown its votes by `ClassRoom.show`, when he wishes."""
        decision = self.step(vote.decision)
        if not isinstance(decision, Decision) or not self.viewer.is_facilitator:
            return None
        votes = by_option(vote.counts)
        options = tuple(
            OptionVotes(number, option.text, votes.get(option.id, 0))
            for number, (option, _) in enumerate(self._offered(decision, vote.about), 1)
        )
        return ToldVote(vote.seq, vote.elapsed, decision.seats, options, vote.answered, vote.of)

    def _votes_by_seat(self, vote: VoteTaken) -> tuple[tuple[AnySeat, int, int], ...]:
        decision = self.step(vote.decision)
        if not isinstance(decision, Decision):
            return ()
        offered = self._offered(decision, vote.about)
        numbers = {option.id: number for number, (option, _) in enumerate(offered, 1)}
        votes = {(seat, option): number for option, seat, number in vote.counts}
        return tuple(
            (seat, number, votes[seat.value, option])
            for seat in decision.seats
            for option, number in numbers.items()
            if (seat.value, option) in votes
        )

    def _choice(self, taken: DecisionTaken) -> ToldChoice | None:
        decision = self.step(taken.choice.decision)
        if not isinstance(decision, Decision):
            return None
        fired = self._fired(taken.seq)
        if not self.viewer.decides(decision):
            moved = tuple(firing.model_copy(update={"because": ""}) for firing in fired)
            return ToldChoice(
                taken.seq, taken.elapsed, decision.seats, moved, acknowledges=decision.acknowledges
            )
        option = decision.option(taken.choice.option)
        record = self.history.records.get(taken.seq)
        offered_ids = [
            offered.id for offered, _ in self._offered(decision, (record.parent if record else 0) or 0)
        ]
        number = offered_ids.index(option.id) + 1 if option.id in offered_ids else 1
        feedback = Feedback(option.feedback, option.cites) if self._is_open(taken.seq) else None
        return ToldChoice(
            taken.seq,
            taken.elapsed,
            decision.seats,
            fired,
            number,
            option.text,
            feedback,
            decision.acknowledges,
            taken.reason,
        )


def has_ended(state: State) -> bool:
    """Whether the script had nothing more to show at a moment."""
    touched = state.shown or state.held or state.decisions
    return bool(touched) and state.next is None and not state.waiting


class _Hiding(NamedTuple):
    """Steps that hide something from the room after they are shown, and after they are decided."""

    entries: frozenset[str]
    decisions: frozenset[str]


@lru_cache(maxsize=8)
def _hiding(script: Script) -> _Hiding:
    """What a script hides; cached, because every key asks it for thousands of records."""
    steps = script.steps.values()
    questions = {step.id for step in steps if isinstance(step, Question) and (step.answer or step.cites)}
    decisions = [step for step in steps if isinstance(step, Decision)]
    cited = {step.id for step in decisions if any(option.cites for option in step.options)}
    return _Hiding(frozenset(questions | cited), frozenset(step.id for step in decisions))
