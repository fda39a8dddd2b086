"""What conditions can look at, as variables: states before and after an option, and where steps hold.

A flag or choice that no condition looks at is no variable: states that differ only in it are one state.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.machine import Configuration
from simulator.scenario.conditions import Condition
from simulator.scenario.proofs.diagram import EVERYTHING, NOTHING, Diagrams, DiagramTooLargeError
from simulator.scenario.script import Choice
from simulator.scenario.steps import Decision, Option, Step

MOST_VARIABLES = 400  # diagrams recurse once a variable


class Valuations:
    """The variables of a scenario; those that one decision writes stand together, so that sets stay small."""

    def __init__(self, steps: Iterable[Step]) -> None:
        """Collect and order the variables."""
        steps = list(steps)
        looked_at = {name for when in _conditions(steps) for name in _variables(when)}
        ordered: dict[str, None] = {}
        for step in steps:
            if isinstance(step, Decision):
                ordered.update((name, None) for name in _written(step) if name in looked_at)
        ordered.update((name, None) for name in sorted(looked_at))
        self.variables = {name: number for number, name in enumerate(ordered)}
        self.sets = Diagrams(len(self.variables))
        self._known: dict[tuple[str, Configuration], int] = {}

    def none(self) -> int:
        """The one state in which no flag is up and nothing has been chosen. Raises `DiagramTooLargeError`."""
        if len(self.variables) > MOST_VARIABLES:
            raise DiagramTooLargeError
        states = EVERYTHING
        for variable in self.variables.values():
            states = self.sets.assign(states, variable, value=False)
        return states

    def after(self, step: Decision, option: Option, states: int) -> int:
        """What an option makes of states."""
        for variable, value in self._assignments(step, option):
            states = self.sets.assign(states, variable, value=value)
        return states

    def before(self, step: Decision, option: Option, states: int) -> int:
        """The states that an option turns into one of these."""
        for variable, value in reversed(self._assignments(step, option)):
            states = self.sets.fix(states, variable, value=value)
        return states

    def _assignments(self, step: Decision, option: Option) -> list[tuple[int, bool]]:
        """What an option does to the variables, in order."""
        assigned = [
            (_flag(effect.set or effect.clear or ""), effect.set is not None)
            for effect in option.effects
            if effect.set or effect.clear
        ]
        assigned += [(_choice(step.id, other.id), other.id == option.id) for other in step.options]
        return [(self.variables[name], value) for name, value in assigned if name in self.variables]

    def opened(self, step: Decision, option: Option, configuration: Configuration) -> int:
        """The valuations in which an option may be taken in this configuration."""
        if option.when is None:
            return EVERYTHING
        key = (f"{step.id}/{option.id}", configuration)
        if key not in self._known:
            self._known[key] = self._holds(option.when, configuration)
        return self._known[key]

    def holding(self, step: Step, configuration: Configuration) -> int:
        """The valuations in which a step is played in this configuration."""
        if step.when is None:
            return EVERYTHING
        key = (step.id, configuration)
        if key not in self._known:
            self._known[key] = self._holds(step.when, configuration)
        return self._known[key]

    def _holds(self, condition: Condition, configuration: Configuration) -> int:
        sets = self.sets
        if condition.phase is not None:
            return EVERYTHING if condition.phase in configuration.phases else NOTHING
        if condition.flag is not None:
            return sets.has(self.variables[_flag(condition.flag)])
        if condition.chosen is not None:
            return sets.has(self.variables[_spelt(condition.chosen)])
        if condition.not_ is not None:
            return sets.outside(self._holds(condition.not_, configuration))
        joined = EVERYTHING if condition.all is not None else NOTHING
        join = sets.both if condition.all is not None else sets.either
        for part in condition.all or condition.any or ():
            joined = join(joined, self._holds(part, configuration))
        return joined


def _conditions(steps: Iterable[Step]) -> Iterator[Condition]:
    """Every condition of steps and of their options."""
    for step in steps:
        if step.when is not None:
            yield step.when
        if isinstance(step, Decision):
            yield from (option.when for option in step.options if option.when is not None)


def _written(step: Decision) -> Iterator[str]:
    for option in step.options:
        yield _choice(step.id, option.id)
        for effect in option.effects:
            if effect.set or effect.clear:
                yield _flag(effect.set or effect.clear or "")


def _flag(name: str) -> str:
    return f"flag {name}"


def _choice(decision: str, option: str) -> str:
    return _spelt(str(Choice(decision, option)))


def _spelt(choice: str) -> str:
    return f"chosen {choice}"


def _variables(condition: Condition) -> Iterator[str]:
    """The flags and choices that a condition looks at."""
    if condition.flag is not None:
        yield _flag(condition.flag)
    if condition.chosen is not None:
        yield _spelt(condition.chosen)
    if condition.not_ is not None:
        yield from _variables(condition.not_)
    for part in (*(condition.all or ()), *(condition.any or ())):
        yield from _variables(part)
