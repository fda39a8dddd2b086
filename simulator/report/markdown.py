"""Blocks as GitHub Markdown with tables; markup in people's text is escaped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from simulator.report.blocks import Break, Bullets, Facts, Heading, Lines, Paper, Paragraph, Table
from simulator.report.clean import clean
from simulator.report.timeline import Timeline, TimelineMark

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
# What would begin a list or underline a heading: escaped at its sign, because a digit cannot be escaped.
_AT_START = re.compile(r"(?m)^(\s*\d*)((?<=\d)[.)]|(?<!\d)[-+=])")


def markdown_file(paper: Paper) -> bytes:
    """The file."""
    parts = [f"# {_inline(paper.title)}", _inline(paper.subtitle)]
    for block in paper.blocks:
        parts += _WRITERS[type(block)](block)
    parts += ["---", _inline(paper.foot)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _inline(text: str) -> str:
    """Text within a line, escaped."""
    return _SIGNS.sub(r"\\\1", " ".join(clean(text).split("\n"))).strip()


def _cell(text: str) -> str:
    return "<br>".join(_SIGNS.sub(r"\\\1", line) for line in clean(text).split("\n")) or " "


def _lines_of(text: str) -> str:
    """A paragraph that keeps its line breaks."""
    escaped = _SIGNS.sub(r"\\\1", clean(text).strip())
    return _AT_START.sub(r"\1\\\2", escaped).replace("\n", "  \n")


def _item(text: str) -> str:
    """An item of a list, in which no other list begins."""
    return _AT_START.sub(r"\1\\\2", _inline(text))


def _heading(block: Heading) -> Iterator[str]:
    yield f"{'#' * (block.level + 1)} {_inline(block.text)}"


def _paragraph(block: Paragraph) -> Iterator[str]:
    yield _lines_of(block.text)


def _bullets(block: Bullets) -> Iterator[str]:
    marks = [f"{number}." if block.numbered else "-" for number in range(1, len(block.items) + 1)]
    yield "\n".join(f"{mark} {_item(item)}" for mark, item in zip(marks, block.items, strict=True))


def _facts(block: Facts) -> Iterator[str]:
    yield _rows(("", ""), block.pairs)


def _table(block: Table) -> Iterator[str]:
    yield _rows(block.head, block.rows)


def _rows(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    first, *others = ("| " + " | ".join(map(_cell, row)) + " |" for row in (head, *rows))
    return "\n".join([first, "|" + "---|" * len(head), *others])


def _lines(block: Lines) -> Iterator[str]:
    yield _lines_of(block.label)
    yield "\n\n".join(["\\_" * 40] * block.count)


def _break(_block: Break) -> Iterator[str]:
    yield "---"


def _line(block: Timeline) -> Iterator[str]:
    """Each lane as a list of the phases that held, with the times from which they did."""
    yield "\n".join(f"- {_inline(lane.said)}" for lane in block.lanes)
    counts = {mark: sum(kind is mark for _, kind in block.marks) for mark in TimelineMark}
    yield "  ".join(f"{mark.value} {count}" for mark, count in counts.items())


_WRITERS: dict[type, Callable[[Any], Iterator[str]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Facts: _facts,
    Table: _table,
    Lines: _lines,
    Break: _break,
    Timeline: _line,
}
