"""Rate limits. Times are seconds of a monotonic clock."""

from __future__ import annotations

from collections import OrderedDict, deque

MOST_KEYS = 4096  # keys that a window remembers, so that a flood of addresses cannot fill the memory


class RateWindow:
    """Allows something at most `most` times in `seconds` for each key."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self._times: OrderedDict[str, deque[float]] = OrderedDict()

    def full(self, key: str, now: float) -> bool:
        """Whether the limit of a key is reached."""
        times = self._times.get(key)
        if times is None:
            return False
        while times and times[0] <= now - self.seconds:
            times.popleft()
        return len(times) >= self.most

    def count(self, key: str, now: float) -> None:
        """Count one more."""
        times = self._times.setdefault(key, deque(maxlen=self.most))
        times.append(now)
        self._times.move_to_end(key)
        while len(self._times) > MOST_KEYS:
            self._times.popitem(last=False)

    def take(self, key: str, now: float) -> bool:
        """Count one more if the limit allows it; whether it does."""
        if self.full(key, now):
            return False
        self.count(key, now)
        return True


WRONG_OF_ONE = 5  # wrong codes in a minute from one address
WRONG_OF_ALL = 60  # wrong codes in a minute from all addresses
WRONG_BEFORE_LOCK = 300


class CodeGate:
    """Limits wrong codes: an address with too many must wait; after 300 in all the code is disabled."""

    def __init__(self) -> None:
        self._by_address = RateWindow(WRONG_OF_ONE, 60)
        self._by_anybody = RateWindow(WRONG_OF_ALL, 60)
        self._wrong = 0
        self._code = ""

    def waits(self, address: str, now: float) -> bool:
        """Whether this address must wait before it may try again."""
        return self._by_address.full(address, now) or self._by_anybody.full("", now)

    def locked(self, code: str) -> bool:
        """Whether the code is disabled after too many wrong codes."""
        if code != self._code:
            self._code, self._wrong = code, 0
        return self._wrong >= WRONG_BEFORE_LOCK

    def wrong(self, address: str, now: float) -> None:
        """Count a wrong code."""
        self._by_address.count(address, now)
        self._by_anybody.count("", now)
        self._wrong += 1
