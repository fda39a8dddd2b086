"""Exercise time in words, and as a person types it."""

from __future__ import annotations

import re
import unicodedata

from simulator.language import tr

_TYPED = re.compile(r"(?:T\+)?([0-9]{1,3}):([0-5][0-9])")
_DAY = 24 * 60  # minutes


def clock(seconds: float) -> str:
    """Exercise time as `T+00:42` (hours and minutes)."""
    minutes = int(seconds // 60)
    return f"T+{minutes // 60:02}:{minutes % 60:02}"


def scenario_clock(begins: str, seconds: float) -> str:
    """The time in the fiction: `14:10`; from the second day on `2日目 09:00`."""
    hours, minutes = begins.split(":")
    total = int(hours) * 60 + int(minutes) + int(seconds // 60)
    day, rest = divmod(total, _DAY)
    at = f"{rest // 60:02}:{rest % 60:02}"
    return tr("{day}日目 {at}", day=day + 1, at=at) if day else at


def typed_time(text: str) -> int | None:
    """Seconds of scenario time for `0:40`, `T+0:40` or their full-width forms; None for anything else."""
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return int(match[1]) * 3600 + int(match[2]) * 60 if match else None
