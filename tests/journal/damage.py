"""Journals to be damaged, and ways to damage them."""

import random
import shutil
import sqlite3
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, Record, VirtualClock
from simulator.journal import Salvaged, SqliteJournal, open_journal
from simulator.journal.backup import backups
from simulator.machine import START, PhaseMachine, Trigger

MACHINE = PhaseMachine(load_doctrine())
Kept = dict[str, list[Record]]


def fill(path: Path, exercises: int = 2, records: int = 30) -> Kept:
    """A journal with some exercises, closed; and what is in it."""
    journal, _ = open_journal(path)
    for number in range(exercises):
        exercise = Exercise.begin(MACHINE, journal, VirtualClock(), title=f"演習{number}", start=START)
        for turn in range(records - 1):
            if turn % 2:
                exercise.note("覚書" * (turn * 37 % 600))  # some go on over several pages
            else:
                exercise.fire(list(Trigger)[turn % 6])
    kept = contents(journal)
    journal.close()
    without_backups(path)
    return kept


def without_backups(path: Path) -> None:
    """Take the backups away: what is tried is what the file alone still gives."""
    for backup in backups(path):
        backup.unlink()


def mended(path: Path) -> tuple[SqliteJournal, Salvaged]:
    """The journal, of which one thing is said: what was kept."""
    journal, (said,) = open_journal(path)
    assert isinstance(said, Salvaged)
    return journal, said


def contents(journal: SqliteJournal) -> Kept:
    return {kept.id: journal.read(kept.id) for kept in journal.exercises()}


def edit(path: Path, sql: str, *values: object) -> None:
    with sqlite3.connect(path) as db:
        db.execute(sql, values)
    db.close()


def after_a_crash(path: Path, into: Path) -> Path:
    """What lies there when the process was killed: the file and its log."""
    into.mkdir()
    journal, _ = open_journal(path)
    exercise = Exercise.begin(MACHINE, journal, VirtualClock(), title="途中", start=START)
    for turn in range(12):
        exercise.note(str(turn))
    for tail in ("", "-wal"):
        shutil.copy(path.with_name(path.name + tail), into)
    journal.close()
    without_backups(path)
    return into / path.name


def spoil(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def to_version_1(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE record DROP COLUMN seal")
        for column in ("kind", "used", "seal"):
            db.execute(f"ALTER TABLE exercise DROP COLUMN {column}")
        for table in ("long_text", "journal", "screen"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 1")
    db.close()


def flip(data: bytearray, draw: random.Random) -> None:
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def scatter(data: bytearray, draw: random.Random) -> None:
    for _ in range(draw.randrange(2, 100)):
        data[draw.randrange(len(data))] = draw.randrange(256)


def cut(data: bytearray, draw: random.Random) -> None:
    del data[draw.randrange(len(data)) :]


def tear(data: bytearray, draw: random.Random) -> None:
    at = draw.randrange(0, len(data), 512)
    data[at : at + 512] = draw.randbytes(min(512, len(data) - at))
