"""The line at the foot of a play: what was shown when, from the beginning to the script's last time."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.tui.content import Mark
from simulator.tui.play.feed import Moment
from simulator.tui.widgets.blocks import Block

_RANK = "・？●✎✓▲◆■"  # of two moments in one cell the later one in this order is shown


@dataclass(frozen=True, slots=True)
class Timeline:
    """The line as a block, and which record each cell of it stands for."""

    block: Block
    places: dict[int, int]


def timeline(moments: list[Moment], now: float, end: float, width: int) -> Timeline:
    """The line in `width` cells; `now` is the time shown, `end` that of the last step. Times in seconds."""
    left, right = f"{_hours(0)} ├", f"┤ {_hours(end)}"
    legend = "   ● 状況 ◆ 判断 ▲ 段階 ▼ いま"
    room = width - len(left) - len(right) - (36 if width >= 90 else 0)
    if room < 10:
        return Timeline(Block(""), {})
    cells = ["─"] * room
    places: dict[int, int] = {}
    scale = (room - 1) / max(end, now, 1.0)
    for moment in moments:
        sign = moment.rows[0].text[:1]
        at = round(moment.seconds * scale)
        if _RANK.find(sign) >= _RANK.find(cells[at]):
            cells[at] = sign if sign in "●◆▲■" else "·"
            places[at + len(left)] = moment.seq
    here = round(now * scale)
    cells[here] = "▼"
    text = left + "".join(cells) + right + (legend if width >= 90 else "")
    marks = (
        Mark(0, len(left) + room + len(right), "quiet"),
        Mark(len(left) + here, len(left) + here + 1, "now"),
    )
    return Timeline(Block(text, marks, look="quiet"), places)


def _hours(seconds: float) -> str:
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
