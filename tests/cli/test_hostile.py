"""Whatever comes in, no command ends in a traceback, and nothing reaches the terminal raw."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli import main
from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, VirtualClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine
from tests.commands import Ran

Run = Callable[..., Ran]
BROKEN = sorted((Path(__file__).parents[1] / "data" / "broken").glob("*.yaml"))


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_scenario_is_played_or_refused_but_never_crashes(shishin: Run, path: Path) -> None:
    ran = shishin("play", str(path), "--headless", "--decide", "first")
    assert ran.status in {0, 1, 2}
    assert ran.out or ran.err


def test_escapes_in_a_kept_title_do_not_reach_the_terminal(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "j"
    machine = PhaseMachine(load_doctrine())
    title = "\x1b]0;pwn\x07\x1b[31mX\u202e"
    Exercise.begin(machine, SqliteJournal(path, EXERCISES), VirtualClock(), title=title, start=START)
    ran = shishin("sessions", "--journal", str(path))
    assert not {"\x1b", "\x07", "\u202e"} & set(ran.out)
    assert "X" in ran.out


def test_a_year_that_no_calendar_here_can_say_is_told_as_it_stands(
    shishin: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "j"
    clock = VirtualClock(start=VirtualClock().start.replace(year=9999, month=12, day=31, hour=23))
    machine = PhaseMachine(load_doctrine())
    Exercise.begin(machine, SqliteJournal(path, EXERCISES), clock, title="遠い先", start=START)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert "遠い先" in shishin("sessions", "--journal", str(path)).out


@pytest.mark.parametrize("command", ["phases", "search ISR", "schema", "measures --csv"])
@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_a_stream_that_python_found_closed_is_no_crash(
    command: str, stream: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, stream, None)
    assert main(command.split()) == 0
    getattr(sys, stream).close()


@pytest.mark.skipif(os.name != "posix", reason="closes streams as a shell of POSIX does")
@pytest.mark.parametrize("command", ["sessions", ""])
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-"])
def test_closed_streams_are_no_crash(command: str, closed: str, tmp_path: Path) -> None:
    """In processes: whatever they open next takes the number of the closed stream."""
    line = f"{sys.executable} -m simulator {command} {closed}"
    if closed == "<&-":
        line += f" >>{tmp_path}/out"
    ran = subprocess.run(line, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0
