"""From a key to the painted frame, in a pseudo-terminal: a play against a bare list."""

import contextlib
import os
import select
import signal
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

from simulator.doctrine import load_doctrine
from simulator.exercise import Play, ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.scenario import scenario_files
from tests.bench.terminal import drain, start, until, worked

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


@dataclass(frozen=True)
class Program:
    """A program to press keys in: how it starts, the words by which it is there, and the keys.

    `tree` is another checkout that it is to be taken from.
    """

    arguments: Sequence[str]
    ready: str
    keys: Iterator[bytes]
    tree: Path | None = None


class Pressed(NamedTuple):
    """Seconds from a key to the end of the frame it brings, and the CPU of all that it set off."""

    frame: float
    until_frame: float  # CPU
    in_all: float  # CPU, until nothing more came


def in_turn(
    programs: Sequence[Program], count: int = KEYS, *, once_there: Callable[[], object] = list
) -> list[list[Pressed]]:
    """Press a key in each program after the other, so that a machine that is busy is so for all of them.

    Keys that bring no frame in one of them are not counted. `once_there` is done before the first key.
    """
    running: list[tuple[int, int]] = []
    counted: list[list[Pressed]] = [[] for _ in programs]
    try:
        for program in programs:
            running.append(start(program.arguments, tree=program.tree))
            until(running[-1][1], program.ready, patience=60)
        once_there()
        for _, terminal in running:
            drain(terminal, 0.6)
        for turn in range(10 * count):
            order = list(enumerate(programs))
            pressed = {
                number: _press(*running[number], next(program.keys))
                for number, program in (reversed(order) if turn % 2 else order)
            }
            if all(key.frame for key in pressed.values()):
                for number, key in pressed.items():
                    counted[number].append(key)
            if len(counted[0]) == count:
                break
    finally:
        for pid, terminal in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            os.close(terminal)
    return counted


def _press(pid: int, terminal: int, key: bytes) -> Pressed:
    drain(terminal, _QUIET)
    before = worked(pid)
    began = time.perf_counter()
    os.write(terminal, key)
    last = at_frame = 0.0
    wait = _NOTHING
    while select.select([terminal], [], [], wait)[0]:
        os.read(terminal, 65536)
        last = time.perf_counter() - began
        at_frame = worked(pid) - before
        wait = _FRAME
    drain(terminal, _QUIET)
    return Pressed(last, at_frame, worked(pid) - before)


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


def p50(times: Sequence[float]) -> float:
    """The median."""
    return statistics.median(times)


def p95(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def largest_play(journal: Path, scenario: Path | None = None, tree: Path | None = None) -> Program:
    """A play of the largest shipped scenario, or of another."""
    arguments = ["-m", "simulator", "play", str(scenario or largest()), "--journal", str(journal)]
    return Program(arguments, "学習目標", session(), tree)


def keys(folder: Path) -> list[list[Pressed]]:
    """Of the largest shipped scenario, of 5,000 steps, and of a bare list, a key in each in turn."""
    long = ["-m", "simulator", "resume", "--journal", str(played_out(folder))]
    return in_turn(
        (
            largest_play(folder / "keys.sqlite3"),
            Program(long, "知らせ", session()),
            Program(["-m", "tests.bench.list_app"], "一覧", cycle(_LIST)),
        )
    )
