"""The slow, plain way to find what runs reach: every cursor of `Script`. The search is held to it."""

from collections import deque
from dataclasses import dataclass, field

from simulator.machine import Configuration, PhaseMachine, Refused
from simulator.scenario import Choice, Cursor, Decision, Ending, Scenario, Script


@dataclass
class Walked:
    played: set[tuple[str, Configuration]] = field(default_factory=set)
    fewest: dict[str, int] = field(default_factory=dict)  # decisions on the way to each ending
    refused: set[tuple[str, str]] = field(default_factory=set)
    fallen: bool = False
    endless: bool = False  # some cursor from which no run ever stops


def walk(scenario: Scenario, machine: PhaseMachine) -> Walked:
    """Every cursor that any choice of options leads to."""
    script = Script(scenario, machine)
    found = Walked()
    start = script.start()
    depth = {start: 0}
    came_from: dict[Cursor, set[Cursor]] = {}
    stops: set[Cursor] = set()
    queue = deque([start])
    if start.step is None:
        found.fallen = True
        stops.add(start)
    while queue:
        cursor = queue.popleft()
        if cursor.step is None:
            continue
        step = script.step(cursor.step)
        found.played.add((step.id, cursor.configuration))
        if isinstance(step, Ending):
            found.fewest[step.id] = min(found.fewest.get(step.id, 999), depth[cursor])
            stops.add(cursor)
            continue
        options = [option.id for option in step.options] if isinstance(step, Decision) else [None]
        for option in options:
            taken = script.take(cursor, option)
            for fired in taken.fired:
                if isinstance(fired.outcome, Refused):
                    found.refused.add((step.id, fired.trigger))
            after = taken.cursor
            came_from.setdefault(after, set()).add(cursor)
            if after.step is None:
                found.fallen = True
                stops.add(after)
            cost = depth[cursor] + isinstance(step, Decision)
            if after not in depth or cost < depth[after]:
                depth[after] = cost
                # decisions cost one, all else nothing: what costs nothing is looked at first
                (queue.append if isinstance(step, Decision) else queue.appendleft)(after)
    ahead = list(stops)
    can_stop = set(stops)
    while ahead:
        for before in came_from.get(ahead.pop(), ()):
            if before not in can_stop:
                can_stop.add(before)
                ahead.append(before)
    found.endless = bool(set(depth) - can_stop)
    return found


def replay(scenario: Scenario, machine: PhaseMachine, run: tuple[Choice, ...]) -> str | None:
    """The last step played when the decisions are answered by the run, in its order."""
    script = Script(scenario, machine)
    cursor, answers, last = script.start(), list(run), None
    while cursor.step is not None:
        last = cursor.step
        step = script.step(last)
        option = None
        if isinstance(step, Decision):
            answer = answers.pop(0)
            assert answer.decision == step.id
            option = answer.option
        cursor = script.take(cursor, option).cursor
    assert not answers
    return last
