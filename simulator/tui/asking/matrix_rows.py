"""Function × phase as short cells, and the page of one cell: its measures, and how the wording changed."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.doctrine import Doctrine, Hold, Measure, Phase
from simulator.doctrine.matrix import COLUMNS, Cell, Row, column_label
from simulator.doctrine.wording import Fate, Pair, Words, pairs
from simulator.doctrine.words import actors_label
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import Line, Target, basis_look, heading, place

LINES = 4  # of a cell
_LOOKS = {Fate.STAYS: "", Fate.REMOVED: "removed", Fate.ADDED: "added"}


def cell_lines(doctrine: Doctrine, cell: Cell, column: str) -> tuple[str, ...]:
    """Who, how, where, and how many; the page of the cell has all of it."""
    going_on = _going_on(cell, column)
    if not cell.own:
        return (going_on or "―", "", "", "")
    who = tr("・").join(dict.fromkeys(a.label for m in cell.own for a in m.actors))
    how = tr("・").join(dict.fromkeys(c.label for m in cell.own for c in m.conditions))
    clauses = list(dict.fromkeys(doctrine.document.unit(m.sentence).clause for m in cell.own))
    where = clauses[0] + (tr("ほか") if len(clauses) > 1 else "")
    return (who, how, where, tr("{count}件 {going_on}", count=len(cell.own), going_on=going_on).rstrip())


def _going_on(cell: Cell, column: str) -> str:
    """How many measures only go on into the cell, and whether by the text's words or by our reading."""
    if not cell.continuing:
        return ""
    express, reading = cell.shares(column)
    if not reading:
        return tr("及{count} 明文", count=express)
    if not express:
        return tr("及{count} 解釈", count=reading)
    return tr("及 明{express}解{reading}", express=express, reading=reading)


def cell_rows(doctrine: Doctrine, row: Row, column: str) -> list[Block]:
    """The measures of a cell with their quotes, and those that only go on."""
    cell = row.cells[column]
    rows = [heading(tr("この欄に定めのある措置  {count}", count=len(cell.own)), gap=0)]
    rows += [_measure(doctrine, m, "own") for m in cell.own] or [
        Block(tr("この欄の節に、この機能の定めなし"), indent=3, look="silent")
    ]
    if cell.continuing:
        rows.append(heading(tr("ほかの欄から及ぶだけの措置  {count}", count=len(cell.continuing))))
        rows += [_measure(doctrine, m, "on", m.hold(Phase(column))) for m in cell.continuing]
    return rows


def cell_title(row: Row, column: str) -> str:
    """`後方支援 ▸ 重要影響事態`."""
    return f"{row.function.label} ▸ {column_label(column)}"


def before(row: Row, column: str) -> str:
    """The nearest column to the left with words of its own; empty if there is none."""
    earlier = COLUMNS[: COLUMNS.index(column)]
    return next((name for name in reversed(earlier) if row.cells[name].own), "")


def _measure(doctrine: Doctrine, m: Measure, key: str, hold: Hold | None = None) -> Block:
    line = Line().add(tr(m.title), "strong").add(actors_label(m.actors)).add(m.how)
    if m.lead:
        line.add(tr("主体 {actors}", actors=actors_label(m.lead)))
    if m.support:
        line.add(tr("支援 {actors}", actors=actors_label(m.support)))
    if m.requested_by:
        line.add(tr("要請 {actor}", actor=m.requested_by.label))
    line.row().add(f"「{m.quote}」", "text").add(place(doctrine.document, m.sentence), "link", space=1)
    if hold:
        line.row().add(hold.basis.label, basis_look(hold.basis)).add(f"「{hold.ground.quote}」", space=1)
        line.add(place(doctrine.document, hold.ground.sentence), "link", space=1)
    target = Target("cite", m.sentence, m.quote, f"{key} {m.id}")
    return line.block(label="・" if key == "own" else "＝", indent=3, target=str(target))


def wording_rows(doctrine: Doctrine, row: Row, column: str) -> list[Block]:
    """How the words of a cell differ from those of the nearest cell before it that has any."""
    earlier = before(row, column)
    if not row.cells[column].own:
        return [Block(tr("この欄に固有の語はない。"), look="silent")]
    if not earlier:
        return [Block(tr("これより左の欄に語がないので、比べるものがない。"), look="quiet")]
    signs = tr("［－…］は左の欄だけの語、［＋…］はこの欄だけの語。近い文どうしを並べる。")
    compared = pairs(row.cells[earlier].own, row.cells[column].own)
    return [Block(signs, look="quiet"), *(pair_row(doctrine, pair, n) for n, pair in enumerate(compared))]


def wording_title(row: Row, column: str) -> str:
    """`文言 平時 → 重要影響事態`."""
    earlier = before(row, column)
    if not earlier or not row.cells[column].own:
        return tr("文言の違い")
    return tr(
        "文言 {before} → {after}",
        before=column_label(earlier),
        after=column_label(column),
    )


def pair_row(doctrine: Doctrine, pair: Pair, number: int) -> Block:
    """A sentence before and the one after in one line, with signs on the words of either alone."""
    line = Line()
    for m in (pair.before, pair.after):
        if m:
            line.add(place(doctrine.document, m.sentence), "link", space=1)
            line.add("→" if m is pair.before and pair.after else "", "quiet", space=1)
    line.row()
    for words in pair.words:
        line.add(_signed(words), _LOOKS[words.fate], space=0)
    shown = pair.after or pair.before
    target = Target("cite", shown.sentence, shown.quote, f"pair {number}") if shown else ""
    label = "≠" if pair.before and pair.after else "－" if pair.before else "＋"
    if pair.before and pair.after and all(w.fate is Fate.STAYS for w in pair.words):
        label = "＝"
    return line.block(label=label, indent=3, target=str(target))


def _signed(words: Words) -> str:
    """Words with a sign that needs no colour."""
    match words.fate:
        case Fate.REMOVED:
            return f"［－{words.text}］"
        case Fate.ADDED:
            return f"［＋{words.text}］"
    return words.text


def column_labels(here: Iterable[str]) -> dict[str, str]:
    """The headings of the columns, ● before those that hold now."""
    now = set(here)
    labels = {name: column_label(name) for name in COLUMNS}
    return {name: f"● {label}" if name in now else label for name, label in labels.items()}
