"""The program that is killed: a clock-paced play, which says each `seq` once it could be shown.

python -m tests.soak.child JOURNAL [EXERCISE]
"""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Play, ScenarioClock
from simulator.journal import FileHold, open_journal, try_hold
from simulator.machine import PhaseMachine
from tests.exercise.sample import SAMPLE

PACE = 0.002  # seconds between two looks at the clock
HASTE = 200  # so many times faster than 240×, for an hour to pass before the kill


def run(journal_path: Path, name: str | None) -> Iterator[int]:
    """Begin a play, or go on with one, and give each `seq` after its act returned. Never ends."""
    machine = PhaseMachine(load_doctrine())
    journal, _ = open_journal(journal_path)
    clock = ScenarioClock(ticking=lambda: time.monotonic() * HASTE)
    if name is None:
        play = Play.begin(SAMPLE, "sample.yaml", machine, journal, clock)
    else:
        play = Play.resume(name, machine, journal, clock)
    held = try_hold(journal_path, play.exercise.name)
    assert isinstance(held, FileHold)
    print(play.exercise.name, flush=True)
    play.pace(running=True, speed=240)
    records = play.exercise.history.records
    yield len(records)
    while True:
        decision = play.waiting
        if decision is not None:
            # The sample goes round from its second decision back to the first report.
            play.decide("back" if decision.id == "again" else ("up", "wait")[len(records) % 2])
            yield len(records)
            play.exercise.note(f"覚書 {len(records)} " + "長い文。" * (len(records) % 400))
            yield len(records)
        elif play.due():
            play.advance()
            yield len(records)
        time.sleep(PACE)


if __name__ == "__main__":
    for seq in run(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else None):
        # One write of a few bytes: it is in the pipe whole, or not at all.
        sys.stdout.write(f"{seq}\n")
        sys.stdout.flush()
