"""Progress in self-study as rows: the function × phase table, and the weeks as bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulator.doctrine import Function, Phase
from simulator.language import tr, tr_count
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.rows import heading
from simulator.typography import fit, pad

if TYPE_CHECKING:
    from simulator.study.progress import StudyCoverage, Week
    from simulator.study.session import Session

_NAME, _CELL = 24, 8  # widths of the columns, in cells
_BAR = 30  # cells of the longest bar


def progress_rows(session: Session) -> Iterator[Block]:
    """Totals of what exists, was asked and is held; the table; the weeks; complaints; retired questions."""
    from simulator.study.progress import cell, grid, weeks  # noqa: PLC0415 - loads the library of the extra

    known = session.progress.known
    totals = cell(session.bank, known, None, None)
    yield Block(
        tr(
            "問い {all}種のうち、尋ねた {seen}種、身に付いた {held}種。",
            all=totals.all,
            seen=totals.seen,
            held=totals.held,
        ),
        look="strong",
    )
    yield heading(tr("機能 × 段階"))
    yield Block(tr("身に付いた種／尋ねた種／全部の種。点は、問いのないところ。"), look="quiet")
    clauses = [session.bank.doctrine.profiles[phase].clause for phase in Phase]
    yield Block(_line("", clauses), look="heading", gap=1)
    for function, row in grid(session.bank, known).items():
        yield _row(function, [row[phase] for phase in Phase])
    yield heading(tr("週ごと"))
    yield from _weeks(weeks(session.log.entries, session.log.now().date()))
    if complaints := session.progress.complaints:
        yield Block(tr_count("おかしいと書き残した問い: {count}問", len(complaints)), look="quiet", gap=1)
    if session.retired:
        yield Block(
            tr_count("本文か読みが改まって、もう出さない問い: {count}問", session.retired),
            look="quiet",
            gap=1,
        )


def _line(name: str, cells: list[str]) -> str:
    return pad(fit(name, _NAME - 1), _NAME) + "".join(pad(cell, _CELL) for cell in cells)


def _row(function: Function, cells: list[StudyCoverage]) -> Block:
    words = [f"{cell.held}/{cell.seen}/{cell.all}" if cell.all else "·" for cell in cells]
    text = _line(function.label, words)
    marks = [Mark(0, len(fit(function.label, _NAME - 1)), "strong")]
    return Block(text, tuple(marks))


def _weeks(weeks: tuple[Week, ...]) -> Iterator[Block]:
    if not weeks:
        yield Block(tr("まだ答えていません。"), look="quiet")
        return
    most_reviews = max(week.reviews for week in weeks)
    for week in weeks:
        right_cells = round(_BAR * week.right / most_reviews)
        wrong_cells = round(_BAR * week.reviews / most_reviews) - right_cells
        words = tr(
            "{monday:%m/%d}の週  {bar}  {reviews}回（正しい {right}/{graded}）",
            monday=week.monday,
            bar="■" * right_cells + "□" * wrong_cells,
            reviews=week.reviews,
            right=week.right,
            graded=week.graded,
        )
        yield Block(words)
