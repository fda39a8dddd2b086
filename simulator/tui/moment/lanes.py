"""The branches of an exercise as lanes: the current one in full, others from where they leave it."""

from __future__ import annotations

from collections.abc import Callable

from simulator.exercise import Branch, History, State
from simulator.language import tr
from simulator.tui.moment.timeline import Lane, Tick

Ticks = tuple[Tick, ...]


class Lanes:
    """The lanes of one history. The records of a branch do not change, so each lane is built once."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.lanes: tuple[Lane, ...] = ()
        self._drawn_from: object = None  # what the present lanes were built from
        self._kept: dict[tuple[object, str, int, int], Lane] = {}
        self._owner: dict[int, int] = {}

    def update(self, ticks: Callable[[State], Ticks], key: object, to_come: Callable[[], Ticks]) -> None:
        """Build the lanes that are new; `key` identifies the view for which `ticks` gives the ticks."""
        history = self.history
        drawn_from = (len(history.records), history.head, key)
        if drawn_from == self._drawn_from:
            return
        self._drawn_from, self._owner = drawn_from, {}
        branches = history.branches()
        shared = {record.seq for record in history.path()} if len(branches) > 1 else set()
        name = next((branch.label for branch in branches if branch.current), "")
        lanes = [Lane(name, ticks(history.state()), to_come=to_come())]
        for branch in branches:
            if not branch.current:
                own_records, parting = self._own_records(branch.tip, shared)
                self._owner.update(dict.fromkeys(own_records, len(lanes)))
                lanes.append(self._lane(branch, set(own_records), parting, ticks, key))
        self.lanes = tuple(lanes)

    def owner(self, seq: int | None) -> int:
        """The number of the lane of a record; 0, the current one, also for shared records."""
        return self._owner.get(seq or 0, 0)

    def _own_records(self, tip: int, shared: set[int]) -> tuple[list[int], int]:
        """The records that only this branch has, and the last one that it shares."""
        own_records, seq = [], tip
        while seq and seq not in shared:
            own_records.append(seq)
            seq = self.history.records[seq].parent or 0
        return own_records, seq

    def _lane(
        self,
        branch: Branch,
        own_records: set[int],
        parting: int,
        ticks: Callable[[State], Ticks],
        key: object,
    ) -> Lane:
        name = tr("{branch}・旧", branch=branch.label) if branch.undone else branch.label
        lane_key = (key, name, branch.tip, parting)  # a later branch may change the number in a name
        lane = self._kept.get(lane_key)
        if lane is None or branch.empty:
            branch_ticks = ticks(self.history.state(branch.tip))
            own_ticks = tuple(tick for tick in branch_ticks if tick.seq in own_records)
            lane = Lane(name, own_ticks, len(branch_ticks) - len(own_ticks))
            self._kept[lane_key] = lane
        return lane
