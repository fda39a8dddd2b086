"""Function × phase as short cells, and the page of one cell: its measures, and how the wording changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.doctrine import Doctrine, Hold, Measure, Phase
from simulator.doctrine.matrix import COLUMNS, Cell, MatrixRow, column_label
from simulator.doctrine.wording import Fate, Pair, Words, pairs
from simulator.doctrine.words import actors_label
from simulator.language import msg, tr
from simulator.tui.asking.grid import GridColumn, Look
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, basis_look, heading, place
from simulator.tui.kit.target import Target
from simulator.typography import cells

_SHORT = {
    "all": msg("前文"),
    Phase.HEIJI.value: msg("平時"),
    Phase.JUYO.value: msg("重要"),
    Phase.YOSOKU.value: msg("予測"),
    Phase.HASSEI.value: msg("発生"),
    Phase.SONRITSU.value: msg("存立"),
    Phase.SAIGAI.value: msg("災害"),
    "V": "V",
    "VI": "VI",
    "VII": "VII",
}
_LOOKS = {Fate.STAYS: "", Fate.REMOVED: "removed", Fate.ADDED: "added"}


def columns(rows: Sequence[MatrixRow], standing: Iterable[str]) -> tuple[GridColumn, ...]:
    """The columns of the table; those of the phases `standing` are marked."""
    now = set(standing)
    return tuple(
        GridColumn(
            short := tr(_SHORT[name]),
            column_label(name),
            max(cells(short) + (name in now), widest),
            name in now,
        )
        for name in COLUMNS
        for widest in [
            max(sum(cells(words) for words, _ in cell_look(row.cells[name], name)) for row in rows)
        ]
    )


def cell_look(cell: Cell, column: str) -> Look:
    """`明3解8`: how many measures hold here by the text's words, and how many by our reading."""
    express, reading = len(cell.own), 0
    if cell.continuing:
        more, reading = cell.shares(column)
        express += more
    if not express and not reading:
        return (("–", "silent"),)
    words = []
    if express:
        words.append((tr("明{count}", count=express), "strong"))
    if reading:
        words.append((tr("解{count}", count=reading), "reading"))
    return tuple(words)


def legends() -> tuple[str, str]:
    """What the cells mean, in a few words and in a line."""
    line = tr("明=本文の語で置かれる措置の数  解=解釈で及ぶ措置の数  –=定めなし  ●=いまの段階")
    return tr("明=明文 解=解釈"), line


def cell_rows(doctrine: Doctrine, row: MatrixRow, column: str) -> list[Block]:
    """The measures of a cell with their quotes, and those that only go on."""
    cell = row.cells[column]
    rows = [heading(tr("この欄に定めのある措置  {count}", count=len(cell.own)), gap=0)]
    rows += [_measure(doctrine, m, "own") for m in cell.own] or [
        Block(tr("この欄の節に、この機能の定めなし"), indent=3, look="verdict")
    ]
    if cell.continuing:
        rows.append(heading(tr("ほかの欄から及ぶだけの措置  {count}", count=len(cell.continuing))))
        rows += [_measure(doctrine, m, "on", m.hold(Phase(column))) for m in cell.continuing]
    return rows


def cell_title(row: MatrixRow, column: str) -> str:
    """`後方支援 ▸ 重要影響事態`."""
    return f"{row.function.label} ▸ {column_label(column)}"


def before(row: MatrixRow, column: str) -> str:
    """The nearest column to the left with words of its own; empty if there is none."""
    earlier = COLUMNS[: COLUMNS.index(column)]
    return next((name for name in reversed(earlier) if row.cells[name].own), "")


def _measure(doctrine: Doctrine, m: Measure, key: str, hold: Hold | None = None) -> Block:
    line = RowText().add(tr(m.title), "strong").add(actors_label(m.actors)).add(m.how)
    if m.lead:
        line.add(tr("主体 {actors}", actors=actors_label(m.lead)))
    if m.support:
        line.add(tr("支援 {actors}", actors=actors_label(m.support)))
    if m.requested_by:
        line.add(tr("要請 {actor}", actor=m.requested_by.label))
    if m.when and m.when not in m.quote:
        line.row().add(tr("条件："), "quiet").add(f"「{m.when}」", space=0)
    line.row().add(f"「{m.quote}」", "text").add(place(doctrine.document, m.sentence), "link", space=1)
    if hold:
        line.row().add(hold.basis.label, basis_look(hold.basis)).add(f"「{hold.ground.quote}」", space=1)
        line.add(place(doctrine.document, hold.ground.sentence), "link", space=1)
    target = Target("cite", m.sentence, m.quote, f"{key} {m.id}")
    return line.block(label="・" if key == "own" else "＝", indent=3, target=target)


def wording_rows(doctrine: Doctrine, row: MatrixRow, column: str) -> list[Block]:
    """How the words of a cell differ from those of the nearest cell before it that has any."""
    earlier = before(row, column)
    if not row.cells[column].own:
        return [Block(tr("この欄に固有の語はない。"), look="silent")]
    if not earlier:
        return [Block(tr("これより左の欄に語がないので、比べるものがない。"), look="quiet")]
    signs = tr("［－…］は左の欄だけの語、［＋…］はこの欄だけの語。近い文どうしを並べる。")
    compared = pairs(row.cells[earlier].own, row.cells[column].own)
    return [Block(signs, look="quiet"), *(pair_row(doctrine, pair, n) for n, pair in enumerate(compared))]


def wording_title(row: MatrixRow, column: str) -> str:
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
    """Two wordings in one line, with signs on the words that only one of them has."""
    line = RowText()
    for m in (pair.before, pair.after):
        if m:
            line.add(place(doctrine.document, m.sentence), "link", space=1)
            line.add("→" if m is pair.before and pair.after else "", "quiet", space=1)
    line.row()
    for words in pair.words:
        line.add(_signed(words), _LOOKS[words.fate], space=0)
    shown = pair.after or pair.before
    target = Target("cite", shown.sentence, shown.quote, f"pair {number}") if shown else None
    label = "≠" if pair.before and pair.after else "－" if pair.before else "＋"
    if pair.before and pair.after and all(w.fate is Fate.STAYS for w in pair.words):
        label = "＝"
    return line.block(label=label, indent=3, target=target)


def _signed(words: Words) -> str:
    """Words with a sign, so that colour is not needed."""
    match words.fate:
        case Fate.REMOVED:
            return f"［－{words.text}］"
        case Fate.ADDED:
            return f"［＋{words.text}］"
    return words.text
