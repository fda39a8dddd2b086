"""Markdown file → units: headings, lettered items, paragraphs, bullets, sentences.

The file holds one paragraph a line and nothing but the text, so this reads lines and needs no
Markdown engine. Numbering comes from the page; only paragraphs, bullets and sentences are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from simulator.document.tree import Document, Sentence, Unit, UnitKind
from simulator.language import tr

_HEADING = re.compile(r"(#{1,6}) (.+)")
_NUMBERED = re.compile(r"([IVX]+|[A-Z]|[0-9]+|[a-z]|[ivx]+)\. (.+)")
_ITEM = re.compile(r"([A-Z])\. (.+)")
_OPEN, _CLOSE = "（「『", "）」』"
TITLE_ID = "title"


class DocumentSyntaxError(ValueError):
    """A line of the Markdown file that cannot be part of the document: path, line, reason."""


def split_sentences(text: str) -> list[str]:
    """Cut after each 。 that stands outside brackets; joining the parts gives `text` again."""
    sentences: list[str] = []
    start = depth = 0
    for index, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth -= 1
        elif char == "。" and depth == 0:
            sentences.append(text[start : index + 1])
            start = index + 1
    if start < len(text):
        sentences.append(text[start:])
    return sentences


def parse_document(markdown: str, path: str = "<text>") -> Document:
    """Read the whole file. Raises `DocumentSyntaxError` naming `path` and line."""
    parser = _Parser(path)
    for line, raw in enumerate(markdown.splitlines(), 1):
        if raw:
            parser.read(raw, line)
    return parser.document()


class _Parser:
    """Lines in, units out; `above` are the headings that are open, outermost first."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.units: list[Unit] = []
        self.above: list[Unit] = []
        self.counts: Counter[tuple[str, str]] = Counter()

    def fail(self, line: int, reason: str) -> DocumentSyntaxError:
        return DocumentSyntaxError(f"{self.path}:{line}: {reason}")

    def read(self, raw: str, line: int) -> None:
        if raw != raw.strip():
            raise self.fail(line, tr("行の前後に空白があります。"))
        if match := _HEADING.fullmatch(raw):
            self.heading(len(match[1]) - 1, match[2], line)
        elif not self.above:
            self.date(raw, line)
        elif raw.startswith("- "):
            self.add(self.counted("b"), UnitKind.BULLET, raw[2:], line)
        elif match := _ITEM.fullmatch(raw):
            self.add(f"{self.above[-1].id}.{match[1]}", UnitKind.ITEM, match[2], line, match[1])
        else:
            self.add(self.counted("p"), UnitKind.PARAGRAPH, raw, line)

    def heading(self, depth: int, text: str, line: int) -> None:
        if depth == 0:
            self.units.append(Unit(TITLE_ID, UnitKind.TITLE, TITLE_ID, text, "", (), "", 0, line))
            return
        numbered = _NUMBERED.fullmatch(text)
        if not numbered or depth > len(self.above) + 1:
            raise self.fail(line, tr("見出しに番号がないか、見出しの深さが飛んでいます。"))
        del self.above[depth - 1 :]
        number, heading_text = numbered[1], numbered[2]
        unit_id = ".".join([*(unit.number for unit in self.above), number])
        kind = UnitKind.CHAPTER if depth == 1 else UnitKind.HEADING
        unit = Unit(unit_id, kind, unit_id, heading_text, "", (), number, depth, line)
        self.units.append(unit)
        self.above.append(unit)

    def date(self, raw: str, line: int) -> None:
        """Read the date, the only line before the first chapter; it belongs to the title."""
        if len(self.units) != 1 or self.units[0].text:
            raise self.fail(line, tr("最初の章より前には題名と日付だけが置けます。"))
        sentences = (Sentence(f"{TITLE_ID}.s1", TITLE_ID, raw),)
        self.units[0] = replace(self.units[0], text=raw, sentences=sentences)

    def counted(self, letter: str) -> str:
        """The id of the next paragraph or bullet of the open clause."""
        clause = self.above[-1].id
        self.counts[clause, letter] += 1
        return f"{clause}.{letter}{self.counts[clause, letter]}"

    def add(self, unit_id: str, kind: UnitKind, text: str, line: int, number: str = "") -> None:
        clause = self.above[-1]
        sentences = tuple(
            Sentence(f"{unit_id}.s{n}", unit_id, sentence_text)
            for n, sentence_text in enumerate(split_sentences(text), 1)
        )
        is_item = kind is UnitKind.ITEM
        level = len(self.above) + is_item
        clause_id = unit_id if is_item else clause.id
        unit = Unit(unit_id, kind, clause_id, clause.heading, text, sentences, number, level, line)
        self.units.append(unit)

    def document(self) -> Document:
        if not self.units:
            raise self.fail(1, tr("本文がありません。"))
        ids = Counter(unit.id for unit in self.units)
        for unit in self.units:
            if ids[unit.id] > 1:
                raise self.fail(unit.line, tr("番号 {unit} が二度現れます。", unit=unit.id))
        return Document(tuple(self.units))
