"""Answer as the forty of a class would, in batches, and say after each which are safe; until killed.

python -m tests.soak.answering JOURNAL EXERCISE ROUND
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from simulator.exercise.roll import Response, about_record
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal

PEOPLE = 40
BATCHES = (40, 1, 7, 32)  # how many answer at the same moment


def body(round_number: int, person: int) -> str:
    """What somebody answers in a round."""
    return f"{round_number}回目の{person}人目の答え"


def main() -> None:
    """Go on over the batches, one question after another."""
    path, exercise, number = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    journal = SqliteJournal(path, EXERCISES)
    question = 0
    while True:
        question += 1
        answered = 0
        for size in BATCHES:
            batch = [(answered + place) % PEOPLE + 1 for place in range(size)]
            answered += size
            journal.roll.respond(
                exercise,
                [
                    Response(f"p{person}", about_record(question), body(number, person), datetime.now(UTC))
                    for person in batch
                ],
            )
            print(question, *batch, flush=True)


if __name__ == "__main__":
    main()
