"""Journals to be damaged, and ways to damage them."""

import random
import shutil
import sqlite3
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, Record, VirtualClock
from simulator.journal import Salvaged, open_journal
from simulator.journal.backup import backups
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger

MACHINE = PhaseMachine(load_doctrine())
RecordsByExercise = dict[str, list[Record]]


def fill(path: Path, exercises: int = 2, records: int = 30) -> RecordsByExercise:
    """Write a journal with some exercises, close it, and give the records of each."""
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
    """Delete the backups, so that only the file itself can give something back."""
    for backup in backups(path):
        backup.unlink()


def mended(path: Path) -> tuple[SqliteJournal, Salvaged]:
    """Open a damaged journal; the one notice of the opening says what was salvaged."""
    journal, (notice,) = open_journal(path)
    assert isinstance(notice, Salvaged)
    return journal, notice


def contents(journal: SqliteJournal) -> RecordsByExercise:
    return {kept.id: journal.read(kept.id) for kept in journal.exercises()}


def edit(path: Path, sql: str, *values: object) -> None:
    """Change rows past the journal, as damage does: no seal follows."""
    with sqlite3.connect(path) as db:
        db.execute(sql, values)
    db.close()


def after_a_crash(path: Path, into: Path) -> Path:
    """Copy the file and its log as they are after twelve notes, before anybody closes them."""
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
    """Overwrite the bytes of a file from a place on."""
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def to_version_1(path: Path) -> None:
    """Take out of a journal what its first version did not have."""
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE record DROP COLUMN seal")
        for column in ("kind", "used", "seal"):
            db.execute(f"ALTER TABLE exercise DROP COLUMN {column}")
        for table in ("long_text", "journal", "screen"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version = 1")
    db.close()


def flip(data: bytearray, draw: random.Random) -> None:
    """Turn one bit over."""
    data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)


def scatter(data: bytearray, draw: random.Random) -> None:
    """Write single bytes at random in up to a hundred places."""
    for _ in range(draw.randrange(2, 100)):
        data[draw.randrange(len(data))] = draw.randrange(256)


def cut(data: bytearray, draw: random.Random) -> None:
    """Drop the end of a file."""
    del data[draw.randrange(len(data)) :]


def tear(data: bytearray, draw: random.Random) -> None:
    """Fill one sector of the disk (512 bytes) at random, as a write that was torn off does."""
    start = draw.randrange(0, len(data), 512)
    data[start : start + 512] = draw.randbytes(min(512, len(data) - start))
