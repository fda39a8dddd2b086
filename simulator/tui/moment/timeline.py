"""The layout of the timeline (pure): what was shown when, what is to come, and the moment shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import TypeAlias

from simulator.exercise.times import clock
from simulator.language import msg, tr
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import Mark
from simulator.typography import cells, fit, harmless, pad

LANES = 4  # how many lines are shown at most
STEP = 10  # the most cells between two ticks
LEAST = 20  # the least cells of the line beside the legend
# If two ticks share a cell without room beside it, the later one in this order is shown.
_RANK = "・□○◇△？✎∑✓■●▲◆"
_MARKED = "●◆▲■"
_TO_COME = "○◇△□"
_PARTS = "└"  # the sign where a lane leaves the current one
_NAME = 14  # the most cells of a lane's name
_LEGEND = msg("● 状況  ◆ 判断  ▲ 段階  ▼ いま")
_SHORT = msg("●状況◆判断▲段階▼いま")
DayAndHour: TypeAlias = Callable[[float], tuple[str, str]]  # of a time in seconds; a day may have no name


def hour_alone(seconds: float) -> tuple[str, str]:
    """Exercise time, which has no days."""
    return "", clock(seconds)


@dataclass(frozen=True, slots=True)
class Tick:
    """A sign on a line, with its record (0 for a step to come) and its time in seconds."""

    seq: int
    seconds: float
    sign: str


@dataclass(frozen=True, slots=True)
class Lane:
    """A branch as a line: what was shown, and what is to come.

    `parts` is how many ticks of the current branch come before this one leaves it; None for the current one.
    """

    name: str
    ticks: tuple[Tick, ...]
    parts: int | None = None
    to_come: tuple[Tick, ...] = ()

    @property
    def places(self) -> int:
        """How many places it needs, counted from the beginning of the current lane."""
        return (self.parts or 0) + max(1, len(self.ticks) + len(self.to_come))

    @property
    def ends(self) -> float:
        """The time of the last tick, in seconds; 0 without ticks."""
        last = self.to_come or self.ticks
        return last[-1].seconds if last else 0.0


@dataclass(frozen=True, slots=True)
class TimelineCursor:
    """The moment shown: that of record `seq`, on the lane of this number."""

    lane: int = 0
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line, and the records of each cell, oldest first; the line begins in cell `begins`.

    `labels` are the times above it, if they have a line of their own.
    """

    block: Block
    places: dict[int, tuple[int, ...]]
    begins: int = -1
    labels: str = ""


@dataclass(frozen=True, slots=True)
class LineSpace:
    """The space of a line: `width` cells; with `above` the times are on a line above it, else at its ends.

    `times` gives the day of a time, empty where it has no name, and the hour.
    """

    width: int
    above: bool = False
    times: DayAndHour = hour_alone


def draw(
    lanes: Sequence[Lane],
    cursor: TimelineCursor,
    space: LineSpace,
    first: int = 0,
    placings: MutableMapping[int, Placing] | None = None,
) -> tuple[Drawn, ...]:
    """At most `LANES` lines: the current one, and below it those from `first` on.

    All ticks have the same distance, whatever the time between them: to scale, nine days with most events in
    the first hour would be two cells and a blank. A single lane has no name. The legend is at the end of the
    first line. `placings` caches the placing of each lane, by number.
    """
    placings = {} if placings is None else placings
    numbers = [0, *range(1 + first, len(lanes))][:LANES]
    legend = "" if space.width < 60 else tr(_SHORT if space.width < 96 else _LEGEND)
    if space.width >= 130 and lanes[0].to_come:
        legend += "  " + tr("○ これから")
    if space.width >= 150:
        legend += "  " + tr("· 問い・メモなど")
    places = max(lane.places for lane in lanes)
    return tuple(
        _draw_lane(
            lanes[number],
            placings.setdefault(number, Placing()),
            (cursor, space, places),
            (number, number == cursor.lane, len(lanes) > 1),
            legend,
        )
        for number in numbers
    )


def _draw_lane(
    lane: Lane,
    placing: Placing,
    frame: tuple[TimelineCursor, LineSpace, int],
    kind: tuple[int, bool, bool],
    legend: str,
) -> Drawn:
    (cursor, space, places), (number, here, named) = frame, kind
    name = pad(fit(("  " if number else "▸ ") + harmless(lane.name), _NAME - 1), _NAME) if named else ""
    left, right = f"{name}├", "┤"
    if not space.above:
        (start_day, start_hour), (end_day, end_hour) = (space.times(seconds) for seconds in (0.0, lane.ends))
        left = f"{name}{start_hour} ├"
        right = f"┤ {end_hour}" if end_day == start_day else f"┤ {end_day} {end_hour}"
    start = cells(left)
    cells_free = space.width - start - cells(right) - (cells(legend) + 2 if legend else 0)
    if legend and cells_free < LEAST:  # the help of `?` also has the legend
        cells_free, legend = cells_free + cells(legend) + 2, ""
    if cells_free < 10:
        return Drawn(Block(""), {})
    step = min(STEP, (cells_free - 2) / max(1, places - 1))  # a cell for ▼ after the last tick
    parting = None if lane.parts is None else round(lane.parts * step)
    signs, seqs_at = placing.placed(lane, step, cells_free, parting)
    now = _now_cell(placing.cell(cursor.seq), signs, cells_free) if here else -1
    firsts = placing.firsts
    for place, tick in enumerate(lane.to_come, (lane.parts or 0) + len(lane.ticks)):
        cell = max(round(place * step), now + 1)
        firsts.setdefault(cell, tick)
        _place_to_come(tick, cell, cells_free, signs)
    line = ["─"] * cells_free
    if parting is not None:
        line[:parting] = [" "] * parting
        left, right = f"{name}{' ' * (start - cells(name))}", " " * cells(right)
    for cell, sign in signs.items():
        line[cell] = sign if sign in _MARKED + _TO_COME + _PARTS else "·"
    marks = [Mark(0, len(left) + cells_free + len(right), "quiet")]
    marks += [
        Mark(len(left) + cell, len(left) + cell + 1, "key" if sign in "◆▲" else "strong")
        for cell, sign in signs.items()
        if sign in _MARKED
    ]
    if here:
        line[now] = "▼"
        marks = [mark for mark in marks if mark.start != len(left) + now]
        marks.append(Mark(len(left) + now, len(left) + now + 1, "now"))
    if named and number == 0:
        marks.append(Mark(0, len(name), "strong"))
    text = left + "".join(line) + right + (f"  {legend}" if legend and number == 0 else "")
    places_of = {cell + start: seqs for cell, seqs in seqs_at.items()}
    labels = ""
    if space.above and number == 0:
        labels = " " * start + placing.labels(firsts, cells_free, space.times)
    edge = start - 1 if parting is None else -1
    return Drawn(Block(text, tuple(marks), look="quiet"), places_of, edge, labels)


def _labels(firsts: Mapping[int, Tick], cells_free: int, times_of: DayAndHour) -> str:
    """The days over the first thing of each, then the hours: as many as have room.

    A day that begins too near to the end of the line is named where the line still has room for it.
    """
    line = _LabelLine(cells_free)
    times = [(cell, *times_of(firsts[cell].seconds)) for cell in sorted(firsts)]
    first_cells: dict[str, int] = {}  # each day, and where it begins
    for cell, day, hour in times:
        words = day or hour
        if day not in first_cells and line.put(min(cell, cells_free - cells(words)), words):
            first_cells[day] = cell
    for cell, day, hour in times:
        if day and first_cells.get(day) == cell:
            line.extend(cell, day, f"{day} {hour}")
    for cell, day, hour in times:
        # An hour belongs to the day named before it; if a day does not fit, its hours are left out too.
        begun = (first_cell for first_cell in first_cells.values() if first_cell <= cell)
        if first_cells.get(day) == max(begun, default=-1):
            line.put(cell, hour)
    return line.text


class _LabelLine:
    """Words on a line of cells, at least two blanks apart."""

    def __init__(self, free: int) -> None:
        self._free = free
        self._words: dict[int, str] = {}

    def put(self, cell: int, words: str) -> bool:
        """Put words from a cell on; False if they have no room."""
        if not self._has_room(cell, words):
            return False
        self._words[cell] = words
        return True

    def extend(self, cell: int, words: str, longer: str) -> None:
        """Replace `words` that begin in a cell by `longer` ones, if these have room."""
        if self._words.get(cell) == words:
            del self._words[cell]
            self._words[cell] = longer if self._has_room(cell, longer) else words

    def _has_room(self, cell: int, words: str) -> bool:
        end = cell + cells(words)
        is_apart = all(
            end + 2 <= start or start + cells(there) + 2 <= cell for start, there in self._words.items()
        )
        return cell >= 0 and end <= self._free and is_apart

    @property
    def text(self) -> str:
        """The line."""
        text = ""
        for cell, words in sorted(self._words.items()):
            text += " " * (cell - cells(text)) + words
        return text


class Placing:
    """The cells of the ticks of a line. A line that has grown is continued, not placed again."""

    def __init__(self) -> None:
        self._ticks: tuple[Tick, ...] = ()
        self._placed = 0
        self._scale: tuple[float, int, int | None] = (0.0, 0, None)
        self._signs: dict[int, str] = {}
        self._places: dict[int, tuple[int, ...]] = {}
        self._cells: list[int] = []  # the cell of each tick placed
        self._firsts: dict[int, Tick] = {}
        self._labelled: object = None
        self._labels = ""

    def labels(self, firsts: Mapping[int, Tick], free: int, times: DayAndHour) -> str:
        """The times over the line; worked out anew only where other things stand in the cells."""
        labelled = (firsts, free, times)
        if labelled != self._labelled:
            self._labelled, self._labels = labelled, _labels(firsts, free, times)
        return self._labels

    @property
    def firsts(self) -> dict[int, Tick]:
        """The first tick of each cell."""
        return dict(self._firsts)

    def placed(
        self, lane: Lane, step: float, room: int, parting: int | None
    ) -> tuple[dict[int, str], dict[int, tuple[int, ...]]]:
        """The sign and the records of each cell; if two ticks would share a cell, one moves a cell aside."""
        known_count = len(self._ticks)
        if (
            lane.ticks[:known_count] != self._ticks
            or (step, room, parting) != self._scale
            or not self._placed
        ):
            self._scale, self._placed = (step, room, parting), 0
            self._signs = {} if parting is None else {parting: _PARTS}
            self._places = {}
            self._cells = []
            self._firsts = {}
        self._ticks = lane.ticks
        for place, tick in enumerate(self._ticks[self._placed :], (lane.parts or 0) + self._placed):
            last_cell = self._cells[-1] if self._cells else 0
            cell = _place_sign(tick.sign, round(place * step), last_cell, room, self._signs)
            self._places[cell] = (*self._places.get(cell, ()), tick.seq)
            self._cells.append(cell)
            self._firsts.setdefault(cell, tick)
        self._placed = len(self._ticks)
        return dict(self._signs), dict(self._places)

    def cell(self, seq: int) -> int:
        """The cell of the last tick up to a record; -1 before the first."""
        number = bisect_right(self._ticks, seq, key=attrgetter("seq"))
        return self._cells[number - 1] if number else -1


def _place_sign(sign: str, own_cell: int, last_cell: int, room: int, signs: dict[int, str]) -> int:
    """Put a sign into `own_cell` or the next one, never before `last_cell`, and give the cell taken.

    If the cell is taken, the more important sign is shown.
    """
    cell = max(own_cell, last_cell)
    if signs.get(cell) == sign:  # the usual case if thousands share few cells
        return cell
    cell += signs.get(cell) == _PARTS  # which stays, because it shows where the lane begins
    sign_there = signs.get(cell, sign)
    both_marked = sign in _MARKED and sign_there in _MARKED and sign_there != sign
    if cell == own_cell and both_marked and cell + 1 < room:
        cell += cell + 1 not in signs
    if _RANK.find(sign) >= _RANK.find(signs.get(cell, sign)):
        signs[cell] = sign
    return cell


def _place_to_come(tick: Tick, cell: int, room: int, signs: dict[int, str]) -> None:
    """Put the sign of a step to come into its cell, unless a more important sign is there."""
    if cell < room and _RANK.find(tick.sign) >= _RANK.find(signs.get(cell, "・")):
        signs[cell] = tick.sign


def _now_cell(last_cell: int, signs: dict[int, str], room: int) -> int:
    """The cell of ▼: next to that of the last tick shown if there is room, else over it."""
    cell = max(0, last_cell)
    cell += signs.get(cell) == _PARTS
    is_marked, next_is_marked = (signs.get(place, "・") in _MARKED for place in (cell, cell + 1))
    return cell + (is_marked and not next_is_marked and cell + 1 < room)
