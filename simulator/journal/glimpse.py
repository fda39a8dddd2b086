"""Read which exercise of a journal was used last, without opening it: nothing is written, mended or held."""

from __future__ import annotations

import json
import sqlite3
from typing import Any, NamedTuple

from simulator.exercise.naming import shown_name
from simulator.journal.schema import APPLICATION_ID, HIDDEN
from simulator.settings.server import Server, Where

_TOUCHED = (
    "SELECT title, (SELECT body FROM record WHERE exercise = id ORDER BY seq DESC LIMIT 1), id"
    " FROM exercise WHERE (EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq > 1){more})"
)
_OR_A_CLASS = " OR id IN (SELECT exercise FROM class)"  # a table that is made when the first class is opened
_IN_SIGHT = " AND NOT EXISTS (SELECT 1 FROM journal WHERE name = ? || id)"
_LAST = _TOUCHED + _IN_SIGHT + " ORDER BY used DESC, began DESC, id DESC LIMIT 1"
# These columns are missing in a journal of an older version.
_NEWEST = _TOUCHED + " ORDER BY began DESC, id DESC LIMIT 1"
_ONE = "SELECT body FROM record WHERE exercise = ? AND seq = ?"


class Glimpse(NamedTuple):
    """The exercise last used in which something was done or a class opened: its name and where it stands.

    `elapsed` is in seconds of exercise time; of a journal on a server `phases`, their ids, are not read.
    """

    title: str
    elapsed: float
    phases: tuple[str, ...] = ()


def newest(where: Where) -> Glimpse | None:
    """The exercise that `resume` would choose; None if nothing can be read without mending."""
    if isinstance(where, Server):
        from simulator.journal.postgres.glimpse import newest_there  # noqa: PLC0415  only for such a journal

        newest_exercise = newest_there(where)
        return Glimpse(shown_name(newest_exercise[0]), newest_exercise[1]) if newest_exercise else None
    if not where.is_file():
        return None
    try:
        db = sqlite3.connect(f"{where.absolute().as_uri()}?mode=ro", uri=True)
        try:
            if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                return None
            columns = {row[1] for row in db.execute("PRAGMA table_info(exercise)")}
            had_classes = db.execute("PRAGMA table_info(class)").fetchone()
            or_a_class = _OR_A_CLASS if had_classes else ""
            cursor = (
                db.execute(_LAST.format(more=or_a_class), (HIDDEN,))
                if "used" in columns
                else db.execute(_NEWEST.format(more=or_a_class))
            )
            title, body, name = cursor.fetchone() or ("", None, "")
            record = json.loads(body) if body else None
            phases = _phases(db, name, record) if record else ()
        finally:
            db.close()
        return Glimpse(shown_name(title), float(record["elapsed"]), phases) if record else None
    except (sqlite3.Error, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None  # the list of records opens it and reports what is wrong


def _phases(db: sqlite3.Connection, exercise: str, record: dict[str, Any]) -> tuple[str, ...]:
    """The phases after the newest record, as the nearest move before it on its branch left them.

    Raises `ValueError` for a record that follows none before it: a damaged file must not be read for ever.
    """
    while True:
        event = record["event"]
        fired = [event["firing"]] if event["kind"] == "moved" else event.get("fired")
        if fired:
            return tuple(fired[-1]["after"])
        if event["kind"] == "started":
            return tuple(event["phases"])
        previous = event["to"] if event["kind"] == "head" else record["parent"]
        if previous >= record["seq"]:
            raise ValueError(previous)
        (body,) = db.execute(_ONE, (exercise, previous)).fetchone()
        record = json.loads(body)
