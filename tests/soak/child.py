"""The program that is killed: it acts every few milliseconds and says each `seq` once it could be shown.

python -m tests.soak.child JOURNAL [EXERCISE]
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, Held, SystemClock, open_journal, try_hold
from simulator.machine import START, PhaseMachine, Trigger

PACE = 0.002  # seconds between two acts


def run(journal_path: Path, name: str | None) -> Iterator[int]:
    """Begin an exercise, or go on with one, and give each `seq` after its act returned. Never ends."""
    machine = PhaseMachine(load_doctrine())
    journal, _ = open_journal(journal_path)
    if name is None:
        exercise = Exercise.begin(machine, journal, SystemClock(), title="歩く", start=START)
    else:
        exercise = Exercise.resume(name, machine, journal, SystemClock())
    held = try_hold(journal_path, exercise.name)
    assert isinstance(held, Held)
    print(exercise.name, flush=True)
    triggers = list(Trigger)
    for turn in range(1_000_000):
        match turn % 5:
            case 3:
                exercise.note(f"覚書 {turn} " + "長い文。" * (turn % 400))
            case 4:
                exercise.undo()
            case _:
                exercise.fire(triggers[turn * 7 % len(triggers)])
        yield len(exercise.history.records)
        time.sleep(PACE)


if __name__ == "__main__":
    for seq in run(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None):
        # One write of a few bytes: it is in the pipe whole, or not at all.
        sys.stdout.write(f"{seq}\n")
        sys.stdout.flush()
