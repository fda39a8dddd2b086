"""A workbook (XLSX) of plain pages: text is never a formula, and the same pages give the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

from simulator.language import tr
from simulator.report.packed import same_bytes
from simulator.report.problems import WritingError
from simulator.typography import cells

MOST_CHARACTERS = 32_767  # characters of a cell
_LINE, _HIGHEST = 16.0, 400.0  # points; programs do not support much higher rows
_MADE = datetime(2015, 4, 27)  # noqa: DTZ001 - the day of the document; the format has no zones
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LIKE_ESCAPE = re.compile(r"_(x[0-9A-Fa-f]{4}_)")
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its rows, the widths of its columns in characters, the numbers of highlighted rows.

    `choices` maps a column to the words that its cells may have. Spans of time are written as such, so that a
    spreadsheet can sort and add them. `headed`: the first row heads all the others.
    """

    name: str
    rows: tuple[tuple[str | timedelta, ...], ...]
    widths: tuple[int, ...]
    bold: frozenset[int] = frozenset()
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    headed: bool = False


def workbook(pages: Iterable[Page]) -> bytes:
    """The file. Raises `WritingError` where the library is missing, or a text is too long for a cell."""
    try:
        from openpyxl import Workbook  # noqa: PLC0415  only where such a file is made
    except ImportError as error:
        raise WritingError(
            tr("この形のファイルを扱うものが入っていません。pip install 'shishin[report]' で入ります。")
        ) from error
    book = Workbook(write_only=True)
    book.properties.creator = "shishin"
    book.properties.created = book.properties.modified = _MADE
    for page in pages:
        _sheet(book, page)
    out = BytesIO()
    book.save(out)
    return same_bytes(out.getvalue())


def _sheet(book: Any, page: Page) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    sheet = book.create_sheet(_SHEET_NAME.sub("_", page.name)[:31])
    if page.headed:
        sheet.freeze_panes = "A2"
        sheet.print_title_rows = "1:1"
    for at, width in enumerate(page.widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    for at, words in page.choices.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        letter = get_column_letter(at + 1)
        rule.add(f"{letter}2:{letter}5000")
        sheet.data_validations.append(rule)
    wrap, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    tint = PatternFill("solid", fgColor="E6ECF2")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = _fit()
    for number, row in enumerate(page.rows):
        sheet.row_dimensions[number + 1].height = _height(row, page.widths)
        look = {"bold": bold, "fill": tint} if number in page.bold else {}
        sheet.append([_cell(sheet, value, wrap, **look) for value in row])


def _height(row: tuple[str | timedelta, ...], widths: tuple[int, ...]) -> float:
    """The height of a row, for its cell with most lines; not every program computes it on opening a file."""
    lines = [
        sum(max(1, -(-cells(line) // max(1, width - 1))) for line in value.split("\n"))
        for value, width in zip(row, widths, strict=False)
        if isinstance(value, str)
    ]
    return min(_HIGHEST, _LINE * max(lines, default=1) + 3)


def _fit() -> Any:
    from openpyxl.worksheet.properties import PageSetupProperties  # noqa: PLC0415

    return PageSetupProperties(fitToPage=True)


def _cell(sheet: Any, value: str | timedelta, wrap: Any, *, bold: Any = None, fill: Any = None) -> Any:
    """A cell whose text is never a formula, link or error, whatever it begins with."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

    cell: Any = WriteOnlyCell(sheet)
    if isinstance(value, timedelta):
        cell.value = value
        cell.number_format = "[h]:mm"
    else:
        cell.value = text_for_cell(value)
        cell.data_type, cell.number_format = "s", "@"
    cell.alignment = wrap
    if bold:
        cell.font, cell.fill = bold, fill
    return cell


def text_for_cell(text: str) -> str:
    """Text as a cell holds it. Raises `WritingError` if it is too long for one."""
    plain = _LIKE_ESCAPE.sub(r"_x005F_\1", _ILLEGAL.sub("\ufffd", text))
    if len(plain) > MOST_CHARACTERS:
        raise WritingError(
            tr(
                "「{start}…」が一つの欄に入りません（{limit} 字まで）。",
                start=text[:20],
                limit=MOST_CHARACTERS,
            )
        )
    return plain
