"""Real seconds that pass only when a test says so."""


class Ticks:
    """In place of the clock of the machine; `seconds` is what it reads."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds
