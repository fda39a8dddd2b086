"""Blocks of text as lines of cells: layout (pure) and paint."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from simulator.tui.kit.content import LOOKS, Mark
from simulator.tui.kit.target import Aim
from simulator.typography import cells, harmless, pad, wrap

CURSOR = 2  # cells at the left of a list for ▸, the sign of the chosen row


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or row.

    `label` stands in the `indent` cells before its first line; `gap` blank lines stand above; `target` is
    what opening the row gives; `look` is one of `content.LOOKS`.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    label: str = ""
    indent: int = 0
    look: str = ""
    target: Aim = None
    gap: int = 0

    def harmless(self) -> Block:
        """The same block with nothing in it that could act on a terminal."""
        text, label = harmless(self.text), harmless(self.label)
        if text == self.text and label == self.label:
            return self
        return dataclasses.replace(self, text=text, label=label)


@dataclass(frozen=True, slots=True)
class BlockLine:
    """Characters `start` to `end` of block number `block`, from cell `left` on; `first` carries the label."""

    block: int
    start: int
    end: int
    left: int
    first: bool = False

    def index_at(self, text: str, x: int) -> int | None:
        """The character at cell `x` of the line; None beside the text."""
        cell = self.left
        for index in range(self.start, self.end):
            wide = cells(text[index])
            if cell <= x < cell + wide:
                return index
            cell += wide
        return None


def lay_out(blocks: Sequence[Block], width: int, *, rows: bool, first: int = 0) -> list[BlockLine]:
    """Every line of the blocks at `width` cells; the blocks are counted from `first`.

    An indent is reduced if it would leave too little room.
    """
    lines: list[BlockLine] = []
    for number, block in enumerate(blocks, first):
        lines.extend(BlockLine(number, 0, 0, 0) for _ in range(block.gap))
        left = (CURSOR if rows else 0) + block.indent
        if width - left < 8:
            left = min(left, max(0, width - 8))
        for line_number, line in enumerate(wrap(block.text, max(2, width - left))):
            length = len(block.text[line.start : line.end].rstrip())
            lines.append(BlockLine(number, line.start, line.start + length, left, first=line_number == 0))
    return lines


def cursor_look(widget: Widget) -> str:
    """How the chosen row or cell of a widget looks."""
    if not widget.has_focus:
        return "cursor-away"
    return "cursor-bare" if widget.app.no_color else "cursor"


class Painter:
    """Paints lines in the widget's colours, remembering the styles of looks."""

    def __init__(self, widget: Widget, *, rows: bool) -> None:
        self.widget = widget
        self.rows = rows
        self._styles: dict[tuple[str, ...], RichStyle] = {}
        self._blank: Strip | None = None

    def forget(self) -> None:
        """Look all styles up again."""
        self._styles.clear()
        self._blank = None

    def _style(self, *looks: str) -> RichStyle:
        rich_style = self._styles.get(looks)
        if rich_style is None:
            style = self.widget.visual_style
            for look in looks:
                if look:
                    style += Style.parse(LOOKS[look])
            rich_style = self._styles[looks] = style.rich_style
        return rich_style

    def blank(self, width: int) -> Strip:
        """A line with nothing on it."""
        if self._blank is None or self._blank.cell_length != width:
            self._blank = Strip.blank(width, self._style())
        return self._blank

    def paint(self, block: Block, line: BlockLine, width: int, here: tuple[int, Mark | None] | None) -> Strip:
        """One line; `here` is set on the chosen block, with the chosen mark in it."""
        chosen = self.rows and here is not None and line.end > line.start
        base: tuple[str, ...] = ()
        if chosen:
            base = (cursor_look(self.widget),)
        segments: list[Segment] = []
        lead = line.left - (label_room := min(block.indent, line.left))
        sign = "▸" if chosen and line.first else ""
        if lead:
            segments.append(Segment(pad(sign, lead), self._style(*base)))
        if label_room:
            label = block.label if line.first else ""
            segments.append(Segment(pad(label, label_room), self._style("label", *base)))
        segments += self._words(block, line, base, here[1] if here else None)
        return Strip(segments).adjust_cell_length(width, self._style(*base))

    def _words(
        self, block: Block, line: BlockLine, base: tuple[str, ...], chosen: Mark | None
    ) -> list[Segment]:
        marks = [mark for mark in block.marks if mark.start < line.end and mark.end > line.start]
        edges = {line.start, line.end}
        for mark in marks:
            edges |= {max(mark.start, line.start), min(mark.end, line.end)}
        places = sorted(edges)
        segments = []
        for start, end in pairwise(places):
            looks = [block.look]
            looks += [
                "here" if mark == chosen else mark.look
                for mark in marks
                if mark.start <= start and end <= mark.end
            ]
            # On the cursor bar use only bold and underline, since a coloured word would be invisible.
            style = self._style(*looks, *base)
            segments.append(Segment(block.text[start:end], style))
        return segments
