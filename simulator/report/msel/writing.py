"""The three tables as a file: a workbook of three sheets, or one CSV with a table after the other."""

from __future__ import annotations

from datetime import timedelta

from simulator.report.msel.columns import SHEETS, TABLES
from simulator.report.msel.plain import Plain
from simulator.report.msel.rows import tables
from simulator.report.msel.values import KINDS, mode_labels
from simulator.report.workbook import Page, workbook
from simulator.typography import csv_file


def csv_of(plain: Plain) -> bytes:
    """A CSV file; an empty row stands between the tables."""
    rows: list[list[str]] = []
    for table in tables(plain).values():
        if rows:
            rows.append([])
        rows += [[_said(cell) for cell in row] for row in table]
    return csv_file(rows).encode()


def _said(cell: str | timedelta) -> str:
    if isinstance(cell, str):
        return cell
    minutes = int(cell.total_seconds()) // 60
    return f"{minutes // 60}:{minutes % 60:02}"


def xlsx_of(plain: Plain) -> bytes:
    """A workbook. Raises `WritingError` where its library is not installed."""
    found = tables(plain)
    choices = {("step", "mode"): tuple(mode_labels().values()), ("step", "kind"): tuple(KINDS.values())}
    return workbook(
        Page(
            sheet,
            tuple(map(tuple, found[sheet])),
            tuple(column.width for column in TABLES[table]),
            bold=frozenset({0}),
            headed=True,
            choices={
                at: choices[table, column.key]
                for at, column in enumerate(TABLES[table])
                if (table, column.key) in choices
            },
        )
        for table, sheet in SHEETS.items()
    )
