"""Fit what is told onto a wall: the newest thing is kept whole, and the inject below it is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from simulator.tui.kit.block_lines import Block, lay_out

_ENOUGH = 4  # lines of the inject to keep: sender, receivers and beginning


@dataclass(frozen=True, slots=True)
class Wall:
    """The wall: the `newest` thing, and below it the inject `before` it, if that is another.

    Over a question of self-study, what is below it is the newest thing told.
    """

    newest: tuple[Block, ...]
    before: tuple[Block, ...] = ()

    @property
    def close(self) -> Wall:
        """The same without blank lines in the inject before."""
        return Wall(self.newest, _close(self.before))

    @property
    def closest(self) -> Wall:
        """The same with only the blank line between the two."""
        return Wall(_close(self.newest), _close(self.before))


def fitted(wall_of: Callable[[bool], Wall], width: int, height: int) -> Wall:
    """The roomiest wall that fits into a size in cells, or else the one that shows most of the inject.

    `wall_of` gives the wall with the quotes of revealed clauses, or, if `brief`, without. If even that does
    not fit, the newest thing gets the room that it needs, and the inject the rest.
    """
    whole = wall_of(False)
    for wall in (whole, whole.close, whole.closest):
        if height_of(wall.newest, width) + height_of(wall.before, width) <= height:
            return wall
    left = height - height_of(whole.closest.newest, width)
    return whole.closest if left > _ENOUGH else wall_of(True).closest


def height_of(blocks: Sequence[Block], width: int) -> int:
    """How many lines blocks need."""
    return len(lay_out(blocks, width, rows=False))


def _close(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Keep a blank line above the first row only, between the two things."""
    return tuple(replace(block, gap=min(block.gap, int(at == 0))) for at, block in enumerate(blocks))
