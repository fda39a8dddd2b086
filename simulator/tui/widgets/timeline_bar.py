"""One line of time; a click on it is a wish to see that moment."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from simulator.tui.content import content
from simulator.tui.play.feed import Moment
from simulator.tui.play.timeline import Timeline, timeline


class TimelineBar(Widget, can_focus=False):
    """Shows moments of a play between its beginning and its last time."""

    ALLOW_SELECT = False

    @dataclass
    class Wanted(Message):
        """The moment of this record was clicked."""

        seq: int

    def __init__(self) -> None:
        super().__init__(id="timeline")
        self._given: tuple[list[Moment], float, float] = ([], 0.0, 0.0)
        self._drawn: Timeline | None = None

    def tell(self, moments: list[Moment], now: float, end: float) -> None:
        """What to show: the moments, the time now, and the time of the last step."""
        self._given = (moments, now, end)
        self.refresh()

    def render(self) -> Content:
        """The line at the present width."""
        self._drawn = timeline(*self._given, max(0, self.size.width - 2))
        return content(self._drawn.block.text, self._drawn.block.marks)

    def on_click(self, event: events.Click) -> None:
        """The moment nearest to the pointer, if one is near."""
        places = self._drawn.places if self._drawn else {}
        offset = event.get_content_offset(self)
        if not places or offset is None:
            return
        at = min(places, key=lambda place: abs(place - offset.x))
        if abs(at - offset.x) <= 2:
            self.post_message(self.Wanted(places[at]))
