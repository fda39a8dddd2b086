"""Damage journals in many ways, and count what is kept of them, beside what plain reading keeps.

    python -m tests.soak.damages --rounds 3000 [--seed 1] [--keep FOLDER]

What was refused is said, and kept in FOLDER to be tried again. `plain` is what SQLite alone reads up to the
first error, each exercise from its first record on. Nothing that was not written may ever be shown.
"""

import argparse
import random
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, JournalError, Play, ScenarioClock, VirtualClock
from simulator.journal import open_journal
from simulator.journal.backup import back_up
from simulator.journal.soundness import seal
from simulator.machine import START, PhaseMachine, Trigger
from tests.exercise.sample import SAMPLE
from tests.journal.damage import RecordsByExercise, cut, flip, scatter, tear

MACHINE = PhaseMachine(load_doctrine())
PAUSE = 25  # records between two pauses, at which the program keeps a backup
Harm = Callable[[bytearray, random.Random], None]


def lose_page(data: bytearray, draw: random.Random) -> None:
    """Make one page zeros."""
    start = draw.randrange(0, len(data), 4096)
    data[start : start + 4096] = bytes(min(4096, len(data) - start))


def wrong_number(data: bytearray, draw: random.Random) -> None:
    """Change a number of the first page: the version or the mark of the program; in a log any four bytes."""
    start = draw.choice((60, 68)) if data[:6] == b"SQLite" else draw.randrange(max(1, len(data) - 4))
    data[start : start + 4] = draw.randbytes(4)


HARMS: dict[str, Harm] = {
    "a bit": flip,
    "bytes here and there": scatter,
    "cut short": cut,
    "a torn sector": tear,
    "a lost page": lose_page,
    "a wrong number": wrong_number,
}


@dataclass
class Line:
    """One line of the table; `written`, `kept` and `plain` count records, the rest count journals."""

    rounds: int = 0
    written: int = 0
    kept: int = 0
    plain: int = 0
    refused: int = 0
    refusals: list[str] = field(default_factory=list)


def fill(path: Path, draw: random.Random, *, closed: bool) -> RecordsByExercise:
    """A journal as the program leaves it, with backups at pauses; or as it is in the midst of an exercise."""
    journal, _ = open_journal(path)
    for number in range(draw.randrange(1, 4)):
        clock = ScenarioClock(ticking=lambda: 0.0)
        if number % 2 == 0:
            exercise = Play.begin(SAMPLE, "sample.yaml", MACHINE, journal, clock).exercise
        else:
            exercise = Exercise.begin(MACHINE, journal, VirtualClock(), title=f"演習{number}", start=START)
        back_up(path)
        for turn in range(draw.randrange(10, 120)):
            if turn % 2:
                exercise.note("覚書" * draw.randrange(300))
            else:
                exercise.fire(list(Trigger)[turn % 6])
            if turn % PAUSE == PAUSE - 1:
                journal.settle()
                back_up(path)
        if closed or number < 2:
            journal.settle()
            back_up(path)
    kept = {entry.id: journal.read(entry.id) for entry in journal.exercises()}
    folder = path.parent / "left"
    folder.mkdir()
    if closed:
        journal.close()
    for place in path.parent.glob("journal*sqlite3*"):
        if place.is_file() and not place.name.endswith("-shm"):
            shutil.copy(place, folder)
    if not closed:
        journal.close()
    return kept


def plainly(path: Path) -> int:
    """The records that SQLite alone reads, as far as each is sealed and follows the one before."""
    count = 0
    query = "SELECT exercise, seq, CAST(body AS BLOB), seal FROM record ORDER BY exercise, seq"
    with suppress(sqlite3.Error, UnicodeDecodeError), closing(sqlite3.connect(path)) as db:
        last = ("", 0)
        for exercise, seq, body, sealed in db.execute(query):
            follows = seq == (last[1] + 1 if exercise == last[0] else 1)
            if follows and sealed == seal(exercise, seq, body):
                last = (exercise, seq)
                count += 1
    return count


def damage_once(
    folder: Path,
    source: Path,
    kept: RecordsByExercise,
    harm: Harm,
    tail: str,
    seed: int,
    line: Line,
    keep: Path | None = None,
) -> None:
    """Damage one copy, open it, and count into a line of the table; with `keep`, refused ones are kept."""
    copy = folder / "harm"
    shutil.copytree(source, copy)
    path = copy / "journal.sqlite3"
    hurt = path.with_name(path.name + tail)
    data = bytearray(hurt.read_bytes())
    harm(data, random.Random(seed))
    hurt.write_bytes(data)
    shutil.copytree(copy, folder / "plain")
    line.plain += plainly(folder / "plain" / path.name)
    line.rounds += 1
    line.written += sum(map(len, kept.values()))
    try:
        journal, _ = open_journal(path)
    except JournalError as error:
        line.refused += 1
        line.refusals.append(f"{seed}: {error}")
        if keep:
            shutil.copytree(source, keep / str(seed))
            (keep / str(seed) / hurt.name).write_bytes(data)
    else:
        for entry in journal.exercises():
            records = journal.read(entry.id)
            assert records == kept[entry.id][: len(records)], "something was shown that was never written"
            line.kept += len(records)
        journal.close()
    for tried in (copy, folder / "plain"):
        shutil.rmtree(tried)


def damages(rounds: int, seed: int, keep: Path | None = None) -> dict[tuple[str, str], Line]:
    """The table: by where the data lay and what was done to them."""
    draw = random.Random(seed)
    table: dict[tuple[str, str], Line] = defaultdict(Line)
    done = 0
    while done < rounds:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            closed = draw.random() < 0.5
            kept = fill(folder / "journal.sqlite3", draw, closed=closed)
            for _ in range(min(30, rounds - done)):
                what = draw.choice(list(HARMS))
                tail = "" if closed or draw.random() < 0.5 else "-wal"
                where = "closed" if closed else "log" if tail else "open"
                line = table[where, what]
                damage_once(
                    folder, folder / "left", kept, HARMS[what], tail, draw.randrange(1 << 30), line, keep
                )
                done += 1
    return table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    table = damages(arguments.rounds, arguments.seed, arguments.keep)
    print(f"{'data in':8}{'damage':24}{'rounds':>8}{'kept':>8}{'plain':>8}{'refused':>8}")
    for (where, what), line in sorted(table.items()):
        share = f"{line.kept / line.written:8.1%}{line.plain / line.written:8.1%}"
        print(f"{where:8}{what:24}{line.rounds:8}{share}{line.refused:8}")
    for (where, what), line in sorted(table.items()):
        for refusal in line.refusals:
            print(f"refused, {where}, {what}, {refusal}")


if __name__ == "__main__":
    main()
