"""The title line of an exercise: its name on the left, its state on the right."""

from __future__ import annotations

from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import put_together
from simulator.tui.kit.painted_lines import PaintedLines


class TitleLine(PaintedLines):
    """One line; setting the same parts again costs nothing, because it is set every second."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._parts: tuple[str | tuple[str, str], ...] = ()

    def show_parts(self, *parts: str | tuple[str, str]) -> None:
        """Set the parts of the line: plain words, or (words, look)."""
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def block(self) -> Block:
        """The line as a block."""
        return Block(*put_together(*self._parts))
