"""The frame of a pane, whose names stand on its edges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from textual.containers import Vertical
from textual.geometry import Region
from textual.widget import Widget

from simulator.tui.kit.content import content


class Pane(Vertical):
    """A framed part of a screen: its name stands on the upper edge, a few words may stand on the lower one.

    Naming it paints that edge; the toolkit's own way paints the pane with all that is in it.
    """

    def __init__(self, *children: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(*children, id=id, classes="pane")
        self._said = ("", "")  # on the upper and on the lower edge
        self._edge: int | None = None  # the line of the pane that alone is painted, counted in its content

    def entitle(self, name: str, beneath: str = "") -> None:
        """What stands on the edges; what stands there already costs nothing."""
        before, self._said = self._said, (name, beneath)
        if before[0] != name:
            with self._painting_line(-self.gutter.top):
                self.border_title = content(f" {name} ")
        if before[1] != beneath:
            with self._painting_line(self.size.height + self.gutter.bottom - 1):
                self.border_subtitle = content(f" {beneath} " if beneath else "")

    @contextmanager
    def _painting_line(self, y: int) -> Iterator[None]:
        self._edge = y
        try:
            yield
        finally:
            self._edge = None

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint; while an edge is named, that line."""
        if self._edge is not None and not regions and self.size:
            regions = (Region(-self.gutter.left, self._edge, self.outer_size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
