"""The line of time, with its branches where there is room; a click is a wish to see that moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from simulator.language import tr
from simulator.tui.content import Mark, content
from simulator.tui.timeline import LANES, Drawn, Lane, Placing, Span, draw

ROOM = (120, 36)  # from this size on, branches have lanes


class TimelineBar(Widget, can_focus=False):
    """Shows moments between the beginning and the last time; the wheel brings further lanes into sight."""

    ALLOW_SELECT = False

    @dataclass
    class Wanted(Message):
        """The moment of this record was clicked."""

        seq: int

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self._lanes: tuple[Lane, ...] = ()
        self._span = Span(0.0, 0.0)
        self._first = 0
        self._drawn: tuple[Drawn, ...] = ()
        self._placings: dict[int, Placing] = {}

    def tell(self, lanes: Sequence[Lane], span: Span) -> None:
        """What to show: the lanes, the current one first, and the time shown."""
        if tuple(lanes) == self._lanes and span == self._span and self._height() == self.size.height:
            return
        self._lanes, self._span = tuple(lanes), span
        self._first = min(self._first, self.hidden)
        self.styles.height = self._height()
        self.refresh()

    @property
    def hidden(self) -> int:
        """How many lanes there are beyond those that find room."""
        return max(0, len(self._lanes) - LANES) if self._roomy() else 0

    def _height(self) -> int:
        return max(1, min(LANES, len(self._lanes))) if self._roomy() else 1

    def _roomy(self) -> bool:
        width, height = self.app.size
        return width >= ROOM[0] and height >= ROOM[1]

    def scroll_lanes(self, step: int) -> None:
        """Bring other lanes into sight, coming round at the end."""
        self._first = (self._first + step) % (self.hidden + 1)
        self.refresh()

    def render(self) -> Content:
        """The lines at the present size."""
        if not self._lanes:
            return content("")
        # In one line only the lane of the moment shown.
        width, lone = max(0, self.size.width - 2), self._height() == 1
        lanes, span = self._lanes, self._span
        if lone:
            lanes, span = (lanes[span.lane],), Span(span.now, span.end)
        self._drawn = draw(lanes, span, width, self._first, self._placings)
        text, marks = "", []
        for number, drawn in enumerate(self._drawn):
            text += "\n" if number else ""
            marks += [
                Mark(mark.start + len(text), mark.end + len(text), mark.look) for mark in drawn.block.marks
            ]
            text += drawn.block.text
        if self.hidden:
            text += "  " + tr("ほか{count}本（l）", count=self.hidden)
        return content(text, marks, "quiet")

    def on_click(self, event: events.Click) -> None:
        """The moment nearest to the pointer, if one is near."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y >= len(self._drawn):
            return
        places = self._drawn[offset.y].places
        at = min(places, key=lambda place: abs(place - offset.x), default=-9)
        if abs(at - offset.x) <= 2:
            self.post_message(self.Wanted(places[at]))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Lanes further down."""
        if self._first < self.hidden:
            event.stop()
            self.scroll_lanes(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Lanes further up."""
        if self._first:
            event.stop()
            self.scroll_lanes(-1)
