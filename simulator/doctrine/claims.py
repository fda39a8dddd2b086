"""Claims about single sentences: citations, measures, steps, silences, standing systems."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from simulator.doctrine.words import (
    Actor,
    Basis,
    Function,
    Manner,
    Phase,
    Scope,
    conditions_label,
    roles_label,
)
from simulator.language import tr

NonEmptyText = Annotated[str, Field(min_length=1)]


class Claim(BaseModel):
    """Frozen, and closed: a key that nobody reads is an error. Built when first used."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Citation(Claim):
    """A sentence and words that stand in it, verbatim."""

    sentence: NonEmptyText
    quote: NonEmptyText


class Hold(Claim):
    """A phase in which a measure is in force, on what basis, and the words that carry it there."""

    phase: Phase
    basis: Basis
    ground: Citation
    why: str = ""


class Encoding(Claim):
    """One thing that one sentence assigns, as the data file states it beside the sentence.

    `actors` are the grammatical subjects (also when carried over from the sentence before); `lead` only those
    of whom the sentence says 主体的に, `support` those who 支援・補完する another side. `when` is the
    condition of fact in the sentence, `qualifiers` say within or according to what, `discretion` are those of
    them that leave the matter to each side's own decision, law or standard; all verbatim. `requested_by` is
    who asks, only where the sentence says so.
    """

    title: Annotated[str, Field(min_length=1, max_length=24)]
    quote: NonEmptyText
    actors: Annotated[tuple[Actor, ...], Field(min_length=1)]
    lead: tuple[Actor, ...] = ()
    support: tuple[Actor, ...] = ()
    conditions: Annotated[tuple[Manner, ...], Field(min_length=1)]
    function: Function
    functions_also: tuple[Function, ...] = ()
    acm: bool = False
    when: str = ""
    qualifiers: tuple[NonEmptyText, ...] = ()
    discretion: tuple[NonEmptyText, ...] = ()
    requested_by: Actor | None = None

    @property
    def conditions_of_fact(self) -> tuple[NonEmptyText, ...]:
        """`when`, as words to quote: one or none."""
        return (self.when,) if self.when else ()

    @property
    def limits(self) -> tuple[NonEmptyText, ...]:
        """The qualifiers other than those that leave the matter to a side's own decision."""
        return tuple(words for words in self.qualifiers if words not in self.discretion)

    @model_validator(mode="after")
    def _discretion_is_among_the_qualifiers(self) -> Encoding:
        if not set(self.discretion) <= set(self.qualifiers):
            raise ValueError(tr("discretion の語は qualifiers にも書いてください。"))
        return self


class LeadIn(Citation):
    """The sentence that leads into the list in which a measure stands, with its wording.

    `note` says how we read it where it can be read otherwise.
    """

    conditions: tuple[Manner, ...] = ()
    discretion: tuple[NonEmptyText, ...] = ()
    acm: bool = False
    note: str = ""


class Measure(Encoding):
    """A measure with its sentence, and the phases in which it is in force.

    `lead_ins` are the sentences that lead into its list, the widest first; `acm_above` where the section
    around it names the Alliance Coordination Mechanism that the sentence itself does not name.
    """

    id: str
    sentence: str
    phases: tuple[Hold, ...] = ()
    scope: Scope | None = None
    lead_ins: tuple[LeadIn, ...] = ()
    acm_above: Citation | None = None

    @property
    def roles(self) -> str:
        """Who acts, leads and supports, in a line."""
        return roles_label(self.actors, self.lead, self.support)

    @property
    def how(self) -> str:
        """How the sentence words it, and in brackets what only an undoubted lead-in adds.

        A sentence that puts its own case (`when`) says so here, for rows that have no room for the words.
        """
        wording = conditions_label(self.conditions)
        if self.when:
            wording = tr("{own}（場合を限る）", own=wording)
        sure = [lead for lead in self.lead_ins if not lead.note]
        added = [c.label for lead in sure for c in lead.conditions if c not in self.conditions]
        added += [words for lead in sure for words in lead.discretion]
        additions = tr("・").join(dict.fromkeys(added))
        return tr("{own}（導入文：{added}）", own=wording, added=additions) if additions else wording

    def hold(self, phase: Phase) -> Hold | None:
        """How it stands in that phase, or None if it is not in force there."""
        return next((hold for hold in self.phases if hold.phase is phase), None)


class NoMeasure(Claim):
    """A sentence of chapters III–VIII that assigns nothing, and why we read it so."""

    sentence: NonEmptyText
    reason: NonEmptyText


class CoordinationStep(Claim):
    """A coordination step that a sentence names. `specific` to a phase's own section, or general.

    `lead_in` is the sentence that governs a bullet and gives it its condition; `remark` what a reader
    must know of the sentence. `actors` is empty where the sentence names nobody who acts. On a sheet the
    step also has the `basis` on which its sentence stands there, with `ground` and `why`; `no_measure` says
    why no measure is read in it, where none is.
    """

    title: Annotated[str, Field(min_length=1, max_length=24)]
    actors: tuple[Actor, ...] = ()
    sentence: NonEmptyText
    quote: NonEmptyText
    conditions: Annotated[tuple[Manner, ...], Field(min_length=1)]
    lead_in: Citation | None = None
    remark: str = ""
    specific: bool = False
    basis: Basis | None = None
    ground: Citation | None = None
    why: str = ""
    no_measure: str = ""
    measure: Measure | None = None

    @property
    def roles(self) -> str:
        """Who acts, leads and supports, in a line."""
        return self.measure.roles if self.measure else roles_label(self.actors, (), ())

    @property
    def how(self) -> str:
        """How the sentence words it, with what a lead-in adds; a note if we do not read it as a measure."""
        if self.no_measure:
            return tr("措置と読まない")
        return self.measure.how if self.measure else conditions_label(self.conditions)


class Silence(Claim):
    """Something a reader would look for that the text does not say, with the nearest words that it says."""

    about: NonEmptyText
    note: NonEmptyText
    nearest: tuple[Citation, ...] = ()


class SystemPart(Claim):
    """What a standing system does in some phases; in all if neither `phases` nor `scope` is given."""

    phases: tuple[Phase, ...] = ()
    scope: Scope | None = None
    role: NonEmptyText
    strength: NonEmptyText
    basis: Basis
    sentence: NonEmptyText
    quote: NonEmptyText
    why: str = ""


class System(Claim):
    """A standing system of the text: who takes part, and what it does in which phase."""

    id: NonEmptyText
    name: NonEmptyText
    clause: NonEmptyText
    participants: NonEmptyText
    participants_ground: Citation
    parts: Annotated[tuple[SystemPart, ...], Field(min_length=1)]

    def in_phases(self, phases: frozenset[Phase]) -> tuple[SystemPart, ...]:
        """The parts that bear on a situation, general ones first."""
        general = tuple(part for part in self.parts if not part.phases and not part.scope)
        return general + tuple(part for part in self.parts if phases.intersection(part.phases))
