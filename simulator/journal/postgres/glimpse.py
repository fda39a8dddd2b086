"""Read which exercise on a server was used last; nothing is written or held."""

from __future__ import annotations

import json

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.link import Link
from simulator.settings.server import Server

_LAST = (
    "SELECT title, (SELECT body FROM record WHERE exercise = id ORDER BY seq DESC LIMIT 1) FROM exercise"
    " WHERE kind = 'exercise' AND NOT hidden"
    " AND EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq > 1)"
    " ORDER BY used DESC, began DESC, id DESC LIMIT 1"
)


def newest_there(server: Server) -> tuple[str, float] | None:
    """Its title and its seconds of exercise time; None if nothing can be read."""
    try:
        link = Link(server)
    except JournalError:
        return None  # the list of records opens it and reports what is wrong
    try:
        rows = link.do(_LAST)
        return (rows[0][0], float(json.loads(rows[0][1])["elapsed"])) if rows else None
    except (JournalError, ValueError, KeyError, TypeError):
        return None
    finally:
        link.close()
