"""Japanese text in lines of a width."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from simulator.typography.cells import cell_width, cells, clusters
from simulator.typography.linebreak import NOT_AT_END, NOT_AT_START, opportunities


class Line(NamedTuple):
    """One line as the half-open range of characters it shows; trailing white space counts no cells."""

    start: int
    end: int


@lru_cache(maxsize=2048)
def wrap(text: str, width: int) -> tuple[Line, ...]:
    """Break a text into lines of at most `width` cells; the ranges follow each other without gaps.

    No line begins with 、。」・ー々ぁ… or ends with （「『, and a word or clause id stays whole, as long as
    what holds together fits the width. What does not fit is cut between grapheme clusters, at a place
    that keeps the rule if there is one in the line; where there is none (a width of 2, say), the width wins.
    An empty text is one empty line. Raises ValueError for a width below 2, too narrow for one character.
    """
    if width < 2:
        raise ValueError(f"width {width}: 全角一字には2桁が要ります。")
    if len(text) <= width * 4 and cells(text) <= width and not _has_newline(text):
        return (Line(0, len(text)),)
    lines: list[Line] = []
    cells_before = list(accumulate(map(cell_width, text), initial=0))  # cells up to each character
    start = used = placed = 0  # `used` is the width up to `done`, white space included
    for place, must in opportunities(text):
        end = place
        while end > placed and text[end - 1].isspace():
            end -= 1
        need = cells_before[end] - cells_before[placed]
        if used + need > width and end > placed:
            crowded = used >= width - 1 or text[placed] in NOT_AT_END
            if placed > start and (need <= width or crowded):
                lines.append(Line(start, placed))
                start, used = placed, 0
        if used + need > width and end > placed:
            cuts, start = _cut(text, start, end, width)
            lines.extend(cuts)
            used = cells_before[place] - cells_before[start]
        else:
            used += cells_before[place] - cells_before[placed]
        placed = place
        if must:
            lines.append(Line(start, place))
            start, used = place, 0
    if start < len(text) or not lines:
        lines.append(Line(start, len(text)))
    return tuple(lines)


def _has_newline(text: str) -> bool:
    return any(char in text for char in "\n\r\v\f\x85\u2028\u2029")


def _cut(text: str, start: int, end: int, width: int) -> tuple[list[Line], int]:
    """Full lines of at most `width` cells from `text[start:end]`, and where the last, open line begins."""
    cuts: list[Line] = []
    line: list[tuple[int, int]] = []  # the clusters in the open line, with their cells
    used = 0
    for index, _, size in clusters(text, start, end):
        if used + size > width and line:
            # As far to the right as the rule allows, or else where the width ends.
            back = next(
                (n for n in range(len(line), 0, -1) if _may_part(text, [*line, (index, size)][n][0])), 0
            )
            moved = line[back:] if back else []
            if sum(wide for _, wide in moved) + size > width:
                moved = []
            begin = moved[0][0] if moved else index
            cuts.append(Line(start, begin))
            start, line = begin, moved
            used = sum(wide for _, wide in moved)
        line.append((index, size))
        used += size
    return cuts, start


def _may_part(text: str, place: int) -> bool:
    return text[place] not in NOT_AT_START and text[place - 1] not in NOT_AT_END
