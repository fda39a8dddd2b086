"""Lines of time, to scale: what was shown when, what is still to come, and where we are. Pure."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass

from simulator.language import msg, tr
from simulator.tui.content import Mark
from simulator.tui.widgets.block_lines import Block
from simulator.typography import cells, fit, harmless, pad

LANES = 4  # at most so many lines at once
_RANK = "・□○◇△？✎✓■●▲◆"  # of two things in one cell, and no room beside it, the later one here is shown
_MARKED = "●◆▲■"
_TO_COME = "○◇△□"
_PARTS = "└"
_NAME = 14  # cells of a lane's name
_LEGEND = msg("● 状況  ◆ 判断  ▲ 段階  ▼ いま")
_SHORT = msg("●状況◆判断▲段階▼いま")


@dataclass(frozen=True, slots=True)
class Tick:
    """A thing on a line: its record (0 for a step to come), its time in seconds, its sign."""

    seq: int
    seconds: float
    sign: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A branch as a line: what was shown, and what is to come.

    `parts` is when it leaves the current one; None for the current one itself.
    """

    name: str
    ticks: tuple[Tick, ...]
    parts: float | None = None
    to_come: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """From 0 to `end`; the moment shown is `now`, on the lane of this number. Times in seconds."""

    now: float
    end: float
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line, and which record each cell of it stands for."""

    block: Block
    places: dict[int, int]


def draw(
    lanes: Sequence[Lane],
    span: Span,
    width: int,
    first: int = 0,
    placings: MutableMapping[int, Placing] | None = None,
) -> tuple[Drawn, ...]:
    """At most `LANES` lines of `width` cells, the current one above, below it those from `first` on.

    With one lane, no name. The legend stands at the end of the first line. `placings` is where it may
    remember, by number of the lane, what stands where.
    """
    placings = {} if placings is None else placings
    shown = [0, *range(1 + first, len(lanes))][:LANES]
    legend = "" if width < 60 else tr(_SHORT if width < 96 else _LEGEND)
    if width >= 130 and lanes[0].to_come:
        legend += "  " + tr("○ これから")
    return tuple(
        _line(
            lanes[number],
            placings.setdefault(number, Placing()),
            (span, width),
            (number, number == span.lane, len(lanes) > 1),
            legend,
        )
        for number in shown
    )


def _line(
    lane: Lane, placing: Placing, room: tuple[Span, int], kind: tuple[int, bool, bool], legend: str
) -> Drawn:
    (span, width), (number, here, named) = room, kind
    name = pad(fit(("  " if number else "▸ ") + harmless(lane.name), _NAME - 1), _NAME) if named else ""
    last = max((tick.seconds for tick in lane.to_come), default=0.0)
    end = max(span.end, span.now, placing.last(lane.ticks), last, 1.0)
    left, right = f"{name}{_hours(0)} ├", f"┤ {_hours(end)}"
    start = cells(left)
    free = width - start - len(right) - (cells(legend) + 2 if legend else 0)
    if free < 10:
        return Drawn(Block(""), {})
    scale = (free - 1) / end
    parting = None if lane.parts is None else round(lane.parts * scale)
    signs, places = placing.placed(scale, free, parting)
    for tick in lane.to_come:
        _place(tick, scale, free, signs, places)
    line = ["─"] * free
    if parting is not None:
        line[:parting] = [" "] * parting
        left, right = f"{name}{' ' * (start - cells(name))}", " " * len(right)
    for at, sign in signs.items():
        line[at] = sign if sign in _MARKED + _TO_COME + _PARTS else "·"
    marks = [Mark(0, len(left) + free + len(right), "quiet")]
    marks += [
        Mark(len(left) + at, len(left) + at + 1, "key" if sign in "◆▲" else "strong")
        for at, sign in signs.items()
        if sign in _MARKED
    ]
    if here:
        at = _beside(round(span.now * scale), signs, free)
        line[at] = "▼"
        marks = [mark for mark in marks if mark.start != len(left) + at]
        marks.append(Mark(len(left) + at, len(left) + at + 1, "now"))
    if named and number == 0:
        marks.append(Mark(0, len(name), "strong"))
    text = left + "".join(line) + right + (f"  {legend}" if legend and number == 0 else "")
    return Drawn(Block(text, tuple(marks), look="quiet"), {at + start: seq for at, seq in places.items()})


class Placing:
    """What stands in which cell of a line; a line that has grown is placed from where it has."""

    def __init__(self) -> None:
        self._ticks: tuple[Tick, ...] = ()
        self._last = 0.0
        self._placed = 0
        self._scale: tuple[float, int, int | None] = (0.0, 0, None)
        self._signs: dict[int, str] = {}
        self._places: dict[int, int] = {}

    def last(self, ticks: tuple[Tick, ...]) -> float:
        """Take up the ticks; the latest time among them, in seconds."""
        known = len(self._ticks)
        if ticks[:known] != self._ticks:
            known = self._placed = 0
            self._last = 0.0
        self._last = max(self._last, *(tick.seconds for tick in ticks[known:]), 0.0)
        self._ticks = ticks
        return self._last

    def placed(self, scale: float, room: int, parting: int | None) -> tuple[dict[int, str], dict[int, int]]:
        """The sign in each cell and the record behind it; where two would meet, one stands a cell aside."""
        if (scale, room, parting) != self._scale or not self._placed:
            self._scale, self._placed = (scale, room, parting), 0
            self._signs = {} if parting is None else {parting: _PARTS}
            self._places = {}
        for tick in self._ticks[self._placed :]:
            _place(tick, scale, room, self._signs, self._places)
        self._placed = len(self._ticks)
        return dict(self._signs), dict(self._places)


def _place(tick: Tick, scale: float, room: int, signs: dict[int, str], places: dict[int, int]) -> None:
    at = round(tick.seconds * scale)
    if signs.get(at) == tick.sign:  # as a rule, where thousands share a few cells
        if tick.seq:
            places[at] = tick.seq
        return
    if tick.sign in _MARKED and signs.get(at, tick.sign) not in (tick.sign, *_TO_COME) and at + 1 < room:
        at += signs[at] in _MARKED + _PARTS and at + 1 not in signs
    if at not in signs or _RANK.find(tick.sign) >= _RANK.find(signs[at]):
        signs[at] = tick.sign
        if tick.seq:
            places[at] = tick.seq


def _beside(at: int, signs: dict[int, str], room: int) -> int:
    """Where ▼ stands: in its cell, or next to a mark that is there."""
    free = (place for place in (at, at + 1, at - 1) if 0 <= place < room)
    return next((place for place in free if signs.get(place, "・") not in _MARKED), at)


def _hours(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
