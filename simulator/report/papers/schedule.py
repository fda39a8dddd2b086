"""A plan of the time: how the minutes of a class may be spread over the steps of a scenario.

The author says how long the class lasts; the shares here are a start for the facilitator, who changes them.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenario import Decision, Ending, Inject, Question, Scenario, Step, TransitionStep

CLASSES = (90, 60)  # minutes that timetables have
_HOT_WASH = 0.2  # of the class; no shorter than ten minutes
_LEAST_HOT_WASH = 10
_SHARES = {Decision: 5, Question: 4, Inject: 2, TransitionStep: 2, Ending: 1}  # talk that follows each


@dataclass(frozen=True, slots=True)
class Slot:
    """Minutes from the beginning of the class in which a step is taken."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A class of so many minutes: a slot for each step, in their order, and when the hot wash begins."""

    minutes: int
    slots: tuple[Slot | None, ...]
    hot_wash: int


def schedules(scenario: Scenario) -> tuple[Schedule, ...]:
    """For the author's own duration and for the classes of timetables that are shorter."""
    lengths = [scenario.duration, *(m for m in CLASSES if m < scenario.duration)]
    return tuple(schedule(scenario, minutes) for minutes in lengths)


def schedule(scenario: Scenario, minutes: int) -> Schedule:
    """A plan for a class of so many minutes. Steps with a condition have no time of their own."""
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
