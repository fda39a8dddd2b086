"""References inside the text: which words of which sentence point to which clauses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from simulator.document.source import HERE, load_guidelines
from simulator.document.tree import Document
from simulator.language import tr

REFERENCES = HERE / "references.yaml"


class ReferenceKind(StrEnum):
    """How the words point."""

    CHAPTER = "chapter"  # 第IV章
    SECTION = "section"  # この節
    LIST = "list"  # 次に掲げるもの
    NAMED = "named"  # 同盟調整メカニズム
    ANAPHORA = "anaphora"  # このメカニズム


@dataclass(frozen=True, slots=True)
class Reference:
    """`quote` in `sentence` points to the units `to`."""

    sentence: str
    quote: str
    to: tuple[str, ...]
    kind: ReferenceKind
    note: str = ""


@cache
def load_references() -> tuple[Reference, ...]:
    """All references, in document order. Raises `DataFileError` where one does not fit the text."""
    return read_references(load_guidelines())


def read_references(document: Document) -> tuple[Reference, ...]:
    """Read the list beside this module against a document."""
    from simulator.datafile import DataFileError, load_yaml  # noqa: PLC0415 - showing the text needs no YAML

    file = load_yaml(REFERENCES)
    references: list[Reference] = []
    problems = []
    for index, entry in enumerate(file.data):
        reference = Reference(**{**entry, "to": tuple(entry["to"]), "kind": ReferenceKind(entry["kind"])})
        if not document.is_sentence(reference.sentence):
            problems.append(
                file.problem(
                    (index, "sentence"),
                    tr("文「{sentence}」は本文にありません。", sentence=reference.sentence),
                )
            )
        elif reference.quote not in document.sentence(reference.sentence).text:
            problems.append(
                file.problem((index, "quote"), tr("「{quote}」はこの文にありません。", quote=reference.quote))
            )
        problems += [
            file.problem((index, "to", n), tr("条項「{name}」は本文にありません。", name=name))
            for n, name in enumerate(reference.to)
            if name not in document
        ]
        references.append(reference)
    if problems:
        raise DataFileError(*problems)
    return tuple(references)
