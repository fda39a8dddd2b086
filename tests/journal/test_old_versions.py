"""Journals that older versions wrote open, and replay to the same state and the same export.

`tests/data/journals` was written by earlier code. Versions 1 and 2 hold a play with branches, undoing and a
seat's view, and a walk; version 3, of 28 November 2026, a play of the library with votes, a branch, an inject
of the facilitator's, a rating and a person of a class, and a walk. Beside them stand the exports and the
states at each record (`state_lines.py`) that the code of that day made of them.
"""

import json
import shutil
from pathlib import Path

import pytest

from simulator.exercise import History, Play, ScenarioClock
from simulator.journal import export_lines, open_journal
from simulator.machine import PhaseMachine
from tests.journal.state_lines import state_values

DATA = Path(__file__).parents[1] / "data" / "journals"
PLAY, WALK = "20150427-000000", "20150427-000220"
KEPT = [
    ("version-1", PLAY, "play"),
    ("version-1", WALK, "walk"),
    ("version-2", PLAY, "play"),
    ("version-2", WALK, "walk"),
    ("version-3", "20261128-090000", "play-3"),
    ("version-3", "20261128-094200", "walk-3"),
]
SINCE = {"chosen"}  # fields of a state that came later, made of others


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


@pytest.mark.parametrize(("version", "name", "file"), KEPT)
def test_their_records_give_the_same_state_at_each_moment(
    version: str, name: str, file: str, tmp_path: Path
) -> None:
    journal, notices = open_journal(
        Path(shutil.copy(DATA / f"{version}.sqlite3", tmp_path / "journal.sqlite3"))
    )
    assert notices == ()
    history = History(journal.read(name))
    assert "\n".join(export_lines(journal, name)) + "\n" == (DATA / f"{file}.jsonl").read_text(
        encoding="utf-8"
    )
    journal.close()
    lines = (DATA / f"{file}.states.jsonl").read_text(encoding="utf-8").splitlines()
    for seq, line in zip(sorted(history.records), lines, strict=True):
        values = state_values(history.state(seq))
        assert {field: value for field, value in values.items() if field not in SINCE} == json.loads(line), (
            seq
        )


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
