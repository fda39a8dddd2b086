"""Units and sentences of the document, and the ways through their tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import overload

from simulator.document.address import find_id, screen_label
from simulator.document.folding import fold_text


class UnitKind(StrEnum):
    """What a unit is on the page."""

    TITLE = "title"
    CHAPTER = "chapter"
    HEADING = "heading"
    ITEM = "item"  # a lettered paragraph: II.A to II.D
    PARAGRAPH = "paragraph"
    BULLET = "bullet"

    @property
    def is_clause(self) -> bool:
        """Whether the document itself numbers this unit, so that others stand under it."""
        return self not in (UnitKind.PARAGRAPH, UnitKind.BULLET)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, verbatim; a bullet without 。 is one sentence."""

    id: str
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A heading, lettered item, paragraph or bullet.

    `clause` is the nearest numbered unit (a clause is its own), `heading` the heading of that
    clause, `number` the numeral that the page prints before a clause, `level` its depth (chapter 1),
    `line` the line in the Markdown file. A heading has no `text` of its own.
    """

    id: str
    kind: UnitKind
    clause: str
    heading: str
    text: str
    sentences: tuple[Sentence, ...]
    number: str
    level: int
    line: int


@dataclass(frozen=True)
class Document:
    """The whole text in its own order."""

    units: tuple[Unit, ...]
    _units: dict[str, Unit] = field(init=False, repr=False, compare=False)
    _sentences: dict[str, Sentence] = field(init=False, repr=False, compare=False)
    _order: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the units; ids are unique because the parser counts them."""
        sentences = [s for unit in self.units for s in unit.sentences]
        order: dict[str, int] = {}
        for unit in self.units:
            for name in (unit.id, *(s.id for s in unit.sentences)):
                order[name] = len(order)
        object.__setattr__(self, "_units", {unit.id: unit for unit in self.units})
        object.__setattr__(self, "_sentences", {s.id: s for s in sentences})
        object.__setattr__(self, "_order", order)

    @cached_property
    def folded(self) -> dict[str, tuple[str, str]]:
        """Each sentence, by id, folded for looking up: its own text, and the heading it stands under."""
        return {
            sentence.id: (fold_text(sentence.text)[0], fold_text(unit.heading)[0])
            for unit in self.units
            for sentence in unit.sentences
        }

    @cached_property
    def folded_text(self) -> str:
        """All sentences and headings, folded, a line each: to see whether words stand anywhere."""
        headings = dict.fromkeys(fold_text(unit.heading)[0] for unit in self.units)
        return "\n".join([*(text for text, _ in self.folded.values()), *headings])

    def __contains__(self, name: object) -> bool:
        """Whether `name` is the id of a unit or of a sentence, in exactly the contract's spelling."""
        return name in self._order

    @overload
    def sentences(self) -> tuple[Sentence, ...]: ...
    @overload
    def sentences(self, under: str) -> tuple[Sentence, ...]: ...
    def sentences(self, under: str | None = None) -> tuple[Sentence, ...]:
        """Every sentence, or those of a clause with all that stands under it, in order."""
        if under is None:
            return tuple(self._sentences.values())
        return tuple(s for unit in self.subtree(under) for s in unit.sentences)

    def unit(self, name: str) -> Unit:
        """The unit with this id, or the unit of this sentence. Raises KeyError."""
        sentence = self._sentences.get(name)
        return self._units[sentence.unit if sentence else name]

    def sentence(self, name: str) -> Sentence:
        """The sentence with this id. Raises KeyError."""
        return self._sentences[name]

    def is_sentence(self, name: str) -> bool:
        """Whether the id names a sentence (and not a unit)."""
        return name in self._sentences

    def resolve(self, spelling: str) -> str:
        """The id meant by any spelling a person may type (see `address`).

        Raises `UnknownClauseError` with the nearest ids, or `AmbiguousClauseError` with the candidates.
        """
        return find_id(spelling, self._order)

    def order(self, name: str) -> int:
        """Position of a unit or sentence in the document, for sorting. Raises KeyError."""
        return self._order[name]

    def label(self, name: str) -> str:
        """The id as screens show it: `IV.C.2.b.iii ¶2`."""
        return screen_label(name)

    def clauses(self) -> tuple[Unit, ...]:
        """The numbered units and the title, in order."""
        return tuple(unit for unit in self.units if unit.kind.is_clause)

    def parent(self, name: str) -> Unit | None:
        """The clause above; None for chapters and the title."""
        unit = self.unit(name)
        if not unit.kind.is_clause:
            return self._units[unit.clause]
        above = unit.id.rpartition(".")[0]
        return self._units[above] if above else None

    def ancestors(self, name: str) -> tuple[Unit, ...]:
        """The clauses above a unit, outermost first."""
        inner_first: list[Unit] = []
        above = self.parent(name)
        while above:
            inner_first.append(above)
            above = self.parent(above.id)
        return tuple(reversed(inner_first))

    def children(self, clause: str) -> tuple[Unit, ...]:
        """The clauses directly below a clause."""
        return tuple(
            unit for unit in self.clauses() if unit.id != clause and unit.id.rpartition(".")[0] == clause
        )

    def body(self, clause: str) -> tuple[Unit, ...]:
        """Paragraphs and bullets of a clause itself, without the clauses below it."""
        return tuple(
            unit for unit in self.units if unit.clause == clause and (unit.text or unit.id != clause)
        )

    def subtree(self, name: str) -> Iterator[Unit]:
        """A unit and all that stands under it, in order. Raises KeyError."""
        top = self.unit(name)
        if not top.kind.is_clause:
            yield top
            return
        for unit in self.units:
            if unit.clause == top.id or unit.clause.startswith(top.id + "."):
                yield unit

    def next_clause(self, clause: str, step: int = 1) -> Unit:
        """The clause `step` places on in reading order, stopping at either end."""
        clauses = self.clauses()
        position = clauses.index(self._units[clause])
        return clauses[max(0, min(len(clauses) - 1, position + step))]
