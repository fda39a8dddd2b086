"""Every exercise in progress on a journal: who acts on it where, and how far it has gone."""

from __future__ import annotations

from typing import NamedTuple

from simulator.doctrine import Phase
from simulator.exercise.history import History
from simulator.exercise.journal import Busy, Journal, JournalError


class Room(NamedTuple):
    """One exercise that somebody acts on now. Without `phases` if it cannot be read."""

    id: str
    title: str
    busy: Busy
    records: int
    elapsed: float
    phases: tuple[Phase, ...]


class Rooms:
    """Looks repeatedly; reads only what is new of each exercise."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._histories: dict[str, History] = {}

    def signs(self) -> tuple[object, ...]:
        """Values that differ once something was kept, or somebody came, went or fell silent.

        Raises `JournalError`.
        """
        held = ((busy.exercise, busy.host, busy.pid, busy.silent) for busy in self._journal.holders())
        return self._journal.changes(), *held

    def look(self) -> list[Room]:
        """What is in progress, in the order of the ids. Raises `JournalError`."""
        titles = {kept.id: kept.title for kept in self._journal.exercises()}
        holders = sorted(self._journal.holders(), key=lambda busy: busy.exercise)
        rooms = [self._room(busy, titles[busy.exercise]) for busy in holders if busy.exercise in titles]
        self._histories = {room.id: self._histories[room.id] for room in rooms if room.id in self._histories}
        return rooms

    def _room(self, busy: Busy, title: str) -> Room:
        try:
            history = self._history(busy.exercise)
            phases = history.state().configuration.phases
        except (JournalError, ValueError, LookupError):
            # An exercise that cannot be read must not hide the others; `journal check` reports it.
            self._histories.pop(busy.exercise, None)
            return Room(busy.exercise, title, busy, self._journal.count(busy.exercise), 0.0, ())
        records = history.records
        where = tuple(phase for phase in Phase if phase in phases)
        elapsed = records[len(records)].elapsed if records else 0.0
        return Room(busy.exercise, title, busy, len(records), elapsed, where)

    def _history(self, exercise: str) -> History:
        """All records of an exercise up to now. Raises `JournalError`, `ValueError`, `LookupError`."""
        history = self._histories.get(exercise)
        if history is None:
            history = self._histories[exercise] = History(self._journal.read(exercise))
            return history
        for record in self._journal.read_after(exercise, len(history.records)):
            history.add(record)
        return history


def rooms_of(journal: Journal) -> list[Room]:
    """The exercises in progress, in the order of their ids. Raises `JournalError`."""
    return Rooms(journal).look()
