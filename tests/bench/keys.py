"""From a key to the painted frame, in a pseudo-terminal: a play against a bare list."""

import contextlib
import os
import select
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import cycle
from pathlib import Path

from simulator.doctrine import load_doctrine
from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES, SqliteJournal
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files
from tests.bench.terminal import start, until

KEYS = 200
STEPS = 5_000
_FRAME = 0.008  # seconds without output after which a frame counts as whole
_QUIET = 0.06  # and after which nothing more comes of a key
_NOTHING = 0.25  # seconds after which a key counts as having painted nothing
# As a class uses it: mostly on to the next step, choosing, reading, back and forth; now and then another
# pane, another view or a window. Windows are shut by q: a terminal waits a while before Esc is a key.
_TURN = (
    *(b" ", b"j", b"j", b"j", b"k", b" ", b"1", b"j", b"j", b"\x1b[6~", b"\x1b[5~", b" ", b"2", b"j", b"j"),
    *(b"\x1b[D", b"\x1b[D", b"\x1b[C", b"\x1b[C", b"j", b"j", b"k", b">", b"<", b" ", b"1", b"j", b"j"),
)
_LOOKS = ((b"\t",), (b"v", b"V", b"q"), (b"T", b"j", b"q"), (b"\t",), (b"?", b"q"), (b"b", b"q"))
_LIST = (b"j", b"j", b"k", b"j", b"\x1b[6~", b"j", b"\x1b[5~", b"k")


def session() -> Iterator[bytes]:
    """The keys of a class without end."""
    for look in cycle(_LOOKS):
        yield from _TURN + _TURN
        yield from look


def latencies(
    arguments: Sequence[str],
    ready: str,
    keys: Iterator[bytes],
    beside: Callable[[], AbstractContextManager[object]] = nullcontext,
) -> list[float]:
    """Seconds from each key to the end of the frame it brings; keys that bring none are not counted.

    `beside` goes on meanwhile, once the program is ready.
    """
    pid, terminal = start(arguments)
    found: list[float] = []
    try:
        until(terminal, ready, patience=60)
        _drain(terminal, 0.6)
        with beside():
            while len(found) < KEYS:
                taken = _press(terminal, next(keys))
                if taken:
                    found.append(taken)
        os.write(terminal, b"\x1b\x1b\x11")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, 15)
        os.waitpid(pid, 0)
        os.close(terminal)
    return found


def _press(terminal: int, key: bytes) -> float:
    _drain(terminal, _QUIET)
    began = time.perf_counter()
    os.write(terminal, key)
    last = 0.0
    wait = _NOTHING
    while select.select([terminal], [], [], wait)[0]:
        os.read(terminal, 65536)
        last = time.perf_counter() - began
        wait = _FRAME
    return last


def _drain(terminal: int, quiet: float) -> None:
    while select.select([terminal], [], [], quiet)[0]:
        os.read(terminal, 65536)


def largest() -> Path:
    """The shipped scenario with the most text."""
    return max(scenario_files(), key=lambda path: path.stat().st_size)


def played_out(folder: Path) -> Path:
    """A journal with a play of 5,000 injects, all of them shown."""
    lines = [
        f"  - {{inject: i{n}, at: '{n // 60}:{n % 60:02}', from: 甲, to: [sdf], mode: report,"
        f" text: 第{n}の知らせが届く。確かめて報告せよ。, cites: [IV.A.p1]}}"
        for n in range(STEPS)
    ]
    source = (
        "schema: 1\ntitle: 長い演習\nsummary: 測るための長い筋書き。\nobjectives: [{id: one, text: 測る。}]\n"
        "audience: なし\ndifficulty: basic\nduration: 60\nseats: [sdf]\nhotwash: [なし。]\nsteps:\n"
        + "\n".join(lines)
        + "\n  - {ending: over, at: '99:59', title: 終, text: ここまで。}\n"
    )
    path = folder / "long.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    play = Play.begin(source, "long.yaml", PhaseMachine(load_doctrine()), journal, ScenarioClock())
    for _ in range(STEPS - 100):
        play.advance()
    journal.close()
    return path


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def keys(folder: Path) -> tuple[float, float, float]:
    """95th percentiles in seconds: the largest shipped scenario, 5,000 steps, a bare list."""
    play = ["-m", "simulator", "play", str(largest()), "--journal", str(folder / "keys.sqlite3")]
    long = ["-m", "simulator", "resume", "--journal", str(played_out(folder))]
    ours = latencies(play, "学習目標", session())
    stress = latencies(long, "知らせ", session())
    bare = latencies(["-m", "tests.bench.list_app"], "一覧", cycle(_LIST))
    return p95(ours), p95(stress), p95(bare)
