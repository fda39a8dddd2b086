"""Scenario time and wall time in words, and a time as a person types it."""

from __future__ import annotations

from datetime import datetime

from simulator.exercise.clock import local_time
from simulator.exercise.times import scenario_clock, typed_time

__all__ = ["day_and_time", "left_over", "scenario_clock", "typed_time", "wall_clock"]


def wall_clock(wall: datetime) -> str:
    """Local wall time: `13:05`."""
    return f"{local_time(wall):%H:%M}"


def day_and_time(wall: datetime) -> str:
    """Local day and time: `2026-11-23 13:05`."""
    return f"{local_time(wall):%Y-%m-%d %H:%M}"


def left_over(seconds: float) -> str:
    """The time left of a countdown: `4:32`; `0:00` once it is over."""
    rest = max(0, int(seconds + 0.999))
    return f"{rest // 60}:{rest % 60:02}"
