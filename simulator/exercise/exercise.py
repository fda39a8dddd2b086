"""One exercise: act on the machine, keep each event, then show its fold."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.exercise.clock import Clock
from simulator.exercise.events import Event, HeadSet, Moved, Noted, Record, Refusal, Started, Ticked
from simulator.exercise.history import History
from simulator.exercise.journal import Journal
from simulator.exercise.state import State
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
        self._journal = journal
        self._clock = clock

    @classmethod
    def begin(
        cls,
        machine: PhaseMachine,
        journal: Journal,
        clock: Clock,
        *,
        title: str,
        start: Configuration,
    ) -> Exercise:
        """Open a new exercise in the journal."""
        wall = clock.wall()
        name = journal.begin(f"{wall:%Y%m%d-%H%M%S}", title, wall)
        exercise = cls(name, History(), machine, journal, clock)
        exercise._keep(Started(title=title, phases=_ordered(start)))
        return exercise

    @classmethod
    def resume(cls, name: str, machine: PhaseMachine, journal: Journal, clock: Clock) -> Exercise:
        """Open a kept exercise where it stood. Raises `JournalError`."""
        return cls(name, History(journal.read(name)), machine, journal, clock)

    @property
    def state(self) -> State:
        """Where the exercise stands."""
        return self.history.state()

    def elapsed(self) -> float:
        """Seconds of exercise time, now."""
        return self._clock.elapsed()

    def fire(self, trigger: Trigger) -> Outcome:
        """Ask the machine. What it answers is kept, also when it refuses."""
        before = self.state.configuration
        outcome = self.machine.fire(before, trigger)
        match outcome:
            case Accepted(configuration=after, transitions=made):
                self._keep(
                    Moved(
                        trigger=trigger,
                        before=_ordered(before),
                        after=_ordered(after),
                        transitions=tuple(sheet.id for sheet in made),
                    )
                )
            case Refused(reason=reason, citations=citations):
                sentences = tuple(citation.sentence for citation in citations)
                self._keep(Refusal(trigger=trigger, reason=reason, sentences=sentences))
        return outcome

    def tick(self, sentence: str, *, done: bool) -> None:
        """Tick off a step of the last move, or untick it. Raises `UnknownStepError`."""
        move = self.state.last_move
        sheets = [self.machine.doctrine.transitions.get(name) for name in move.transitions] if move else []
        known = {step.sentence for sheet in sheets if sheet for step in sheet.steps}
        if move is None or sentence not in known:
            raise UnknownStepError(f"{sentence} は直前の遷移の手順ではありません。")
        self._keep(Ticked(move=move.seq, sentence=sentence, done=done))

    def note(self, text: str) -> None:
        """Keep a note."""
        self._keep(Noted(text=text))

    def undo(self) -> bool:
        """Go back by one event; False at the beginning."""
        to = self.history.undo_to
        return self._set_head(to)

    def undo_to(self, seq: int) -> bool:
        """Go back to an earlier record of this branch; False if that is where one stands."""
        return seq != self.history.head and self._set_head(seq)

    def redo(self) -> bool:
        """Take back an undo; False if there is none to take back."""
        return self._set_head(self.history.redo_to)

    def _set_head(self, to: int | None) -> bool:
        if to is None:
            return False
        self._keep(HeadSet(to=to, tip=self.history.tip))
        return True

    def _keep(self, event: Event) -> None:
        record = Record(
            seq=self.history.next_seq,
            parent=self.history.head or None,
            wall=self._clock.wall(),
            elapsed=round(self._clock.elapsed(), 3),
            event=event,
        )
        self._journal.append(self.name, record)
        self.history.add(record)


def _ordered(configuration: Configuration) -> tuple[Phase, ...]:
    return tuple(phase for phase in Phase if phase in configuration.phases)
