"""Full-text search: plain substrings over folded text, with the places to mark."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from simulator.document.address import ROMAN, chapter_numeral
from simulator.document.folding import fold_text
from simulator.document.gloss import gloss
from simulator.document.tree import Document, Unit, UnitKind


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of characters in a shown text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A unit that holds all the words; `marks` are where, in `shown`.

    `gloss`: the words stand in the English gloss of the heading, which is shown after it, not in the text.
    """

    unit: Unit
    shown: str
    marks: tuple[Span, ...]
    gloss: bool = False


def patterns(words: str) -> list[re.Pattern[str]]:
    """One pattern a word. A chapter's name in any spelling becomes its numeral, standing alone."""
    compiled = []
    for word in unicodedata.normalize("NFKC", words).split():
        numeral = chapter_numeral(word)
        if numeral:
            compiled.append(re.compile(rf"第?(?<![a-z]){numeral.casefold()}(?![a-z])章?"))
        elif folded := fold_text(word)[0]:
            compiled.append(re.compile(re.escape(folded)))
    return compiled


_KANA = "[ぁ-ん]"
_RUN = re.compile(r"[^\W_ぁ-ん]+")


def loose_pattern(word: str) -> re.Pattern[str] | None:
    """The word with up to two kana between its characters: 島嶼奪回 finds 島嶼を奪回, 取り組み finds 取組.

    None for a word with fewer than two characters that are not kana: it would be found everywhere.
    """
    bare = "".join(_RUN.findall(fold_text(word)[0]))
    if len(bare) < 2:
        return None
    return re.compile(f"{_KANA}{{0,2}}".join(map(re.escape, bare)))


def shown_text(unit: Unit) -> str:
    """What a reader sees of the unit: the heading of a clause, else its text."""
    if unit.kind is UnitKind.TITLE:
        return f"{unit.heading} {unit.text}"
    if unit.text:
        return unit.text
    return f"{unit.number}. {unit.heading}" if unit.number in ROMAN and unit.level == 1 else unit.heading


def marks(text: str, sought: list[re.Pattern[str]]) -> tuple[Span, ...] | None:
    """Where the words stand in `text`, merged and in order; None unless all of them do."""
    folded, places = fold_text(text)
    all_spans: list[Span] = []
    for pattern in sought:
        spans = [Span(places[m.start()], places[m.end() - 1] + 1) for m in pattern.finditer(folded) if m[0]]
        if not spans:
            return None
        all_spans.extend(spans)
    merged: list[Span] = []
    for span in sorted(all_spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def search(document: Document, words: str) -> tuple[Hit, ...]:
    """Units in document order that hold every word; nothing for an empty query.

    In English the headings whose gloss holds them are found too.
    """
    return search_patterns(document, patterns(words))


def search_patterns(document: Document, sought: list[re.Pattern[str]]) -> tuple[Hit, ...]:
    """Units in document order in which every pattern is found; nothing for none."""
    if not sought:
        return ()
    hits = []
    for unit in document.units:
        shown = shown_text(unit)
        places = marks(shown, sought)
        if places:
            hits.append(Hit(unit, shown, places))
        elif english := "" if unit.text else gloss(unit.heading):
            lead = f"{shown} ("
            if places := marks(english, sought):
                shifted = tuple(Span(place.start + len(lead), place.end + len(lead)) for place in places)
                hits.append(Hit(unit, f"{lead}{english})", shifted, gloss=True))
    return tuple(hits)
