"""One exercise: act on the machine, keep each event, then show its fold."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.exercise.clock import Clock
from simulator.exercise.events import (
    Event,
    Firing,
    HeadSet,
    Improved,
    Moved,
    Noted,
    PlayedScenario,
    Rated,
    Record,
    Refusal,
    Started,
    Ticked,
)
from simulator.exercise.history import History
from simulator.exercise.journal import CaughtUpError, Journal, UnknownFateError
from simulator.exercise.rating import Rating
from simulator.exercise.stage import Stage, stage_of
from simulator.exercise.state import State
from simulator.language import tr
from simulator.machine import Accepted, Configuration, Outcome, PhaseMachine, Refused, Trigger


class UnknownStepError(ValueError):
    """The step is not on the sheet of the last move."""


class Exercise:
    """A running exercise. Each method that acts first keeps its event, then changes what is shown.

    Any of them may raise `JournalError`; then nothing has changed, on disk or here.
    """

    def __init__(
        self, name: str, history: History, machine: PhaseMachine, journal: Journal, clock: Clock
    ) -> None:
        """Use `begin` or `resume`."""
        self.name = name
        self.history = history
        self.machine = machine
        self.journal = journal
        self._clock = clock
        self.seat = ""  # the selected seat; empty for the facilitator's view
        self.stage = Stage()  # what the room may see
        self._is_unsure = False  # whether the journal may have kept an act without confirming it

    @classmethod
    def begin(  # noqa: PLR0913 - each is passed by name
        cls,
        machine: PhaseMachine,
        journal: Journal,
        clock: Clock,
        *,
        title: str,
        start: Configuration,
        script: PlayedScenario | None = None,
    ) -> Exercise:
        """Open a new exercise in the journal."""
        wall = clock.wall()
        name = journal.begin(f"{wall:%Y%m%d-%H%M%S}", title, wall)
        exercise = cls(name, History(), machine, journal, clock)
        started = Started(title=title, phases=ordered(start), script=script, offset=clock.offset())
        exercise.keep(started)
        journal.settle()
        return exercise

    @classmethod
    def resume(cls, name: str, machine: PhaseMachine, journal: Journal, clock: Clock) -> Exercise:
        """Open a kept exercise where it stood. Raises `JournalError`."""
        exercise = cls(name, History(journal.read(name)), machine, journal, clock)
        exercise.seat = journal.sidecar.kept_seat(name)
        exercise.stage = stage_of(journal.sidecar.kept_stage(name))
        return exercise

    @property
    def state(self) -> State:
        """Where the exercise stands."""
        return self.history.state()

    def elapsed(self) -> float:
        """Seconds of exercise time, now."""
        return self._clock.elapsed()

    def fire(self, trigger: Trigger) -> Outcome:
        """Fire a trigger of the machine. The answer is kept, also a refusal."""
        before = self.state.configuration
        outcome = self.machine.fire(before, trigger)
        match outcome:
            case Accepted():
                self.keep(Moved(firing=firing(trigger, before, outcome)))
            case Refused(reason=reason, citations=citations):
                sentences = tuple(citation.sentence for citation in citations)
                self.keep(Refusal(trigger=trigger, reason=reason, sentences=sentences))
        return outcome

    def tick(self, sentence: str, *, done: bool) -> None:
        """Tick off a step of the last move, or untick it. Raises `UnknownStepError`."""
        move = self.state.last_move
        sheets = [self.machine.doctrine.transitions.get(name) for name in move.transitions] if move else []
        step_sentences = {step.sentence for sheet in sheets if sheet for step in sheet.steps}
        if move is None or sentence not in step_sentences:
            raise UnknownStepError(tr("{sentence} は直前の遷移の手順ではありません。", sentence=sentence))
        self.keep(Ticked(move=move.seq, sentence=sentence, done=done))

    def note(self, text: str, about: int | None = None) -> None:
        """Keep a note on the present moment, or about the one of an earlier record."""
        self.keep(Noted(text=text, about=about))

    def rate(
        self, objective: str, rating: Rating, *, evaluator: str, text: str = "", about: int | None = None
    ) -> None:
        """Keep an evaluator's rating of an objective, perhaps about an earlier record."""
        self.keep(
            Rated(objective=objective, rating=rating, text=text.strip(), evaluator=evaluator, about=about)
        )

    def improve(
        self, issue: str, action: str, *, who: str = "", by: str = "", instead: int | None = None
    ) -> None:
        """Keep an item of the improvement plan, perhaps in place of an earlier one."""
        self.keep(Improved(issue=issue, action=action, who=who, by=by, instead=instead))

    def keep_seat(self, seat: str) -> None:
        """Keep the selected seat, for when the exercise is resumed. It is not recorded as an event."""
        self.journal.sidecar.keep_seat(self.name, seat)
        self.seat = seat

    def keep_stage(self, stage: Stage) -> None:
        """Keep what the room may see from now on. It is not recorded as an event."""
        if stage != self.stage:
            self.journal.sidecar.keep_stage(self.name, stage.text())
            self.stage = stage

    def move(self, journal: Journal, name: str) -> None:
        """Go on in another journal, which already has all records under that name."""
        self.journal = journal
        self.name = name

    def undo(self) -> bool:
        """Go back by one event; False at the beginning."""
        to = self.history.undo_to
        return self._set_head(to)

    def undo_to(self, seq: int) -> bool:
        """Go back to an earlier record of this branch; False if it is not one, or is the present one."""
        earlier = {record.seq for record in self.history.path()[:-1]}
        return seq in earlier and self._set_head(seq)

    def redo(self) -> bool:
        """Take back an undo; False if there is none to take back."""
        return self._set_head(self.history.redo_to)

    def _set_head(self, to: int | None) -> bool:
        if to is None:
            return False
        self.keep(HeadSet(to=to, tip=self.history.tip))
        return True

    def keep(self, event: Event) -> None:
        """Keep an event, then fold it in. The caller makes sure that it may follow the present state."""
        if self._is_unsure:
            self._catch_up()
        history, clock = self.history, self._clock
        record = Record(
            seq=len(history.records) + 1,
            parent=history.head or None,
            wall=clock.wall(),
            elapsed=round(clock.elapsed(), 3),
            event=event,
        )
        try:
            self.journal.append(self.name, record)
        except UnknownFateError:
            self._is_unsure = True
            raise
        history.add(record)

    def _catch_up(self) -> None:
        """Read what was kept without being confirmed. Raises `CaughtUpError` if there was anything."""
        missed = self.journal.read_after(self.name, len(self.history.records))
        self._is_unsure = False
        for record in missed:
            self.history.add(record)
        if missed:
            raise CaughtUpError(
                tr(
                    "答えの来なかった前の操作は、記録されていました。いまの所を確かめて、もう一度操作してください。"
                )
            )


def firing(trigger: Trigger, before: Configuration, outcome: Outcome, because: str = "") -> Firing:
    """What a trigger did, as it is recorded."""
    sheets = outcome.transitions if isinstance(outcome, Accepted) else ()
    return Firing(
        trigger=trigger,
        because=because,
        before=ordered(before),
        after=ordered(outcome.configuration),
        transitions=tuple(sheet.id for sheet in sheets),
        reason=outcome.reason if isinstance(outcome, Refused) else "",
    )


def ordered(configuration: Configuration) -> tuple[Phase, ...]:
    """The phases of a configuration in the order of the text."""
    return tuple(phase for phase in Phase if phase in configuration.phases)
