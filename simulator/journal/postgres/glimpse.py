"""Read which exercise on a server was used last; nothing is written or held."""

from __future__ import annotations

import json
from typing import LiteralString

from simulator.exercise.journal import JournalError
from simulator.journal.postgres.link import Link
from simulator.settings.server import Server

_LAST: LiteralString = (
    "SELECT title, (SELECT body FROM record WHERE exercise = id ORDER BY seq DESC LIMIT 1) FROM exercise"
    " WHERE kind = 'exercise' AND NOT hidden"
    " AND (EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq > 1){more})"
    " ORDER BY used DESC, began DESC, id DESC LIMIT 1"
)
_SEES_CLASSES: LiteralString = "SELECT has_table_privilege('class', 'SELECT')"  # who only watches does not
_OR_A_CLASS: LiteralString = " OR id IN (SELECT exercise FROM class)"


def newest_there(server: Server) -> tuple[str, float] | None:
    """Its title and its seconds of exercise time; None if nothing can be read."""
    try:
        link = Link(server)
    except JournalError:
        return None  # the list of records opens it and reports what is wrong
    try:
        ((sees,),) = link.do(_SEES_CLASSES)
        rows = link.do(_LAST.format(more=_OR_A_CLASS if sees else ""))
        return (rows[0][0], float(json.loads(rows[0][1])["elapsed"])) if rows else None
    except (JournalError, ValueError, KeyError, TypeError):
        return None
    finally:
        link.close()
