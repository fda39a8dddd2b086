"""The tree of records: head, undo, redo, and the state at any of them. Pure; it writes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from simulator.exercise.events import ASIDE, Forked, HeadSet, Record
from simulator.exercise.naming import MAIN, branch_name, shown_name
from simulator.exercise.state import State, fold
from simulator.language import tr

_KEEP_EVERY = 64  # records between two states that are kept, so that a jump folds few


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of events by its last record. `id` is the record that began the branch, 0 for the first one.

    `undone`: left behind by undoing and acting anew. `empty`: nothing was done on it yet, and `tip` is where
    it begins. `twin` counts the earlier branches of the same name, to tell them apart.
    """

    id: int
    name: str
    tip: int
    undone: bool = False
    current: bool = False
    empty: bool = False
    twin: int = 0

    @property
    def label(self) -> str:
        """Its name as it is shown, no two alike in one exercise."""
        name = shown_name(self.name)
        return tr("{name}（{number}）", name=name, number=self.twin + 1) if self.twin else name


class History:
    """All records of one exercise. `head` is where acting continues, `tip` where redoing leads."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        """Take up the records in the order of their `seq`."""
        self.records: dict[int, Record] = {}
        self.head = 0
        self.tip = 0
        self.branch_of: dict[int, int] = {}
        self.names: dict[int, str] = {0: MAIN}
        self._branch = 0
        self._tips: dict[int, int] = {}  # for each branch, the record at which it was last left
        self._used: set[int] = set()  # branches on which something was done
        self._ends: dict[int, None] = {}  # records that no record follows, in order
        self._depth: dict[int, int] = {0: 0}
        self._kept: dict[int, State] = {0: State()}
        self._latest = (0, State())  # the state of the head, which is asked for most
        self._looked = (0, State())  # the state asked for last, which screens ask for many times
        for record in records:
            self.add(record)

    def add(self, record: Record) -> None:
        """Take up one more record, and move the head as it says."""
        seq, event = record.seq, record.event
        self.records[seq] = record
        if isinstance(event, ASIDE):
            self._set_aside(seq, event)
            return
        parent = record.parent or 0
        depth = self._depth[parent] + 1
        state = fold(self.state(parent), record)
        if depth % _KEEP_EVERY == 0:
            self._kept[seq] = state
        self._latest = (seq, state)
        self._depth[seq] = depth
        self._ends.pop(parent, None)
        self._ends[seq] = None
        self._used.add(self._branch)
        self.branch_of[seq] = self._branch
        self.head = self.tip = self._tips[self._branch] = seq

    def _set_aside(self, seq: int, event: object) -> None:
        """Take up an event that is not folded; it may move the head."""
        if isinstance(event, HeadSet):
            self.head, self.tip = event.to, event.tip
            if event.branch is not None:
                self._branch = event.branch
        elif isinstance(event, Forked):
            self.head = self.tip = self._tips[seq] = event.at
            self._branch = seq
            self.names[seq] = event.name

    def path(self, seq: int | None = None) -> list[Record]:
        """The records that lead to `seq` (to the head by default), first one first."""
        records: list[Record] = []
        number = self.head if seq is None else seq
        while number:
            record = self.records[number]
            records.append(record)
            number = record.parent or 0
        records.reverse()
        return records

    def state(self, seq: int | None = None) -> State:
        """The state at a record (at the head by default)."""
        number = self.head if seq is None else seq
        for seq_kept, state in (self._latest, self._looked):
            if number == seq_kept:
                return state
        requested = number
        tail: list[Record] = []
        while number not in self._kept:
            tail.append(self.records[number])
            number = self.records[number].parent or 0
        state = self._kept[number]
        for record in reversed(tail):
            state = fold(state, record)
        self._looked = (requested, state)
        return state

    def branches(self) -> tuple[Branch, ...]:
        """Every branch in the order in which they began, then the lines that were left by undoing."""
        lines = [
            Branch(name, self.names[name], tip, current=name == self._branch, empty=name not in self._used)
            for name, tip in self._tips.items()
        ]
        tips = set(self._tips.values())
        left_by_undo = [seq for seq in self._ends if seq not in tips]
        lines += [
            Branch(b, self.names[b], seq, undone=True) for seq in left_by_undo for b in [self.branch_of[seq]]
        ]
        name_counts: Counter[str] = Counter()
        for number, branch in enumerate(lines):
            lines[number] = replace(branch, twin=name_counts[branch.name])
            name_counts[branch.name] += 1
        return tuple(lines)

    @property
    def next_name(self) -> str:
        """The name that a new branch is recorded under if nobody names it."""
        return branch_name(sum(isinstance(record.event, Forked) for record in self.records.values()) + 1)

    @property
    def undo_to(self) -> int | None:
        """Where undoing leads, or None at the beginning (the start itself is not undone)."""
        parent = self.records[self.head].parent if self.head else None
        return parent or None

    @property
    def redo_to(self) -> int | None:
        """Where redoing leads: the next record on the way to the tip."""
        number = self.tip
        while number and number != self.head:
            parent = self.records[number].parent or 0
            if parent == self.head:
                return number
            number = parent
        return None

    def back(self, seq: int) -> int | None:
        """The record before `seq` on its branch, for looking back without undoing."""
        return self.records[seq].parent or None

    def forward(self, seq: int) -> int | None:
        """The record after `seq` on the way to the head, or on another branch on the way to its end.

        None at the head, and at the end of another branch.
        """
        if seq == self.head:
            return None
        looked: set[int] = set()  # many ends share most of their way
        for end in (self.head, *self._ends):
            number = end
            while number > seq and number not in looked:
                looked.add(number)
                parent = self.records[number].parent or 0
                if parent == seq:
                    return number
                number = parent
        return None
