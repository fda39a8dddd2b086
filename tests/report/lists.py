"""Lists of injects as people keep them in Excel, and the scenario that they go into."""

from datetime import datetime
from pathlib import Path

import openpyxl

from simulator.report.msel.values import CellValue

SOUND = (Path(__file__).parents[1] / "data" / "sound.yaml").read_text("utf-8")


def sheet(path: Path, rows: list[tuple[CellValue, ...]], merged: str = "", name: str = "MSEL") -> Path:
    """A workbook as a person makes it in Excel; `merged` is a range of cells to merge."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = name
    for row in rows:
        page.append(row)
    if merged:
        page.merge_cells(merged)
    book.save(path)
    return path


def naive(*parts: int) -> datetime:
    """A moment without a zone, as spreadsheets have it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
