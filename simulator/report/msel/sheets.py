"""Read sheets of cells from any XLSX or CSV file, within bounds."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simulator.language import Reason, tr
from simulator.report.msel.values import LONGEST, CellValue
from simulator.typography import unguarded

MOST_BYTES = 16 << 20  # bytes of a file
MOST_UNPACKED = 64 << 20  # bytes of its unpacked content
MOST_PARTS = 2_000
MOST_SHEETS = 20
MOST_ROWS = 5_000
MOST_COLUMNS = 40
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class SheetError(ValueError):
    """A file that is not a table, or too large; the message says what to do."""


class NoScenarioError(SheetError):
    """Rows without a scenario: the file has none, and none was named for them to go into."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name, and the cells of its rows from the first row and column on."""

    name: str
    rows: tuple[tuple[CellValue, ...], ...]


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an XLSX or CSV file, recognised by content. Raises `SheetError`."""
    try:
        if not path.is_file():
            raise SheetError(tr("{path}: ふつうのファイルがありません。", path=path))
        if path.stat().st_size > MOST_BYTES:
            raise SheetError(
                tr("{path}: 大きすぎます（{limit} MB まで）。", path=path, limit=MOST_BYTES >> 20)
            )
        raw = path.read_bytes()
    except OSError as error:
        raise SheetError(tr("{path}: 読めません（{reason}）。", path=path, reason=Reason(error))) from error
    if raw.startswith(_OLD_EXCEL):
        raise SheetError(
            tr(
                "{path}: 古い形の Excel（.xls）か、パスワードの付いたファイルです。"
                ".xlsx か CSV で保存し直してください。",
                path=path,
            )
        )
    if raw.startswith(_ZIP):
        return _xlsx(raw, path)
    return (Sheet("CSV", _csv(raw, path)),)


def _xlsx(raw: bytes, path: Path) -> tuple[Sheet, ...]:
    """Check the unpacked size first, then stream one sheet after another."""
    unreadable = tr("{path}: XLSX として読めません。Excel で開いて、保存し直してください。", path=path)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SheetError(unreadable) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        limit = MOST_UNPACKED >> 20
        raise SheetError(tr("{path}: 中身が大きすぎます（{limit} MB まで）。", path=path, limit=limit))
    try:
        import openpyxl  # noqa: PLC0415  only for such a file
    except ImportError as error:
        raise SheetError(not_installed()) from error
    try:
        # Silence the library's warnings and prints on parts that we do not read.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
            try:
                return tuple(_sheet(sheet, path) for sheet in book.worksheets[:MOST_SHEETS])
            finally:
                book.close()
    except SheetError:
        raise
    except Exception as error:
        raise SheetError(unreadable) from error


def _sheet(sheet: Any, path: Path) -> Sheet:
    """One sheet; the library's types do not say what a read-only one has."""
    sheet.reset_dimensions()  # the sizes that a file gives need not be true
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    cells: list[tuple[CellValue, ...]] = [tuple(_value(cell) for cell in row) for row in rows]
    return Sheet(str(sheet.title), _bounded(cells, path))


def _value(cell: object) -> CellValue:
    value: CellValue = getattr(cell, "value", None)
    if isinstance(value, str):
        return _unescaped(value)
    return value


def _unescaped(text: str) -> str:
    """The text with `_x000D_` and the like replaced by the characters they stand for."""
    from openpyxl.utils.escape import unescape  # noqa: PLC0415

    return str(unescape(text)) if "_x" in text else text


def not_installed() -> str:
    """The message how to install the libraries for documents."""
    return tr("この形のファイルを扱うものが入っていません。pip install 'shishin[report]' で入ります。")


def _csv(raw: bytes, path: Path) -> tuple[tuple[CellValue, ...], ...]:
    text = _decoded(raw, path)
    first = text[:LONGEST].partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    try:
        rows: list[tuple[CellValue, ...]] = [
            tuple(unguarded(cell) for cell in row) for row in _csv_rows(text, delimiter)
        ]
    except csv.Error as error:
        raise SheetError(tr("{path}: CSV として読めません（{reason}）。", path=path, reason=error)) from error
    return _bounded(rows, path)


def _csv_rows(text: str, delimiter: str) -> Iterator[list[str]]:
    for number, row in enumerate(csv.reader(_lines(text), delimiter=delimiter)):
        if number > MOST_ROWS:
            return
        yield row[:MOST_COLUMNS]


def _lines(text: str) -> Iterator[str]:
    """The lines one at a time, with their ends; of bounded length, so that commas cannot fill the memory."""
    for line in _LINE.finditer(text):
        if line.end() - line.start() > MOST_COLUMNS * LONGEST:
            raise csv.Error(tr("行が長すぎる"))
        yield line[0]


def _decoded(raw: bytes, path: Path) -> str:
    """UTF-8 text with or without a byte order mark, UTF-16 with one, or cp932 (Excel in Japan)."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp932")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetError(tr("{path}: 文字として読めません。CSV（UTF-8）で保存し直してください。", path=path))


def _bounded(rows: list[tuple[CellValue, ...]], path: Path) -> tuple[tuple[CellValue, ...], ...]:
    while rows and not any(cell not in (None, "") for cell in rows[-1]):
        rows.pop()
    if len(rows) > MOST_ROWS:
        raise SheetError(tr("{path}: 行が多すぎます（{limit} 行まで）。", path=path, limit=MOST_ROWS))
    for row in rows:
        if any(isinstance(cell, str) and len(cell) > LONGEST for cell in row):
            raise SheetError(tr("{path}: 一つの欄が長すぎます（{limit} 字まで）。", path=path, limit=LONGEST))
    return tuple(rows)


def column_letters(at: int) -> str:
    """`A`, `B` … `AA` of a column counted from 0."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
