"""A clause as the reader and the panel show it: its place, its paragraphs, the clauses below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message

from simulator.document import Document, Unit, UnitKind, glossed
from simulator.document.address import part_label
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.answering import say_end
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import Mark, find_marks

Marks = Mapping[str, Sequence[Mark]]  # by unit id, in characters of the unit's text
GUTTER = 4


def title_of(unit: Unit) -> str:
    """`IV.C.1 日本に対する武力攻撃が予測される場合`; an item only has its id, because it has no heading."""
    if unit.kind is UnitKind.TITLE or not unit.number:
        return glossed(unit.heading)
    return unit.id if unit.kind is UnitKind.ITEM else f"{unit.id} {glossed(unit.heading)}"


def quote_marks(document: Document, name: str, quotes: Sequence[str]) -> dict[str, tuple[Mark, ...]]:
    """Marks for cited words: only in the sentence named, or all of the sentence without words."""
    if document.is_sentence(name):
        sentence = document.sentence(name)
        unit = document.unit(name)
        earlier_sentences = unit.sentences[: unit.sentences.index(sentence)]
        offset = sum(len(earlier.text) for earlier in earlier_sentences)
        in_sentence = find_marks(sentence.text, quotes or (sentence.text,))
        return {unit.id: tuple(Mark(m.start + offset, m.end + offset, m.look) for m in in_sentence)}
    unit = document.unit(name)
    units = document.body(name) if unit.kind.is_clause else (unit,)
    return {part.id: marks for part in units if (marks := find_marks(part.text, quotes))}


def clause_blocks(
    document: Document, clause: str, marks: Marks | None = None, place: str = ""
) -> tuple[Block, ...]:
    """A clause as blocks: the way to it, heading, body with ¶ and • labels, the clauses below as links.

    The paragraph of `place`, the id of a paragraph or sentence, has ▸ in the margin.
    """
    chosen_paragraph = document.unit(place).id if place else ""
    marked = marks or {}
    unit = document.unit(clause)
    blocks: list[Block] = []
    above = " ▸ ".join(title_of(paragraph) for paragraph in document.ancestors(clause))
    if above:
        blocks.append(Block(above, look="quiet"))
    title = title_of(unit)
    shift = max(0, title.find(unit.heading))
    on_title = tuple(
        Mark(m.start + shift, m.end + shift, m.look, m.target) for m in marked.get(f"{clause}#", ())
    )
    blocks.append(Block(title, on_title, look="heading"))
    for paragraph in document.body(clause):
        label = part_label(paragraph.id, clause)
        label = f"▸{label}" if paragraph.id == chosen_paragraph else label
        gap = 0 if paragraph.kind is UnitKind.BULLET and paragraph.id.endswith(".b1") is False else 1
        blocks.append(Block(paragraph.text, tuple(marked.get(paragraph.id, ())), label, GUTTER, gap=gap))
    below = document.children(clause)
    if below:
        blocks.append(Block(tr("この下の条項"), look="quiet", gap=1))
    for child in below:
        line = title_of(child)
        if child.kind is UnitKind.ITEM:
            line = f"{child.id} {child.sentences[0].text}"
        link = Mark(0, len(child.id), "link", child.id)
        blocks.append(Block(line, (link,), "▸", GUTTER))
    return tuple(blocks)


def sentence_place(document: Document, name: str, clause: str) -> tuple[int, int] | None:
    """Where a sentence or paragraph begins in the blocks of a clause: block and character; None elsewhere."""
    unit = document.unit(name)
    body = [paragraph.id for paragraph in document.body(clause)]
    if (unit.kind.is_clause and unit.kind is not UnitKind.ITEM) or unit.id not in body:
        return None
    above = 2 if document.ancestors(clause) else 1  # the way to the clause, and its heading
    number, offset = above + body.index(unit.id), 0
    if document.is_sentence(name):
        sentence = document.sentence(name)
        offset = sum(len(earlier.text) for earlier in unit.sentences[: unit.sentences.index(sentence)])
    return number, offset


class ClauseText(BlockView):
    """The text of one clause; references in it, and the clauses below it, can be opened.

    `place` is the paragraph or sentence chosen, by moving or by citing; empty for none.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.NEXT_PARAGRAPH,
        commands.PREVIOUS_PARAGRAPH,
        commands.NEXT_SENTENCE,
        commands.PREVIOUS_SENTENCE,
    )
    HELP = msg(
        "条文の本文。下線は参照や引用、その先は {list_open} かクリックで開く。"
        "{text_previous_paragraph} {text_next_paragraph} で段落、"
        "{text_previous_sentence} {text_next_sentence} で文を選ぶ。▸ が選んだ段落で、"
        "題にその番号が出る。{text_copy} でそこを写す。"
    )
    MEASURE = 92  # cells; 46 characters a line, about as on a printed page

    @dataclass
    class Placed(Message):
        """Another paragraph or sentence was chosen."""

        place: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, measure=self.MEASURE)
        self.clause = self.place = ""
        self._document: Document | None = None
        self._marks: Marks = {}

    def show_clause(
        self,
        document: Document,
        clause: str,
        marks: Marks | None = None,
        *,
        at: str = "",
        keep: bool = False,
    ) -> None:
        """Show a clause with `marks`, scrolled to the sentence or paragraph `at`, or `keep` the place."""
        if not (keep and clause == self.clause):
            self.place = at if at and at != clause else ""
        self._document, self.clause, self._marks = document, clause, marks or {}
        self._show_place(keep=keep)
        place = sentence_place(document, at, clause) if at and not keep else None
        if place:
            self.call_after_refresh(self.reveal, *place)

    def _show_place(self, *, keep: bool) -> None:
        document, marks = self._document, dict(self._marks)
        assert document is not None  # noqa: S101 - a clause is shown
        if document.is_sentence(self.place):
            unit = document.unit(self.place).id
            whole = (Mark(m.start, m.end, "place") for m in quote_marks(document, self.place, ())[unit])
            marks[unit] = (*whole, *marks.get(unit, ()))
        self.show(clause_blocks(document, self.clause, marks, self.place), keep=keep)

    def action_place(self, step: int) -> None:
        """Choose the next paragraph or bullet, or the one before."""
        if self._document:
            self._choose([unit.id for unit in self._document.body(self.clause)], step)

    def action_sentence(self, step: int) -> None:
        """Choose the next sentence, or the one before."""
        if self._document:
            body = self._document.body(self.clause)
            self._choose([sentence.id for unit in body for sentence in unit.sentences], step)

    def _choose(self, places: Sequence[str], step: int) -> None:
        """Choose the next place after the chosen one; without one, the first in sight."""
        document = self._document
        if document is None or not places:
            return
        if self.place:
            position = document.order(self.place)
            ahead = [name for name in places if (document.order(name) - position) * step > 0]
            # Going back from a sentence, its own paragraph comes first.
            if step < 0 and self.place not in places:
                ahead = [name for name in places if document.order(name) < position]
        else:
            top = self._first_in_sight()
            below = [name for name in places if (sentence_place(document, name, self.clause) or top) >= top]
            ahead = below or [*places]
            step = 1
        if not ahead:
            say_end(self, step)
            return
        self.place = ahead[0] if step > 0 else ahead[-1]
        self._show_place(keep=True)
        if place := sentence_place(document, self.place, self.clause):
            self.reveal(*place)
        self.post_message(self.Placed(self.place))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable choosing in a clause without text of its own."""
        if action in ("place", "sentence"):
            return bool(self._document and self._document.body(self.clause))
        return super().check_action(action, parameters)

    def reveal_mark(self, look: str) -> None:
        """Bring the first mark with this look into sight."""
        for number, block in enumerate(self.blocks):
            for mark in block.marks:
                if mark.look == look:
                    self.reveal(number, mark.start)
                    return
