"""`resume`: where a kept exercise stands."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, VirtualClock
from simulator.journal import EXERCISES, Busy, default_journal, try_hold
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger
from tests.commands import Ran

Run = Callable[..., Ran]


def keep(path: Path) -> str:
    """Keep a walk that went one move in an hour and two minutes; gives its name."""
    journal, clock = SqliteJournal(path, EXERCISES), VirtualClock()
    exercise = Exercise.begin(PhaseMachine(load_doctrine()), journal, clock, title="歩く", start=START)
    clock.advance(3720)
    exercise.fire(Trigger.TO_JUYO)
    journal.close()
    return exercise.name


def test_without_a_terminal_it_says_where_the_last_exercise_stands(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "j"
    name = keep(path)
    for ran in (shishin("resume", "--journal", str(path)), shishin("resume", name, "--journal", str(path))):
        assert ran.status == 0
        assert "重要影響事態  T+01:02" in ran.out


def test_nothing_to_resume_is_said(shishin: Run) -> None:
    ran = shishin("resume")
    assert ran.status == 1
    assert "まだありません" in ran.err
    assert not default_journal().exists()


def test_an_unknown_exercise_names_the_nearest(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "j"
    name = keep(path)
    ran = shishin("resume", name[:-1], "--journal", str(path))
    assert ran.status == 2
    assert name in ran.err


def test_the_journal_may_be_named_before_the_command_too(shishin: Run, tmp_path: Path) -> None:
    path = tmp_path / "j"
    name = keep(path)
    assert name in shishin("--journal", str(path), "sessions").out


@pytest.mark.parametrize("command", [("resume",), ("sessions",), ("resume", "--plain")])
def test_a_file_that_is_no_journal_is_told_with_the_option_that_names_another(
    shishin: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    path = tmp_path / "poem.txt"
    path.write_text("古池や\n" * 200, encoding="utf-8")
    ran = shishin(*command, "--journal", str(path))
    assert ran.status == 2
    assert "--journal を付けます" in ran.err


def test_telling_where_an_exercise_stands_does_not_make_it_the_last_used(
    shishin: Run, tmp_path: Path
) -> None:
    path = tmp_path / "j"
    older, newer = keep(path), keep(path)
    shishin("resume", older, "--journal", str(path))
    assert shishin("resume", "--journal", str(path)).out.startswith(newer)


def test_where_an_exercise_stands_is_told_while_another_process_plays_it(
    shishin: Run, tmp_path: Path
) -> None:
    path = tmp_path / "j"
    name = keep(path)
    held = try_hold(path, name)
    assert not isinstance(held, Busy)
    with held:
        ran = shishin("resume", name, "--journal", str(path))
    assert (ran.status, ran.err) == (0, "")
    assert "重要影響事態  T+01:02" in ran.out
