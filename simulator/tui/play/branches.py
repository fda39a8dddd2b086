"""The branches of a play: those with records, and those begun and still empty."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.exercise import History
from simulator.exercise.events import Forked, Paced, Refusal
from simulator.tui.play.phaseline import phase_line
from simulator.tui.walk.phases import clock
from simulator.tui.walk.rows import Line
from simulator.tui.widgets.blocks import Block


@dataclass(frozen=True, slots=True)
class Strand:
    """A branch by its last record. `empty`: nothing was done on it yet, and `tip` is where it begins."""

    name: str
    tip: int
    current: bool = False
    undone: bool = False
    empty: bool = False


def strands(history: History) -> list[Strand]:
    """All branches, oldest first, then the empty ones."""
    standing = _empty_fork_here(history)
    found = [
        Strand(branch.name, branch.tip, branch.current and standing is None, branch.undone)
        for branch in history.branches()
    ]
    used = set(history.branch_of.values())
    empty: dict[tuple[str, int], Strand] = {}
    for record in history.records.values():
        if isinstance(record.event, Forked) and record.seq not in used:
            name, at = record.event.name, record.event.at
            empty[name, at] = Strand(name, at, current=record.seq == standing, empty=True)
    return [*found, *empty.values()]


def next_name(history: History) -> str:
    """What a new branch is called if nobody says otherwise."""
    number = sum(isinstance(record.event, Forked) for record in history.records.values()) + 1
    return f"分岐{number}"


def branch_rows(history: History, found: list[Strand]) -> list[Block]:
    """A row for each branch; its target is its number in the list."""
    rows = []
    for number, strand in enumerate(found):
        state = history.state(strand.tip)
        line = Line().add(strand.name, "strong").add("いま" if strand.current else "", "now")
        line.add("戻して離れた筋" if strand.undone and not strand.current else "", "quiet")
        line.add("まだ空" if strand.empty else "", "quiet")
        line.row().add(clock(state.elapsed)).add(phase_line(state))
        line.add(f"ステップ {len(state.shown)}  判断 {len(state.decisions)}", "quiet")
        mark = "●" if strand.current else "○"
        rows.append(line.block(label=mark, indent=2, target=str(number)))
    return rows


def _empty_fork_here(history: History) -> int | None:
    """The record of the fork at which the play stands, if nothing was done since."""
    for seq in sorted(history.records, reverse=True):
        event = history.records[seq].event
        if not isinstance(event, (Refusal, Paced)):
            return seq if isinstance(event, Forked) else None
    return None
