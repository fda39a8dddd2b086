"""Function × phase on one page: where each function is assigned, and where it goes on, on what basis."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.doctrine import Doctrine, Phase
from simulator.doctrine.matrix import COLUMNS, Cell, column_label, matrix
from simulator.language import tr
from simulator.report.blocks import PaperBlock, Paragraph, Table

_WIDE, _NARROW = 12, 8  # the phase of 武力攻撃発生 has by far the most sections


def chart(doctrine: Doctrine) -> Iterator[PaperBlock]:
    """The table. Clauses that assign a function are named; measures that only go on are counted."""
    rows = tuple(
        (row.function.label, *(_cell(doctrine, row.cells[column], column) for column in COLUMNS))
        for row in matrix(doctrine)
    )
    head = (tr("機能"), *(column_label(column) for column in COLUMNS))
    widths = (15, *(_WIDE if column == Phase.HASSEI.value else _NARROW for column in COLUMNS))
    yield Table(head, rows, widths, small=True)
    yield Paragraph(
        tr(
            "条項は、そこで定める措置の節。及ぶ: ほかの節の措置が、明文又は解釈でその段階にも及ぶ数。"
            "–: 本文に定めなし。"
        ),
        aside=True,
    )


def _cell(doctrine: Doctrine, cell: Cell, column: str) -> str:
    clauses = dict.fromkeys(doctrine.document.unit(measure.sentence).clause for measure in cell.own)
    lines = [", ".join(_shortened(list(clauses)))] if clauses else []
    if cell.continuing:
        express, reading = cell.shares(column)
        parts = [tr("明{count}", count=express)] if express else []
        parts += [tr("解{count}", count=reading)] if reading else []
        lines.append(tr("及ぶ {parts}", parts=" ".join(parts)))
    return "\n".join(lines) or "–"


def _shortened(clauses: list[str]) -> list[str]:
    """`IV.A.1`, `2`, `3`: their common beginning is written once."""
    parts = [clause.split(".") for clause in clauses]
    shared = 0
    while len(parts) > 1 and all(
        len(part) > shared + 1 and part[shared] == parts[0][shared] for part in parts
    ):
        shared += 1
    return [clauses[0], *(".".join(part[shared:]) for part in parts[1:])]
