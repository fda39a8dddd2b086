"""Journals that older versions wrote open, and replay to the same state and the same export.

`tests/data/journals` was written by the code before version 3: a play with branches, undoing and a seat's
view, and a walk; beside them the exports that it made of them.
"""

import shutil
from pathlib import Path

import pytest

from simulator.exercise import History, Play, ScenarioClock
from simulator.journal import export_lines, open_journal
from simulator.machine import PhaseMachine

DATA = Path(__file__).parents[1] / "data" / "journals"
PLAY, WALK = "20150427-000000", "20150427-000220"


@pytest.fixture(params=["version-1.sqlite3", "version-2.sqlite3"])
def old_journal(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / request.param, tmp_path / "journal.sqlite3"))


def test_they_open_with_nothing_to_say_and_export_as_then_to_the_byte(old_journal: Path) -> None:
    journal, notices = open_journal(old_journal)
    assert notices == ()
    for name, file in ((PLAY, "play.jsonl"), (WALK, "walk.jsonl")):
        lines = (DATA / file).read_text(encoding="utf-8").splitlines()
        assert list(export_lines(journal, name)) == lines
    journal.close()


def test_their_records_stay_as_they_were_to_the_byte(old_journal: Path) -> None:
    journal, _ = open_journal(old_journal)
    for name, file in ((PLAY, "play.jsonl"), (WALK, "walk.jsonl")):
        bodies = (DATA / file).read_bytes().splitlines()[1:]
        assert [row.body for row in journal.stored.rows(name)] == bodies
    journal.close()


def test_an_old_play_goes_on_where_it_stood(old_journal: Path, machine: PhaseMachine) -> None:
    journal, _ = open_journal(old_journal)
    play = Play.resume(PLAY, machine, journal, ScenarioClock())
    state = play.state
    assert (len(state.shown), [note.text for note in state.notes]) == (5, ["覚書 一"])
    assert play.exercise.seat == "sdf"
    assert [branch.name for branch in play.exercise.history.branches()][:2] == ["本筋", "別の道"]
    play.exercise.note("続き")
    journal.close()
    again, _ = open_journal(old_journal)
    assert History(again.read(PLAY)).state().notes[-1].text == "続き"
    again.close()
