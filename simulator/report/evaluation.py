"""The evaluators' ratings and the improvement plan. The program neither rates nor averages."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.exercise import Rating
from simulator.language import tr
from simulator.report.account import Account
from simulator.report.blocks import Heading, PaperBlock, Paragraph, Table
from simulator.report.times import Times

_EMPTY_ROWS = 3  # empty rows of the plan, to write by hand


def legend() -> Table:
    """What the letters mean: HSEEP's own terms beside Japanese words."""
    rows = tuple((rating.value, rating.label, rating.term) for rating in Rating)
    return Table((tr("評定"), tr("意味"), tr("HSEEP の用語")), rows, (10, 45, 45), small=True)


def ratings(account: Account, times: Times) -> Iterable[PaperBlock]:
    """Each objective with the last rating of each evaluator; differences are pointed out, not resolved."""
    if account.scenario is None:
        return
    yield Paragraph(
        tr(
            "評定は評価者が付けたもので、演習がどう進んだかをいう。正しい答えを測るものではなく、プログラムは評定しない。"
        ),
        aside=True,
    )
    observations = account.state.ratings
    rows: list[tuple[str, ...]] = []
    marked: set[int] = set()
    for number, objective in enumerate(account.scenario.objectives, 1):
        ratings_given = [rating for rating in observations if rating.objective == objective.id]
        apart = len({rating.rating for rating in ratings_given if rating.rating is not Rating.N}) > 1
        text = tr("{number}. {objective}", number=number, objective=objective.text.strip())
        for rating in ratings_given:
            about = account.history.records.get(rating.about or rating.seq)
            at = times.at(about.elapsed if about else rating.elapsed)
            if apart:
                marked.add(len(rows))
            rows.append((text, rating.rating.value, rating.evaluator, at, rating.text))
            text = ""
        if not ratings_given:
            rows.append((text, "", "", "", ""))
        elif apart:
            rows.append(("", "", "", "", tr("評価者の評定が分かれている。")))
    head = (tr("学習目標"), tr("評定"), tr("評価者"), tr("時点"), tr("観察したこと"))
    yield Table(head, tuple(rows), (32, 8, 14, 14, 32), marked=frozenset(marked))
    yield legend()


def plan(account: Account, _times: Times) -> Iterable[PaperBlock]:
    """The items of the plan, and some rows to write more by hand."""
    rows = [(item.issue, item.action, item.who, item.by) for item in account.state.plan]
    rows += [("", "", "", "")] * (_EMPTY_ROWS if not rows else 0)
    head = (tr("問題（issue）"), tr("直すこと（corrective action）"), tr("だれが"), tr("いつまでに"))
    yield Table(head, tuple(rows), (34, 34, 16, 16), form=True)


def strengths() -> Iterable[PaperBlock]:
    """Lines to fill in by hand: HSEEP's strengths and areas for improvement."""
    head = (tr("よかった点（strengths）"), tr("改める点（areas for improvement）"))
    yield Heading(tr("気づいたこと"), 2)
    yield Table(head, (("", ""), ("", "")), (50, 50), form=True)
