"""The measures pane: the measures in force at a moment, with their basis, for one actor or for all."""

from __future__ import annotations

from collections import Counter

from simulator.doctrine import Actor, Doctrine, Measure, Phase
from simulator.doctrine.sheet import best_hold
from simulator.doctrine.words import actors_label
from simulator.exercise import State
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, basis_look, heading, place
from simulator.tui.kit.target import Target

ALL_ACTORS = "all"


def measure_rows(doctrine: Doctrine, state: State, actor: Actor | None) -> list[Block]:
    """Rows by function, in the order in which the document first names each; new ones marked ＋."""
    phases = state.configuration.phases
    before = state.last_move.before.phases if state.last_move else phases
    rows: list[Block] = []
    for function, measures in _by_function(doctrine, state, actor).items():
        rows.append(heading(f"{function}  {len(measures)}", gap=1 if rows else 0))
        rows += [_row(doctrine, measure, phases, before) for measure in measures]
    return rows or [Block(tr("この者が行うとされる措置は、いまの段階では本文に定めなし。"), look="verdict")]


def _by_function(doctrine: Doctrine, state: State, actor: Actor | None) -> dict[str, list[Measure]]:
    by_function: dict[str, list[Measure]] = {}
    for measure in doctrine.in_force(state.configuration.phases):
        if actor is None or actor in measure.actors:
            by_function.setdefault(measure.function.label, []).append(measure)
    return by_function


def _row(doctrine: Doctrine, measure: Measure, phases: frozenset[Phase], before: frozenset[Phase]) -> Block:
    hold = best_hold(measure, phases)
    new = best_hold(measure, before) is None
    line = RowText().add(tr(measure.title), "strong").row()
    if hold:
        line.add(hold.basis.label, basis_look(hold.basis))
    if measure.lead:
        line.add(tr("{actors} 主体", actors=actors_label(measure.lead)))
    elif measure.support:
        line.add(tr("{actors} 支援", actors=actors_label(measure.support)))
    else:
        line.add(actors_label(measure.actors))
    line.add(measure.how)
    if measure.requested_by:
        line.add(tr("要請 {actor}", actor=measure.requested_by.label))
    line.add(place(doctrine.document, measure.sentence), "link")
    target = Target("cite", measure.sentence, measure.quote, measure.id)
    return line.block(label="＋" if new else "・", indent=3, target=target)


def measures_title(doctrine: Doctrine, state: State, actor: Actor | None) -> str:
    """How many are in force, and for whom."""
    total = len(doctrine.in_force(state.configuration.phases))
    if actor is None:
        return tr("効いている措置 {total}", total=total)
    return tr(
        "効いている措置 {shown}/{total} {actor}",
        shown=counts(doctrine, state)[actor],
        total=total,
        actor=actor.label,
    )


def counts(doctrine: Doctrine, state: State) -> Counter[Actor]:
    """How many measures in force name each actor."""
    return Counter(a for m in doctrine.in_force(state.configuration.phases) for a in m.actors)


def actor_rows(doctrine: Doctrine, state: State, actor: Actor | None) -> tuple[list[Block], str]:
    """Rows to choose an actor, and the target of the row of `actor`."""
    counted = counts(doctrine, state)
    rows = [Block(tr("すべて"), target=ALL_ACTORS)]
    rows += [
        RowText().add(known.label).add(f"{counted[known]}", "quiet").block(target=known.value)
        for known in Actor
        if counted[known] or known is actor
    ]
    return rows, actor.value if actor else ALL_ACTORS


def actor_chosen(target: str) -> Actor | None:
    """The actor of a row of `actor_rows`; None for all."""
    return None if target == ALL_ACTORS else Actor(target)
