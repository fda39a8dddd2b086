"""Two branches compared, as rows: what they share, then phases, decisions and measures side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulator.doctrine import Doctrine, Measure
from simulator.doctrine.words import actors_label
from simulator.exercise import History, Play, State
from simulator.language import tr
from simulator.scenario import Decision, ScriptError
from simulator.scenario.calendar import Beginning
from simulator.tui.kit.rows import place
from simulator.tui.moment.phases import clock
from simulator.tui.play.branches import steps_and_decisions
from simulator.tui.play.times import scenario_clock
from simulator.typography import pad, wrap

ComparedRow = tuple[str, str, str]  # time or subject, left, right


@dataclass(frozen=True, slots=True)
class ComparisonSection:
    """A heading with rows in three columns."""

    title: str
    rows: tuple[ComparedRow, ...]


def comparison(play: Play, left: int, right: int) -> list[ComparisonSection]:
    """The parts of a comparison of two records of one play, with all that led to them."""
    history = play.exercise.history
    shared = _shared(history, left, right)
    mine, other = history.state(left), history.state(right)
    begins = play.scenario.beginning
    parts = [
        ComparisonSection(tr("同じところ"), _together(history.state(shared), begins)),
        ComparisonSection(tr("段階"), _phases(mine, other, shared)),
        ComparisonSection(tr("判断"), _decisions(play, mine, other) or ((tr("なし"), "", ""),)),
    ]
    return [*parts, *_measures(play.exercise.machine.doctrine, mine, other)]


def _shared(history: History, left: int, right: int) -> int:
    """The last record that both branches have."""
    mine = [record.seq for record in history.path(left)]
    others = {record.seq for record in history.path(right)}
    return max((seq for seq in mine if seq in others), default=mine[0])


def _together(state: State, begins: Beginning) -> tuple[ComparedRow, ...]:
    at = tr(
        "{time}（{fiction}）まで同じ",
        time=clock(state.elapsed),
        fiction=scenario_clock(begins, state.elapsed),
    )
    return ((f"{at}  {steps_and_decisions(state)}", "", ""),)


def _phases(mine: State, other: State, shared: int) -> tuple[ComparedRow, ...]:
    """One row for each moment at which either branch changed phases; the common beginning is one column."""
    first = mine.moves[0].before.label if mine.moves else mine.configuration.label
    moments: dict[tuple[float, int], list[str]] = {}
    for column, state in enumerate((mine, other)):
        for move in state.moves:
            # A common move is one row; two different ones at the same time are in two columns.
            key = (move.elapsed, move.seq if move.seq <= shared else 0)
            moments.setdefault(key, ["", ""])[column] = move.after.label
    rows = [(clock(at), *cell) for (at, _), cell in sorted(moments.items())]
    return ((clock(0), first, first), *((a, b, c) for a, b, c in rows))


def _decisions(play: Play, mine: State, other: State) -> tuple[ComparedRow, ...]:
    """One row for each decision of either branch, by time; a decision taken again has another row."""
    rows: dict[tuple[str, int], tuple[float, list[str]]] = {}
    for column, state in enumerate((mine, other)):
        times: dict[str, int] = {}
        for taken in state.decisions:
            name = taken.choice.decision
            times[name] = times.get(name, 0) + 1
            _, cell = rows.setdefault((name, times[name]), (taken.elapsed, ["", ""]))
            cell[column] = _option(play, name, taken.choice.option)
    ordered = sorted(rows.items(), key=lambda item: item[1][0])
    return tuple(
        (f"{clock(at)}\n{_seat(play, name)}", cell[0] or "―", cell[1] or "―")
        for (name, _), (at, cell) in ordered
    )


def _decision(play: Play, name: str) -> Decision | None:
    try:
        step = play.script.step(name)
    except ScriptError:
        return None
    return step if isinstance(step, Decision) else None


def _seat(play: Play, name: str) -> str:
    decision = _decision(play, name)
    return decision.decider if decision else name


def _option(play: Play, name: str, option: str) -> str:
    decision = _decision(play, name)
    if decision is None:
        return option
    return next((offered.text.strip() for offered in decision.options if offered.id == option), option)


def _measures(doctrine: Doctrine, mine: State, other: State) -> list[ComparisonSection]:
    """The measures in force at the end of only one branch, and how many are in both."""
    left, right = (doctrine.in_force(state.configuration.phases) for state in (mine, other))
    names = {m.id for m in left}, {m.id for m in right}
    both = len(names[0] & names[1])
    counted = ComparisonSection(
        tr("終わりに効いている措置（両方にあるもの {count}）", count=both),
        ((tr("措置の数"), str(len(left)), str(len(right))),),
    )
    rows = [(tr("いまだけ"), _measure(doctrine, m), "") for m in left if m.id not in names[1]]
    rows += [(tr("相手だけ"), "", _measure(doctrine, m)) for m in right if m.id not in names[0]]
    return [counted, ComparisonSection(tr("片方だけの措置"), tuple(rows) or ((tr("なし"), "", ""),))]


def _measure(doctrine: Doctrine, measure: Measure) -> str:
    where = place(doctrine.document, measure.sentence)
    return f"{tr(measure.title)}  {actors_label(measure.actors)}  {where}"


def columns(row: ComparedRow, width: int) -> str:
    """A row as lines of at most `width` cells: a narrow first column, then two equal ones with a rule."""
    head, left, right = row
    if not left and not right:
        return head
    head = f"{'≠' if left != right else '＝'} {head}" if head else head
    first = min(22, max(12, width // 6))
    room = max(8, (width - first - 5) // 2)
    cols = [_lines(head, first), _lines(left, room), _lines(right, room)]
    out = []
    for n in range(max(map(len, cols))):
        a, b, c = (col[n] if n < len(col) else "" for col in cols)
        out.append(f"{pad(a, first)}  {pad(b, room)} │ {c}".rstrip())
    return "\n".join(out)


def _lines(text: str, width: int) -> list[str]:
    return [text[line.start : line.end].strip("\n").rstrip() for line in wrap(text, width)]


def copied(scenario: str, names: tuple[str, str], parts: Iterable[ComparisonSection]) -> str:
    """A comparison as lines with tabs between the columns, to paste into a table; a row is one line."""
    lines = [f"{scenario} ▸ {tr('分岐を比べる')}", _line(("", *sides(names)))]
    for part in parts:
        lines += ["", part.title, *(_line(row) for row in part.rows)]
    return "\n".join(lines) + "\n"


def sides(names: tuple[str, str]) -> tuple[str, str]:
    """The headings of the two columns: which branch is the present one."""
    mine, other = names
    return tr("いま: {mine}", mine=mine), tr("相手: {other}", other=other)


def _line(row: ComparedRow) -> str:
    """A row to paste: its cells have neither the tabs nor the line breaks that divide a table."""
    return "\t".join(re.sub(r"\s*[\t\n\r]\s*", " ", cell) for cell in row).rstrip("\t")
