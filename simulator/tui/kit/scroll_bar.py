"""Scroll bars like the toolkit's, but painted as strips instead of through its console."""

from __future__ import annotations

from functools import lru_cache

from rich.color import Color
from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.css.styles import RulesMap
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
        own = RichStyle.parse(self.style) if isinstance(self.style, str) else self.style
        bar = self.render_bar(
            size=(height or 1) if self.vertical else width,
            virtual_size=self.virtual_size,
            window_size=self.window_size,
            position=self.position,
            thickness=width if self.vertical else (height or 1),
            vertical=self.vertical,
            back_color=own.bgcolor or Color.parse("default"),
            bar_color=own.color or Color.parse("default"),
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


def use_painted_bars() -> None:
    """Paint every scroll bar this way, by the toolkit's own hook."""
    ScrollBar.renderer = PaintedBar
