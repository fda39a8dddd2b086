"""A few lines of text at the edge of a screen, painted like the lines of a list."""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget

from simulator.tui.kit.block_lines import Block, BlockLine, Painter
from simulator.tui.kit.content import content


class PaintedLines(Widget, can_focus=False):
    """Shows the lines of one block unbroken; what does not fit is cut.

    The toolkit would format, wrap and measure them at each change, which takes a sixth of the time of a key.
    """

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._painter = Painter(self, rows=False)
        self._strips: list[Strip] | None = None  # the lines at the present width, until something changes
        # The lines last given to the screen, with the size and the part asked for, until something changes.
        self._strips_for_screen: tuple[tuple[Size, Region], list[Strip]] | None = None

    @abstractmethod
    def block(self) -> Block:
        """The block to show at the present size; an empty one for nothing."""

    def render(self) -> Content:
        """The same for the toolkit."""
        block = self.block()
        return content(block.text, block.marks, block.look)

    def render_line(self, y: int) -> Strip:
        """One painted line; beyond the end a blank one."""
        width = self.size.width
        if self._strips is None or (self._strips and self._strips[0].cell_length != width):
            block = self.block().harmless()
            self._strips, start = [], 0
            for words in block.text.split("\n"):
                line = BlockLine(0, start, start + len(words), 0)
                self._strips.append(self._painter.paint(block, line, width, None))
                start = line.end + 1
        return self._strips[y] if y < len(self._strips) else self._painter.blank(width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines for the screen, which asks for them whenever it paints anything on their lines."""
        request = (self.size, crop)
        if self._strips_for_screen is None or self._strips_for_screen[0] != request:
            self._strips_for_screen = (request, super().render_lines(crop))
        return self._strips_for_screen[1]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Get the block again before painting."""
        self._strips = self._strips_for_screen = None
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """Forget the colours that a theme has changed."""
        self._painter.forget()
        self._strips = self._strips_for_screen = None
        super().notify_style_update()
