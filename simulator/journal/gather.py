"""All that can still be read of a damaged journal, with SQLite and from its backups.

SQLite is given a copy whose log is already applied, also beyond a damaged place, and whose first hundred
bytes, which are the same in every journal, are written anew. Only its seal decides whether a record counts.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from simulator.exercise.keeping import hash_of
from simulator.journal.backup import backups
from simulator.journal.roll import class_rows, sealed_rows
from simulator.journal.schema import APPLICATION_ID, HIDDEN, VERSION, prepare
from simulator.journal.soundness import is_bare_record, seal, title_seal
from simulator.journal.wal import Frame, Wal, read_wal

LARGEST = 1 << 29  # bytes; a larger file is not our journal, and is not read
_MAGIC = b"SQLite format 3\0"
_PAGE = 4096  # bytes of a page in every journal of ours
_KEYS = {
    "class": 1,
    "person": 2,
    "response": 3,
    "response_seat": 3,
}  # columns that identify a row: exercise, person, what it is about
_FAULTS = (sqlite3.Error, UnicodeDecodeError, OverflowError)

Bodies = dict[int, bytes]
Attending = tuple[str, tuple[str, ...]]  # a table of the class, and a row of it


@dataclass(frozen=True, slots=True)
class ListedExercise:
    """An exercise in the list; `sure` if its seal confirms it."""

    title: str
    began: datetime
    kind: str
    used: int
    sure: bool


@dataclass
class Gathered:
    """Exercises with their records by number, and the long texts by name: only what a seal confirms.

    `hidden` is None where the list of hidden exercises could not be read. `attending` are classes, their
    persons and responses, by identifying columns.
    """

    is_ours: bool = False
    exercises: dict[str, ListedExercise] = field(default_factory=dict)
    records: dict[str, Bodies] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    hidden: frozenset[str] | None = None
    attending: dict[tuple[str, ...], Attending] = field(default_factory=dict)

    def prefix(self, exercise: str) -> list[bytes]:
        """The bodies from the first on, in unbroken order."""
        bodies = self.records.get(exercise, {})
        unbroken: list[bytes] = []
        while (seq := len(unbroken) + 1) in bodies:
            unbroken.append(bodies[seq])
        return unbroken

    def fill(self, other: Gathered) -> None:
        """Take from `other` what is missing here, for each exercise only if the histories agree."""
        self.is_ours = self.is_ours or other.is_ours
        for name, entry in other.exercises.items():
            if name not in self.exercises or (entry.sure and not self.exercises[name].sure):
                self.exercises[name] = entry
        for name, bodies in other.records.items():
            self.records[name] = fitting(self.records.get(name, {}), bodies)
        self.texts = {**other.texts, **self.texts}
        self.attending = {**other.attending, **self.attending}
        self.hidden = other.hidden if self.hidden is None else self.hidden


def fitting(ours: Bodies, theirs: Bodies) -> Bodies:
    """Both together, or ours alone if they differ at any number: two histories must not mix."""
    if any(theirs.get(seq, body) != body for seq, body in ours.items()):
        return ours
    return {**theirs, **ours}


def gather(path: Path) -> Gathered:
    """All that file, log and backups give; nothing for another program's file. Raises `OSError`."""
    gathered = read_damaged(bytes_of(path), read_wal(bytes_of(path.with_name(path.name + "-wal"))))
    for backup in backups(path):
        gathered.fill(read_backup(backup))
    return gathered


def read_backup(path: Path) -> Gathered:
    """All that a backup gives; nothing if it cannot be read."""
    return read_damaged(bytes_of(path), read_wal(b""))


def read_damaged(main: bytes, log: Wal) -> Gathered:
    """What SQLite still reads in a file and its log. Raises `OSError` where no copy can be made."""
    said_ours = main.startswith(_MAGIC) and int.from_bytes(main[68:72], "big") == APPLICATION_ID
    gathered = Gathered(said_ours)
    with tempfile.TemporaryDirectory(prefix="shishin-") as folder:
        copy = Path(folder) / "copy.sqlite3"
        for image in _images(main, log, Path(folder) / "fresh.sqlite3"):
            copy.write_bytes(image)
            gathered.fill(_read(copy))
    gathered.is_ours = gathered.is_ours or any(gathered.records.values())
    return gathered


def _images(main: bytes, log: Wal, fresh: Path) -> Iterator[bytes]:
    """Possible contents of the undamaged file, likeliest first."""
    frames = (*log.sound, *log.astray)
    sizes = {_PAGE} | ({log.page_size} if frames else set())
    for size in sorted(sizes):
        applied = _applied(main, frames if log.page_size == size else (), size)
        if len(applied) >= size:
            yield _headed(applied, size)
            if frames and main:
                yield _headed(main, size)
            if size == _PAGE:
                yield _headed(_completed(applied, _fresh_journal(fresh)), size)


def _completed(data: bytes, fresh: bytes) -> bytes:
    """The data with the list of tables of a new journal, and empty tables in place of lost pages."""
    empty = bytes(_PAGE)
    pages = [data[offset : offset + _PAGE] for offset in range(0, len(data), _PAGE)]
    for offset in range(0, len(fresh), _PAGE):
        number = offset // _PAGE
        if number == len(pages):
            pages.append(empty)
        if number == 0 or pages[number] == empty:
            pages[number] = fresh[offset : offset + _PAGE]
    return b"".join(pages)


def _applied(main: bytes, frames: tuple[Frame, ...], size: int) -> bytes:
    data = bytearray(main)
    for frame in frames:
        end = frame.page * size
        if 0 < end <= LARGEST:
            data.extend(b"\0" * max(0, end - len(data)))
            data[end - size : end] = frame.data
    return bytes(data)


def _headed(data: bytes, size: int) -> bytes:
    """The data with the header of a journal that has no log."""
    if len(data) < 100:
        return data
    head = bytearray(data[:100])
    head[:16] = _MAGIC
    head[16:18] = (1 if size == 65536 else size).to_bytes(2, "big")
    head[18:24] = bytes((1, 1, 0, 64, 32, 32))
    head[28:32] = (len(data) // size).to_bytes(4, "big")
    head[32:40] = bytes(8)  # no free pages, since nothing is written
    head[44:48] = (4).to_bytes(4, "big")
    head[52:60] = bytes(7) + b"\1"  # UTF-8
    head[60:64] = VERSION.to_bytes(4, "big")
    head[64:68] = bytes(4)
    head[72:92] = bytes(20)
    head[92:96] = head[24:28]
    return bytes(head) + data[100:]


def _fresh_journal(path: Path) -> bytes:
    if not path.exists():
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            prepare(db)
            db.execute("PRAGMA journal_mode = DELETE")
    return path.read_bytes()


def _read(path: Path) -> Gathered:
    gathered = Gathered()
    with suppress(*_FAULTS), closing(_connected(path)) as db:
        names: set[str] = set()
        with suppress(*_FAULTS):
            for name, entry in _entries(db):
                gathered.exercises[name] = entry
        with suppress(*_FAULTS):
            for name in _named_in_records(db):
                names.add(name)
        sealed = _has_seals(db)
        for name in sorted(names | set(gathered.exercises)):
            for order in ("", " DESC"):  # read from both ends, up to what cannot be read
                with suppress(*_FAULTS):
                    for seq, body in _records(db, name, order, sealed=sealed):
                        gathered.records.setdefault(name, {}).setdefault(seq, body)
        with suppress(*_FAULTS):
            for name, text in db.execute("SELECT name, CAST(body AS BLOB) FROM long_text"):
                if isinstance(text, bytes) and hash_of(text) == name:
                    gathered.texts[name] = text.decode()
        for rows in (class_rows, sealed_rows):
            with suppress(*_FAULTS):
                for table, row in rows(db):
                    gathered.attending[table, *row[: _KEYS[table]]] = (table, row)
        with suppress(*_FAULTS):
            gathered.hidden = frozenset(_hidden(db))
    return gathered


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)


def _entries(db: sqlite3.Connection) -> Iterator[tuple[str, ListedExercise]]:
    columns = [row[1] for row in db.execute("PRAGMA table_info(exercise)")]
    sealed = "seal" in columns
    query = (
        "SELECT id, title, began, kind, used, seal FROM exercise"
        if sealed
        else "SELECT id, title, began, 'exercise', 0, '' FROM exercise"
    )
    for name, title, began, kind, used, mark in db.execute(query):
        if not all(isinstance(value, str) for value in (name, title, began, kind)):
            continue
        with suppress(ValueError):
            sure = not sealed or mark == title_seal(name, kind, title, began)
            yield name, ListedExercise(title, datetime.fromisoformat(began), kind, int(used or 0), sure)


def _hidden(db: sqlite3.Connection) -> Iterator[str]:
    for (name,) in db.execute("SELECT name FROM journal WHERE instr(name, ?) = 1", (HIDDEN,)):
        if isinstance(name, str):
            yield name.removeprefix(HIDDEN)


def _named_in_records(db: sqlite3.Connection) -> Iterator[str]:
    previous = ""
    while True:
        (name,) = db.execute("SELECT min(exercise) FROM record WHERE exercise > ?", (previous,)).fetchone()
        if not isinstance(name, str) or name <= previous:
            return
        yield name
        previous = name


def _has_seals(db: sqlite3.Connection) -> bool:
    try:
        return "seal" in {row[1] for row in db.execute("PRAGMA table_info(record)")}
    except _FAULTS:
        return True


def _records(db: sqlite3.Connection, name: str, order: str, *, sealed: bool) -> Iterator[tuple[int, bytes]]:
    query = (
        "SELECT seq, CAST(body AS BLOB), CAST(seal AS BLOB) FROM record WHERE exercise = ?"
        if sealed
        else "SELECT seq, CAST(body AS BLOB), x'' FROM record WHERE exercise = ?"
    )
    for seq, body, mark in db.execute(f"{query} ORDER BY seq{order}", (name,)):
        if isinstance(seq, int) and isinstance(body, bytes) and isinstance(mark, bytes):
            is_whole = mark == seal(name, seq, body).encode() if sealed else is_bare_record(seq, body)
            if is_whole:
                yield seq, body


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; none if it is not there, or is too large to be ours. Raises `OSError`."""
    if not path.is_file() or path.stat().st_size > LARGEST:
        return b""
    return path.read_bytes()
