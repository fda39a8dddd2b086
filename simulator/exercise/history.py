"""The tree of records: head, undo, redo, and the state at any of them. Pure; it writes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.exercise.events import ASIDE, HeadSet, Record
from simulator.exercise.state import State, fold

_KEEP_EVERY = 64  # a state is kept at every so many records, so that a jump folds few


class History:
    """All records of one exercise. `head` is where acting continues, `tip` where redoing leads."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Take up the records in the order of their `seq`."""
        self.records: dict[int, Record] = {}
        self.head = 0
        self.tip = 0
        self._depth: dict[int, int] = {0: 0}
        self._kept: dict[int, State] = {0: State()}
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take up one more record, and move the head as it says."""
        self.records[record.seq] = record
        if isinstance(record.event, HeadSet):
            self.head, self.tip = record.event.to, record.event.tip
        elif not isinstance(record.event, ASIDE):
            depth = self._depth[record.parent or 0] + 1
            self._depth[record.seq] = depth
            if depth % _KEEP_EVERY == 0:
                self._kept[record.seq] = self.state(record.seq)
            self.head = self.tip = record.seq

    @property
    def next_seq(self) -> int:
        """The number that the next record will have."""
        return len(self.records) + 1

    def path(self, seq: int | None = None) -> list[Record]:
        """The records that lead to `seq` (to the head by default), first one first."""
        found: list[Record] = []
        at = self.head if seq is None else seq
        while at:
            record = self.records[at]
            found.append(record)
            at = record.parent or 0
        found.reverse()
        return found

    def state(self, seq: int | None = None) -> State:
        """The state at a record (at the head by default)."""
        at = self.head if seq is None else seq
        tail: list[Record] = []
        while at not in self._kept:
            tail.append(self.records[at])
            at = self.records[at].parent or 0
        state = self._kept[at]
        for record in reversed(tail):
            state = fold(state, record)
        return state

    @property
    def undo_to(self) -> int | None:
        """Where undoing leads, or None at the beginning (the start itself is not undone)."""
        parent = self.records[self.head].parent if self.head else None
        return parent or None

    @property
    def redo_to(self) -> int | None:
        """Where redoing leads: the next record on the way to the tip."""
        at = self.tip
        while at and at != self.head:
            parent = self.records[at].parent or 0
            if parent == self.head:
                return at
            at = parent
        return None

    def back(self, seq: int) -> int | None:
        """The record before `seq` on its branch, for looking back without undoing."""
        return self.records[seq].parent or None

    def forward(self, seq: int) -> int | None:
        """The record after `seq` on the way to the head, or None at the head."""
        at = self.head
        while at and at != seq:
            parent = self.records[at].parent or 0
            if parent == seq:
                return at
            at = parent
        return None
