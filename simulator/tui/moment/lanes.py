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
        self._known: object = None
        self._kept: dict[tuple[object, int, int], Lane] = {}
        self._owner: dict[int, int] = {}

    def update(self, ticks: Callable[[State], Ticks], key: object, to_come: Callable[[], Ticks]) -> None:
        """Build the lanes that are new; `key` identifies the view for which `ticks` gives the ticks."""
        history = self.history
        known = (len(history.records), history.head, key)
        if known == self._known:
            return
        self._known, self._owner = known, {}
        branches = history.branches()
        shared = {record.seq for record in history.path()} if len(branches) > 1 else set()
        name = next((strand.label for strand in branches if strand.current), "")
        lanes = [Lane(name, ticks(history.state()), to_come=to_come())]
        for strand in branches:
            if not strand.current:
                own, parting = self._apart(strand.tip, shared)
                self._owner.update(dict.fromkeys(own, len(lanes)))
                lanes.append(self._lane(strand, set(own), parting, ticks, key))
        self.lanes = tuple(lanes)

    def owner(self, seq: int | None) -> int:
        """The number of the lane of a record; 0, the current one, also for shared records."""
        return self._owner.get(seq or 0, 0)

    def _apart(self, tip: int, shared: set[int]) -> tuple[list[int], int]:
        """The records that only this branch has, and the last one that it shares."""
        own, at = [], tip
        while at and at not in shared:
            own.append(at)
            at = self.history.records[at].parent or 0
        return own, at

    def _lane(
        self, strand: Branch, own: set[int], parting: int, ticks: Callable[[State], Ticks], key: object
    ) -> Lane:
        lane = self._kept.get((key, strand.tip, parting))
        if lane is None or strand.empty:
            state = self.history.state(strand.tip)
            every = ticks(state)
            alone = tuple(tick for tick in every if tick.seq in own)
            name = tr("{branch}・旧", branch=strand.label) if strand.undone else strand.label
            lane = Lane(name, alone, len(every) - len(alone))
            self._kept[key, strand.tip, parting] = lane
        return lane
