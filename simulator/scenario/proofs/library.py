"""What several scenarios exercise together: the transitions they walk, the measures their steps turn on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from simulator.doctrine import Doctrine, Measure
from simulator.scenario.model import Scenario
from simulator.scenario.proofs.paths import Paths
from simulator.scenario.steps import Cite, Decision, Inject, Question, TransitionStep


@dataclass(frozen=True, slots=True)
class Coverage:
    """By the id of each transition the scenarios that walk it, by that of each measure the steps citing it.

    A step is named `scenario/step`, or `scenario/step/option`.
    """

    transitions: Mapping[str, tuple[str, ...]]
    measures: Mapping[str, tuple[str, ...]]

    @property
    def transitions_left(self) -> tuple[str, ...]:
        """The transitions that no scenario walks."""
        return tuple(name for name, where in self.transitions.items() if not where)

    @property
    def measures_left(self) -> tuple[str, ...]:
        """The measures that no step cites by their own words."""
        return tuple(name for name, where in self.measures.items() if not where)


def coverage(doctrine: Doctrine, played: Mapping[str, tuple[Scenario, Paths]]) -> Coverage:
    """What the scenarios, by name, exercise together."""
    walked: dict[str, list[str]] = {name: [] for name in doctrine.transitions}
    cited: dict[str, list[str]] = {measure.id: [] for measure in doctrine.measures}
    for name, (scenario, paths) in played.items():
        for transition in paths.transitions:
            walked[transition].append(name)
        for where, cite in _cites(scenario):
            for measure in doctrine.measures:
                if turns_on(doctrine, cite, measure) and f"{name}/{where}" not in cited[measure.id]:
                    cited[measure.id].append(f"{name}/{where}")
    return Coverage(
        {key: tuple(value) for key, value in walked.items()},
        {key: tuple(value) for key, value in cited.items()},
    )


def turns_on(doctrine: Doctrine, cite: Cite, measure: Measure) -> bool:
    """Whether a citation is of this very measure: its sentence, or words of it in its paragraph.

    A paragraph of several sentences cited without words points to none of them.
    """
    if cite.clause == measure.sentence:
        return True
    unit = doctrine.document.unit(measure.sentence)
    if cite.clause != unit.id:
        return False
    if cite.quote:
        return cite.quote in doctrine.document.sentence(measure.sentence).text
    return len(unit.sentences) == 1


def _cites(scenario: Scenario) -> Iterator[tuple[str, Cite]]:
    for step in scenario.steps:
        if isinstance(step, Decision):
            for option in step.options:
                yield from ((f"{step.id}/{option.id}", cite) for cite in option.cites)
        elif isinstance(step, Inject | Question | TransitionStep):
            yield from ((step.id, cite) for cite in step.cites)
