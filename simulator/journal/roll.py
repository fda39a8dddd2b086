"""Who is in a class and what each answered, in tables of the same file that are made when first needed.

The process that serves a class writes here while another one appends records. Each row carries its seal, as a
record does; a damaged row is left out, so that it does not keep the exercise from opening.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.exercise.classroom import is_class
from simulator.exercise.journal import JournalError
from simulator.exercise.roll import (
    Attendance,
    Erased,
    Person,
    Response,
    in_order,
    next_id,
    not_there,
    response_order,
)
from simulator.journal.database import FAULTS, Database
from simulator.journal.soundness import seal
from simulator.language import msg, tr

PRESENCE = "presence"  # who was seen when: of no use later, and not in any backup
_TABLES = """
CREATE TABLE IF NOT EXISTS class (exercise TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS presence (exercise TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS person (
    exercise TEXT NOT NULL,
    id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    seat TEXT NOT NULL,
    joined TEXT NOT NULL,
    removed TEXT NOT NULL,
    departed TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (exercise, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS person_token ON person (exercise, token_hash) WHERE token_hash <> '';
CREATE TABLE IF NOT EXISTS response (
    exercise TEXT NOT NULL,
    person TEXT NOT NULL,
    about TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (exercise, person, about)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS response_seat (
    exercise TEXT NOT NULL,
    person TEXT NOT NULL,
    about TEXT NOT NULL,
    at TEXT NOT NULL,
    seat TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (exercise, person, about)
) STRICT, WITHOUT ROWID;
"""
_PERSON = "id, token_hash, name, seat, joined, removed, departed"
_RESPONSE = "person, about, body, at"
# In a table of its own, so that files made before it are read and written on as they are. `at` is the
# response's own: a seat counts only for the response with which it was kept.
_RESPONSE_SEAT = "person, about, at, seat"
_SEALED = {"person": _PERSON, "response": _RESPONSE, "response_seat": _RESPONSE_SEAT}
_PERSONAL = ("response_seat", "response", "person", PRESENCE)
_NOT_READ = msg("{path}: 教室の人と答えを読めません（{why}）。別のファイルを指定できます。")

RollRow = tuple[str, ...]
Raw = tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ChangeGuard:
    """What the journal does around each change: `writing` is its transaction, which checks the files."""

    writing: Callable[[], AbstractContextManager[None]]
    erase_beside: Callable[[str], None]  # erases the persons of an exercise from the backups
    wipe: Callable[[], None]  # erases what was deleted from the file's pages and its log


class SqliteRoll:
    """The roll of each exercise in one file."""

    def __init__(self, database: Database, guard: ChangeGuard) -> None:
        self._database = database
        self._guard = guard
        self._there: set[str] = set()  # tables known to exist; they are never dropped
        # People as last read: they are asked for at each record, and seldom change.
        self._read: dict[str, tuple[Sequence[Raw], tuple[Person, ...]]] = {}

    def change_class(self, exercise: str, change: Callable[[str], str]) -> str:
        """Keep the state of the class; the transaction keeps other writers off from the reading on."""
        with self._writing(exercise) as db:
            text = change(_kept(db, "class", exercise))
            _keep(db, "class", exercise, text)
        return text

    def kept_class(self, exercise: str) -> str:
        """What was kept last."""
        return self._kept("class", exercise)

    def keep_presence(self, exercise: str, text: str) -> None:
        """Keep who was seen when."""
        with self._writing(exercise) as db:
            _keep(db, PRESENCE, exercise, text)

    def kept_presence(self, exercise: str) -> str:
        """What was kept last."""
        return self._kept(PRESENCE, exercise)

    def join(  # noqa: PLR0913 - each is passed by name
        self, exercise: str, token_hash: str, name: str, seat: str, joined: datetime, *, limit: int
    ) -> Person | None:
        """Take somebody in, if there is room."""
        with self._writing(exercise) as db:
            people = _people(db, exercise)
            for person in people:
                if person.token_hash == token_hash:
                    return person
            if sum(person.present for person in people) >= limit:
                return None
            rows = db.execute("SELECT id FROM person WHERE exercise = ?", (exercise,))
            person = Person(next_id(row[0] for row in rows), token_hash, name, seat, joined)
            _put_person(db, exercise, person)
        return person

    def change(self, exercise: str, person: str, change: Callable[[Person], Person]) -> Person:
        """Keep what may change of somebody."""
        with self._writing(exercise) as db:
            kept = next((member for member in _people(db, exercise) if member.id == person), None)
            if kept is None:
                raise JournalError(not_there(exercise, person))
            changed = kept.changed_to(change(kept))
            _put_person(db, exercise, changed)
        return changed

    def people(self, exercise: str) -> list[Person]:
        """Everybody who ever joined."""
        with self._reading("person") as db:
            rows = list(_raw(db, "person", _PERSON, exercise)) if db else []
        if self._read.get(exercise, ((), ()))[0] != rows:
            self._read[exercise] = (rows, tuple(_persons(exercise, rows)))
        return list(self._read[exercise][1]) if rows else []

    def respond(self, exercise: str, responses: Sequence[Response]) -> None:
        """Keep responses in one transaction."""
        if not responses:
            return
        with self._writing(exercise) as db:
            _put_responses(db, exercise, responses)

    def responses(self, exercise: str, about: str | None = None) -> list[Response]:
        """All that count, or those about one thing."""
        with self._reading("response") as db:
            responses = _responses(db, exercise) if db else []
        return [response for response in responses if about in (None, response.about)]

    def erase(self, exercise: str) -> Erased:
        """Erase every person and what they answered, from the backups first."""
        self._guard.erase_beside(exercise)
        with self._guard.writing():
            erased = take_out_roll(self._database.connection, exercise)
        self._guard.erase_beside(exercise)  # a backup may have been made meanwhile
        self._guard.wipe()
        return erased

    def _kept(self, table: str, exercise: str) -> str:
        with self._reading(table) as db:
            return _kept(db, table, exercise) if db else ""

    @contextmanager
    def _writing(self, exercise: str) -> Iterator[sqlite3.Connection]:
        db = self._database.connection
        with self._guard.writing():
            make_tables(db)
            if db.execute("SELECT 1 FROM exercise WHERE id = ?", (exercise,)).fetchone() is None:
                raise JournalError(
                    tr(
                        "{path}: 演習 {exercise} はこの記録にありません。",
                        path=self._database.shown,
                        exercise=exercise,
                    )
                )
            yield db

    @contextmanager
    def _reading(self, table: str) -> Iterator[sqlite3.Connection | None]:
        """The connection; None if no class was ever opened in this file."""
        db = self._database.connection
        try:
            if table not in self._there and has_table(db, table):
                self._there.add(table)
            yield db if table in self._there else None
        except FAULTS as error:
            raise self._database.failure(_NOT_READ, error) from error


def _keep(db: sqlite3.Connection, table: str, exercise: str, text: str) -> None:
    db.execute(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", (exercise, text))  # noqa: S608 - a name of ours


def _kept(db: sqlite3.Connection, table: str, exercise: str) -> str:
    query = f"SELECT CAST(body AS BLOB) FROM {table} WHERE exercise = ?"  # noqa: S608 - a name of ours
    row = db.execute(query, (exercise,)).fetchone()
    return row[0].decode(errors="replace") if row else ""


def make_tables(db: sqlite3.Connection) -> None:
    """Make the tables if they do not exist yet. Raises `sqlite3.Error`."""
    if not has_table(db, "response_seat"):  # the table that is made last
        for statement in _TABLES.split(";")[:-1]:
            db.execute(statement)


def has_table(db: sqlite3.Connection, table: str) -> bool:
    """Whether a table is there."""
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return db.execute(query, (table,)).fetchone() is not None


def has_roll(db: sqlite3.Connection, exercise: str) -> bool:
    """Whether a person of an exercise, or an answer, is kept here. Raises `sqlite3.Error`."""
    return any(
        has_table(db, table)
        and db.execute(f"SELECT 1 FROM {table} WHERE exercise = ?", (exercise,)).fetchone()  # noqa: S608
        for table in _PERSONAL
    )


def roll_marks(db: sqlite3.Connection) -> list[RollRow]:
    """Values that differ once anybody has joined, changed or answered. Raises `sqlite3.Error`."""
    return [
        row
        for table in ("class", "person", "response", "response_seat")
        if has_table(db, table)
        for row in db.execute(f"SELECT * FROM {table}")  # noqa: S608 - a name of ours
    ]


def sealed_rows(db: sqlite3.Connection) -> Iterator[tuple[str, RollRow]]:
    """Every undamaged row of a person, a response or its seat, with its table. Raises `sqlite3.Error`."""
    for table, columns in _SEALED.items():
        if not has_table(db, table):
            continue
        raw = ", ".join(f"CAST({name} AS BLOB)" for name in ("exercise", *columns.split(", "), "seal"))
        for exercise, *fields, sealed in db.execute(f"SELECT {raw} FROM {table}"):  # noqa: S608 - ours
            if sealed == seal(exercise.decode(), 0, b"\0".join(fields)).encode():
                yield table, tuple(field.decode() for field in (exercise, *fields, sealed))


def class_rows(db: sqlite3.Connection) -> Iterator[tuple[str, RollRow]]:
    """Every class that can be read, with its table. It has no seal; its text is checked when it is read.

    Raises `sqlite3.Error`.
    """
    if has_table(db, "class"):
        for exercise, body in db.execute("SELECT exercise, CAST(body AS BLOB) FROM class"):
            with suppress(UnicodeDecodeError):
                if is_class(text := body.decode()):
                    yield "class", (exercise, text)


def put_rows(db: sqlite3.Connection, rows: Iterable[tuple[str, RollRow]]) -> None:
    """Write rows of these tables unchanged. Raises `sqlite3.Error`."""
    for table, row in rows:
        make_tables(db)
        marks = ", ".join("?" * len(row))
        db.execute(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", row)  # noqa: S608 - a name of ours


def put_attendance(db: sqlite3.Connection, exercise: str, attendance: Attendance) -> None:
    """Take in a whole roll as it was kept elsewhere. Raises `sqlite3.Error`, `JournalError`."""
    make_tables(db)
    if attendance.room:
        db.execute("INSERT OR REPLACE INTO class VALUES (?, ?)", (exercise, attendance.room))
    for person in attendance.people:
        _put_person(db, exercise, person)
    _put_responses(db, exercise, attendance.responses)


def take_out_roll(db: sqlite3.Connection, exercise: str) -> Erased:
    """Delete the persons and responses of an exercise, where there are any. Raises `sqlite3.Error`."""
    counts = {}
    for table in _PERSONAL:
        if has_table(db, table):
            deletion = db.execute(f"DELETE FROM {table} WHERE exercise = ?", (exercise,))  # noqa: S608 - ours
            counts[table] = deletion.rowcount
    return Erased(counts.get("person", 0), counts.get("response", 0))


def _people(db: sqlite3.Connection, exercise: str) -> list[Person]:
    return _persons(exercise, _raw(db, "person", _PERSON, exercise))


def _persons(exercise: str, rows: Iterable[Raw]) -> list[Person]:
    people = []
    for name, token_hash, called, seat, joined, removed, left in _sound(exercise, rows):
        left_at = _time(left) if left else None
        people.append(Person(name, token_hash, called, seat, _time(joined), removed == "1", left_at))
    return in_order(people)


def _responses(db: sqlite3.Connection, exercise: str) -> list[Response]:
    rows = _sound(exercise, _raw(db, "response", _RESPONSE, exercise))
    seats = {(person, about, at): seat for person, about, at, seat in _seats(db, exercise)}
    responses = (
        Response(person, about, body, _time(at), seats.get((person, about, at), ""))
        for person, about, body, at in rows
    )
    return sorted(responses, key=response_order)


def _seats(db: sqlite3.Connection, exercise: str) -> Iterator[RollRow]:
    if has_table(db, "response_seat"):
        yield from _sound(exercise, _raw(db, "response_seat", _RESPONSE_SEAT, exercise))


def _raw(db: sqlite3.Connection, table: str, columns: str, exercise: str) -> Iterator[Raw]:
    """The rows of an exercise, each with its seal, byte for byte."""
    raw = ", ".join(f"CAST({name} AS BLOB)" for name in (*columns.split(", "), "seal"))
    query = f"SELECT {raw} FROM {table} WHERE exercise = ?"  # noqa: S608 - names of ours
    yield from db.execute(query, (exercise,))


def _sound(exercise: str, rows: Iterable[Raw]) -> Iterator[RollRow]:
    """The undamaged rows, as text."""
    for *fields, sealed in rows:
        if sealed == seal(exercise, 0, b"\0".join(fields)).encode():
            yield tuple(field.decode() for field in fields)


def _put_person(db: sqlite3.Connection, exercise: str, person: Person) -> None:
    left = _text(person.left) if person.left else ""
    removed = "1" if person.removed else ""
    row = (person.id, person.token_hash, person.name, person.seat, _text(person.joined), removed, left)
    _put(db, "person", exercise, [row])


def _put_responses(db: sqlite3.Connection, exercise: str, responses: Iterable[Response]) -> None:
    on_roll = {row[0] for row in db.execute("SELECT id FROM person WHERE exercise = ?", (exercise,))}
    last_responses: dict[tuple[str, str], Response] = {}
    for response in responses:
        if response.person not in on_roll:
            raise JournalError(not_there(exercise, response.person))
        last_responses[response.person, response.about] = response
    rows = [
        (answer.person, answer.about, answer.body, _text(answer.at)) for answer in last_responses.values()
    ]
    _put(db, "response", exercise, rows)
    seats = [
        (answer.person, answer.about, _text(answer.at), answer.seat) for answer in last_responses.values()
    ]
    _put(db, "response_seat", exercise, seats)


def _put(db: sqlite3.Connection, table: str, exercise: str, rows: Iterable[RollRow]) -> None:
    sealed: list[tuple[Any, ...]] = [
        (exercise, *row, seal(exercise, 0, b"\0".join(field.encode() for field in row))) for row in rows
    ]
    if sealed:
        marks = ", ".join("?" * len(sealed[0]))
        db.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", sealed)  # noqa: S608


def _text(time: datetime) -> str:
    return time.astimezone(UTC).isoformat()


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
