"""Search results as the reader shows them: rows to choose from, and marks in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.document import ClauseError, Document, Hit, UnitKind, search
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.finding import Place as Finding
from simulator.tui.kit.finding import best
from simulator.tui.kit.rows import RowText
from simulator.tui.kit.services import Services
from simulator.tui.reader.clause_text import title_of
from simulator.tui.reader.places import FEW, meant

MOST = 20  # named places shown; nobody reads more
_ELSEWHERE = "="
AROUND = 24  # characters shown before the first hit of a long paragraph


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One hit: the `unit` and the `mark` in it; `heading` if it is in the clause's heading."""

    unit: str
    clause: str
    mark: Mark
    heading: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The results of a search: a clause by its id (or empty), and the hits in document order.

    `taken` has a message for each word outside the text on what it was taken as.
    """

    words: str
    clause: str
    hits: tuple[Hit, ...]
    places: tuple[SearchHit, ...]
    taken: tuple[str, ...] = ()

    def first_place(self, unit: str) -> int:
        """Number of the first hit in a unit, or -1."""
        return next((n for n, place in enumerate(self.places) if place.unit == unit), -1)

    def marks(self, clause: str, here: int = -1) -> dict[str, tuple[Mark, ...]]:
        """Marks for the text of a clause (its heading under `id#`), hit number `here` in its own look."""
        by_unit: dict[str, list[Mark]] = {}
        for number, place in enumerate(self.places):
            if place.clause == clause:
                mark = place.mark
                look = "here" if number == here else "hit"
                key = f"{place.unit}#" if place.heading else place.unit
                by_unit.setdefault(key, []).append(Mark(mark.start, mark.end, look))
        return {unit: tuple(marks) for unit, marks in by_unit.items()}


def find(document: Document, words: str) -> SearchResult:
    """Search for words, and for the clause they may name."""
    words = words.strip()
    if not words:
        return SearchResult("", "", (), ())
    try:
        clause = document.resolve(words)
    except ClauseError:
        clause = ""
    hits = search(document, words)
    taken: tuple[str, ...] = ()
    if not (hits or clause):
        hits, taken = _taken(document, words)
    return SearchResult(words, clause, hits, tuple(place for hit in hits for place in _places(hit)), taken)


def _taken(document: Document, words: str) -> tuple[tuple[Hit, ...], tuple[str, ...]]:
    """The hits of what the words are taken as, and messages on what that is."""
    from simulator.doctrine.understanding import look_up, taken_as  # noqa: PLC0415 - only for words not in the text

    hits, understood = look_up(document, words)
    return hits, tuple(taken_as(document, term) for term in understood.terms if term.relation)


def _places(hit: Hit) -> list[SearchHit]:
    """The marks of a hit, moved from the text that search shows to the text that the reader shows."""
    unit = hit.unit
    hits = []
    shift = hit.shown.find(unit.heading) if not unit.text else 0
    for span in hit.marks:
        start, end = span.start - shift, span.end - shift
        heading = not unit.text
        if unit.kind is UnitKind.TITLE:
            heading = span.start < len(unit.heading)
            if not heading:
                start, end = span.start - len(unit.heading) - 1, span.end - len(unit.heading) - 1
        hits.append(SearchHit(unit.id, unit.clause, Mark(max(0, start), max(1, end), "hit"), heading))
    return hits


def beside(
    document: Document, result: SearchResult, places: Sequence[Finding], app: Services
) -> list[Finding]:
    """The named places that the words find, each once, without those among the hits."""
    found_by_name = [place for _, place in best(result.words, places)[:MOST]]
    hits = {hit.unit.id for hit in result.hits} | {result.clause}
    if result.taken or (len(result.hits) < FEW and len(found_by_name) < FEW):
        meant_places = list(meant(app, result.words))
        found_by_name += [
            meant_place
            for meant_place in meant_places
            if not meant_place.leads or document.unit(meant_place.leads).id not in hits
        ]
    by_target = {beside_target(place): place for place in reversed(found_by_name)}
    return [place for name, place in reversed(by_target.items()) if name not in hits]


def beside_target(place: Finding) -> str:
    """The target of its row: its place in the text, else a name that no place of the text has."""
    return place.leads or f"{_ELSEWHERE}{place.id}"


def parted(
    document: Document, result: SearchResult, others: Sequence[Finding]
) -> tuple[list[Finding], list[Finding]]:
    """The places that have a row of their own, and the measures that the row of their paragraph names."""
    hits = {hit.unit.id for hit in result.hits}
    named = [place for place in others if place.leads and document.unit(place.leads).id in hits]
    return [place for place in others if place not in named], named


def rows(
    document: Document,
    result: SearchResult,
    others: Sequence[Finding] = (),
    named: Sequence[Finding] = (),
) -> list[Block]:
    """The rows: the clause of that id, then a row for each unit with a hit, then the other places.

    The row of a unit names the measures among `named` that stand in it.
    """
    blocks = []
    if result.clause:
        unit = document.unit(result.clause)
        label = document.label(result.clause)
        text = tr("{place} へ  {title}", place=label, title=title_of(document.unit(unit.clause)))
        blocks.append(Block(text, (Mark(0, len(label), "key"),), look="strong", target=result.clause))
    blocks += [Block(remark, look="quiet") for remark in result.taken]
    for hit in result.hits:
        start = max(0, hit.marks[0].start - AROUND)
        lead = "…" if start else ""
        end = hit.marks[0].end + AROUND * 2
        shown = lead + hit.shown[start:end] + ("…" if end < len(hit.shown) else "")
        marks = tuple(
            Mark(span.start - start + len(lead), min(span.end, end) - start + len(lead), "hit")
            for span in hit.marks
            if span.start < end
        )
        label = document.label(hit.unit.id)
        if hit.gloss:
            label = tr("{place}（訳語）", place=label)
        names = tr("、").join(place.title for place in named if document.unit(place.leads) is hit.unit)
        head = RowText().add(label, "quiet").add(names, "strong", space=2)
        blocks.append(head.block(gap=1 if blocks else 0))
        blocks.append(Block(shown, marks, target=hit.unit.id))
    if others:
        title = tr("本文のほかに見つかったもの  {count}", count=len(others))
        blocks.append(Block(title, look="heading", gap=1 if blocks else 0))
    for place in others:
        line = RowText().add(place.title, "strong").row().add(place.about, "quiet")
        blocks.append(line.block(target=beside_target(place)))
    if not blocks:
        blocks.append(
            Block(tr("見つかりません。語を減らすか、条項番号（IV.C.2 など）で探す。"), look="quiet")
        )
    return blocks
