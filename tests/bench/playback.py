"""Headless playback against bare `transitions` firing the same triggers; jumping in a long journal."""

import time
from collections.abc import Callable
from functools import partial
from itertools import cycle, islice
from statistics import median

from transitions import Machine

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, History, MemoryJournal, Record, VirtualClock
from simulator.exercise.headless import Scripted, begin_headless, run
from simulator.machine import START, PhaseMachine

STEPS = 500
EVENTS = 20_000
_HEAD = """\
schema: 1
title: 速さを測る
summary: 段階を動かすだけの筋書き。
objectives: [{id: speed, text: 速さ}]
audience: なし
difficulty: basic
duration: 60
seats: [sdf]
hotwash: [なし]
steps:
"""
TRIGGERS = list(islice(cycle(("juyo", "yosoku", "hassei", "heiji")), STEPS))


def source() -> str:
    """A scenario of nothing but transitions."""
    steps = (
        f'  - {{transition: t{n}, at: "0:00", trigger: {trigger}, because: 測るため, cites: [IV.p1]}}\n'
        for n, trigger in enumerate(TRIGGERS)
    )
    return _HEAD + "".join(steps)


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def playback(runs: int) -> tuple[float, float]:
    """Medians of seconds for the same triggers: headless play, and bare `transitions`."""
    machine = PhaseMachine(load_doctrine())
    text = source()
    states = ["heiji", "juyo", "yosoku", "hassei"]
    seconds_of_both = []
    for _ in range(runs + 1):
        play = begin_headless(text, "bench", machine)
        ours = seconds(partial(list, run(play, Scripted([]))))
        bare = Machine(states=states, initial="heiji", auto_transitions=False, send_event=True)
        for state in states:
            bare.add_transition(state, "*", state)
        theirs = seconds(partial(_fire, bare))
        seconds_of_both.append((ours, theirs))
    return median(a for a, _ in seconds_of_both[1:]), median(b for _, b in seconds_of_both[1:])


def _fire(machine: Machine) -> None:
    for trigger in TRIGGERS:
        machine.trigger(trigger)


def jump() -> float:
    """The slowest of many jumps in a journal of 20,000 events, in seconds."""
    machine = PhaseMachine(load_doctrine())
    journal = MemoryJournal()
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="長い演習", start=START)
    for n in range(EVENTS - 1):
        exercise.note(str(n))
    records: list[Record] = journal.read(exercise.name)
    history = History(records)
    return max(seconds(partial(history.state, seq)) for seq in range(1, EVENTS, 97))
