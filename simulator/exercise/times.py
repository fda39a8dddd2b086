"""Exercise time in words, and as a person types it."""

from __future__ import annotations

import re
import unicodedata

from simulator.language import tr
from simulator.scenario.calendar import WEEKDAY, Beginning
from simulator.scenario.moments import minutes_since

_TYPED = re.compile(r"(?:T\+)?([0-9]{1,3}):([0-5][0-9])")


def clock(seconds: float) -> str:
    """Exercise time as `T+00:42` (hours and minutes)."""
    minutes = int(seconds // 60)
    return f"T+{minutes // 60:02}:{minutes % 60:02}"


def limit_words(seconds: int) -> str:
    """The time limit of a decision, which counts wall time: `制限時間 5分（実時間）`."""
    minutes, odd_seconds = divmod(seconds, 60)
    limit = (
        tr("{minutes}分{seconds:02}秒", minutes=minutes, seconds=odd_seconds)
        if odd_seconds
        else tr("{minutes}分", minutes=minutes)
    )
    return tr("制限時間 {limit}（実時間）", limit=limit)


def scenario_clock(beginning: Beginning, seconds: float) -> str:
    """The time in the fiction: `14:10`, or with its day `5月22日 09:00`."""
    return beginning.at(seconds)


def typed_time(text: str, beginning: Beginning | None = None) -> int | None:
    """Seconds of scenario time for `0:40`, `T+0:40` or their full-width forms; None for anything else.

    With the `beginning` of the fiction also for an hour of its days, with or without the day of the week:
    `2日目 09:00`, `5月22日 金曜 09:00`.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    if match := _TYPED.fullmatch(plain):
        return int(match[1]) * 3600 + int(match[2]) * 60
    if beginning is None:
        return None
    words = [word for word in plain.split() if not WEEKDAY.fullmatch(word)]
    minutes = minutes_since(" ".join(words), beginning, None)
    return None if minutes is None else minutes * 60
