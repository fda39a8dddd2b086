"""Exercise time in words, and as a person types it."""

from __future__ import annotations

import re
import unicodedata

from simulator.scenario.calendar import Beginning

_TYPED = re.compile(r"(?:T\+)?([0-9]{1,3}):([0-5][0-9])")


def clock(seconds: float) -> str:
    """Exercise time as `T+00:42` (hours and minutes)."""
    minutes = int(seconds // 60)
    return f"T+{minutes // 60:02}:{minutes % 60:02}"


def scenario_clock(beginning: Beginning, seconds: float) -> str:
    """The time in the fiction: `14:10`, or with its day `5月22日 09:00`."""
    return beginning.at(seconds)


def typed_time(text: str) -> int | None:
    """Seconds of scenario time for `0:40`, `T+0:40` or their full-width forms; None for anything else."""
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return int(match[1]) * 3600 + int(match[2]) * 60 if match else None
