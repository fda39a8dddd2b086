"""Scenario time along the runs: it stands still or goes on, unless a loop goes back to begin again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from simulator.datafile import Loc
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.model import Decision, Option, Step, TransitionStep
from simulator.scenario.proofs.diagram import NOTHING, TooLargeError
from simulator.scenario.proofs.rings import loops
from simulator.scenario.proofs.search import Search


def check_timing(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    """Every step that some run plays right after a later one."""
    ring = {name: number for number, group in enumerate(loops(search)) for name in group}
    after: dict[str, list[str]] = defaultdict(list)
    for step in search.script.steps.values():
        options: tuple[Option | None, ...] = step.options if isinstance(step, Decision) else (None,)
        for option in options:
            earlier = [s for s in _possible(search, step, option) if s.at < step.at]
            earlier = [s for s in earlier if not _goes_back(search, ring, step, s)]
            if earlier:
                played = _played_next(search, step, option)
                for found in earlier:
                    if found.id in played and step.id not in after[found.id]:
                        after[found.id].append(step.id)
    for name, before in after.items():
        told = tr("、").join(
            tr("{step}（{time}）", step=one, time=clock(search.script.step(one).at)) for one in before
        )
        yield manuscript.finding(
            Code.TIME_RUNS_BACK,
            (*locs[name], "at"),
            tr(
                "時刻 {time} が、すぐ前に来る {steps} より早くなっています。",
                time=clock(search.script.step(name).at),
                steps=told,
            ),
            tr("前のステップと同じか、後の時刻にしてください。"),
        )


def clock(seconds: int) -> str:
    """Scenario time as the format writes it."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def _goes_back(search: Search, ring: dict[str, int], step: Step, target: Step) -> bool:
    """Whether the way from a step to an earlier one of the file closes a loop."""
    same = step.id in ring and ring.get(target.id) == ring[step.id]
    return same and search.place[target.id] <= search.place[step.id]


def _possible(search: Search, step: Step, option: Option | None) -> list[Step]:
    """The steps that may be played next, whatever the conditions say."""
    found: dict[str, Step] = {}
    target = search.script.following(step, option)
    while target is not None and target not in found:
        next_ = found[target] = search.script.step(target)
        target = search.script.past(next_) if next_.when else None
    return list(found.values())


def _played_next(search: Search, step: Step, option: Option | None) -> set[str]:
    """The steps that some run really plays next."""
    played: set[str] = set()
    try:
        for (name, configuration), states in search.found.played.items():
            if name == step.id:
                played |= _settled(search, step, option, configuration, states)
    except TooLargeError:
        return set()
    return played


def _settled(
    search: Search, step: Step, option: Option | None, configuration: Configuration, states: int
) -> set[str]:
    sets, played = search.sets, set()
    triggers = [step.trigger] if isinstance(step, TransitionStep) else []
    if isinstance(step, Decision) and option:
        triggers = [effect.trigger for effect in option.effects if effect.trigger]
        states = search.valuations.after(step, option, states)
    for trigger in triggers:
        configuration = search.machine.fire(configuration, trigger).configuration
    for target in _possible(search, step, option):
        held = search.valuations.holding(target, configuration)
        if sets.both(states, held) != NOTHING:
            played.add(target.id)
        states = sets.without(states, held)
    return played
