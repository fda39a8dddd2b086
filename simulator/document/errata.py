"""How our text differs from the file as it was received, and the way back to that file, byte for byte."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from simulator.datafile import load_yaml
from simulator.document.source import HERE
from simulator.document.tree import Document, Unit, UnitKind

RECEIVED = HERE / "received-2015.txt"
ERRATA = HERE / "errata.yaml"


class Certainty(StrEnum):
    """How sure we are that the received file is wrong."""

    CERTAIN = "certain"
    LIKELY = "likely"


@dataclass(frozen=True, slots=True)
class Correction:
    """Words of the received file that a scan got wrong. `times` is how often they stand in the unit."""

    unit: str
    wrong: str
    right: str
    certainty: Certainty
    reason: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class PageBreak:
    """Where a page ended inside a sentence: the words on either side."""

    unit: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that may be wrong, and were left as received."""

    unit: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class Errata:
    """All that lies between the received file and our text."""

    corrections: tuple[Correction, ...]
    page_breaks: tuple[PageBreak, ...]
    list_gaps: frozenset[str]
    doubted: tuple[Doubt, ...]


@cache
def load_errata() -> Errata:
    """Read the list beside this module.

    Raises `DataFileError`, TypeError or ValueError for a damaged file.
    """
    data: dict[str, Any] = load_yaml(ERRATA).data
    return Errata(
        tuple(Correction(**{**c, "certainty": Certainty(c["certainty"])}) for c in data["corrections"]),
        tuple(PageBreak(**entry) for entry in data["page_breaks"]),
        frozenset(data["list_gaps"]),
        tuple(Doubt(**entry) for entry in data["doubted"]),
    )


def received_file(document: Document, errata: Errata) -> str:
    """The received file, rebuilt from our text by undoing the errata and the clean-up of its layout.

    The scan began with two blank lines, put a blank line between paragraphs, `- ・` before bullets and
    `- ` before lettered items, kept lists together, and had no line end at its end.
    """
    lines = ["", ""]
    for unit, following in zip(document.units, (*document.units[1:], None), strict=True):
        lines += _received_lines(unit, errata)
        in_list = following is not None and _listed(unit) and following.kind is unit.kind
        if following is not None and (not in_list or unit.id in errata.list_gaps):
            lines.append("")
    return "\n".join(lines)


def _listed(unit: Unit) -> bool:
    return unit.kind in (UnitKind.BULLET, UnitKind.ITEM)


def _received_lines(unit: Unit, errata: Errata) -> list[str]:
    match unit.kind:
        case UnitKind.TITLE:
            lines = [unit.heading, "", unit.text]
        case UnitKind.BULLET:
            lines = [f"- ・ {unit.text}"]
        case UnitKind.ITEM:
            lines = [f"- {unit.number}. {unit.text}"]
        case UnitKind.PARAGRAPH:
            lines = [unit.text]
        case _:
            lines = [f"{unit.number}. {unit.heading}"]
    text = "\n".join(lines)
    for correction in errata.corrections:
        if correction.unit == unit.id:
            text = text.replace(correction.right, correction.wrong)
    for cut in errata.page_breaks:
        if cut.unit == unit.id:
            text = text.replace(cut.before + cut.after, f"{cut.before}\n\n{cut.after}")
    return text.split("\n")
