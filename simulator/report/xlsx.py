"""Blocks as a workbook: a sheet for each section, its tables with their headings, everything as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from simulator.language import tr
from simulator.report.blocks import Break, Bullets, Facts, Heading, Lines, Paper, PaperBlock, Paragraph, Table
from simulator.report.clean import clean
from simulator.report.timeline import Timeline
from simulator.report.workbook import MOST_CHARACTERS, Page, workbook

_LEAST, _MOST = 10, 70  # the width of a column, in characters
_WHOLE = 130  # the width of all columns of a table, in characters


@dataclass(slots=True)
class _Sheet:
    name: str
    rows: list[tuple[str, ...]] = field(default_factory=list)
    bold: set[int] = field(default_factory=set)
    widths: list[int] = field(default_factory=list)

    def add(self, cells: Sequence[str], *, bold: bool = False) -> None:
        if bold:
            self.bold.add(len(self.rows))
        self.rows.append(tuple(_cell(cell) for cell in cells))

    def say(self, text: str) -> None:
        """Add a paragraph in the second column: the first one, for the names of facts, is narrow."""
        self.add(("", text) if len(self.widths) > 1 else (text,))

    def widen(self, widths: Sequence[int]) -> None:
        whole = sum(widths)
        wanted = [min(_MOST, max(_LEAST, width * _WHOLE // whole)) for width in widths]
        longer = max(len(wanted), len(self.widths))
        old = self.widths + [0] * (longer - len(self.widths))
        new = wanted + [0] * (longer - len(wanted))
        self.widths = [max(pair) for pair in zip(old, new, strict=True)]


def xlsx_file(paper: Paper) -> bytes:
    """The file. Raises `WritingError` where its library is not installed."""
    sheets: list[_Sheet] = []
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            sheets.append(_Sheet(block.text))
            continue
        if not sheets:
            sheets.append(_Sheet(paper.subtitle))
        _block(sheets[-1], block)
    first = sheets[0]
    first.bold = {0, *(number + 3 for number in first.bold)}
    about = (tr("文書"), paper.title), (tr("種類"), paper.subtitle), (tr("断り"), paper.foot)
    first.rows = [*(tuple(map(_cell, pair)) for pair in about), *first.rows]
    return workbook(
        Page(sheet.name, tuple(sheet.rows), tuple(sheet.widths or [_MOST]), bold=frozenset(sheet.bold))
        for sheet in _named_apart(sheets)
    )


def _named_apart(sheets: list[_Sheet]) -> Iterator[_Sheet]:
    """The sheets with distinct names, also after the names are shortened."""
    taken: set[str] = set()
    for sheet in sheets:
        name, number = sheet.name[:28], 2
        while name in taken:
            name, number = f"{sheet.name[:26]} {number}", number + 1
        taken.add(name)
        sheet.name = name
        yield sheet


def _block(sheet: _Sheet, block: PaperBlock) -> None:
    match block:
        case Heading(text=text):
            sheet.add((text,), bold=True)
        case Paragraph(text=text):
            sheet.say(text)
        case Bullets(items=items, numbered=numbered):
            for number, item in enumerate(items, 1):
                sheet.say(f"{number}. {item}" if numbered else f"• {item}")
        case Facts(pairs=pairs):
            for pair in pairs:
                sheet.add(pair)
            sheet.widen((25, 75))
        case Table(head=head, rows=rows, widths=widths):
            sheet.add(head, bold=True)
            for row in rows:
                sheet.add(row)
            sheet.widen(widths)
        case Timeline(lanes=lanes):
            for lane in lanes:
                sheet.add((lane.said,))
        case Lines(label=label):
            sheet.add((label,))
        case Break():
            pass


def _cell(text: str) -> str:
    plain = clean(text)
    return plain if len(plain) < MOST_CHARACTERS // 2 else plain[: MOST_CHARACTERS // 2] + "…"
