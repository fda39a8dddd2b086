"""python -m tests.bench.watching: from a step that was kept to the same step on the screens of two watchers.

A play in a pseudo-terminal is driven by keys; two `shishin watch` stand in terminals of their own. A step
counts as kept when a connection of ours sees it on disk, and as seen when a watcher paints the new time.
"""

import contextlib
import os
import select
import statistics
import sys
import tempfile
import time
from pathlib import Path

from simulator.journal import open_journal
from simulator.journal.sqlite import SqliteJournal
from tests.bench.terminal import drain, start, until

STEPS = 60
PATIENCE = 10.0  # seconds for a step to be kept, and to be seen
SCENARIO = """schema: 1
title: 追い付く
summary: 一歩ずつ。
objectives: [{{id: one, text: 見る。}}]
audience: 測る
difficulty: basic
duration: {minutes}
countries: [A国]
begins: "00:00"
seats: [japan_government]
hotwash: [見えたか。]
steps:
{steps}
  - ending: close
    at: "{end}"
    title: 幕
    text: おわり。
"""


def at(minute: int) -> str:
    """Scenario time as a file has it."""
    return f"{minute // 60}:{minute % 60:02}"


def written(folder: Path) -> Path:
    """A scenario of which each step has a word of its own."""
    steps = "\n".join(
        f'  - note: n{number}\n    at: "{at(number)}"\n    text: 目印{number:03}を見る。'
        for number in range(1, STEPS + 2)
    )
    path = folder / "watching.yaml"
    path.write_text(SCENARIO.format(minutes=STEPS + 5, steps=steps, end=at(STEPS + 3)), "utf-8")
    return path


def main() -> None:
    """Measure and print medians and 95th percentiles in milliseconds."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ.update(SHISHIN_DATA=name, SHISHIN_SETTINGS=str(folder / "settings.toml"))
        journal = folder / "j.sqlite3"
        played = written(folder)
        host, keys = start(["-m", "simulator", "play", str(played), "--journal", str(journal)])
        until(keys, "記録 ✓", patience=60)
        watchers = []
        for _ in range(2):
            pid, screen = start(["-m", "simulator", "watch", "--journal", str(journal)], 80, 24)
            until(screen, "教室の画面", patience=60)
            watchers.append((pid, screen))
        try:
            kept, _ = open_journal(journal)
            steps = [_step(kept, keys, [screen for _, screen in watchers], n) for n in range(1, STEPS + 1)]
            kept.close()
        finally:
            for pid, screen in [(host, keys), *watchers]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, 15)
                os.waitpid(pid, 0)
                os.close(screen)
    for number, name in enumerate(("first watcher", "second watcher")):
        seen = sorted(times[number] * 1000 for times in steps)
        p95 = seen[int(len(seen) * 0.95)]
        print(f"{name}: p50 {statistics.median(seen):.0f} ms  p95 {p95:.0f} ms  worst {seen[-1]:.0f} ms")


def _step(kept: SqliteJournal, keys: int, screens: list[int], number: int) -> list[float]:
    """Take a step; the seconds from when it was kept until each watcher showed it."""
    exercise = kept.exercises()[0].id
    before = kept.count(exercise)
    os.write(keys, b" ")
    end = time.perf_counter() + PATIENCE
    while kept.count(exercise) == before and time.perf_counter() < end:
        time.sleep(0.001)
        drain(keys, 0)
    since = time.perf_counter()
    words = f"目印{number:03}".encode()
    seen = [0.0] * len(screens)
    text = [b""] * len(screens)
    while not all(seen) and time.perf_counter() < since + PATIENCE:
        drain(keys, 0)
        ready, _, _ = select.select(screens, [], [], 0.001)
        for at_screen in ready:
            which = screens.index(at_screen)
            text[which] += os.read(at_screen, 65536)
            if words in text[which] and not seen[which]:
                seen[which] = time.perf_counter() - since
    if not all(seen):
        sys.exit(f"step {number} was not seen: {seen}")
    time.sleep(0.15)  # a class does not step ten times a second
    return seen


if __name__ == "__main__":
    main()
