"""The frame of a pane, with names on its edges."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from textual.containers import Vertical
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.widget import Widget

from simulator.tui.kit.content import content

FRAMES = 16  # painted frames that are kept


class Pane(Vertical):
    """A framed part of a screen: its name is on the upper edge, a few words may be on the lower one.

    Changing a name paints only that edge; the toolkit would paint the pane with its content.
    """

    # It does not scroll, so nothing moves with the size of its content; the toolkit would lay out all again.
    virtual_size = Reactive(Size(0, 0), layout=False)

    def __init__(self, *children: Widget, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(*children, id=id, classes="pane")
        self._edge_words = ("", "")  # the words on the upper and on the lower edge
        self._edge: int | None = None  # the only line of the pane to paint, counted in its content
        self._frames: dict[tuple[object, ...], list[Strip]] = {}  # as painted before

    def entitle(self, name: str, beneath: str = "") -> None:
        """Set the words on the edges; unchanged words cost nothing."""
        words_before, self._edge_words = self._edge_words, (name, beneath)
        if words_before[0] != name:
            with self._painting_line(-self.gutter.top):
                self.border_title = content(f" {name} ")
        if words_before[1] != beneath:
            with self._painting_line(self.size.height + self.gutter.bottom - 1):
                self.border_subtitle = content(f" {beneath} " if beneath else "")

    def render_lines(self, crop: Region) -> list[Strip]:
        """The frame; at a size and with words that it had before, the same strips, which know their bytes."""
        frame_key = (self.size, crop, self._edge_words)
        frame = self._frames.get(frame_key)
        if frame is None:
            if len(self._frames) >= FRAMES:
                self._frames.clear()
            frame = self._frames[frame_key] = super().render_lines(crop)
        return frame

    def notify_style_update(self) -> None:
        """Forget the frames, whose colours the theme or the focus has changed."""
        self._frames.clear()
        super().notify_style_update()

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
        """Paint the pane, or only an edge while its name is being set."""
        if self._edge is not None and not regions and self.size:
            regions = (Region(-self.gutter.left, self._edge, self.outer_size.width, 1),)
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
