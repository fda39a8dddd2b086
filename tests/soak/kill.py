"""kill -9 at random moments of a run: nothing that had been shown may be lost.

    python -m tests.soak.kill --rounds 100 [--seed 1]

Each round goes on with the exercise that the one before left, or begins a new one, in the same journal.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, SystemClock
from simulator.exercise.events import ASIDE, HeadSet, Record
from simulator.journal import Busy, FileHold, open_journal, try_hold
from simulator.machine import PhaseMachine

CHILD = "tests.soak.child"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Round:
    """What one run said before it was killed, and what was found afterwards."""

    exercise: str
    shown: list[int]
    kept: int


def kill_once(journal: Path, exercise: str | None, after: float, child: str = CHILD) -> Round:
    """Start a run, kill it `after` seconds from its first word, and check what it left."""
    command = [sys.executable, "-m", child, str(journal), *([exercise] if exercise else [])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as run:
        assert run.stdout is not None
        name = run.stdout.readline().strip()
        time.sleep(after)
        watching = try_hold(journal, name) if name else None
        alive = run.poll() is None
        run.kill()
        shown = [int(line) for line in run.stdout if line.endswith("\n")]
    assert name, "the run ended before it began"
    assert isinstance(watching, Busy), "a second process could have acted on the exercise"
    assert watching.pid == run.pid
    assert alive, "the run ended by itself, so nothing was proved"
    return Round(name, shown, check(journal, name, shown))


def check(journal_path: Path, name: str, shown: list[int]) -> int:
    """Every `seq` shown is there, in order; resuming stands at the last. Gives how many records there are."""
    journal, salvaged = open_journal(journal_path)
    try:
        assert not salvaged, salvaged
        held = try_hold(journal_path, name)
        assert isinstance(held, FileHold), held
        held.release()
        records = journal.read(name)
        seqs = [record.seq for record in records]
        assert seqs == list(range(1, len(seqs) + 1))
        assert not shown or shown == list(range(shown[0], shown[-1] + 1))
        # One more may have been kept and not yet shown.
        assert not shown or len(seqs) - 1 <= shown[-1] <= len(seqs), (shown[-1], len(seqs))
        machine = PhaseMachine(load_doctrine())
        resumed = Exercise.resume(name, machine, journal, SystemClock())
        assert resumed.history.head == _head_left_by(records)
        return len(seqs)
    finally:
        journal.close()


def _head_left_by(records: list[Record]) -> int:
    """Where the last record that moved the head left it."""
    for record in reversed(records):
        if isinstance(record.event, HeadSet):
            return record.event.to
        if not isinstance(record.event, ASIDE):
            return record.seq
    return 0


def soak(rounds: int, seed: int, folder: Path) -> list[Round]:
    """Kill `rounds` runs at moments drawn from `seed`."""
    draw = random.Random(seed)
    done: list[Round] = []
    for _ in range(rounds):
        goes_on = done and draw.random() < 0.7
        name = done[-1].exercise if goes_on else None
        done.append(kill_once(folder / "journal.sqlite3", name, draw.uniform(0.0, 0.25)))
    return done


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        done = soak(arguments.rounds, arguments.seed, Path(folder))
    shown = sum(len(run.shown) for run in done)
    print(f"{len(done)} runs killed, {shown} events shown, none lost")


if __name__ == "__main__":
    main()
