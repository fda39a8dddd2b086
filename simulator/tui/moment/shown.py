"""Which moment of an exercise a screen shows."""

from __future__ import annotations

from simulator.exercise import Exercise, State
from simulator.machine import Refused
from simulator.tui.moment.lanes import Lanes


class ShownMoment:
    """The head of the exercise, or the earlier record `looking`.

    `refused` is the machine's refusal of the last key, while it is shown.
    """

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.lanes = Lanes(exercise.history)
        self.looking: int | None = None
        self.refused: Refused | None = None

    @property
    def state(self) -> State:
        """The state at the moment shown."""
        return self.exercise.history.state(self.looking)

    @property
    def seq(self) -> int:
        """The record of the moment shown."""
        return self.looking or self.exercise.history.head

    @property
    def now(self) -> float:
        """The exercise time of the moment shown, in seconds; at the head it goes on."""
        return self.state.elapsed if self.looking is not None else self.exercise.elapsed()

    @property
    def elsewhere(self) -> bool:
        """Whether a moment of another branch is shown."""
        return self.looking is not None and self.lanes.owner(self.looking) > 0

    def present(self) -> frozenset[str]:
        """The phases at the moment shown."""
        return frozenset(phase.value for phase in self.state.configuration.phases)
