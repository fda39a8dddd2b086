"""Rows as CSV: one writer for standard output and for files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def csv_text(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV, each ended by a line feed."""
    import csv  # noqa: PLC0415  most calls write none
    from io import StringIO  # noqa: PLC0415

    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()
