"""In which phases a measure is in force: its home, and where the text or our reading carries it on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulator.doctrine.claims import Citation, Claim, Hold, NonEmptyText
from simulator.doctrine.words import Basis, Phase
from simulator.document import Document


class CarriedOn(Claim):
    """Phases in which measures go on, with basis and ground."""

    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    basis: Basis
    ground: Citation
    why: str = ""


class OwnWords(Claim):
    """Sentences whose own words carry them further, or end them sooner, than their section."""

    sentences: Annotated[tuple[NonEmptyText, ...], Field(min_length=1)]
    continues: tuple[CarriedOn, ...] = ()
    ends: tuple[Phase, ...] = ()
    why: NonEmptyText


class SectionRule(Claim):
    """A section, its home phases, and where its measures go on. The narrowest section wins."""

    section: NonEmptyText
    home: tuple[Phase, ...] = ()
    continues: tuple[CarriedOn, ...] = ()
    exceptions: tuple[OwnWords, ...] = ()

    def covers(self, document: Document, sentence: str) -> bool:
        """Whether the sentence stands in this section."""
        unit = document.unit(sentence)
        return unit.id == self.section or f"{unit.clause}.".startswith(f"{self.section}.")


def rule_for(rules: Sequence[SectionRule], document: Document, sentence: str) -> SectionRule | None:
    """The narrowest rule that covers a sentence."""
    covering = [rule for rule in rules if rule.covers(document, sentence)]
    return max(covering, key=lambda rule: len(rule.section.split(".")), default=None)


def holds_of(rule: SectionRule, sentence: str, quote: str) -> tuple[Hold, ...]:
    """Where these words of a sentence are in force, in the order of the phases.

    At home the ground is the words themselves; elsewhere it is what the rule cites.
    """
    own_words = Citation(sentence=sentence, quote=quote)
    by_phase = {phase: Hold(phase=phase, basis=Basis.TEXT, ground=own_words) for phase in rule.home}
    carried = list(rule.continues)
    for exception in rule.exceptions:
        if sentence in exception.sentences:
            carried += exception.continues
    for entry in carried:
        for phase in entry.phases:
            by_phase[phase] = Hold(phase=phase, basis=entry.basis, ground=entry.ground, why=entry.why)
    for exception in rule.exceptions:
        if sentence in exception.sentences:
            for phase in exception.ends:
                by_phase.pop(phase, None)
    return tuple(by_phase[phase] for phase in Phase if phase in by_phase)
