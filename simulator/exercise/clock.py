"""Exercise time and wall time, which differ; a clock gives both. Some clocks never wait."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


def local_time(moment: datetime) -> datetime:
    """A moment in the local time zone; unchanged if it has no local date (the year 9999)."""
    try:
        return moment.astimezone()
    except (OverflowError, OSError, ValueError):
        return moment


def local_offset() -> int:
    """How many minutes the wall clocks here are ahead of UTC, now."""
    ahead = datetime.now(UTC).astimezone().utcoffset()
    return int(ahead.total_seconds() // 60) if ahead else 0


class Clock(Protocol):
    """The times that an exercise needs."""

    def wall(self) -> datetime:
        """Wall time, in UTC."""
        ...

    def offset(self) -> int:
        """How many minutes the wall clocks of the place are ahead of UTC."""
        ...

    def elapsed(self) -> float:
        """Seconds of exercise time since the exercise began."""
        ...


class SystemClock:
    """Real time; exercise time runs with it, from where a resumed exercise stood."""

    def __init__(self, *, already: float = 0.0) -> None:
        self._already = already
        self._since = time.monotonic()

    def wall(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)

    def offset(self) -> int:
        """That of the machine."""
        return local_offset()

    def elapsed(self) -> float:
        """Seconds since this clock was made, added to those that it began with."""
        return self._already + time.monotonic() - self._since


@dataclass
class VirtualClock:
    """Time that moves only when told to: for headless runs and tests."""

    start: datetime = field(default_factory=lambda: datetime(2015, 4, 27, tzinfo=UTC))
    seconds: float = 0.0
    ahead: int = 0  # minutes

    def wall(self) -> datetime:
        """The start plus the seconds passed."""
        return self.start + timedelta(seconds=self.seconds)

    def offset(self) -> int:
        """As it was set."""
        return self.ahead

    def elapsed(self) -> float:
        """Seconds passed."""
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds


# Seconds between two readings; a busy loop may stall for two seconds without being asleep.
ASLEEP_AFTER = 10.0
SLOWEST, FASTEST = 1.0, 240.0  # speeds of the scenario clock, scenario seconds a second


class ScenarioClock:
    """Scenario time: stands still in step-paced play, runs at a speed in clock-paced play.

    `ticking` gives real seconds and `wall` the wall time; tests and headless runs pass their own. With
    `asleep_after`, a running clock that was not read for so many seconds stops where it was last read: the
    machine slept or the process was stopped, so no class was there.
    """

    def __init__(
        self,
        at: float = 0.0,
        *,
        ticking: Callable[[], float] = time.monotonic,
        wall: Callable[[], datetime] | None = None,
        asleep_after: float | None = None,
    ) -> None:
        self._at = at
        self.asleep_after = asleep_after
        self._read: float | None = None
        self._slept = 0.0
        self._ticking = ticking
        self._wall = wall
        self._since: float | None = None
        self.speed = SLOWEST

    @property
    def running(self) -> bool:
        """Whether scenario time passes by itself."""
        return self._since is not None

    def wall(self) -> datetime:
        """Wall time, in UTC."""
        return self._wall() if self._wall else datetime.now(UTC)

    def offset(self) -> int:
        """The machine's; 0 if the wall time is not the machine's."""
        return 0 if self._wall else local_offset()

    def elapsed(self) -> float:
        """Seconds of scenario time."""
        if self._since is None:
            return self._at
        now = self._ticking()
        gap = now - (now if self._read is None else self._read)
        self._read = now
        if self.asleep_after is not None and gap >= self.asleep_after:
            self._at += (now - gap - self._since) * self.speed
            self._since = None
            self._slept += gap
            return self._at
        return self._at + (now - self._since) * self.speed

    def woken(self) -> float:
        """The seconds slept, if the clock stopped for that since the last call; else 0."""
        self.elapsed()
        slept, self._slept = self._slept, 0.0
        return slept

    def jump(self, seconds: float) -> None:
        """Set scenario time."""
        self._at = seconds
        if self._since is not None:
            self._since = self._read = self._ticking()

    def run(self, *, running: bool, speed: float | None = None) -> None:
        """Start or stop, at a speed between 1× and 240×."""
        self._at = self.elapsed()
        if speed is not None:
            self.speed = max(SLOWEST, min(FASTEST, speed))
        self._since = self._ticking() if running else None
        self._read = self._since
