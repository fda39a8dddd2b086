"""A walk that this process acts on, for tests of what others see of it."""

from simulator.exercise import Busy, Exercise, Held, Journal
from simulator.exercise.clock import VirtualClock
from simulator.machine import START, PhaseMachine


def held_walk(journal: Journal, machine: PhaseMachine, title: str) -> tuple[Exercise, Held]:
    """A new walk in a journal, and the right to act on it."""
    exercise = Exercise.begin(machine, journal, VirtualClock(), title=title, start=START)
    held = journal.hold(exercise.name)
    assert not isinstance(held, Busy)
    return exercise, held
