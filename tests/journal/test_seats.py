"""The seat selected when an exercise is left is kept beside the records."""

from pathlib import Path

import pytest

from simulator.exercise import Exercise, Journal, MemoryJournal, VirtualClock
from simulator.journal import EXERCISES, open_journal
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine


@pytest.fixture(params=["file", "memory"])
def journal(request: pytest.FixtureRequest, tmp_path: Path) -> Journal:
    return SqliteJournal(tmp_path / "j", EXERCISES) if request.param == "file" else MemoryJournal()


def test_it_is_taken_up_again_and_is_no_event(machine: PhaseMachine, journal: Journal) -> None:
    exercises = [
        Exercise.begin(machine, journal, VirtualClock(), title=title, start=START) for title in ("一", "二")
    ]
    assert [exercise.seat for exercise in exercises] == ["", ""]
    for seat in ("sdf", "us_forces"):
        exercises[0].keep_seat(seat)
    again = [Exercise.resume(exercise.name, machine, journal, VirtualClock()) for exercise in exercises]
    assert [exercise.seat for exercise in again] == ["us_forces", ""]
    assert len(journal.read(exercises[0].name)) == 1


def test_a_journal_with_it_is_sound(machine: PhaseMachine, tmp_path: Path) -> None:
    kept = SqliteJournal(tmp_path / "j", EXERCISES)
    exercise = Exercise.begin(machine, kept, VirtualClock(), title="一", start=START)
    exercise.keep_seat("sdf")
    kept.close()
    again, salvaged = open_journal(tmp_path / "j")
    assert not salvaged
    assert again.sidecar.kept_seat(exercise.name) == "sdf"
    again.close()
