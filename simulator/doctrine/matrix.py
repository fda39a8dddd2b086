"""Function × phase: where each function is assigned, by whose words, and where it only goes on."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.doctrine.claims import Measure
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.words import Basis, Function, Phase
from simulator.language import JAPANESE, msg, spoken, tr

COLUMNS = ("all", *(phase.value for phase in Phase), "V", "VI", "VII")
_COLUMN_LABELS = {
    "all": msg("各段階（III・IV 前文）"),
    **{phase.value: phase.japanese for phase in Phase},
    "V": msg("国際（V）"),
    "VI": msg("宇宙・サイバー（VI）"),
    "VII": msg("基盤（VII・VIII）"),
}


def column_label(column: str) -> str:
    """The heading of a column, in the language spoken."""
    return tr(_COLUMN_LABELS[column])


@dataclass(frozen=True, slots=True)
class Cell:
    """Measures whose own clause stands in this column, and those that go on into it from another."""

    own: tuple[Measure, ...] = ()
    continuing: tuple[Measure, ...] = ()

    def shares(self, column: str) -> tuple[int, int]:
        """How many of the continuing measures go on by the text's own words, and how many by our reading."""
        holds = [m.hold(Phase(column)) for m in self.continuing]
        express = sum(hold is not None and hold.basis is Basis.TEXT for hold in holds)
        return express, len(holds) - express


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One function across the columns."""

    function: Function
    cells: dict[str, Cell]


def column_of(doctrine: Doctrine, measure: Measure) -> str:
    """The column in which the measure's own clause stands."""
    chapter, _, section = measure.sentence.partition(".")
    if chapter in ("V", "VI"):
        return chapter
    if chapter in ("VII", "VIII"):
        return "VII"
    if chapter == "III" or section[0] in "pb":
        return "all"
    home = next(h.phase for h in measure.phases if h.ground.sentence == measure.sentence)
    return _section_phase(doctrine, measure) or home.value


def _section_phase(doctrine: Doctrine, measure: Measure) -> str | None:
    """The phase in whose section the sentence stands, also where its own words carry it further."""
    clause = doctrine.document.unit(measure.sentence).clause
    for profile in doctrine.profiles.values():
        if f"{clause}.".startswith(f"{profile.clause}."):
            return profile.phase.value
    return None


def matrix(doctrine: Doctrine) -> tuple[MatrixRow, ...]:
    """All functions in the contract's order; in a cell those mainly of the function come first."""
    columns = {measure.id: column_of(doctrine, measure) for measure in doctrine.measures}
    rows = []
    for function in Function:
        mainly = [m for m in doctrine.measures if m.function is function]
        concerned = mainly + [m for m in doctrine.measures if function in m.functions_also]
        cells = {}
        for column in COLUMNS:
            assigned = tuple(m for m in concerned if columns[m.id] == column)
            going_on = tuple(
                m for m in concerned if columns[m.id] != column and any(h.phase == column for h in m.phases)
            )
            cells[column] = Cell(assigned, going_on)
        rows.append(MatrixRow(function, cells))
    return tuple(rows)


def cell_text(doctrine: Doctrine, cell: Cell, column: str) -> str:
    """Actor, condition and clause of each measure assigned here; for those that only go on, the basis."""
    assigned = tr("、").join(
        tr(
            "{who} {how} {place}",
            who=m.roles,
            how=m.how,
            place=doctrine.document.label(m.sentence),
        )
        for m in cell.own
    )
    going_on = ""
    if cell.continuing:
        express, reading = cell.shares(column)
        going_on = tr(
            "及ぶ {count}件（明文{express}・解釈{reading}）",
            count=len(cell.continuing),
            express=express,
            reading=reading,
        )
    return tr("；").join(part for part in (assigned, going_on) if part)


@spoken(JAPANESE)
def csv_table(doctrine: Doctrine, rows: tuple[MatrixRow, ...]) -> list[list[str]]:
    """The whole matrix as text for CSV, its header first; in Japanese always, because it is data."""
    header = ["function", *(column_label(column) for column in COLUMNS)]
    return [
        header,
        *([r.function.label, *(cell_text(doctrine, r.cells[c], c) for c in COLUMNS)] for r in rows),
    ]


def copied(doctrine: Doctrine, row: MatrixRow, column: str) -> str:
    """A cell to paste elsewhere: each measure assigned in it, quoted with its citation."""
    lines = [f"{row.function.label} — {column_label(column)}"]
    lines += [
        tr(
            "{title}（{who} {how}）「{quote}」（指針 {place}）",
            title=tr(m.title),
            who=m.roles,
            how=m.how,
            quote=m.quote,
            place=doctrine.document.label(m.sentence),
        )
        for m in row.cells[column].own
    ]
    lines += [
        tr("及ぶ: {title}（指針 {place}）", title=tr(m.title), place=doctrine.document.label(m.sentence))
        for m in row.cells[column].continuing
    ]
    if len(lines) == 1:
        lines.append(tr("本文に定めなし"))
    return "\n".join(lines)
