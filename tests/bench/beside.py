"""python -m tests.bench.beside CHECKOUT: the same keys in this tree and in another, a key in each in turn.

With --watched in place of a checkout: a play that two windows follow beside one that nobody follows.
"""

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

from tests.bench.keys import Pressed, in_turn, largest_play, p50, p95
from tests.bench.terminal import start, until

ROUNDS = 9
COUNT = 40  # keys of a round


def main() -> None:
    """Medians over rounds, each with programs of its own."""
    beside = sys.argv[1] if len(sys.argv) > 1 else ""
    if not beside:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(SHISHIN_DATA=name, SHISHIN_SETTINGS=str(folder / "settings.toml"))
        rounds = [_round(folder / str(number), beside) for number in range(ROUNDS)]
    print(f"medians of {ROUNDS} rounds of {COUNT} keys, ours / theirs")
    picks: tuple[tuple[str, Callable[[Pressed], float]], ...] = (
        ("from key to painted frame", lambda key: key.frame),
        ("CPU until that frame", lambda key: key.until_frame),
        ("CPU of all that a key sets off", lambda key: key.in_all),
    )
    for what, pick in picks:
        for name, measure in (("p50", p50), ("p95", p95)):
            pairs = [(measure([*map(pick, a)]), measure([*map(pick, b)])) for a, b in rounds]
            ratio = p50([a / b for a, b in pairs])
            ours, theirs = (p50(side) * 1000 for side in zip(*pairs, strict=True))
            print(f"{ratio:5.2f}  {ours:7.1f} {theirs:7.1f} ms  {name} {what}")


def _round(folder: Path, beside: str) -> Sequence[list[Pressed]]:
    folder.mkdir()
    watched = beside == "--watched"
    tree = None if watched else Path(beside).resolve()
    # The checkout's own: an older one does not read what has come into the format since.
    shipped = max((tree / "scenarios").glob("*.yaml"), key=lambda path: path.stat().st_size) if tree else None
    ours = folder / "ours.sqlite3"
    programs = (
        largest_play(ours, shipped),
        largest_play(folder / "theirs.sqlite3", shipped, tree),
    )
    with Followers(ours) as followers:
        return in_turn(programs, COUNT, once_there=followers.start if watched else list)


class Followers:
    """Two windows that follow a play. What they paint is read, as a terminal would."""

    def __init__(self, journal: Path) -> None:
        self.journal = journal
        self._windows: list[tuple[int, int]] = []

    def start(self) -> None:
        """Open them, once there is something to follow."""
        for _ in range(2):
            window = start(["-m", "simulator", "watch", "--journal", str(self.journal)], 80, 24)
            self._windows.append(window)
            until(window[1], "教室の画面", patience=60)
            threading.Thread(target=_read, args=(window[1],), daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        for pid, _ in self._windows:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _read(terminal: int) -> None:
    with suppress(OSError):  # it has ended
        while os.read(terminal, 65536):
            pass


if __name__ == "__main__":
    main()
