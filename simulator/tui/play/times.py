"""Scenario time and wall time in words, and a time as a person types it."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from simulator.exercise.clock import local_time
from simulator.language import tr

_TYPED = re.compile(r"(?:T\+)?([0-9]{1,3}):([0-5][0-9])")
_DAY = 24 * 60


def scenario_clock(begins: str, seconds: float) -> str:
    """The time in the fiction: `14:10`; from the second day on `2日目 09:00`."""
    hours, minutes = begins.split(":")
    total = int(hours) * 60 + int(minutes) + int(seconds // 60)
    day, rest = divmod(total, _DAY)
    at = f"{rest // 60:02}:{rest % 60:02}"
    return tr("{day}日目 {at}", day=day + 1, at=at) if day else at


def wall_clock(wall: datetime) -> str:
    """Wall time where the class is: `13:05`."""
    return f"{local_time(wall):%H:%M}"


def day_and_time(wall: datetime) -> str:
    """A day and time where the class is: `2026-11-23 13:05`."""
    return f"{local_time(wall):%Y-%m-%d %H:%M}"


def typed_time(text: str) -> int | None:
    """Seconds of scenario time for `0:40`, `T+0:40` or their full-width forms; None for anything else."""
    match = _TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip().upper())
    return int(match[1]) * 3600 + int(match[2]) * 60 if match else None


def left_over(seconds: float) -> str:
    """What is left of a countdown: `4:32`; `0:00` once it has run out."""
    rest = max(0, int(seconds + 0.999))
    return f"{rest // 60}:{rest % 60:02}"
