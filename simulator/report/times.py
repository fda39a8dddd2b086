"""Both times of a moment in words: scenario time, and wall time in the zone where the exercise began.

A report must have the same bytes on any machine, so nothing here asks for the local time zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from simulator.exercise.times import clock, scenario_clock
from simulator.language import tr
from simulator.scenario.calendar import Beginning


@dataclass(frozen=True, slots=True)
class Times:
    """Times of one exercise. Without an `offset` (minutes; older records have none) wall times are in UTC.

    `beginning` is when the fiction begins; a walk has none.
    """

    offset: int | None
    beginning: Beginning | None = None

    def at(self, elapsed: float) -> str:
        """Exercise time: `T+00:42`."""
        return clock(elapsed)

    def fiction(self, elapsed: float) -> str:
        """The time in the fiction, `2日目 09:00`; empty if there is none."""
        return scenario_clock(self.beginning, elapsed) if self.beginning else ""

    def wall(self, moment: datetime) -> str:
        """The time of day: `13:05`."""
        return f"{self._there(moment):%H:%M}"

    def day(self, moment: datetime) -> str:
        """Day and time: `2026-11-23 13:05`."""
        return f"{self._there(moment):%Y-%m-%d %H:%M}"

    @property
    def zone(self) -> str:
        """The zone of wall times: `UTC+09:00`."""
        if self.offset is None:
            return tr("UTC（この記録には、始めた所の時差がない）")
        hours, minutes = divmod(abs(self.offset), 60)
        return f"UTC{'-' if self.offset < 0 else '+'}{hours:02}:{minutes:02}"

    def _there(self, moment: datetime) -> datetime:
        return moment.astimezone(timezone(timedelta(minutes=self.offset or 0)))
