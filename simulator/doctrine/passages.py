"""Phases, and what the text says of passing from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from simulator.doctrine.claims import Citation, Claim, CoordinationStep, Measure, NonEmptyText, Silence
from simulator.doctrine.words import Basis, Phase

NONE = "none"


class PhaseProfile(Claim):
    """A phase: its clause, the text's own words for it, when it is entered, its steps.

    `recognition` holds the words that come nearest to who recognises it; no sentence says who does.
    """

    phase: Phase
    clause: NonEmptyText
    words: Annotated[tuple[Citation, ...], Field(min_length=1)]
    label_note: str = ""
    condition: tuple[Citation, ...] = ()
    recognition: Silence
    grounds: Annotated[tuple[Citation, ...], Field(min_length=1)]
    steps: tuple[CoordinationStep, ...] = ()
    notes: tuple[Silence, ...] = ()


class Passage(Claim):
    """One transition as its data file states it.

    `source` and `target` are phases of one region, or `none` beside 存立危機 and 大規模災害. `cause` names
    the phase whose beginning brings the transition about by itself, if one does.
    """

    source: str
    target: str
    basis: Basis
    why: str = ""
    cause: Phase | None = None
    condition: tuple[Citation, ...] = ()
    grounds: Annotated[tuple[Citation, ...], Field(min_length=1)]
    silent: tuple[Silence, ...] = ()


class Way(StrEnum):
    """What passing from one situation to another does to a measure."""

    COMES = "comes"
    CONTINUES = "continues"
    LAPSES = "lapses"


@dataclass(frozen=True, slots=True)
class Change:
    """A measure that comes, continues or lapses, and on what ground.

    `basis`, `ground` and `why` are those of the situation reached, whatever the path to it; only `way` and
    `remark` are of the pair. `remark`: the phase of the measure's own section was not passed through.

    No model: it is worked out and not read, and a model of each of the 1,700 takes a kilobyte more.
    """

    measure: Measure
    way: Way
    basis: Basis
    ground: Citation
    why: str = ""
    remark: str = ""


class Transition(Passage):
    """A transition with its steps in document order, and what it does to the measures in force.

    On a way down the text names general steps only; `section_words` are then the steps that the
    section of the phase reached names for those who enter it, to read and not to go through.
    """

    steps: Annotated[tuple[CoordinationStep, ...], Field(min_length=1)]
    section_words: tuple[CoordinationStep, ...] = ()
    comes: tuple[Change, ...] = ()
    continues: tuple[Change, ...] = ()
    lapses: tuple[Change, ...] = ()

    @property
    def id(self) -> str:
        """`heiji-juyo`; with its cause where it comes about by itself: `sonritsu-none@hassei`."""
        return f"{self.source}-{self.target}" + (f"@{self.cause}" if self.cause else "")


class RefusalRule(Claim):
    """Why something cannot be entered, and the sentence that stands against it."""

    id: NonEmptyText
    message: NonEmptyText
    basis: Basis
    citation: Citation
    why: str = ""
