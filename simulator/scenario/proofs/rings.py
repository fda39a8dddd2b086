"""Rings: steps that a run can come back to, and those among them that it cannot leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from simulator.scenario.proofs.diagram import EVERYTHING, NOTHING
from simulator.scenario.proofs.search import Point, Search
from simulator.scenario.steps import Decision

N = TypeVar("N")


def loops(search: Search) -> list[tuple[str, ...]]:
    """Groups of steps that a run can go round, in the file's order."""
    edges: dict[str, set[str]] = defaultdict(set)
    for source, target in search.seen.moves:
        edges[source].add(target)
    groups = [
        sorted(group, key=search.place.__getitem__)
        for group in components(search.script.steps, edges)
        if len(group) > 1 or group[0] in edges.get(group[0], ())
    ]
    return sorted((tuple(group) for group in groups), key=lambda group: search.place[group[0]])


def components(nodes: Iterable[N], edges: Mapping[N, Iterable[N]]) -> list[list[N]]:
    """The strongly connected components (Tarjan's, without recursion: a scenario may be long)."""
    number: dict[N, int] = {}
    low: dict[N, int] = {}
    unassigned: dict[N, None] = {}
    strong: list[list[N]] = []
    for root in nodes:
        if root in number:
            continue
        number[root] = low[root] = len(number)
        unassigned[root] = None
        path = [(root, iter(edges.get(root, ())))]
        while path:
            node, ahead = path[-1]
            for target in ahead:
                if target not in number:
                    number[target] = low[target] = len(number)
                    unassigned[target] = None
                    path.append((target, iter(edges.get(target, ()))))
                    break
                if target in unassigned:
                    low[node] = min(low[node], number[target])
            else:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == number[node]:
                    group: list[N] = []
                    while not group or group[-1] != node:
                        group.append(unassigned.popitem()[0])
                    strong.append(group)
    return strong


def endless(search: Search) -> list[tuple[str, ...]]:
    """Rings without a way out: of steps without a decision, or of decisions none of whose options leaves."""
    rings = {tuple(sorted(ring, key=search.place.__getitem__)) for ring in search.seen.rings}
    if loops(search):
        rings.update(_of_decisions(search))
    return sorted(rings, key=lambda ring: search.place[ring[0]])


def _of_decisions(search: Search) -> list[tuple[str, ...]]:
    """Decisions with states from which no choice of options ever ends the run."""
    sets = search.sets
    ways: dict[tuple[Point, str], dict[Point, int]] = defaultdict(dict)
    for layer in search.seen.arrivals:
        for point, arrivals in layer.items():
            for arrival in arrivals:
                if arrival.origin:
                    arriving = ways[arrival.origin, arrival.option]
                    arriving[point] = sets.either(arriving.get(point, NOTHING), arrival.states)
    decisions = {
        point: states
        for point, states in search.seen.played.items()
        if isinstance(search.script.step(point[0]), Decision)
    }
    # Where no option is open the run stops, which is reported as such.
    ending: dict[Point, int] = {point: search.seen.stuck.get(point, NOTHING) for point in decisions}

    def leaving(point: Point, option: str) -> int:
        leading_out = search.seen.ended.get((point, option), NOTHING)
        for target, states in ways.get((point, option), {}).items():
            leading_out = sets.either(leading_out, sets.both(states, ending.get(target, EVERYTHING)))
        return search.before(point, option, leading_out)

    changed = True
    while changed:
        changed = False
        for point in reversed(decisions):
            step = search.script.step(point[0])
            ending_states = ending[point]
            for option in step.options if isinstance(step, Decision) else ():
                ending_states = sets.either(ending_states, leaving(point, option.id))
            changed |= ending_states != ending[point]
            ending[point] = ending_states
    stuck = {point for point, states in decisions.items() if sets.without(states, ending[point]) != NOTHING}
    return _groups(search, stuck, ways)


def _groups(
    search: Search, stuck: set[Point], ways: Mapping[tuple[Point, str], dict[Point, int]]
) -> list[tuple[str, ...]]:
    """The stuck decisions, those together that lead to each other."""
    edges: dict[str, set[str]] = {name: set() for name, _ in stuck}
    for (origin, _), targets in ways.items():
        for target in targets:
            if origin in stuck and target in stuck:
                for begin, end in pairwise((origin[0], target[0], origin[0])):
                    edges[begin].add(end)
    groups = components(sorted(edges, key=search.place.__getitem__), edges)
    return [tuple(sorted(group, key=search.place.__getitem__)) for group in groups]
