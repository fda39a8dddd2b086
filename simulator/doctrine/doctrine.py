"""Everything we claim the text says, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from simulator.doctrine.claims import CoordinationStep, Measure, NoMeasure, System
from simulator.doctrine.continuation import SectionRule
from simulator.doctrine.passages import PhaseProfile, RefusalRule, Transition
from simulator.doctrine.words import Phase
from simulator.document import Document


@dataclass(frozen=True)
class Doctrine:
    """Everything we claim the text says. Built by `load_doctrine`."""

    document: Document
    measures: tuple[Measure, ...]
    not_measures: tuple[NoMeasure, ...]
    profiles: dict[Phase, PhaseProfile]
    general_steps: tuple[CoordinationStep, ...]
    rules: tuple[SectionRule, ...]
    systems: tuple[System, ...]
    refusals: dict[str, RefusalRule]
    transitions: dict[str, Transition] = field(init=False)

    def transition(self, source: str, target: str, cause: Phase | None = None) -> Transition:
        """The sheet of one transition, by phases or `none`. Raises KeyError."""
        return self.transitions[f"{source}-{target}" + (f"@{cause}" if cause else "")]

    def measure(self, name: str) -> Measure:
        """The measure with this id. Raises KeyError."""
        for measure in self.measures:
            if measure.id == name:
                return measure
        raise KeyError(name)

    def in_force(self, phases: Iterable[Phase]) -> tuple[Measure, ...]:
        """The measures in force when these phases hold side by side, in document order."""
        standing = frozenset(phases)
        return tuple(m for m in self.measures if any(hold.phase in standing for hold in m.phases))
