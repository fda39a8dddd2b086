"""Write a new journal file from what was gathered from a damaged one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from simulator.exercise.journal import JournalError
from simulator.exercise.keeping import EXERCISES
from simulator.exercise.naming import UNTITLED
from simulator.journal.aside import path_beside, sync_folder
from simulator.journal.gather import Gathered, ListedExercise
from simulator.journal.roll import put_rows
from simulator.journal.schema import HIDDEN, NewerError, NotOursError, prepare
from simulator.journal.soundness import seal, title_seal
from simulator.language import tr


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many records of each exercise were written; which exercises are cut short, and which have none."""

    kept: tuple[tuple[str, int], ...]
    cut: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


def rebuild(gathered: Gathered, path: Path, number: int) -> Rebuilt:
    """Write `rebuilt-N` beside `path`; its name appears once it is whole on disk. Raises `JournalError`."""
    draft = path_beside(path, "rebuilding")
    prefixes = {name: gathered.prefix(name) for name in sorted({*gathered.exercises, *gathered.records})}
    for leftover in (draft, draft.with_name(draft.name + "-wal"), draft.with_name(draft.name + "-shm")):
        leftover.unlink(missing_ok=True)  # left by an earlier try that was interrupted
    try:
        with closing(sqlite3.connect(draft, isolation_level=None)) as db:
            prepare(db)
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT INTO long_text VALUES (?, ?)", gathered.texts.items())
            for name, bodies in prefixes.items():
                if bodies:
                    insert(db, name, entry_for(gathered.exercises.get(name), bodies[0]), bodies)
            hidden = [(HIDDEN + name, "1") for name in gathered.hidden or () if prefixes.get(name)]
            db.executemany("INSERT INTO journal VALUES (?, ?)", hidden)
            put_rows(db, (row for row in gathered.attending.values() if prefixes.get(row[1][0])))
            db.execute("COMMIT")
            db.execute("PRAGMA journal_mode = DELETE")  # all in the one file, which can then be renamed
    except (sqlite3.Error, NewerError, NotOursError) as error:
        raise JournalError(
            tr(
                "{path}: 壊れていますが、作り直せません（{error}）。空き容量を確かめてください。",
                path=path,
                error=error,
            )
        ) from error
    draft.replace(path_beside(path, f"rebuilt-{number}"))
    sync_folder(path)
    return Rebuilt(
        tuple((name, len(bodies)) for name, bodies in prefixes.items() if bodies),
        tuple(name for name, bodies in prefixes.items() if 0 < len(bodies) < len(gathered.records[name])),
        tuple(name for name, bodies in prefixes.items() if not bodies),
    )


def insert(db: sqlite3.Connection, name: str, entry: ListedExercise, bodies: list[bytes]) -> None:
    """Write an exercise and its records. Raises `sqlite3.Error`."""
    began = entry.began.isoformat()
    db.execute(
        "INSERT INTO exercise (id, title, began, kind, used, seal) VALUES (?, ?, ?, ?, ?, ?)",
        (
            name,
            entry.title,
            began,
            entry.kind,
            entry.used,
            title_seal(name, entry.kind, entry.title, began),
        ),
    )
    db.executemany(
        "INSERT INTO record VALUES (?, ?, ?, ?)",
        [(name, seq, body.decode(), seal(name, seq, body)) for seq, body in enumerate(bodies, 1)],
    )


def entry_for(entry: ListedExercise | None, first_body: bytes) -> ListedExercise:
    """The entry of an exercise in the list; if it is lost or damaged, one made from the first record."""
    if entry is not None and entry.sure:
        return entry
    try:
        record = json.loads(first_body)
        title, began = str(record["event"]["title"]), datetime.fromisoformat(record["wall"])
    except (ValueError, KeyError, TypeError, RecursionError):
        title, began = UNTITLED, datetime.fromtimestamp(0, UTC)
    return ListedExercise(title, began, EXERCISES.kind, entry.used if entry else 0, sure=True)


def count(path: Path) -> tuple[tuple[str, int], ...]:
    """The exercises of a rebuilt file and their records. Raises `JournalError`."""
    query = "SELECT exercise, count(*) FROM record GROUP BY exercise ORDER BY exercise"
    try:
        with closing(sqlite3.connect(path)) as db:
            return tuple(db.execute(query).fetchall())
    except sqlite3.Error as error:
        raise JournalError(tr("{path}: 読めません（{error}）。", path=path, error=error)) from error
