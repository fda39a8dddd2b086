"""A kept exercise in the list: when it was, how far it got, and through which phases."""

from __future__ import annotations

from simulator.datafile import load_text
from simulator.exercise import WALK_TITLE, History, Journal, JournalError, Record, shown_name
from simulator.exercise.events import Started
from simulator.exercise.journal import Kept
from simulator.language import tr
from simulator.scenario import read_scenario
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import heading
from simulator.tui.lists.entry import Listed, faulty
from simulator.tui.moment.notes import note_rows
from simulator.tui.moment.phases import clock
from simulator.tui.play.phaseline import phase_line
from simulator.tui.play.times import day_and_time


def listed_record(kept: Kept, journal: Journal) -> Listed:
    """The entry of an exercise, even if its records cannot be read."""
    try:
        return _listed(kept, journal.read(kept.id))
    except (JournalError, ValueError, KeyError) as error:
        # Raised by the file, by records out of order, or by a scenario that no longer loads.
        return faulty(kept.id, shown_name(kept.title), str(error))


def _listed(kept: Kept, records: list[Record]) -> Listed:
    started = records[0].event if records else None
    if not isinstance(started, Started):
        return faulty(kept.id, shown_name(kept.title), tr("始まりの記録がありません。"))
    if started.script:
        read_scenario(load_text(started.script.source, started.script.name))
    history = History(records)
    state = history.state()
    title, route = shown_name(kept.title), phase_line(state, limit=4, arrow="→")
    facts = tr("最後 {last}", last=day_and_time(records[-1].wall))
    if started.script:
        facts = tr("{last}  {reached} まで", last=facts, reached=clock(state.elapsed))
    if not started.script and kept.title == WALK_TITLE:  # otherwise a person has named it
        title = tr("歩み {route}", route=route)
    else:
        facts += f"\n{route}"
    page = [
        heading(title, gap=0),
        Block(tr("シナリオの演習") if started.script else tr("段階を歩いた記録"), look="quiet"),
        heading(tr("いつ")),
        Block(tr("始め {time}", time=day_and_time(kept.began))),
        Block(tr("最後の操作 {time}", time=day_and_time(records[-1].wall))),
        heading(tr("どこまで")),
        Block(f"{clock(state.elapsed)}  {state.configuration.label}"),
        Block(phase_line(state, limit=40)),
        Block(
            tr(
                "示したステップ {steps}  判断 {decisions}  メモ {notes}",
                steps=len(state.shown),
                decisions=len(state.decisions),
                notes=len(state.notes),
            )
        ),
        *_branches(history),
    ]
    if state.notes:
        page += note_rows(history, state.notes)
    page += [heading(tr("記録の名")), Block(kept.id, look="quiet")]
    return Listed(kept.id, title, facts, tuple(page))


def _branches(history: History) -> list[Block]:
    branches = history.branches()
    if len(branches) < 2:
        return []
    return [
        heading(tr("分岐  {count}", count=len(branches))),
        *(Block(branch.label, label="●" if branch.current else "○", indent=2) for branch in branches),
    ]
