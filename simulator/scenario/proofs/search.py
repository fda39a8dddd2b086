"""Search the states of a scenario: step, configuration, and what later conditions can look at.

Only decisions change flags and choices, so between two decisions a run is fixed by where it starts: a
`Stretch` walks it for a whole set of states at once. From decision to decision the search goes in layers, so
that the first layer that holds an ending gives a run with the fewest decisions.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.machine import Accepted, Configuration, PhaseMachine, Refused, Trigger
from simulator.scenario.model import Scenario
from simulator.scenario.proofs.diagram import NOTHING, DiagramTooLargeError
from simulator.scenario.proofs.valuations import Valuations
from simulator.scenario.script import Script
from simulator.scenario.steps import Decision, Ending, Option, Step, TransitionStep

Point = tuple[str, Configuration]  # a step, and the phases in which it is about to be played


@dataclass(frozen=True, slots=True)
class RefusedTrigger:
    """A trigger that the machine refuses: by which step, option and effect, and what it answers."""

    step: str
    option: str | None
    effect: int | None
    refused: Refused


@dataclass(frozen=True, slots=True)
class Fall:
    """A place where the script gives out: after a step, an option of it, or by skipping it."""

    step: str
    option: str | None
    skipped: bool
    configuration: Configuration


@dataclass(frozen=True, slots=True)
class Arrival:
    """How states came to a point: from which decision point, by which option, and which they are now."""

    origin: Point | None
    option: str
    states: int


@dataclass
class Stretch:
    """Where a set of states goes before the next decision."""

    stops: dict[Point, int] = field(default_factory=dict)  # decisions and endings
    fallen: int = NOTHING
    ringing: int = NOTHING  # states that go round for ever without a decision


@dataclass
class SearchedStates:
    """All that the search saw. Sets of states are diagrams of `Valuations.sets`."""

    # States that reached a step, whether it was played or skipped.
    came: dict[Point, int] = field(default_factory=dict)
    played: dict[Point, int] = field(default_factory=dict)
    layers: list[dict[Point, int]] = field(default_factory=list)
    arrivals: list[dict[Point, list[Arrival]]] = field(default_factory=list)
    # States whose option leads to no further decision.
    ended: dict[tuple[Point, str], int] = field(default_factory=dict)
    moves: set[tuple[str, str]] = field(default_factory=set)  # from step to step, skipped ones included
    transitions: set[str] = field(default_factory=set)
    opened: set[tuple[str, str]] = field(default_factory=set)  # options that some run may take
    stuck: dict[Point, int] = field(default_factory=dict)  # states at a decision with no open option
    refusals: dict[RefusedTrigger, None] = field(default_factory=dict)
    falls: dict[Fall, None] = field(default_factory=dict)
    rings: set[frozenset[str]] = field(default_factory=set)
    complete: bool = True


class Search:
    """The search of one scenario; `seen` is filled by `run`."""

    def __init__(self, scenario: Scenario, machine: PhaseMachine) -> None:
        """Nothing is searched yet. Raises `ScriptError` if a step leads to one that is not there."""
        self.script = Script(scenario, machine)
        for step in scenario.steps:
            options = step.options if isinstance(step, Decision) else ()
            for target in (step.next, *(option.next for option in options)):
                if target is not None:
                    self.script.step(target)
        self.machine = machine
        self.seen = SearchedStates()
        self.place = {name: number for number, name in enumerate(self.script.steps)}
        self.valuations = Valuations(self.script.steps.values())
        self.sets = self.valuations.sets

    def run(self) -> SearchedStates:
        """Search everything; `complete` is False if the sets grew too large on the way."""
        try:
            self._layers()
            for (name, configuration), states in self.seen.came.items():
                holding = self.valuations.holding(self.script.step(name), configuration)
                if (playing := self.sets.both(states, holding)) != NOTHING:
                    self.seen.played[name, configuration] = playing
        except DiagramTooLargeError:
            self.seen.complete = False
            self.seen.played = self.seen.came
        return self.seen

    def _layers(self) -> None:
        scenario = self.script.scenario
        start = (scenario.steps[0].id, Configuration.of(frozenset(scenario.start)))
        states_seen: dict[Point, int] = {}
        stretch = self._stretch(start, self.valuations.none())
        arrivals = defaultdict(list)
        for point, states in stretch.stops.items():
            arrivals[point].append(Arrival(None, "", states))
        while arrivals:
            layer: dict[Point, int] = {}
            for point, arrivals_here in arrivals.items():
                new_states = NOTHING
                for arrival in arrivals_here:
                    new_states = self.sets.either(new_states, arrival.states)
                new_states = self.sets.without(new_states, states_seen.get(point, NOTHING))
                if new_states != NOTHING:
                    layer[point] = new_states
                    states_seen[point] = self.sets.either(states_seen.get(point, NOTHING), new_states)
            self.seen.layers.append(layer)
            self.seen.arrivals.append(dict(arrivals))
            arrivals = defaultdict(list)
            for point, states in layer.items():
                for option, stretch in self._decide(point, states):
                    ended = self.sets.either(stretch.fallen, stretch.ringing)
                    ended_before = self.seen.ended.get((point, option.id), NOTHING)
                    self.seen.ended[point, option.id] = self.sets.either(ended_before, ended)
                    for stop, arrived in stretch.stops.items():
                        arrivals[stop].append(Arrival(point, option.id, arrived))

    def _decide(self, point: Point, states: int) -> Iterator[tuple[Option, Stretch]]:
        """Every option of the decision at a point, and where it takes these states. Nothing at an ending."""
        step = self.script.step(point[0])
        if not isinstance(step, Decision):
            return
        stuck = states
        for option in step.options:
            configuration = point[1]
            opened = self.valuations.opened(step, option, configuration)
            taking = self.sets.both(states, opened)
            stuck = self.sets.without(stuck, opened)
            if taking == NOTHING:
                continue
            self.seen.opened.add((step.id, option.id))
            for effect_number, effect in enumerate(option.effects):
                if effect.trigger is not None:
                    configuration = self._fire(
                        configuration, effect.trigger, step.id, option.id, effect_number
                    )
            states_after = self.valuations.after(step, option, taking)
            target = self.script.following(step, option)
            if target is None:
                self.seen.falls[Fall(step.id, option.id, False, configuration)] = None
                yield option, Stretch(fallen=states_after)
            else:
                self.seen.moves.add((step.id, target))
                yield option, self._stretch((target, configuration), states_after)
        if stuck != NOTHING:
            self.seen.stuck[point] = self.sets.either(self.seen.stuck.get(point, NOTHING), stuck)

    def before(self, point: Point, option: str, states: int) -> int:
        """The states at a decision that this option turns into one of these."""
        step = self.script.step(point[0])
        if not isinstance(step, Decision):
            return states
        option_taken = step.option(option)
        states_before = self.valuations.before(step, option_taken, states)
        return self.sets.both(states_before, self.valuations.opened(step, option_taken, point[1]))

    def _fire(
        self,
        configuration: Configuration,
        trigger: Trigger,
        step: str,
        option: str | None,
        effect: int | None,
    ) -> Configuration:
        outcome = self.machine.fire(configuration, trigger)
        if isinstance(outcome, Accepted):
            self.seen.transitions.update(sheet.id for sheet in outcome.transitions)
        else:
            self.seen.refusals[RefusedTrigger(step, option, effect, outcome)] = None
        return outcome.configuration

    def _stretch(self, start: Point, states: int) -> Stretch:
        """Walk states from the entry of a step to the next decisions and endings.

        The entries wait in the file's order, so that states that a condition split meet again before the
        walk goes on. A state comes to one entry twice only if it goes round for ever.
        """
        sets, stretch = self.sets, Stretch()
        waiting: dict[Point, int] = {start: states}
        order = [(self.place[start[0]], 0, start)]
        visited: dict[Point, int] = {}
        edges: dict[Point, set[Point]] = defaultdict(set)
        serial = 0
        while order:
            entry = heapq.heappop(order)[2]
            states_here = waiting.pop(entry, NOTHING)
            again = sets.both(states_here, visited.get(entry, NOTHING))
            if again != NOTHING:
                self._ring(stretch, entry, again, edges)
                states_here = sets.without(states_here, again)
            if states_here == NOTHING:
                continue
            visited[entry] = sets.either(visited.get(entry, NOTHING), states_here)
            for point, arriving in self._through(entry, states_here, stretch):
                self.seen.moves.add((entry[0], point[0]))
                edges[entry].add(point)
                if point not in waiting:
                    serial += 1
                    heapq.heappush(order, (self.place[point[0]], serial, point))
                waiting[point] = sets.either(waiting.get(point, NOTHING), arriving)
        return stretch

    def _through(self, entry: Point, states: int, stretch: Stretch) -> Iterator[tuple[Point, int]]:
        """Play the step for the states in which its condition holds, skip it for the others."""
        name, configuration = entry
        step = self.script.step(name)
        self.seen.came[entry] = self.sets.either(self.seen.came.get(entry, NOTHING), states)
        target = self.script.past(step)
        if target and not isinstance(step, Decision | Ending | TransitionStep):
            yield (target, configuration), states  # played or skipped, all states go on to the same step
            return
        holding = self.valuations.holding(step, configuration)
        playing, skipping = self.sets.both(states, holding), self.sets.without(states, holding)
        if playing != NOTHING:
            if isinstance(step, Decision | Ending):
                stretch.stops[entry] = self.sets.either(stretch.stops.get(entry, NOTHING), playing)
            else:
                moved = configuration
                if isinstance(step, TransitionStep):
                    moved = self._fire(configuration, step.trigger, name, None, None)
                yield from self._onward(step, moved, playing, stretch, skipped=False)
        if skipping != NOTHING:
            yield from self._onward(step, configuration, skipping, stretch, skipped=True)

    def _onward(
        self, step: Step, configuration: Configuration, states: int, stretch: Stretch, *, skipped: bool
    ) -> Iterator[tuple[Point, int]]:
        target = self.script.past(step)
        if target is None:
            self.seen.falls[Fall(step.id, None, skipped, configuration)] = None
            stretch.fallen = self.sets.either(stretch.fallen, states)
        else:
            yield (target, configuration), states

    def _ring(self, stretch: Stretch, entry: Point, states: int, edges: dict[Point, set[Point]]) -> None:
        """Note states that came back: play ends in a ring of skipped steps, and never ends in any other."""
        holding, point = states, entry
        while holding != NOTHING:
            step = self.script.step(point[0])
            holding = self.sets.without(holding, self.valuations.holding(step, point[1]))
            point = (self.script.past(step) or entry[0], point[1])
            if point == entry:
                break
        if holding != NOTHING:
            self.seen.falls[Fall(entry[0], None, True, entry[1])] = None
            stretch.fallen = self.sets.either(stretch.fallen, holding)
        endless = self.sets.without(states, holding)
        if endless != NOTHING:
            stretch.ringing = self.sets.either(stretch.ringing, endless)
            self.seen.rings.add(_round(entry, edges))


def _round(entry: Point, edges: dict[Point, set[Point]]) -> frozenset[str]:
    """The steps from which the walk comes back to the entry, of those it leads to."""
    ahead = _reached(entry, edges)
    reversed_edges: dict[Point, set[Point]] = defaultdict(set)
    for source, targets in edges.items():
        for target in targets:
            reversed_edges[target].add(source)
    return frozenset(name for name, _ in ahead & _reached(entry, reversed_edges)) | {entry[0]}


def _reached(entry: Point, edges: dict[Point, set[Point]]) -> set[Point]:
    reached: set[Point] = set()
    ahead = [entry]
    while ahead:
        for target in edges.get(ahead.pop(), ()):
            if target not in reached:
                reached.add(target)
                ahead.append(target)
    return reached
