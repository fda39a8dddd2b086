"""A schedule: how the minutes of a class may be spread over the steps of a scenario.

The author gives the length of the class; the shares here are a suggestion to the facilitator.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario import Decision, Ending, Inject, Question, Scenario, Step, TransitionStep

CLASSES = (90, 60)  # minutes of usual lessons
_HOT_WASH = 0.2  # share of the class; at least `_LEAST_HOT_WASH` minutes
_LEAST_HOT_WASH = 10
# Relative time for the discussion of each kind of step.
_SHARES = {Decision: 5, Question: 4, Inject: 2, TransitionStep: 2, Ending: 1}


@dataclass(frozen=True, slots=True)
class Slot:
    """The minutes of a step, from the beginning of the class."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """The schedule of a class: its minutes, a slot for each step in order, and when the hot wash begins."""

    minutes: int
    slots: tuple[Slot | None, ...]
    hot_wash: int


def schedules(scenario: Scenario) -> tuple[Schedule, ...]:
    """Schedules for the author's duration and for usual lessons that are shorter."""
    lengths = [scenario.duration, *(m for m in CLASSES if m < scenario.duration)]
    return tuple(schedule(scenario, minutes) for minutes in lengths)


def schedule(scenario: Scenario, minutes: int) -> Schedule:
    """A schedule for a class of `minutes`. Steps with a condition get no time of their own."""
    hot_wash = minutes - max(_LEAST_HOT_WASH, round(minutes * _HOT_WASH))
    hot_wash = max(hot_wash, minutes // 2)
    whole = sum(_share(step) for step in scenario.steps) or 1
    slots: list[Slot | None] = []
    spent = 0
    for step in scenario.steps:
        if step.when is not None:
            slots.append(None)
            continue
        start = spent * hot_wash // whole
        spent += _share(step)
        slots.append(Slot(start, spent * hot_wash // whole))
    return Schedule(minutes, tuple(slots), hot_wash)


def _share(step: Step) -> int:
    return 0 if step.when is not None else _SHARES.get(type(step), 1)
