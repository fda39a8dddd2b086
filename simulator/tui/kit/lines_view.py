"""Blocks as lines in a scrolling view: layout, painting, and keeping the place when the width changes.

Lines are laid out by `typography.wrap`, because the toolkit lets lines begin with 、; only lines in sight are
painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple, Self

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from simulator.tui.kit import scroll_bar
from simulator.tui.kit.block_lines import Block, BlockLine, Painter, lay_out
from simulator.tui.kit.selection import Selection
from simulator.tui.kit.target import Aim

REMEMBERED = 32  # layouts that are kept
STRIPS = 1_000  # painted lines that are kept


class LaidOut(NamedTuple):
    """A kept layout: rows as given and as shown, with their lines at a width; it keeps the objects alive."""

    given: tuple[Block, ...]
    blocks: Sequence[Block]
    width: int
    lines: list[BlockLine]
    strips: dict[tuple[object, ...], Strip]


class LinesView(ScrollView):
    """The lines of some blocks, with one row or mark chosen among them. It has no keys of its own.

    With `rows` the blocks with a target are the choice, else the marks with one. `measure` limits the line
    to so many cells; 0 does not.
    """

    ALLOW_SELECT = False
    SHOWS_AWAY = True  # whether the chosen row is marked while the focus is elsewhere

    def __init__(
        self,
        blocks: Iterable[Block] = (),
        *,
        rows: bool = False,
        measure: int = 0,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Start with these blocks, the first row chosen."""
        super().__init__(id=id, classes=classes)
        self.rows = rows
        self.measure = measure
        self._painter = Painter(self, rows=rows)
        self._width = 0
        self._lines: list[BlockLine] = []
        self._sought: tuple[int, int] | None = None  # a character to bring into sight after layout
        self._seeks_choice = False  # whether to bring the choice into sight after layout
        self._height = 0  # size of the view at the last layout
        self._anchor = ((0, 0), 0)  # the first place in sight at the last change of width, and its line then
        self._blocks: Sequence[Block] = ()
        self._choice = Selection()
        self._laid_out: dict[int, LaidOut] = {}
        self._strips: dict[tuple[object, ...], Strip] = {}
        self._painted: dict[int, Strip] = {}  # the strips on the screen, by line of the view
        self._holding = False
        self._take(blocks)

    def _take(self, blocks: Iterable[Block]) -> None:
        self._blocks = tuple(block.harmless() for block in blocks)
        self._choice = Selection(self._blocks, rows=self.rows)

    @property
    def blocks(self) -> Sequence[Block]:
        """What is shown."""
        return self._blocks

    @property
    def target(self) -> Aim:
        """The target of the chosen row or mark; None if there is none."""
        return self._choice.target

    @property
    def targets(self) -> Sequence[Aim]:
        """Every target, in order."""
        return self._choice.targets

    def show(self, blocks: Iterable[Block], *, choose: Aim = None, keep: bool = False) -> None:
        """Replace what is shown; `choose` the row with this target, or `keep` place and choice by number."""
        with self.in_one_paint():
            self._show(blocks, choose, keep=keep)
        if self.styles.is_auto_height:
            self.refresh(layout=True)
        self.refresh_bindings()

    def _show(self, blocks: Iterable[Block], choose: Aim, *, keep: bool) -> None:
        number, top = self._choice.number, self.scroll_offset.y
        laid_out = self._laid_out.get(id(blocks))
        if laid_out and laid_out.given is blocks and laid_out.width == self._room():
            self._blocks, self._lines = laid_out.blocks, laid_out.lines
            self._strips = laid_out.strips
            self._choice = Selection(self._blocks, rows=self.rows)
            self._width = laid_out.width
            self.measure_lines()
        else:
            self._take(blocks)
            self._width, self._lines = 0, []
            self._layout(self._room())
            if isinstance(blocks, tuple):
                self._remember(blocks)
        if keep and number >= 0:
            self._choice.choose_number(number)
        self._sought, self._seeks_choice = None, False
        self.scroll_to(y=top if keep else 0, animate=False)
        if choose is not None:
            self.choose(choose)

    def _remember(self, blocks: tuple[Block, ...]) -> None:
        """Keep the layout of rows that may be shown again, which is safe for tuples."""
        if len(self._laid_out) >= REMEMBERED:
            self._laid_out.clear()
        self._laid_out[id(blocks)] = LaidOut(blocks, self._blocks, self._width, self._lines, self._strips)

    def choose(self, target: Aim) -> bool:
        """Move the choice to the row or mark with this target, without a message; False if there is none."""
        with self.in_one_paint():
            is_there = self._choice.choose(target)
            if is_there:
                self._reveal()
        return is_there

    def _room(self) -> int:
        return self.scrollable_content_region.width

    def _layout(self, width: int) -> None:
        if width < 2 or width == self._width:
            return
        self._width = width
        room = min(width, self.measure) if self.measure else width
        self._lines = lay_out(self._blocks, room, rows=self.rows)
        self._strips = {}
        self.measure_lines()

    def measure_lines(self) -> None:
        """Set the size of the scrolled content; the toolkit would lay out the whole screen for that."""
        size = Size(self._width, len(self._lines))
        if size != self.virtual_size:
            self.set_reactive(LinesView.virtual_size, size)
            self._fit_scroll_bar()
        self.refresh()

    def _fit_scroll_bar(self) -> None:
        """Show the scroll bar if the content does not fit, and keep the position valid.

        A bar once shown stays, because each appearance lays out the whole screen again.
        """
        if not self.is_scrollable or not self.container_size:
            return
        height, stays = len(self._lines), self.styles.overflow_y == "scroll"
        shows = stays or height > self.container_size.height
        if shows or self.show_vertical_scrollbar:
            bar = self.vertical_scrollbar
            if shows != self.show_vertical_scrollbar:
                self.show_vertical_scrollbar = bar.display = shows
            scroll_bar.set_position(
                bar, position=self.scroll_y, lines=height, window=self.container_size.height
            )
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the bar with the lines. The toolkit would paint all of it at each step."""
        bar = self.vertical_scrollbar if self.show_vertical_scrollbar else None
        if bar:
            lines, window = bar.window_virtual_size, bar.window_size
            scroll_bar.set_position(bar, position=new_value, lines=lines, window=window)
        if round(old_value) != round(new_value):
            self.refresh(self.size.region)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """As many lines as the blocks need, for `height: auto`."""
        self._layout(width)
        return len(self._lines)

    def on_resize(self, _event: events.Resize) -> None:
        """Lay out again for the new width, keeping the first character in sight where it is."""
        place = self._first_in_sight()
        width_before = self._width
        follow = self._seeks_choice or self._choice_in_sight()
        self._layout(self._room())
        if width_before and width_before != self._width:
            top = self._line_of(*place)
            self.scroll_to(y=top, animate=False)
            self._anchor = (place, self._within(top))
        if self._sought:
            self.reveal(*self._sought)
        elif self.rows and follow:  # otherwise the person has scrolled away from it
            self._reveal()
        self._height = self.size.height

    def _choice_in_sight(self) -> bool:
        """Whether the choice was in sight, even in part, before the size changed."""
        top = self.scroll_offset.y
        here = self._choice.here
        return here is not None and any(
            line.block == here[0] for line in self._lines[top : top + self._height]
        )

    def _first_in_sight(self) -> tuple[int, int]:
        """Block and character at the top; as before the last resize, if nobody has scrolled since."""
        place, line_then = self._anchor
        y = self.scroll_offset.y
        if self._width and y == self._within(line_then) and y < len(self._lines) and place != (0, 0):
            return place
        return (self._lines[y].block, self._lines[y].start) if y < len(self._lines) else (0, 0)

    def _within(self, y: int) -> int:
        return max(0, min(y, len(self._lines) - self.size.height))

    def _line_of(self, block: int, start: int) -> int:
        """The line that shows a character."""
        places = ((n, line) for n, line in enumerate(self._lines) if line.block == block)
        return max((n for n, line in places if line.start <= start), default=0)

    def reveal(self, block: int, start: int) -> None:
        """Bring a character of a block into sight, a little below the top, or do so after layout."""
        self._sought = None if self._lines else (block, start)
        y = self._line_of(block, start)
        if not self.scroll_offset.y <= y < self.scroll_offset.y + self.size.height - 2:
            self.scroll_to(y=max(0, y - 2), animate=False)

    def notify_style_update(self) -> None:
        """Forget colours that the theme or the focus has changed, and paint the lines that use them.

        The toolkit asks for a refresh before it calls this, when the lines seem unchanged.
        """
        self._painter.forget()
        self._strips.clear()
        for layout in self._laid_out.values():
            layout.strips.clear()
        if any(self.gutter):  # the widget's frame has these colours too, and is not one of our lines
            self._painted.clear()
        super().notify_style_update()
        self.refresh()

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint only the lines that differ from those on the screen; the toolkit would paint them all."""
        if self._holding and not layout and not recompose:
            return self
        everything = not regions or regions == (self.size.region,)
        if not everything or not repaint or layout or recompose or len(self._painted) < self.size.height:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        (width, height), room, top = self.size, self._room(), self.scroll_offset.y
        changed = [
            Region(0, y, width, 1)
            for y in range(height)
            if self._painted.get(y) != self._strip(y + top, room)
        ]
        return super().refresh(*changed) if changed else self

    @contextmanager
    def in_one_paint(self) -> Iterator[None]:
        """Repaint only once, at the end, instead of after each step."""
        was_holding, self._holding = self._holding, True
        try:
            yield
        finally:
            self._holding = was_holding
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines within `crop`, in the colours that the terminal has.

        The toolkit puts each line anew into the frame of its widget, also where there is none. Without that,
        a line that has only moved is the same strip as before, which knows its colours, cuts and bytes.
        """
        width = self.size.width
        if self.styles.gutter or crop.column_span != (0, width):
            return super().render_lines(crop)
        background = self.background_colors[1]
        plain = Style(background=background).rich_style
        filters, room, top = self.get_line_filters(), self._room(), self.scroll_offset.y
        strips: list[Strip] = []
        for y in crop.line_range:
            strip = self._painted[y] = self._strip(y + top, room)
            strip = strip.adjust_cell_length(width, plain)
            for line_filter in filters:
                strip = strip.apply_filter(line_filter, background)
            strips.append(strip)
        return strips

    def render_line(self, y: int) -> Strip:
        """One painted line; beyond the end a blank one."""
        strip = self._painted[y] = self._strip(y + self.scroll_offset.y, self._room())
        return strip

    def _strip(self, line_number: int, width: int) -> Strip:
        if line_number >= len(self._lines):
            return self._painter.blank(width)
        line = self._lines[line_number]
        choice = self._choice.here
        shows = self.has_focus or self.SHOWS_AWAY
        choice_in_line = choice if shows and choice and choice[0] == line.block else None
        # The same object, because the toolkit caches what it computes of a strip.
        key = (line_number, choice_in_line, choice_in_line is not None and self.has_focus, width)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= STRIPS:
                self._strips.clear()
            strip = self._painter.paint(self._blocks[line.block], line, width, choice_in_line)
            self._strips[key] = strip
        return strip

    def _reveal(self) -> None:
        here = self._choice.here
        self._seeks_choice = not self._lines or not self.size.height
        if here is None or self._seeks_choice:
            return
        block_number, mark = here
        chosen_lines = [
            y
            for y, line in enumerate(self._lines)
            if line.block == block_number
            and (mark is None or (line.start < mark.end and line.end > mark.start))
        ]
        if chosen_lines:
            top = self._heading_above(chosen_lines[0]) if self.rows else chosen_lines[0]
            with self.in_one_paint():
                self.scroll_to_region(
                    Region(0, top, 1, chosen_lines[-1] - top + 1), animate=False, force=True
                )
        else:
            self.refresh()

    def _heading_above(self, y: int) -> int:
        """The first line to bring into sight for a row, including a few lines of text above it."""
        if self._choice.number == 0 and y < self.size.height:
            return 0
        top = y
        while top > max(0, y - 3) and self._blocks[self._lines[top - 1].block].target is None:
            top -= 1
        return top
