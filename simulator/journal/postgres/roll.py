"""Who is in a class and what each answered, on a server; only a function of the owner erases persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import LiteralString, TypeVar

import psycopg

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
from simulator.journal.postgres.link import Link
from simulator.language import msg, tr

T = TypeVar("T")
_NOT_THERE = msg("{name}: 演習 {exercise} はこの記録にありません。")
_NO_TEXT = msg("{name}: 書き込めません。文字として正しくないものがあります（{why}）。")
_CLASS = "INSERT INTO class VALUES (%s, %s) ON CONFLICT (exercise) DO UPDATE SET body = excluded.body"
_PEOPLE = "SELECT id, token_hash, name, seat, joined, removed, departed FROM person WHERE exercise = %s"
_RESPONSES = "SELECT person, about, body, at, seat FROM response WHERE exercise = %s"
_ALONE: LiteralString = "SELECT pg_advisory_xact_lock(hashtextextended('shishin-class:' || %s, 0))"
_JOIN = "INSERT INTO person (exercise, id, token_hash, name, seat, joined) VALUES (%s, %s, %s, %s, %s, %s)"
_CHANGE = (
    "UPDATE person SET name = %s, seat = %s, removed = %s, departed = %s WHERE exercise = %s AND id = %s"
    " RETURNING id"
)
_ENROL = (
    "INSERT INTO person (exercise, id, token_hash, name, seat, joined, removed, departed)"
    " SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[],"
    " %s::boolean[], %s::timestamptz[])"
)
# A batch in one statement: statements for single answers would each wait for a flush to disk.
_RESPOND = (
    "INSERT INTO response (exercise, person, about, body, at, seat)"
    " SELECT %s, * FROM unnest(%s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::text[])"
    " ON CONFLICT (exercise, person, about) DO UPDATE"
    " SET body = excluded.body, at = excluded.at, seat = excluded.seat"
)


class ServerRoll:
    """The roll of each exercise, in tables of their own beside the records."""

    def __init__(
        self, link: Link, check: Callable[[], None], tell: Callable[[str], None], *, sees: bool
    ) -> None:
        """`check` raises if nothing may be written; `tell` notifies watchers of a change, after the commit.

        Without `sees` nobody is shown: names and answers are for those who run the class.
        """
        self._link = link
        self._check = check
        self._tell = tell
        self._sees = sees

    def change_class(self, exercise: str, change: Callable[[str], str]) -> str:
        """Keep the state of the class; changes of several hosts are made in turn."""

        def act() -> str:
            with self._link.transaction():
                self._link.do(_ALONE, (exercise,))
                text = change(self.kept_class(exercise))
                self._link.do(_CLASS, (exercise, text))
                return text

        return self._written(exercise, act)

    def kept_class(self, exercise: str) -> str:
        """What was kept last."""
        return self._kept("SELECT body FROM class WHERE exercise = %s", exercise)

    def keep_presence(self, exercise: str, text: str) -> None:
        """Keep who was seen when."""
        self._keep(
            "INSERT INTO presence VALUES (%s, %s) ON CONFLICT (exercise) DO UPDATE SET body = excluded.body",
            exercise,
            text,
        )

    def kept_presence(self, exercise: str) -> str:
        """What was kept last."""
        return self._kept("SELECT body FROM presence WHERE exercise = %s", exercise)

    def join(  # noqa: PLR0913 - each is passed by name
        self, exercise: str, token_hash: str, name: str, seat: str, joined: datetime, *, limit: int
    ) -> Person | None:
        """Take somebody in, if there is room; joins at several hosts are made in turn."""

        def act() -> Person | None:
            with self._link.transaction():
                self._link.do(_ALONE, (exercise,))
                people = self.people(exercise)
                for person in people:
                    if person.token_hash == token_hash:
                        return person
                if sum(person.present for person in people) >= limit:
                    return None
                name_of = next_id(person.id for person in people)
                person = Person(name_of, token_hash, name, seat, joined)
                self._link.do(_JOIN, (exercise, person.id, token_hash, name, seat, joined))
                return person

        return self._written(exercise, act)

    def change(self, exercise: str, person: str, change: Callable[[Person], Person]) -> Person:
        """Keep the fields of a person that may change; changes are made in turn."""

        def act() -> Person | None:
            with self._link.transaction():
                self._link.do(_ALONE, (exercise,))
                kept = next((member for member in self.people(exercise) if member.id == person), None)
                if kept is None:
                    return None
                changed = kept.changed_to(change(kept))
                values = (changed.name, changed.seat, changed.removed, changed.left, exercise, person)
                self._link.do(_CHANGE, values)
                return changed

        changed = self._written(exercise, act)
        if changed is None:
            raise JournalError(not_there(exercise, person))
        return changed

    def people(self, exercise: str) -> list[Person]:
        """Everybody who ever joined."""
        rows = self._link.rows(_PEOPLE, (exercise,)) if self._sees else []
        return in_order(
            Person(person, token, name, seat, joined.astimezone(UTC), removed, left and left.astimezone(UTC))
            for person, token, name, seat, joined, removed, left in rows
        )

    def respond(self, exercise: str, responses: Sequence[Response]) -> None:
        """Keep responses, in one statement."""
        if not responses:
            return
        try:
            values = _columns(exercise, responses)
            self._written(exercise, lambda: self._link.rows(_RESPOND, values))
        except JournalError as error:
            on_roll = {person.id for person in self.people(exercise)}
            strange = [response.person for response in responses if response.person not in on_roll]
            if not strange:
                raise
            raise JournalError(not_there(exercise, strange[0])) from error

    def responses(self, exercise: str, about: str | None = None) -> list[Response]:
        """All that count, or those about one thing."""
        if not self._sees:
            return []
        if about is None:
            rows = self._link.rows(_RESPONSES, (exercise,))
        else:
            rows = self._link.rows(_RESPONSES + " AND about = %s", (exercise, about))
        responses = (
            Response(person, about_what, body, at.astimezone(UTC), seat)
            for person, about_what, body, at, seat in rows
        )
        return sorted(responses, key=response_order)

    def erase(self, exercise: str) -> Erased:
        """Erase every person and what they answered; they stay in backups made elsewhere."""
        query = "SELECT persons, responses FROM erase_persons(%s)"
        ((persons, responses),) = self._written(exercise, lambda: self._link.rows(query, (exercise,)))
        return Erased(persons, responses)

    def put(self, exercise: str, attendance: Attendance) -> None:
        """Take in a whole roll as it was kept elsewhere, inside a transaction. Raises `psycopg.Error`."""
        people = attendance.people
        columns = (
            [person.id for person in people],
            [person.token_hash for person in people],
            [person.name for person in people],
            [person.seat for person in people],
            [person.joined for person in people],
            [person.removed for person in people],
            [person.left for person in people],
        )
        if attendance.room:
            self._link.ask(_CLASS, (exercise, attendance.room))
        self._link.ask(_ENROL, (exercise, *columns))
        self._link.ask(_RESPOND, _columns(exercise, attendance.responses))

    def _keep(self, statement: LiteralString, exercise: str, text: str) -> None:
        self._written(exercise, lambda: self._link.rows(statement, (exercise, text)))

    def _kept(self, query: LiteralString, exercise: str) -> str:
        rows = self._link.rows(query, (exercise,)) if self._sees else []
        return str(rows[0][0]) if rows else ""

    def _written(self, exercise: str, act: Callable[[], T]) -> T:
        """Do something that may be done twice, once more if the connection was lost; then notify watchers."""
        self._check()
        with self._said(exercise), self._link.guard:
            try:
                result = act()
            except JournalError:
                if not self._link.is_lost:
                    raise
                self._link.reopen()
                result = act()
        self._tell(exercise)
        return result

    @contextmanager
    def _said(self, exercise: str) -> Iterator[None]:
        """Put the errors of the tables into our words."""
        try:
            yield
        except JournalError as error:
            if not isinstance(error.__cause__, psycopg.errors.ForeignKeyViolation):
                raise
            raise JournalError(tr(_NOT_THERE, name=self._link.name, exercise=exercise)) from error
        except (UnicodeEncodeError, psycopg.DataError) as error:
            raise JournalError(tr(_NO_TEXT, name=self._link.name, why=error)) from error


def _columns(exercise: str, responses: Sequence[Response]) -> tuple[object, ...]:
    last_responses = {
        (response.person, response.about): response for response in responses
    }.values()  # a statement may set a row only once
    return (
        exercise,
        [response.person for response in last_responses],
        [response.about for response in last_responses],
        [response.body for response in last_responses],
        [response.at for response in last_responses],
        [response.seat for response in last_responses],
    )
