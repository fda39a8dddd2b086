"""Rows as CSV: one writer for standard output and for files, safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MARK = "\ufeff"  # without it, spreadsheets in Japan read UTF-8 as Shift JIS
# What a spreadsheet takes for a formula when it opens CSV, after any apostrophes.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def guarded(cell: object) -> object:
    """The cell with an apostrophe before what a spreadsheet would run; `unguarded` takes it off again."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell


def unguarded(text: str) -> str:
    """A cell as it was before it was guarded."""
    return text[1:] if _GUARDED.match(text) else text


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV, each ended by a line feed."""
    import csv  # noqa: PLC0415  most calls write none
    from io import StringIO  # noqa: PLC0415

    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue()


def csv_file(rows: Iterable[Sequence[object]]) -> str:
    """The rows as the text of a CSV file."""
    return MARK + csv_text(rows)
