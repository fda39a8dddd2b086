"""Moments to jump to: rows for those shown, and the record at a typed time."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.exercise import History
from simulator.language import tr
from simulator.scenario import Step, TransitionStep
from simulator.scenario.calendar import Beginning
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText
from simulator.tui.moment.phases import clock
from simulator.tui.play.feed import Moment, word_for
from simulator.tui.play.times import scenario_clock
from simulator.typography import cells, fit

_LINE = 68  # cells of a row: one line in the window


def moment_rows(moments: list[Moment], begins: Beginning) -> list[Block]:
    """A row for each moment with the record's number as target, beginning with the first record."""
    rows = [RowText().add(clock(0)).add(tr("始まり"), "strong").block(target=1)]
    for moment in moments:
        line = RowText().add(clock(moment.seconds)).add(scenario_clock(begins, moment.seconds), "quiet")
        line.add(f"{moment.sign} {moment.title}", "strong")
        begins_with = fit(moment.teaser.replace("\n", " "), max(0, _LINE - cells(line.text) - 2))
        rows.append(line.add(begins_with, "quiet").block(target=moment.seq))
    return rows


def step_title(step: Step, begins: Beginning) -> str:
    """A step of the script in a line: time, kind, and the beginning of its text."""
    title = f"{clock(step.at)}  {scenario_clock(begins, step.at)}  {word_for(step)}  "
    text = step.because if isinstance(step, TransitionStep) else step.text
    return (title + fit(text.strip().replace("\n", " "), max(0, _LINE - cells(title)))).rstrip()


def words_of(rows: Iterable[Block]) -> str:
    """The text of all rows."""
    return "\n".join(row.text for row in rows)


def record_at(history: History, seconds: float) -> int | None:
    """The last record of the present branch at or before a scenario time; None if the time is to come."""
    path = history.path()
    if not path or seconds > path[-1].elapsed:
        return None
    return max((record.seq for record in path if record.elapsed <= seconds), default=path[0].seq)
