"""The branches of a play, as rows."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.exercise import Branch, History, State
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText
from simulator.tui.moment.phases import clock
from simulator.tui.play.phaseline import phase_line


def steps_and_decisions(state: State) -> str:
    """How many steps and decisions a branch has."""
    return tr("ステップ {steps}  判断 {decisions}", steps=len(state.shown), decisions=len(state.decisions))


def branch_rows(history: History, branches: Sequence[Branch]) -> list[Block]:
    """A row for each branch; its target is its number in the list."""
    rows = []
    for number, strand in enumerate(branches):
        state = history.state(strand.tip)
        line = RowText().add(strand.label, "strong").add(tr("いま") if strand.current else "", "now")
        line.add(tr("戻して離れた分岐") if strand.undone and not strand.current else "", "quiet")
        line.add(tr("始めたばかり") if strand.empty else "", "quiet")
        line.row().add(clock(state.elapsed)).add(phase_line(state))
        line.add(
            steps_and_decisions(state),
            "quiet",
        )
        mark = "●" if strand.current else "○"
        rows.append(line.block(label=mark, indent=2, target=number))
    return rows
