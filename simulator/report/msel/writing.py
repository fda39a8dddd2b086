"""Write the tables: a workbook with a sheet for each, or one CSV file with all of them."""

from __future__ import annotations

from datetime import timedelta

from simulator.report.msel.columns import SHEETS, tables_of
from simulator.report.msel.fields import setting_of
from simulator.report.msel.plain import Plain
from simulator.report.msel.rows import tables
from simulator.report.msel.values import KINDS, hours_said, mode_labels
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
    return hours_said(int(cell.total_seconds()) // 60)


def xlsx_of(plain: Plain) -> bytes:
    """A workbook. Raises `WritingError` where its library is not installed."""
    sheets = tables(plain)
    modes, kinds = tuple(mode_labels().values()), tuple(KINDS.values())
    choices = {("step", "mode"): modes, ("later", "mode"): modes, ("step", "kind"): kinds}
    return workbook(
        Page(
            SHEETS[table],
            tuple(map(tuple, sheets[SHEETS[table]])),
            tuple(column.width for column in columns),
            bold=frozenset({0}),
            headed=True,
            choices={
                at: choices[table, column.key]
                for at, column in enumerate(columns)
                if (table, column.key) in choices
            },
        )
        for table, columns in tables_of(setting_of(plain).version).items()
    )
