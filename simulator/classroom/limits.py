"""How often somebody may do something. Times are seconds of any clock that never goes back."""

from __future__ import annotations

from collections import OrderedDict, deque

MOST_KEYS = 4096  # of whom a window remembers; a flood of addresses must not fill the memory


class RateWindow:
    """At most `most` times in `seconds`, for each key."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def full(self, key: str, now: float) -> bool:
        """Whether once more would be too much."""
        times = self._times.get(key)
        if times is None:
            return False
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return len(times) >= self.most

    def count(self, key: str, now: float) -> None:
        """It was done once more."""
        times = self._times.setdefault(key, deque(maxlen=self.most))
        times.append(now)
        self._times.move_to_end(key)
        while len(self._times) > MOST_KEYS:
            self._times.popitem(last=False)

    def take(self, key: str, now: float) -> bool:
        """Count it if it is not too much; whether it was counted."""
        if self.full(key, now):
            return False
        self.count(key, now)
        return True


WRONG_OF_ONE = 5  # in a minute, from one address
WRONG_OF_ALL = 60  # in a minute
WRONG_BEFORE_LOCK = 300


class CodeGate:
    """Wrong codes: who gives too many waits, and at 300 of all nobody joins before there is a new code."""

    def __init__(self) -> None:
        self._one = RateWindow(WRONG_OF_ONE, 60)
        self._all = RateWindow(WRONG_OF_ALL, 60)
        self._wrong = 0
        self._code = ""

    def waits(self, address: str, now: float) -> bool:
        """Whether this address must wait before it may try again."""
        return self._one.full(address, now) or self._all.full("", now)

    def locked(self, code: str) -> bool:
        """Whether so many wrong codes were given that this one opens nothing any more."""
        if code != self._code:
            self._code, self._wrong = code, 0
        return self._wrong >= WRONG_BEFORE_LOCK

    def wrong(self, address: str, now: float) -> None:
        """A wrong code was given."""
        self._one.count(address, now)
        self._all.count("", now)
        self._wrong += 1
