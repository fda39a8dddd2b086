"""The results of `paths`, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from simulator.cli.output import say
from simulator.doctrine import Doctrine, Phase, Transition
from simulator.doctrine.citing import transition_label
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario import Choice, Scenario
from simulator.scenario.proofs.library import Coverage
from simulator.scenario.proofs.paths import Paths
from simulator.scenario.proofs.search import Fall, RefusedTrigger

Json = dict[str, Any]


def decisions(run: Iterable[Choice]) -> str:
    """A run as a decisions file that `play --decide` reads."""
    lines = [f"- {{decision: {choice.decision}, option: {choice.option}}}\n" for choice in run]
    return "".join(lines) or "[]\n"


def shape(path: str, scenario: Scenario, paths: Paths) -> Json:
    """The results as one JSON value; a configuration is the list of its phases."""
    return {
        "path": path,
        "title": scenario.title,
        "complete": paths.complete,
        "states": paths.states,
        "steps": [
            {"id": step, "configurations": [_phases(place) for place in paths.reached.get(step, ())]}
            for step in paths.steps
        ],
        "unreached": list(paths.unreached),
        "endings": [
            {
                "ending": ending.ending,
                "title": ending.title,
                "configurations": [_phases(place) for place in ending.configurations],
                "decisions": [{"decision": c.decision, "option": c.option} for c in ending.run],
            }
            for ending in paths.endings
        ],
        "endings_missed": list(paths.endings_missed),
        "dead_ends": [_fall(fall) for fall in paths.dead_ends],
        "endless": [list(ring) for ring in paths.endless],
        "stuck": list(paths.stuck),
        "loops": [list(loop) for loop in paths.loops],
        "refused": [_refusal(refusal) for refusal in paths.refusals],
        "phases": [phase.value for phase in paths.phases],
        "transitions": list(paths.transitions),
        "transitions_left": list(paths.transitions_left),
        "objectives": list(paths.objectives),
        "objectives_left": list(paths.objectives_left),
        "clauses": [
            {
                "chapter": chapter.chapter,
                "cited": list(chapter.clauses),
                "left": list(chapter.clauses_left),
                "sentences_cited": list(chapter.sentences),
                "sentences_left": list(chapter.sentences_left),
            }
            for chapter in paths.chapters
        ],
    }


def _phases(place: Configuration) -> list[str]:
    return [phase.value for phase in Phase if phase in place.phases]


def _fall(fall: Fall) -> Json:
    return {
        "step": fall.step,
        "option": fall.option,
        "skipped": fall.skipped,
        "configuration": _phases(fall.configuration),
    }


def _refusal(refusal: RefusedTrigger) -> Json:
    return {
        "step": refusal.step,
        "option": refusal.option,
        "trigger": refusal.refused.trigger.value,
        "configuration": _phases(refusal.refused.configuration),
        "reason": refusal.refused.reason,
    }


def print_paths(scenario: Scenario, paths: Paths, doctrine: Doctrine) -> None:
    """Print the results in words."""
    say(scenario.title)
    say(
        tr(
            "ステップ {reached}/{total}、状態 {states:,}",
            reached=len(paths.reached),
            total=len(paths.steps),
            states=paths.states,
        )
    )
    if not paths.complete:
        say(tr("条件が入り組んでいて、すべてを調べ切れませんでした。以下は調べた限りです。"))
    _list(tr("届かないステップ"), paths.unreached)
    say()
    say(tr("終わりと、判断の最も少ない進み方"))
    for ending in paths.endings:
        where = tr("、").join(place.label for place in ending.configurations)
        say(
            tr("{id}  {title}（{where}）", id=ending.ending, title=ending.title, where=where),
            indent=2,
            hang=2,
        )
        say(" → ".join(map(str, ending.run)) or tr("判断なし"), indent=4, hang=2)
    _list(tr("届かない終わり"), paths.endings_missed)
    for fall in paths.dead_ends:
        after = f"{fall.step}/{fall.option}" if fall.option else fall.step
        text = tr("行き止まり  {step} の後（{where}）", step=after, where=fall.configuration.label)
        if fall.skipped:
            text = tr(
                "行き止まり  {step} を飛ばした後（{where}）", step=after, where=fall.configuration.label
            )
        say(text, hang=2)
    for refusal in paths.refusals:
        refused = refusal.refused
        where = refused.configuration.label
        say(
            tr(
                "退けられる動き  {step}: {trigger}（{where}）{reason}",
                step=refusal.step,
                trigger=refused.trigger.label,
                where=where,
                reason=refused.said,
            ),
            hang=2,
        )
    _list(tr("どの選択肢も選べない判断"), paths.stuck)
    for ring in paths.endless:
        _list(tr("出口のない輪"), ring)
    for loop in paths.loops:
        _list(tr("輪"), loop)
    say()
    _list(tr("通る段階"), [phase.label for phase in paths.phases])
    _list(tr("通る遷移"), [transition_label(_sheet(doctrine, name)) for name in paths.transitions])
    _list(tr("通らない遷移"), [transition_label(_sheet(doctrine, name)) for name in paths.transitions_left])
    _list(tr("扱わない学習目標"), paths.objectives_left)
    say(tr("引いている条項（章ごとに、条項と文）"))
    for chapter in paths.chapters:
        clauses = tr(
            "{cited}/{total} 条項",
            cited=len(chapter.clauses),
            total=len(chapter.clauses) + len(chapter.clauses_left),
        )
        sentences = tr(
            "{cited}/{total} 文",
            cited=len(chapter.sentences),
            total=len(chapter.sentences) + len(chapter.sentences_left),
        )
        say(
            tr(
                "第{chapter}章  {clauses}、{sentences}",
                chapter=chapter.chapter,
                clauses=clauses,
                sentences=sentences,
            ),
            indent=2,
        )
        if chapter.clauses and chapter.clauses_left:
            say(
                tr("引いていない条項: {clauses}", clauses=" ".join(chapter.clauses_left)),
                indent=4,
                hang=2,
            )


def _sheet(doctrine: Doctrine, name: str) -> Transition:
    return doctrine.transitions[name]


def _list(title: str, words: Sequence[str]) -> None:
    if words:
        say(f"{title}: {tr('、').join(words)}", hang=2)


def shape_of_library(exercised: Coverage) -> Json:
    """What several scenarios exercise together, as one JSON value."""
    return {
        "transitions": {name: list(where) for name, where in exercised.transitions.items()},
        "transitions_left": list(exercised.transitions_left),
        "measures": {name: list(where) for name, where in exercised.measures.items()},
        "measures_left": list(exercised.measures_left),
    }


def print_library(exercised: Coverage, doctrine: Doctrine) -> None:
    """Print the table of several scenarios: which walk each transition, and which steps cite each measure."""
    say(tr("遷移と、それを通るシナリオ"))
    for name, where in exercised.transitions.items():
        walked = tr("、").join(where) or tr("どれも通らない")
        say(f"{transition_label(_sheet(doctrine, name))}  {walked}", indent=2, hang=4)
    say()
    total, left = len(exercised.measures), len(exercised.measures_left)
    say(tr("措置と、その語に拠るステップ  {cited}/{total}", cited=total - left, total=total))
    for name, where in exercised.measures.items():
        measure = doctrine.measure(name)
        place = doctrine.document.label(measure.sentence)
        steps = tr("、").join(where) or tr("どれも拠らない")
        say(f"{place}  {tr(measure.title)}  {steps}", indent=2, hang=4)
