"""A scenario in the list: its facts, what it is for, where it begins, and the clauses it uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from simulator.document import Document
from simulator.document.address import ClauseError
from simulator.language import msg, tr, tr_count
from simulator.machine import Configuration, Trigger
from simulator.scenario import Cite, Decision, Inject, Question, Scenario, TransitionStep, load_scenario
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, heading
from simulator.tui.kit.target import Target
from simulator.tui.lists.entry import Listed, faulty
from simulator.tui.reader.clause_text import title_of

_DIFFICULTY = {"basic": msg("基礎"), "standard": msg("標準"), "advanced": msg("発展")}


def listed_scenario(path: Path, document: Document) -> Listed:
    """The entry of a file, even if it does not load."""
    try:
        scenario = load_scenario(path)
        Configuration.of(frozenset(scenario.start))
    except ValueError as error:  # raised by the file, the models, or phases that cannot hold together
        return faulty(str(path), path.name, str(error).replace(f"{path}:", f"{path.name}:"))
    decisions = sum(isinstance(step, Decision) for step in scenario.steps)
    facts = tr(
        "{minutes}分  ステップ {steps}  判断 {decisions}  {difficulty}",
        minutes=scenario.duration,
        steps=len(scenario.steps),
        decisions=decisions,
        difficulty=tr(_DIFFICULTY[scenario.difficulty]),
    )
    return Listed(str(path), scenario.title, facts, tuple(_page(scenario, document)))


def _page(scenario: Scenario, document: Document) -> Iterator[Block]:
    yield Block(scenario.summary.strip())
    yield heading(tr("学習目標"))
    for objective in scenario.objectives:
        yield Block(objective.shown.strip(), label="・", indent=2)
    yield heading(tr("対象と席"))
    yield Block(scenario.audience.strip())
    yield Block(tr("・").join(seat.label for seat in scenario.seats), look="quiet")
    yield heading(tr("段階"))
    start = Configuration.of(frozenset(scenario.start))
    yield Block(tr("始まり {phases}（想定の時刻 {time}）", phases=start.label, time=scenario.beginning.at(0)))
    moves = list(dict.fromkeys(trigger.label for trigger in _triggers(scenario)))
    yield Block(tr("動き {moves}", moves=tr("、").join(moves)) if moves else tr("段階は動かない"))
    clauses = _clauses(scenario, document)
    yield heading(tr("用いる条項  {count}", count=len(clauses)))
    for clause, times in sorted(clauses.items(), key=lambda item: document.order(item[0])):
        line = (
            RowText().add(title_of(document.unit(clause)), "link").add(tr_count("{count}回", times), "quiet")
        )
        yield line.block(target=Target("cite", clause))


def _triggers(scenario: Scenario) -> Iterator[Trigger]:
    for step in scenario.steps:
        if isinstance(step, TransitionStep):
            yield step.trigger
        elif isinstance(step, Decision):
            effects = (effect for option in step.options for effect in option.effects)
            yield from (effect.trigger for effect in effects if effect.trigger is not None)


def _cites(scenario: Scenario) -> Iterator[Cite]:
    for step in scenario.steps:
        if isinstance(step, (Inject, TransitionStep, Question)):
            yield from step.cites
        elif isinstance(step, Decision):
            yield from (cite for option in step.options for cite in option.cites)


def _clauses(scenario: Scenario, document: Document) -> Counter[str]:
    """How often each clause is cited; ids that are not in the text are left out, and reported by `check`."""
    counted: Counter[str] = Counter()
    for cite in _cites(scenario):
        try:
            counted[document.unit(document.resolve(cite.clause)).clause] += 1
        except ClauseError:
            continue
    return counted
