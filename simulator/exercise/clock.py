"""Exercise time and wall time are two things; a clock gives both, and can be one that never waits."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What an exercise asks of time."""

    def wall(self) -> datetime:
        """Wall time, in UTC."""
        ...

    def elapsed(self) -> float:
        """Seconds of exercise time since the exercise began."""
        ...


class SystemClock:
    """Real time; exercise time runs with it, from where a resumed exercise had got to."""

    def __init__(self, *, already: float = 0.0) -> None:
        self._already = already
        self._since = time.monotonic()

    def wall(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC)

    def elapsed(self) -> float:
        """Seconds since this clock was made, and those that had gone before."""
        return self._already + time.monotonic() - self._since


@dataclass
class VirtualClock:
    """Time that moves only when told to: for headless runs and tests."""

    start: datetime = field(default_factory=lambda: datetime(2015, 4, 27, tzinfo=UTC))
    seconds: float = 0.0

    def wall(self) -> datetime:
        """The start plus the seconds passed."""
        return self.start + timedelta(seconds=self.seconds)

    def elapsed(self) -> float:
        """Seconds passed."""
        return self.seconds

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self.seconds += seconds
