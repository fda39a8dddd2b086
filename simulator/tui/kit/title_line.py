"""The title of an exercise: what it is on the left, how it stands on the right."""

from __future__ import annotations

from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import put_together
from simulator.tui.kit.painted_lines import PaintedLines


class TitleLine(PaintedLines):
    """One line; what it shows already costs nothing, for it is told every second."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._parts: tuple[str | tuple[str, str], ...] = ()

    def tell(self, *parts: str | tuple[str, str]) -> None:
        """What to show: plain words, or (words, look), side by side."""
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def said(self) -> Block:
        """The line."""
        return Block(*put_together(*self._parts))
