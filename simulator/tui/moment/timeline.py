"""Lines of time, to scale: what was shown when, what is still to come, and where we are. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from simulator.language import msg, tr
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import Mark
from simulator.typography import cells, fit, harmless, pad

LANES = 4  # at most so many lines at once
_RANK = "・□○◇△？✎∑✓■●▲◆"  # of two things in one cell, and no room beside it, the later one here is shown
_MARKED = "●◆▲■"
_TO_COME = "○◇△□"
_PARTS = "└"  # where a lane leaves the current one
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
    """From 0 to `end`; the moment shown is `now`, that of record `seq` on the lane of this number.

    Times in seconds. Without a `seq`, whatever stands at `now` is taken as still to be shown.
    """

    now: float
    end: float
    lane: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line, and which records each cell of it stands for, oldest first; in cell `begins` it begins."""

    block: Block
    places: dict[int, tuple[int, ...]]
    begins: int = -1


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
    if width >= 150:
        legend += "  " + tr("· 問い・メモなど")
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
    scale = (free - 2) / end  # after the last thing there is a cell for ▼
    parting = None if lane.parts is None else round(lane.parts * scale)
    signs, places = placing.placed(scale, free, parting)
    now = _now(round(span.now * scale), placing.cell(span.seq), signs, free) if here else -1
    for tick in lane.to_come:
        _hollow(tick, max(round(tick.seconds * scale), now + 1), free, signs)
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
        line[now] = "▼"
        marks = [mark for mark in marks if mark.start != len(left) + now]
        marks.append(Mark(len(left) + now, len(left) + now + 1, "now"))
    if named and number == 0:
        marks.append(Mark(0, len(name), "strong"))
    text = left + "".join(line) + right + (f"  {legend}" if legend and number == 0 else "")
    found = {at + start: seqs for at, seqs in places.items()}
    return Drawn(Block(text, tuple(marks), look="quiet"), found, start - 1 if parting is None else -1)


class Placing:
    """What stands in which cell of a line; a line that has grown is placed from where it has."""

    def __init__(self) -> None:
        self._ticks: tuple[Tick, ...] = ()
        self._last = 0.0
        self._placed = 0
        self._scale: tuple[float, int, int | None] = (0.0, 0, None)
        self._signs: dict[int, str] = {}
        self._places: dict[int, tuple[int, ...]] = {}
        self._cells: list[int] = []  # of each tick placed

    def last(self, ticks: tuple[Tick, ...]) -> float:
        """Take up the ticks; the latest time among them, in seconds."""
        known = len(self._ticks)
        if ticks[:known] != self._ticks:
            known = self._placed = 0
            self._last = 0.0
        self._last = max(self._last, *(tick.seconds for tick in ticks[known:]), 0.0)
        self._ticks = ticks
        return self._last

    def placed(
        self, scale: float, room: int, parting: int | None
    ) -> tuple[dict[int, str], dict[int, tuple[int, ...]]]:
        """The sign in each cell and the records behind it; where two would meet, one stands a cell aside."""
        if (scale, room, parting) != self._scale or not self._placed:
            self._scale, self._placed = (scale, room, parting), 0
            self._signs = {} if parting is None else {parting: _PARTS}
            self._places = {}
            self._cells = []
        for tick in self._ticks[self._placed :]:
            last = self._cells[-1] if self._cells else 0
            at = _place(tick.sign, round(tick.seconds * scale), last, room, self._signs)
            self._places[at] = (*self._places.get(at, ()), tick.seq)
            self._cells.append(at)
        self._placed = len(self._ticks)
        return dict(self._signs), dict(self._places)

    def cell(self, seq: int) -> int:
        """Where the last thing up to a record stands; -1 before any."""
        number = bisect_right(self._ticks, seq, key=attrgetter("seq"))
        return self._cells[number - 1] if number else -1


def _place(sign: str, own: int, last: int, room: int, signs: dict[int, str]) -> int:
    """Put a sign into its `own` cell or the next one, never before the `last` one; the cell.

    Where another is there already, the one that counts for more is shown.
    """
    at = max(own, last)
    if signs.get(at) == sign:  # as a rule, where thousands share a few cells
        return at
    at += signs.get(at) == _PARTS  # which stays: without it one would not see where the lane begins
    met = signs.get(at, sign)
    if at == own and sign in _MARKED and met != sign and met in _MARKED and at + 1 < room:
        at += at + 1 not in signs
    if _RANK.find(sign) >= _RANK.find(signs.get(at, sign)):
        signs[at] = sign
    return at


def _hollow(tick: Tick, at: int, room: int, signs: dict[int, str]) -> None:
    """Put the sign of a step to come into its cell, if nothing is there that counts for more."""
    if at < room and _RANK.find(tick.sign) >= _RANK.find(signs.get(at, "・")):
        signs[at] = tick.sign


def _now(at: int, last: int, signs: dict[int, str], room: int) -> int:
    """Where ▼ stands: never before the `last` thing shown, next to it if there is room, else over it."""
    at = max(at, last)
    at += signs.get(at) == _PARTS
    beside = at + 1 < room and signs.get(at, "・") in _MARKED and signs.get(at + 1, "・") not in _MARKED
    return at + beside


def _hours(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
