"""The words people use, and what of the text each is taken as: data to review, checked against the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, model_validator

from simulator.datafile import DataFile, DataFileError, Problem, load_yaml
from simulator.datafile.validation import validated
from simulator.doctrine.claims import Claim, NonEmptyText
from simulator.doctrine.verify import unknown_id
from simulator.document import Document, load_guidelines
from simulator.document.folding import fold_text
from simulator.document.search import shown_text
from simulator.language import msg, tr

FILE = Path(__file__).parent / "data" / "thesaurus.yaml"


class Relation(StrEnum):
    """How a word that people use stands to the words of the text."""

    SAME = "same"
    SPELLING = "spelling"
    PART = "part"
    WHOLE = "whole"
    NEAR = "near"
    LAW = "law"
    SILENT = "silent"

    @property
    def japanese(self) -> str:
        """The Japanese word for it: for data."""
        return _LABELS[self]

    @property
    def label(self) -> str:
        """What it is called in the language spoken."""
        return tr(self.japanese)


_LABELS = {
    Relation.SAME: msg("同じもの"),
    Relation.SPELLING: msg("書き方の違い"),
    Relation.PART: msg("本文の語の一部"),
    Relation.WHOLE: msg("本文の語を含むもの"),
    Relation.NEAR: msg("近い話題"),
    Relation.LAW: msg("国内法の語"),
    Relation.SILENT: msg("本文に定めなし"),
}


class ThesaurusEntry(Claim):
    """Words that people use, and what they are taken as.

    `text` are words of the document, verbatim; `clauses` the units or sentences that answer. `silent` says
    that the text does not speak of it at all; `clauses` are then only the nearest. `stands` says where a
    listed word stands in the text in another sense.
    """

    words: Annotated[tuple[NonEmptyText, ...], Field(min_length=1)]
    text: Annotated[tuple[NonEmptyText, ...], Field(alias="as")] = ()
    clauses: tuple[NonEmptyText, ...] = ()
    relation: Relation
    note: str = ""
    stands: str = ""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> ThesaurusEntry:
        if self.relation is Relation.SILENT:
            if self.text or not self.clauses or not self.note:
                raise ValueError(tr("silent には as を書かず、clauses と note を書いてください。"))
        elif not self.text and not self.clauses:
            raise ValueError(tr("as か clauses のどちらかを書いてください。"))
        return self


@dataclass(frozen=True)
class Thesaurus:
    """The entries, and the entry of each word by its folded spelling."""

    entries: tuple[ThesaurusEntry, ...]
    by_word: dict[str, ThesaurusEntry]


@cache
def load_thesaurus() -> Thesaurus:
    """Read the data file once. Raises `DataFileError` naming every fault by its line."""
    return read_thesaurus(FILE, load_guidelines())


def read_thesaurus(path: Path, document: Document) -> Thesaurus:
    """Read a thesaurus and hold it against the document. Raises `DataFileError`, OSError."""
    file = load_yaml(path)
    entries = validated(file, TypeAdapter(tuple[ThesaurusEntry, ...]))
    problems = list(_faults(file, document, entries))
    if problems:
        raise DataFileError(*problems)
    return Thesaurus(entries, {key(word): entry for entry in entries for word in entry.words})


def key(word: str) -> str:
    """A word for looking up: folded, and only its letters, figures, 長音 and signs that tell words apart."""
    return "".join(char for char in fold_text(word)[0] if char.isalnum() or char in "ー+%")


def _faults(file: DataFile, document: Document, entries: tuple[ThesaurusEntry, ...]) -> list[Problem]:
    text = [sentence.text for sentence in document.sentences()] + [unit.heading for unit in document.units]
    folded = "\n".join(key(line) for line in [*text, *map(shown_text, document.units)])
    faults: list[Problem] = []
    seen_words: set[str] = set()
    for number, entry in enumerate(entries):
        for index, words in enumerate(entry.text):
            if not any(words in line for line in text):
                message = tr("「{words}」は本文にありません。本文の語をそのまま書いてください。", words=words)
                faults.append(file.problem((number, "as", index), message))
        for index, name in enumerate(entry.clauses):
            if name not in document:
                faults.append(file.problem((number, "clauses", index), unknown_id(document, name)))
        for index, word in enumerate(entry.words):
            if key(word) in seen_words:
                faults.append(
                    file.problem((number, "words", index), tr("「{word}」は二度目です。", word=word))
                )
            elif key(word) in folded and not entry.stands:
                message = tr("「{word}」は本文に立つ語です。本文の語は対照表に載せません。", word=word)
                faults.append(file.problem((number, "words", index), message))
            seen_words.add(key(word))
    return faults
