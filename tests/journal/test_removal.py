"""An exercise that is deleted is nowhere in the folder any more; a hidden one stays hidden through damage."""

import shutil
import sqlite3
from pathlib import Path

import pytest

from simulator.exercise import Exercise, JournalError, Play, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES, open_journal
from simulator.journal.backup import back_up, backups
from simulator.journal.glimpse import newest
from simulator.journal.hold import folder
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine
from tests.exercise.sample import SAMPLE
from tests.journal.damage import edit, fill, spoil

DATA = Path(__file__).parents[1] / "data" / "journals"
SECRET = "消されるべき覚書"


def with_secret(machine: PhaseMachine, path: Path, title: str = "消す演習") -> str:
    """An exercise with a note that must not be found afterwards, kept in two backups."""
    journal, _ = open_journal(path)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title=title, start=START)
    for number in range(40):
        exercise.note(f"{SECRET}{number}" * 20)
        if number == 20:
            assert back_up(path)
    journal.sidecar.keep_draft(exercise.name, f"{SECRET} 書きかけ")
    journal.close()
    assert len(backups(path)) == 2
    return exercise.name


def files_with(folder: Path, words: str) -> list[str]:
    """The names of the files below a folder that contain these words in plain letters."""
    return [
        place.name for place in folder.rglob("*") if place.is_file() and words.encode() in place.read_bytes()
    ]


def test_no_file_beside_the_journal_holds_a_word_of_what_was_deleted(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    name = with_secret(machine, path)
    (tmp_path / f"journal.{name}.damaged-1.jsonl").write_text(SECRET, encoding="utf-8")
    (tmp_path / "journal.other.damaged-1.jsonl").write_text("ほかの演習", encoding="utf-8")
    assert len(files_with(tmp_path, SECRET)) == 5
    journal, _ = open_journal(path)
    assert journal.delete(name) is None
    assert files_with(tmp_path, SECRET) == []  # while the file is open, too
    journal.close()
    assert files_with(tmp_path, SECRET) == []
    assert files_with(tmp_path, name) == []
    assert (tmp_path / "journal.other.damaged-1.jsonl").exists()
    assert not [place for place in folder(path).iterdir() if place.stem == name]
    again, notices = open_journal(path)
    assert notices == ()
    assert {kept.id for kept in again.exercises()} == set(kept)
    again.close()
    for backup in backups(path):
        looked_at, notices = open_journal(backup)
        assert notices == ()
        assert {kept.id for kept in looked_at.exercises()} == set(kept)
        looked_at.close()


def test_a_deleted_exercise_does_not_come_back_from_a_backup_when_the_file_is_damaged(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    name = with_secret(machine, path)
    journal, _ = open_journal(path)
    journal.delete(name)
    journal.close()
    spoil(path, 0, b"\xa5" * 5000)
    again, _ = open_journal(path)
    assert {kept.id for kept in again.exercises()} == set(kept)
    again.close()


def test_a_source_that_another_exercise_plays_stays_and_goes_with_the_last(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    names = [
        Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock()).exercise.name for _ in range(2)
    ]
    journal.back_up()
    journal.delete(names[0])
    assert Play.resume(names[1], machine, journal, ScenarioClock()).scenario.title
    assert journal.stored.damaged_texts() == ()
    journal.delete(names[1])
    journal.close()
    for place in (path, *backups(path)):
        with sqlite3.connect(place) as db:
            assert db.execute("SELECT count(*) FROM long_text").fetchone() == (0,)
        db.close()


@pytest.mark.parametrize("version", ["version-1.sqlite3", "version-2.sqlite3"])
def test_the_backup_of_an_older_version_is_cleared_too(tmp_path: Path, version: str) -> None:
    path = Path(shutil.copy(DATA / version, tmp_path / "journal.sqlite3"))
    journal, _ = open_journal(path)
    (backup,) = backups(path)
    name, *others = [kept.id for kept in journal.exercises()]
    journal.delete(name)
    journal.close()
    assert name.encode() not in backup.read_bytes()
    looked_at, notices = open_journal(backup)
    assert notices == ()
    assert [kept.id for kept in looked_at.exercises()] == others
    looked_at.close()


def test_a_backup_that_cannot_be_read_goes_with_what_was_deleted(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    name = with_secret(machine, path)
    spoil(backups(path)[0], 0, b"\xa5" * 200)
    journal, _ = open_journal(path)
    journal.delete(name)
    journal.close()
    assert files_with(tmp_path, SECRET) == []


def test_a_damaged_exercise_can_be_deleted(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    name = min(kept)
    journal = SqliteJournal(path, EXERCISES)
    edit(path, "UPDATE record SET body = '{}' WHERE seq = 1 AND exercise = ?", name)
    assert journal.delete(name) is None
    assert [kept.id for kept in journal.exercises()] == [max(kept)]
    journal.close()


def test_what_cannot_be_taken_out_of_a_backup_stays_in_the_journal(
    machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite3"
    name = with_secret(machine, path)

    def disk_is_full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("simulator.journal.removal.sync_file", disk_is_full)
    journal, _ = open_journal(path)
    with pytest.raises(JournalError, match="控えから消せません"):
        journal.delete(name)
    assert [kept.id for kept in journal.exercises()] == [name]
    monkeypatch.undo()
    assert journal.delete(name) is None
    journal.close()
    assert files_with(tmp_path, SECRET) == []


def test_hiding_outlives_damage_and_reaches_the_backups(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    one, other = sorted(fill(path))
    journal, _ = open_journal(path)
    journal.hide(one)
    journal.close()
    assert len(backups(path)) == 1
    looked_at, _ = open_journal(backups(path)[0])
    assert {kept.id: kept.hidden for kept in looked_at.exercises()} == {one: True, other: False}
    looked_at.close()
    spoil(path, 0, b"\xa5" * 50)
    again, notices = open_journal(path)
    assert notices
    assert {kept.id: kept.hidden for kept in again.exercises()} == {one: True, other: False}
    again.close()


def test_home_tells_of_no_hidden_exercise(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    fill(path)
    with_secret(machine, path, title="隠す演習")
    assert getattr(newest(path), "title", "") == "隠す演習"
    journal, _ = open_journal(path)
    journal.hide(journal.exercises()[0].id)
    journal.close()
    assert getattr(newest(path), "title", "") == "演習1"


def test_a_journal_that_may_only_be_read_is_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    name = min(fill(path))
    journal = SqliteJournal(path, EXERCISES)
    journal.protect(path, lambda: None)
    for act in (journal.hide, journal.unhide, journal.delete, lambda name: journal.rename(name, "別の名")):
        with pytest.raises(JournalError, match="読むだけの記録です"):
            act(name)
    journal.close()
