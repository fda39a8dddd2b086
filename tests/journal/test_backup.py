"""At most two backups, made only of sound and changed journals; and what they restore."""

import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest

from simulator.exercise import Exercise, JournalError, Play, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES, open_journal
from simulator.journal.backup import back_up, backups
from simulator.journal.notices import Restored
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine
from tests.exercise.sample import SAMPLE
from tests.journal.damage import contents, edit, fill

DATA = Path(__file__).parents[1] / "data" / "journals"


def test_a_backup_is_made_once_for_each_change_and_two_are_kept(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    assert back_up(path)
    assert not back_up(path)
    for number in range(3):
        exercise.note(str(number))
        assert back_up(path)
    journal.rename(exercise.name, "別の名")
    assert back_up(path)
    journal.close()
    assert [place.name for place in backups(path)] == ["journal.backup-1.sqlite3", "journal.backup-2.sqlite3"]
    newest, notices = open_journal(backups(path)[0])
    assert notices == ()
    assert contents(newest) == {exercise.name: list(exercise.history.records.values())}
    assert [kept.title for kept in newest.exercises()] == ["別の名"]
    newest.close()


def test_closing_leaves_a_backup_of_all_and_nothing_else_beside(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START).note("残る")
    journal.close()
    assert {place.name for place in tmp_path.iterdir()} == {"journal.sqlite3", "journal.backup-1.sqlite3"}
    SqliteJournal(path, EXERCISES).close()
    assert len(backups(path)) == 1


def test_damage_in_the_journal_never_reaches_a_backup(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    fill(path)
    assert back_up(path)
    edit(path, "UPDATE record SET body = replace(body, '覚書', '覚え') WHERE seq = 9")
    edit(path, "UPDATE exercise SET seal = 'x'")  # the journal has changed, so a backup is due
    assert not back_up(path)
    assert len(backups(path)) == 1


@pytest.mark.parametrize("seq", [1, 9, 30])
def test_a_damaged_record_comes_back_from_the_backup(tmp_path: Path, seq: int) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    back_up(path)
    name = min(kept)
    edit(path, f"UPDATE record SET body = '{{}}' WHERE seq = {seq} AND exercise = ?", name)
    journal, notices = open_journal(path)
    assert notices == (Restored(name, 31 - seq),)
    assert "控えから元どおりにしました" in notices[0].message
    assert contents(journal) == kept
    journal.close()
    assert open_journal(path)[1] == ()


def test_a_journal_that_is_gone_comes_back_from_its_backup(tmp_path: Path) -> None:
    """A new file in its place would soon have pushed the backups out."""
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    back_up(path)
    for place in tmp_path.glob("journal.sqlite3*"):
        place.unlink()
    journal, notices = open_journal(path)
    assert contents(journal) == kept
    journal.close()
    records = sum(map(len, kept.values()))
    (message,) = (notice.message for notice in notices)
    assert message.endswith(f"控えから、演習 {len(kept)}件（記録 {records}件）で作り直しました。")
    assert not list(tmp_path.glob("*damaged*"))
    assert open_journal(path)[1] == ()


def test_what_was_done_since_the_backup_stays_after_it(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    (name,) = kept
    back_up(path)
    journal, _ = open_journal(path)
    exercise = Exercise.resume(name, machine, journal, VirtualClock())
    exercise.note("後から")
    journal._is_changed = False  # no backup at the close
    journal.close()
    edit(path, "UPDATE record SET body = '{}' WHERE seq = 9")
    again, _ = open_journal(path)
    assert contents(again) == {name: list(exercise.history.records.values())}
    again.close()


def test_a_backup_of_another_line_of_events_is_not_mixed_in(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1)
    (name,) = kept
    back_up(path)
    edit(path, "DELETE FROM record WHERE seq > 8")
    journal, _ = open_journal(path)
    Exercise.resume(name, machine, journal, VirtualClock()).note("別の続き")
    journal._is_changed = False
    journal.close()
    edit(path, "UPDATE record SET body = '{}' WHERE seq = 8")
    again, _ = open_journal(path)
    assert contents(again) == {name: kept[name][:7]}
    again.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_record_that_names_a_pipe_as_its_scenario_is_not_waited_for(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path, pipe = tmp_path / "journal.sqlite3", tmp_path / "pipe"
    os.mkfifo(pipe)
    journal, _ = open_journal(path)
    Play.begin(SAMPLE, str(pipe), machine, journal, ScenarioClock())
    journal.close()
    for backup in backups(path):
        backup.unlink()
    edit(path, "UPDATE long_text SET body = replace(body, '始まり', '終わり')")
    exercise_counts: list[int] = []

    def open_damaged() -> None:
        again, _ = open_journal(path)
        exercise_counts.append(len(again.exercises()))
        again.close()

    thread = threading.Thread(target=open_damaged, daemon=True)
    thread.start()
    thread.join(60)
    assert exercise_counts == [1]  # empty if opening waits for the pipe


def test_a_title_and_a_source_come_back(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock())
    journal.rename(play.exercise.name, "三組")
    journal.close()
    edit(path, "UPDATE exercise SET title = '三細'")
    edit(path, "UPDATE long_text SET body = replace(body, '始まり', '終わり')")
    again, notices = open_journal(path)
    assert notices == ()
    assert [kept.title for kept in again.exercises()] == ["三組"]
    assert Play.resume(play.exercise.name, machine, again, ScenarioClock()).state == play.state
    again.close()


def test_a_source_comes_back_from_the_scenario_file_where_there_is_no_backup(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path, scenario = tmp_path / "journal.sqlite3", tmp_path / "own.yaml"
    scenario.write_text(SAMPLE, encoding="utf-8")
    journal, _ = open_journal(path)
    play = Play.begin(SAMPLE, str(scenario), machine, journal, ScenarioClock())
    journal.close()
    for backup in backups(path):
        backup.unlink()
    edit(path, "DELETE FROM long_text")
    again, _ = open_journal(path)
    assert Play.resume(play.exercise.name, machine, again, ScenarioClock()).state == play.state
    again.close()


def test_two_plays_of_a_scenario_keep_its_source_once(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    for _ in range(2):
        Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock())
    journal.close()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM long_text").fetchone() == (1,)
        assert db.execute("SELECT count(*) FROM record WHERE instr(body, 'hotwash')").fetchone() == (0,)
    db.close()


def test_an_emptied_journal_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    back_up(path)
    path.write_bytes(b"")
    journal, notices = open_journal(path)
    assert contents(journal) == kept
    assert len(notices) == 1
    journal.close()


@pytest.mark.parametrize("version", ["version-1.sqlite3", "version-2.sqlite3"])
def test_before_an_older_journal_is_upgraded_it_is_backed_up_as_it_was(tmp_path: Path, version: str) -> None:
    path = Path(shutil.copy(DATA / version, tmp_path / "journal.sqlite3"))
    open_journal(path)[0].close()
    (backup,) = backups(path)
    query = "SELECT exercise, seq, body FROM record ORDER BY exercise, seq"
    with sqlite3.connect(backup) as kept, sqlite3.connect(DATA / version) as then:
        assert kept.execute("PRAGMA user_version").fetchone() == (int(version[8]),)
        assert kept.execute(query).fetchall() == then.execute(query).fetchall()
    kept.close()
    then.close()


def test_a_backup_that_cannot_be_made_is_said(
    machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)

    def disk_is_full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_is_full)
    with pytest.raises(JournalError, match="控えを作れません"):
        journal.back_up()
    monkeypatch.undo()
    assert not list(tmp_path.glob("*part*"))
    journal.close()


def test_a_long_exercise_that_was_damaged_is_restored_whole(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path, exercises=1, records=300)
    assert back_up(path)
    edit(path, "UPDATE record SET body = '{}' WHERE seq = 9")
    journal, notices = open_journal(path)
    assert notices == (Restored(min(kept), 292),)
    assert contents(journal) == kept
    journal.close()
