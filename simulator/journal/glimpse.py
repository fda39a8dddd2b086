"""A look at the newest exercise of a journal, without opening it: nothing is written, mended or held."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import NamedTuple

from simulator.exercise.naming import shown_name
from simulator.journal.schema import APPLICATION_ID

_NEWEST = (
    "SELECT title, (SELECT body FROM record WHERE exercise = id ORDER BY seq DESC LIMIT 1)"
    " FROM exercise WHERE EXISTS (SELECT 1 FROM record WHERE exercise = id AND seq > 1)"
    " ORDER BY began DESC, id DESC LIMIT 1"
)


class Glimpse(NamedTuple):
    """The newest exercise in which something was done: its name, and its seconds of exercise time."""

    title: str
    elapsed: float


def newest(path: Path) -> Glimpse | None:
    """What the list of records begins with; None where nothing can be read as it is."""
    if not path.is_file():
        return None
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            if db.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                return None
            title, body = db.execute(_NEWEST).fetchone() or ("", None)
        finally:
            db.close()
        return Glimpse(shown_name(title), float(json.loads(body)["elapsed"])) if body else None
    except (sqlite3.Error, ValueError, KeyError, TypeError):
        return None  # the list of records opens it in earnest, and says what is wrong
