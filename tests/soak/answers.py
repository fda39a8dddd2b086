"""kill -9 right after answers were received: each that was said to be safe is there.

    python -m tests.soak.answers --rounds 500 [--seed 1]

Meanwhile another process, this one, plays the exercise in the same file.
"""

import argparse
import random
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from simulator.exercise import Busy
from simulator.exercise.events import Noted, Record, Started
from simulator.exercise.roll import about_record
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from tests.soak.answering import BATCHES, PEOPLE, body

CHILD = "tests.soak.answering"
ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def soak(rounds: int, seed: int, folder: Path, child: str = CHILD) -> int:
    """Kill so many servers of a class; gives how many answers they had said to be safe, all of which were."""
    draw, path, received = random.Random(seed), folder / "journal.sqlite3", 0
    playing = SqliteJournal(path, EXERCISES)
    first = Record(seq=1, parent=None, wall=NOON, elapsed=0.0, event=Started(title="演習", phases=()))
    name = playing.adopt("class", "演習", NOON, [first])
    held = playing.hold(name)
    assert not isinstance(held, Busy)
    for number in range(PEOPLE):
        assert playing.roll.join(name, f"token-{number}", "", "sdf", NOON, limit=PEOPLE)
    for number in range(1, rounds + 1):
        safe = _killed(path, name, number, draw.randrange(1, 2 * len(BATCHES)), child)
        received += len(safe)
        note = Record(seq=number + 1, parent=number, wall=NOON, elapsed=0.0, event=Noted(text="覚書"))
        playing.append(name, note)
        kept = {(response.about, response.person): response.body for response in playing.roll.responses(name)}
        for question, person in safe:
            answer = kept.get((about_record(question), f"p{person}"))
            assert answer == body(number, person), (number, question, person, answer)
    assert len(playing.roll.people(name)) == PEOPLE
    assert playing.count(name) == rounds + 1
    held.release()
    playing.close()
    return received


def _killed(path: Path, name: str, number: int, batches: int, child: str) -> set[tuple[int, int]]:
    """Start a server and kill it after so many batches; gives the answers that it had said to be safe."""
    command = [sys.executable, "-m", child, str(path), name, str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", cwd=ROOT) as run:
        assert run.stdout is not None
        lines = [run.stdout.readline() for _ in range(batches)]
        alive = run.poll() is None
        run.kill()
        lines += [line for line in run.stdout if line.endswith("\n")]
    assert alive, "the server ended by itself, so nothing was proved"
    numbers = [[int(word) for word in line.split()] for line in lines]
    return {(question, person) for question, *people in numbers for person in people}


def main() -> None:
    """Print how many answers were received, none of them lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        received = soak(arguments.rounds, arguments.seed, Path(folder))
    print(f"{arguments.rounds} servers killed: {received} answers received, 0 lost")


if __name__ == "__main__":
    main()
