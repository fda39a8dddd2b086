"""Scroll bars like the toolkit's, but painted as strips instead of through its console."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual


class PaintedBar(ScrollBarRender, Visual):
    """The toolkit's bar as strips. Equal lines share one, because a bar moves with every step of a list."""

    def render_strips(
        self,
        width: int,
        height: int | None,
        style: Style,  # noqa: ARG002 - the bar has its own
        options: RenderOptions,  # noqa: ARG002 - nothing can be selected in it
    ) -> list[Strip]:
        """Lines of the bar, `width` cells wide; a horizontal one is the same line `height` times."""
        bar_style = RichStyle.parse(self.style) if isinstance(self.style, str) else self.style
        bar = self.render_bar(
            size=(height or 1) if self.vertical else width,
            virtual_size=self.virtual_size,
            window_size=self.window_size,
            position=self.position,
            thickness=width if self.vertical else (height or 1),
            vertical=self.vertical,
            back_color=bar_style.bgcolor or Color.parse("default"),
            bar_color=bar_style.color or Color.parse("default"),
        )
        if not self.vertical:
            return [Strip(bar.segments[:width], width)] * (height or 1)
        return [_cell(segment, width) for segment in bar.segments]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        """The thickness of the bar."""
        return self.thickness if self.vertical else container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        """The thickness of the bar; a vertical bar fills the height it is given."""
        return 1 if self.vertical else self.thickness


@lru_cache(maxsize=64)
def _cell(segment: Segment, width: int) -> Strip:
    return Strip([segment], width)


def set_position(bar: ScrollBar, *, position: float, lines: int, window: int) -> None:
    """Set which of the lines are in sight, and repaint only the cells of the bar that change."""
    cells_before = _drawn_cells(bar)
    bar.set_reactive(ScrollBar.position, bar.validate_position(position))
    bar.set_reactive(ScrollBar.window_virtual_size, lines)
    bar.set_reactive(ScrollBar.window_size, window)
    cells_after = _drawn_cells(bar)
    pairs = zip(cells_before, cells_after, strict=True)
    if changed := [y for y, (before, after) in enumerate(pairs) if before != after]:
        bar.refresh(*(Region(0, y, bar.size.width, 1) for y in changed))


def _drawn_cells(bar: ScrollBar) -> list[Segment]:
    """The cells of a vertical bar, in any colours, cut to its height, since the toolkit may give more."""
    height = bar.size.height
    drawn = PaintedBar.render_bar(
        size=height,
        virtual_size=bar.window_virtual_size,
        window_size=bar.window_size if bar.window_size < bar.window_virtual_size else 0,
        position=bar.position,
    )
    return list(drawn.segments)[:height]


def use_painted_bars() -> None:
    """Have the toolkit paint every scroll bar with `PaintedBar`."""
    ScrollBar.renderer = PaintedBar
