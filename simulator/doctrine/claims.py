"""Claims about single sentences: citations, measures, steps, silences, standing systems."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from simulator.doctrine.words import Actor, Basis, Condition, Function, Phase, Scope

Words = Annotated[str, Field(min_length=1)]


class Claim(BaseModel):
    """Frozen, and closed: a key that nobody reads is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(Claim):
    """A sentence and words that stand in it, verbatim."""

    sentence: Words
    quote: Words


class Hold(Claim):
    """A phase in which a measure is in force, on what basis, and the words that carry it there."""

    phase: Phase
    basis: Basis
    ground: Citation
    why: str = ""


class Encoding(Claim):
    """One thing that one sentence assigns, as the data file states it beside the sentence.

    `actors` are the grammatical subjects (also when carried over from the sentence before); `lead` only
    those of whom the sentence says 主体的に, `support` those who 支援・補完する another side. `when` is the
    condition of fact in the sentence, `qualifiers` what leaves it to someone's own decision or law;
    all three are verbatim. `requested_by` is who asks, only where the sentence says so.
    """

    title: Annotated[str, Field(min_length=1, max_length=24)]
    quote: Words
    actors: Annotated[tuple[Actor, ...], Field(min_length=1)]
    lead: tuple[Actor, ...] = ()
    support: tuple[Actor, ...] = ()
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]
    function: Function
    functions_also: tuple[Function, ...] = ()
    acm: bool = False
    when: str = ""
    qualifiers: tuple[Words, ...] = ()
    requested_by: Actor | None = None


class Measure(Encoding):
    """A measure with its sentence, and the phases in which it is in force."""

    id: str
    sentence: str
    phases: tuple[Hold, ...] = ()
    scope: Scope | None = None

    def hold(self, phase: Phase) -> Hold | None:
        """How it stands in that phase, or None if it is not in force there."""
        return next((hold for hold in self.phases if hold.phase is phase), None)


class NoMeasure(Claim):
    """A sentence of chapters III–VIII that assigns nothing, and why we read it so."""

    sentence: Words
    reason: Words


class Step(Claim):
    """A coordination step that a sentence names. `specific` to a phase's own section, or general.

    `lead_in` is the sentence that governs a bullet and gives it its condition; `remark` what a reader
    must know of the sentence. `actors` is empty where the sentence names nobody who acts.
    """

    title: Annotated[str, Field(min_length=1, max_length=24)]
    actors: tuple[Actor, ...] = ()
    sentence: Words
    quote: Words
    conditions: Annotated[tuple[Condition, ...], Field(min_length=1)]
    lead_in: Citation | None = None
    remark: str = ""
    specific: bool = False


class Silence(Claim):
    """Something one would look for and the text does not say, with the nearest words it does say."""

    about: Words
    note: Words
    nearest: tuple[Citation, ...] = ()


class Part(Claim):
    """What a standing system does in some phases; in all if neither `phases` nor `scope` is given."""

    phases: tuple[Phase, ...] = ()
    scope: Scope | None = None
    role: Words
    strength: Words
    basis: Basis
    sentence: Words
    quote: Words
    why: str = ""


class System(Claim):
    """A standing system of the text: who takes part, and what it does in which phase."""

    id: Words
    name: Words
    clause: Words
    participants: Words
    participants_ground: Citation
    parts: Annotated[tuple[Part, ...], Field(min_length=1)]

    def in_phases(self, phases: frozenset[Phase]) -> tuple[Part, ...]:
        """The parts that bear on a situation, general ones first."""
        general = tuple(part for part in self.parts if not part.phases and not part.scope)
        return general + tuple(part for part in self.parts if phases.intersection(part.phases))
