"""Which row or mark of a block view is chosen. Pure: no painting."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.target import Aim


class Selection:
    """The rows or marks that can be chosen, in order, and the chosen one.

    With `rows` these are the blocks with a target, the first one chosen at the start; without, the marks with
    a target, none chosen before the first move.
    """

    def __init__(self, blocks: Sequence[Block] = (), *, rows: bool = False) -> None:
        self.stops: list[tuple[int, Mark | None]] = []
        self.targets: list[Aim] = []
        self.rows = rows
        self._take(blocks, 0)
        self.number = 0 if rows and self.stops else -1

    def _take(self, blocks: Sequence[Block], first_number: int) -> None:
        """The places of further blocks, of which the first one has this number."""
        for number, block in enumerate(blocks, first_number):
            marks = () if self.rows else sorted(block.marks, key=lambda mark: mark.start)
            places = [(block.target, None)] if self.rows else [(mark.target, mark) for mark in marks]
            for target, mark in places:
                if target is not None:
                    self.stops.append((number, mark))
                    self.targets.append(target)

    def grow(self, same: int, fresh: Sequence[Block]) -> None:
        """The first `same` blocks are as before, and the `fresh` ones follow them; the first is chosen."""
        kept = bisect_left(self.stops, same, key=itemgetter(0))
        del self.stops[kept:], self.targets[kept:]
        self._take(fresh, same)
        self.choose_number(0)

    @property
    def here(self) -> tuple[int, Mark | None] | None:
        """The chosen block number, and the mark in it if marks are chosen."""
        return self.stops[self.number] if self.number >= 0 else None

    @property
    def target(self) -> Aim:
        """The target of the chosen one; None if nothing is chosen."""
        return self.targets[self.number] if self.number >= 0 else None

    def move(self, step: int) -> bool:
        """Choose another, stopping at either end; whether the choice changed."""
        before = self.number
        start = len(self.stops) if before < 0 and step < 0 else before
        self.choose_number(start + step)
        return self.number != before

    def choose_number(self, number: int) -> None:
        """Choose by number, or the nearest existing one, if there is any."""
        self.number = max(0, min(len(self.stops) - 1, number)) if self.stops else -1

    def choose(self, target: Aim) -> bool:
        """Choose the first with this target; False if there is none."""
        if target not in self.targets:
            return False
        self.number = self.targets.index(target)
        return True

    def last_at(self, block: int) -> int:
        """Number of the last place at or before a block; 0 if all come later."""
        return max(
            (number for number, (stop_block, _) in enumerate(self.stops) if stop_block <= block), default=0
        )

    def under(self, block: int, place: int | None) -> int | None:
        """Number of the place that character `place` of a block belongs to."""
        for number, (stop_block, mark) in enumerate(self.stops):
            if stop_block == block and (
                mark is None or (place is not None and mark.start <= place < mark.end)
            ):
                return number
        return None
