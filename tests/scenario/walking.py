"""Find what runs reach by visiting every cursor of `Script`: slow and plain, to compare the search with."""

from collections import deque
from dataclasses import dataclass, field

from simulator.machine import Configuration, PhaseMachine, Refused
from simulator.scenario import Choice, Cursor, Decision, Ending, Scenario, Script


@dataclass
class Walked:
    """What the walk found; `fallen`: a run can end without an ending."""

    played: set[tuple[str, Configuration]] = field(default_factory=set)
    fewest: dict[str, int] = field(default_factory=dict)  # decisions on the way to each ending
    refused: set[tuple[str, str]] = field(default_factory=set)
    fallen: bool = False
    endless: bool = False  # some cursor from which no run ever stops


def walk(scenario: Scenario, machine: PhaseMachine) -> Walked:
    """Every cursor that any choice of options leads to."""
    script = Script(scenario, machine)
    walked = Walked()
    start = script.start()
    depth = {start: 0}
    came_from: dict[Cursor, set[Cursor]] = {}
    stops: set[Cursor] = set()
    to_visit = deque([start])
    if start.step is None:
        walked.fallen = True
        stops.add(start)
    while to_visit:
        cursor = to_visit.popleft()
        if cursor.step is None:
            continue
        step = script.step(cursor.step)
        walked.played.add((step.id, cursor.configuration))
        if isinstance(step, Ending):
            walked.fewest[step.id] = min(walked.fewest.get(step.id, 999), depth[cursor])
            stops.add(cursor)
            continue
        options = [option.id for option in step.options] if isinstance(step, Decision) else [None]
        for option in options:
            taken = script.take(cursor, option)
            for fired in taken.fired:
                if isinstance(fired.outcome, Refused):
                    walked.refused.add((step.id, fired.trigger))
            after = taken.cursor
            came_from.setdefault(after, set()).add(cursor)
            if after.step is None:
                walked.fallen = True
                stops.add(after)
            cost = depth[cursor] + isinstance(step, Decision)
            if after not in depth or cost < depth[after]:
                depth[after] = cost
                # a decision costs one and any other step nothing: what costs nothing is visited first
                (to_visit.append if isinstance(step, Decision) else to_visit.appendleft)(after)
    to_trace = list(stops)
    can_stop = set(stops)
    while to_trace:
        for cursor in came_from.get(to_trace.pop(), ()):
            if cursor not in can_stop:
                can_stop.add(cursor)
                to_trace.append(cursor)
    walked.endless = bool(set(depth) - can_stop)
    return walked


def replay(scenario: Scenario, machine: PhaseMachine, run: tuple[Choice, ...]) -> str | None:
    """The last step played when the choices of the run answer the decisions in order."""
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
