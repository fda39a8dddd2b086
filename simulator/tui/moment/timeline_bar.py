"""The widget of the timeline, with branches if there is room. A click posts `Wanted`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from textual import events
from textual.message import Message

from simulator.language import tr
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import Mark
from simulator.tui.kit.painted_lines import PaintedLines
from simulator.tui.kit.remapped import cap_of
from simulator.tui.moment.commands import LANES as LANES_KEY
from simulator.tui.moment.timeline import (
    LANES,
    DayAndHour,
    Drawn,
    Lane,
    LineSpace,
    Placing,
    TimelineCursor,
    draw,
    hour_alone,
)
from simulator.typography import cells

ROOM = (120, 36)  # branches have lanes from this size on
NEAR = 2  # how many cells beside a moment a click still means it
FIRST = 1  # the first record of every exercise


class TimelineBar(PaintedLines):
    """Shows the moments from the beginning to the last one; the wheel brings further lanes into sight.

    If several moments share a cell, clicking it again goes through them. The command `branches` opens the
    branches that have no lane here. If there is room, the times have a line above.
    """

    @dataclass
    class Wanted(Message):
        """The moment of this record was clicked."""

        seq: int

    def __init__(self, times: DayAndHour = hour_alone, branches: Command | None = None) -> None:
        """`times` gives the day and the hour of a time in seconds."""
        super().__init__(id="timeline")
        self._times = times
        self._branches = branches
        self._lanes: tuple[Lane, ...] = ()
        self._cursor = TimelineCursor()
        self._first = 0
        self._drawn: tuple[Drawn, ...] = ()
        self._placings: dict[int, Placing] = {}

    def show_lanes(self, lanes: Sequence[Lane], cursor: TimelineCursor) -> None:
        """Show lanes, the current one first, and the time shown."""
        if tuple(lanes) == self._lanes and cursor == self._cursor and self._height() == self.size.height:
            return
        self._lanes, self._cursor = tuple(lanes), cursor
        self._first = min(self._first, self.hidden)
        self.styles.height = self._height()
        self.refresh()

    @property
    def hidden(self) -> int:
        """How many lanes do not fit."""
        return max(0, len(self._lanes) - LANES) if self._roomy() else 0

    def _height(self) -> int:
        return self.above + max(1, min(LANES, len(self._lanes))) if self._roomy() else 1

    @property
    def above(self) -> int:
        """The number of lines above the lanes: one, of times, if there is room."""
        return int(self._roomy())

    def _roomy(self) -> bool:
        width, height = self.app.size
        return width >= ROOM[0] and height >= ROOM[1]

    def scroll_lanes(self, step: int) -> None:
        """Bring other lanes into sight, in a circle."""
        self._first = (self._first + step) % (self.hidden + 1)
        self.refresh()

    def block(self) -> Block:
        """The lines at the present size."""
        if not self._lanes:
            return Block("")
        # With a single line, only the lane of the moment shown.
        width, lone = max(0, self.size.width - 2), not self._roomy()
        lanes, cursor = self._lanes, self._cursor
        others_note = ""
        if lone:
            others_note = self._others_note()
            lanes, cursor = (lanes[cursor.lane],), replace(cursor, lane=0)
        space = LineSpace(width - cells(others_note), above=bool(self.above), times=self._times)
        self._drawn = draw(lanes, cursor, space, self._first, self._placings)
        text, marks = "", []
        if self.above:
            text = self._drawn[0].labels + "\n"
            marks.append(Mark(0, len(text) - 1, "quiet"))
        for number, drawn in enumerate(self._drawn):
            text += "\n" if number else ""
            marks += [
                Mark(mark.start + len(text), mark.end + len(text), mark.look) for mark in drawn.block.marks
            ]
            text += drawn.block.text
        if self.hidden:
            text += "  " + tr("ほか{count}本（{key}）", count=self.hidden, key=cap_of(LANES_KEY, self.app))
        return Block(text + others_note, tuple(marks), look="quiet")

    def _others_note(self) -> str:
        """A note on other branches, if they have no lanes."""
        if len(self._lanes) == 1:
            return ""
        key = cap_of(self._branches, self.app) if self._branches else ""
        return "  " + tr("分岐{count} {key}", count=len(self._lanes), key=key).rstrip()

    def on_click(self, event: events.Click) -> None:
        """Choose the moment nearest to the pointer, if it is near; left of all moments, the beginning."""
        offset = event.get_content_offset(self)
        if offset is None or offset.y >= self.above + len(self._drawn):
            return
        drawn = self._drawn[max(0, offset.y - self.above)]  # a time above the line means the tick below it
        nearest = min(drawn.places, key=lambda place: abs(place - offset.x), default=-9)
        if offset.x <= drawn.begins:
            self.post_message(self.Wanted(FIRST))
        elif abs(nearest - offset.x) <= NEAR:
            self.post_message(self.Wanted(self._next_of(drawn.places[nearest])))

    def _next_of(self, seqs: tuple[int, ...]) -> int:
        """The moment in a clicked cell: the one after the moment shown, or the first."""
        ticks = self._lanes[self._cursor.lane].ticks
        number = bisect_right(ticks, self._cursor.seq, key=attrgetter("seq"))
        shown = ticks[number - 1].seq if number else 0
        position = seqs.index(shown) + 1 if shown in seqs else 0
        return seqs[position % len(seqs)]

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
