"""A clock that a test of self-study sets."""

from datetime import UTC, datetime

NOON = datetime(2026, 4, 6, 12, 0, tzinfo=UTC)


class Watch:
    """Stands at noon of 6 April 2026 until a test moves it."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at
