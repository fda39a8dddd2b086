"""The band: the situation as one picture at the top of a screen. Layout (pure), and the widget.

From `BOXES` cells on six boxes in five lines; below that two lines. Mark, word and frame distinguish a phase,
so that colour is not needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from textual import events
from textual.geometry import Size
from textual.message import Message

from simulator.doctrine import Basis, Phase
from simulator.doctrine.words import SITUATION
from simulator.language import msg, tr
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.commands import Command
from simulator.tui.kit.content import Mark
from simulator.tui.kit.painted_lines import PaintedLines
from simulator.tui.kit.remapped import cap_of
from simulator.typography import cells, fit, pad

BOXES = 119  # cells that six boxes need
ROOMY = 30  # lines of the terminal from which there is room for boxes
LINES, BOX_LINES = 2, 5
_SHORT = {
    Phase.HEIJI: msg("平時"),
    Phase.JUYO: msg("重要影響"),
    Phase.YOSOKU: msg("予測"),
    Phase.HASSEI: msg("発生"),
    Phase.SONRITSU: msg("存立"),
    Phase.SAIGAI: msg("災害"),
}
_SAYS, _NOTHING = msg("定め"), msg("なし")  # 「定めなし」, above and below the line between two boxes
_FRAMES = {"here": "┏━┓┃┗┛", "row": "┌─┐│└┘", "beside": "╭─╮│╰╯"}


@dataclass(frozen=True, slots=True)
class Station:
    """A phase in the band.

    `mark` and `word` give its state (`●` いま), `digit` enters it (empty if none does), `clause` is its own,
    or the one that refuses it. `entry` is the basis of entering it (None if it cannot be entered), `change`
    the measures that would bring and end; `passed` if it has held before, `before` if it was the last before
    now.
    """

    phase: Phase
    mark: str
    word: str
    clause: str
    digit: str = ""
    entry: Basis | None = None
    change: str = ""
    here: bool = False
    passed: bool = False
    before: bool = False
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """The band as lines of text with marks; `places` has the first and last cell of each phase."""

    lines: tuple[str, ...]
    marks: tuple[tuple[Mark, ...], ...]
    places: tuple[tuple[int, int, Phase], ...]


class _Row:
    """A line put together from pieces."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []

    def add(self, words: str, *looks: str) -> None:
        for look in looks:
            if look and words:
                self.marks.append(Mark(len(self.text), len(self.text) + len(words), look))
        self.text += words


def picture(stations: Sequence[Station], width: int, *, boxes: bool) -> Picture:
    """The band at a width in cells: as `boxes`, or in two lines with a cell free at either side."""
    if boxes:
        return _boxes(stations, width)
    inner = _two_lines(stations, width - 2)
    lines = tuple(f" {line}" for line in inner.lines)
    marks = tuple(
        tuple(Mark(mark.start + 1, mark.end + 1, mark.look) for mark in of_line) for of_line in inner.marks
    )
    return Picture(lines, marks, tuple((a + 1, b + 1, phase) for a, b, phase in inner.places))


def _boxes(stations: Sequence[Station], width: int) -> Picture:
    spare = min(8, (width - BOXES) // 6)
    rows = [_Row() for _ in range(5)]
    places: list[tuple[int, int, Phase]] = []
    cell = 0
    here = max(
        (number for number, station in enumerate(stations) if station.here and station.phase in SITUATION),
        default=-1,
    )
    for number, (station, next_station) in enumerate(zip(stations, [*stations[1:], None], strict=True)):
        room = (16 if station.phase in SITUATION else 13) + spare
        frame = _FRAMES["here" if station.here else "row" if station.phase in SITUATION else "beside"]
        look = f"band-{station.phase.value}" if station.here else "quiet" if station.refused else ""
        inside = _inside(station, room)
        rows[0].add(frame[0] + frame[1] * room + frame[2], look or "quiet")
        for row, words in zip(rows[1:4], inside, strict=True):
            if station.here:
                row.add(frame[3] + words + frame[3], look)
            else:
                row.add(frame[3], "quiet")
                row.add(words, look or ("strong" if row is rows[1] else "quiet"))
                row.add(frame[3], "quiet")
        rows[4].add(frame[4] + frame[1] * room + frame[5], look or "quiet")
        places.append((cell, cell + room + 2, station.phase))
        cell += room + 2
        if next_station is not None:
            way_down = number < here
            cell += _between(rows, station, next_station, station.entry if way_down else next_station.entry)
    return Picture(tuple(row.text for row in rows), tuple(tuple(row.marks) for row in rows), tuple(places))


def _inside(station: Station, room: int) -> tuple[str, str, str]:
    """The three lines in a box: number and name, how it stands, clause and change."""
    label = station.phase.label
    name = f"{station.digit} " if station.digit else ""
    name += label if cells(name + label) <= room - 1 else tr(_SHORT[station.phase])
    # In a play phases are not entered by hand, so a phase to come has nothing to show.
    standing = f"{station.mark} {station.word}".strip() if station.word or station.digit else ""
    if cells(standing) > room - 1:  # drop the blank before the word
        standing = f"{station.mark}{station.word}"
    last = f"{station.clause} {station.change}".rstrip()
    lines = [pad(" " + fit(words, room - 1), room) for words in (name, standing, last)]
    return lines[0], lines[1], lines[2]


def _between(rows: list[_Row], station: Station, next_station: Station, entry: Basis | None) -> int:
    """Draw the line between two boxes, with the basis of moving along it; gives its cells."""
    if next_station.phase not in SITUATION:
        gap = 2 if station.phase in SITUATION else 0
        for row in rows:
            row.add(" " * gap)
        return gap
    for number, row in enumerate(rows):
        if number in (1, 3):
            row.add(pad(fit(_basis_words(entry)[number // 2], 5), 5), "label")
        elif number == 2:
            is_passed = station.passed and (next_station.passed or next_station.here)
            row.add(" ══▶ " if is_passed else " ──▷ ", "now" if is_passed else "quiet")
        else:
            row.add(" " * 5)
    return 5


def _basis_words(basis: Basis | None) -> tuple[str, str]:
    """The words above and below the line into a phase."""
    if basis is Basis.SILENT:
        return tr(_SAYS), tr(_NOTHING)
    return (basis.label if basis else "", "")


def _two_lines(stations: Sequence[Station], width: int) -> Picture:
    prefixes = [f"{station.digit}{_name_mark(station)}" for station in stations]
    full_names = [
        f"{prefix}{station.phase.label}" for prefix, station in zip(prefixes, stations, strict=True)
    ]
    short_names = [
        f"{prefix}{tr(_SHORT[station.phase])}" for prefix, station in zip(prefixes, stations, strict=True)
    ]
    ways_to_say = [
        (names, [note(station) for station in stations])
        for note in (_full_note, _basis_note, _note, _least_note)
        for names in (full_names, short_names)
    ]
    fitting = (wording for wording in ways_to_say if _needed(*wording) <= width)
    names, notes = next(fitting, ways_to_say[-1])
    rooms = [max(cells(name), cells(note)) for name, note in zip(names, notes, strict=True)]
    gap = min(8, max(3, (width - sum(rooms) - 4) // 3))
    first, second = _Row(), _Row()
    places: list[tuple[int, int, Phase]] = []
    cell = 0
    for number, station in enumerate(stations):
        room = rooms[number]
        look = f"band-{station.phase.value}" if station.here else "quiet" if station.refused else "strong"
        first.add(fit(names[number], room), look)
        second.add(pad(fit(notes[number], room), room), "now" if station.here else "quiet")
        places.append((cell, cell + room, station.phase))
        cell += room
        if number + 1 < len(stations):
            next_station = stations[number + 1]
            trailing = room - cells(fit(names[number], room))
            cell += _join(first, second, station, next_station, gap, trailing)
    marks = (tuple(first.marks), tuple(second.marks))
    return Picture((fit(first.text, width), fit(second.text, width)), marks, tuple(places))


def _name_mark(station: Station) -> str:
    """The mark before a name, unless it only means that the phase does not hold."""
    return station.mark if station.here or station.refused or station.before else ""


def _full_note(station: Station) -> str:
    """Its state, or its clause and, if a digit enters it, what that brings."""
    change = station.change.replace(" ", "") if station.digit and not station.here else ""
    return f"{_note(station)} {change}".rstrip()


def _basis_note(station: Station) -> str:
    """As `_full_note`, with the basis of entering in place of the clause."""
    if station.digit and station.entry and not station.here:
        return f"{station.entry.label} {station.change.replace(' ', '')}".rstrip()
    return _note(station)


def _note(station: Station) -> str:
    """As `_full_note`, without what entering brings. Ways down have no clause, so none is named there."""
    if station.here:
        return station.word
    if station.refused:
        return f"{station.mark} {station.clause}".strip()
    return Basis.SILENT.label if station.entry is Basis.SILENT and station.digit else station.clause


def _least_note(station: Station) -> str:
    return station.word if station.here else ""


def _join(  # noqa: PLR0913, PLR0917 - the line, and the boxes that it joins
    first: _Row, second: _Row, station: Station, next_station: Station, gap: int, trailing: int
) -> int:
    if next_station.phase not in SITUATION:
        cells_between = 3 if station.phase in SITUATION else 1
        first.add(" " * (trailing + cells_between))
    else:
        cells_between = gap
        is_passed = station.passed and (next_station.passed or next_station.here)
        line = ("═" if is_passed else "─") * (trailing + cells_between - 2)
        first.add(f" {line} ", "now" if is_passed else "quiet")
    second.add(" " * cells_between)
    return cells_between


def _needed(names: Sequence[str], notes: Sequence[str]) -> int:
    return sum(max(cells(a), cells(b)) for a, b in zip(names, notes, strict=True)) + 3 * 3 + 3 + 1


class Band(PaintedLines):
    """Shows the stations. A click on one posts `Picked`; the screen decides what that means."""

    @dataclass
    class Picked(Message):
        """The phase that was clicked."""

        phase: Phase

    def __init__(self, stations: Sequence[Station] = (), *, roomy: int = ROOMY) -> None:
        """`roomy`: lines of the terminal from which there is room for boxes."""
        super().__init__(id="band")
        self.stations = tuple(stations)
        self._roomy = roomy
        self._picture: Picture | None = None

    def show_stations(self, stations: Sequence[Station], entering: Sequence[Command] = ()) -> None:
        """Show stations; `entering` are the commands that enter them, whose keys may be remapped."""
        if entering:
            caps = [cap_of(command, self.app) for command in entering]
            stations = [replace(station, digit=cap) for station, cap in zip(stations, caps, strict=True)]
        if tuple(stations) != self.stations:
            self.stations, self._picture = tuple(stations), None
            self.refresh()

    @property
    def picture(self) -> Picture:
        """The band at the present size."""
        if self._picture is None:
            self._picture = picture(self.stations, max(0, self.size.width), boxes=self.size.height > LINES)
        return self._picture

    def get_content_height(self, _container: Size, viewport: Size, width: int) -> int:
        """The height of two lines, or of the boxes if there is room."""
        return BOX_LINES if width >= BOXES and viewport.height >= self._roomy else LINES

    def on_resize(self) -> None:
        """Lay out and paint again, because it may still show the layout of the size before."""
        self._picture = None
        self.refresh()

    def block(self) -> Block:
        """The band at the present size, as a block."""
        if not self.stations:
            return Block("")
        drawn = self.picture
        text, marks = "", list[Mark]()
        for line, line_marks in zip(drawn.lines, drawn.marks, strict=True):
            text += "\n" if text else ""
            marks += [Mark(mark.start + len(text), mark.end + len(text), mark.look) for mark in line_marks]
            text += line
        return Block(text, tuple(marks))

    def on_click(self, event: events.Click) -> None:
        """Post `Picked` for the phase under the pointer."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, phase in self.picture.places:
            if start <= offset.x < end:
                event.stop()
                self.post_message(self.Picked(phase))
