"""Every exercise in progress on a journal: who acts on it where, and how far it has gone."""

from __future__ import annotations

from typing import NamedTuple

from simulator.doctrine import Phase
from simulator.exercise.history import History
from simulator.exercise.journal import Busy, Journal, JournalError


class Room(NamedTuple):
    """One exercise that somebody acts on just now. No `phases` where it cannot be read."""

    id: str
    title: str
    busy: Busy
    records: int
    elapsed: float
    phases: tuple[Phase, ...]


def rooms_of(journal: Journal) -> list[Room]:
    """In the order of their ids. Raises `JournalError`."""
    titles = {kept.id: kept.title for kept in journal.exercises()}
    held = sorted(journal.holders(), key=lambda busy: busy.exercise)
    return [_room(journal, busy, titles[busy.exercise]) for busy in held if busy.exercise in titles]


def _room(journal: Journal, busy: Busy, title: str) -> Room:
    try:
        records = journal.read(busy.exercise)
        phases = History(records).state().configuration.phases
    except (JournalError, ValueError, LookupError):
        # One that cannot be read must not hide the others; `journal check` says what is wrong with it.
        return Room(busy.exercise, title, busy, journal.count(busy.exercise), 0.0, ())
    where = tuple(phase for phase in Phase if phase in phases)
    return Room(busy.exercise, title, busy, len(records), records[-1].elapsed if records else 0.0, where)
