"""The journal on disk: a real SQLite file, safe before shown, and clear about what is wrong."""

import sqlite3
from pathlib import Path

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, JournalError, SystemClock, VirtualClock
from simulator.journal import EXERCISES, default_journal, open_journal
from simulator.journal.schema import APPLICATION_ID, VERSION, NewerError, NotOursError, version_of
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger

MACHINE = PhaseMachine(load_doctrine())


def begin(path: Path) -> tuple[Exercise, SqliteJournal]:
    journal = SqliteJournal(path, EXERCISES)
    return Exercise.begin(MACHINE, journal, VirtualClock(), title="歩く", start=START), journal


def test_an_event_is_on_disk_when_the_act_returns(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    exercise, _ = begin(path)
    exercise.fire(Trigger.TO_JUYO)
    other = SqliteJournal(path, EXERCISES)
    assert Exercise.resume(exercise.name, MACHINE, other, SystemClock()).state == exercise.state


def test_only_the_usual_folder_for_records_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path / "new" / "folder"))
    begin(default_journal())
    assert default_journal().exists()
    with pytest.raises(JournalError, match=f"フォルダー {tmp_path / 'other'} がありません"):
        begin(tmp_path / "other" / "journal.sqlite3")
    assert not (tmp_path / "other").exists()


def test_the_file_is_in_wal_mode_and_fully_synchronous(tmp_path: Path) -> None:
    _, journal = begin(tmp_path / "j")
    assert journal._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert journal._db.execute("PRAGMA synchronous").fetchone() == (2,)


def test_exercises_begun_at_the_same_moment_have_different_names(tmp_path: Path) -> None:
    first, journal = begin(tmp_path / "j")
    second = Exercise.begin(MACHINE, journal, VirtualClock(), title="もう一つ", start=START)
    assert [first.name, second.name] == ["20150427-000000", "20150427-000000-2"]
    assert {kept.title for kept in journal.exercises()} == {"歩く", "もう一つ"}


def test_a_file_that_is_no_journal_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("これは記録ではない。" * 200, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(JournalError, match=r"notes\.txt: 記録として読めません"):
        SqliteJournal(path, EXERCISES)
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (x)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(JournalError, match="指針シミュレータの記録ではありません"):
        SqliteJournal(path, EXERCISES)
    assert path.read_bytes() == before


def test_a_journal_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j"
    _, journal = begin(path)
    journal._db.execute("UPDATE journal SET value = '99' WHERE name = 'version'")
    journal._db.execute("PRAGMA user_version = 99")
    journal.close()
    with pytest.raises(JournalError, match="新しい版"):
        SqliteJournal(path, EXERCISES)


@pytest.mark.parametrize("number", [0, 1, 2, VERSION, VERSION + 1, 99])
@pytest.mark.parametrize("ours", [True, False])
def test_unknown_tables_are_of_a_newer_version_only_where_they_bear_our_mark_and_a_higher_number(
    number: int, *, ours: bool
) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    assert version_of(db) == 0
    db.execute("CREATE TABLE theirs (x)")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID + (not ours)}")
    db.execute(f"PRAGMA user_version = {number}")
    with pytest.raises(NewerError if ours and number > VERSION else NotOursError):
        version_of(db)
    db.close()


@pytest.mark.parametrize(
    ("exercise", "record", "version"),
    [
        ("id, title, began", "exercise, seq, body", 1),
        ("id, title, began", "exercise, seq, body, seal", 2),
        ("id, title", "exercise, seq, body", None),
        ("title, id, began", "exercise, seq, body", None),
        ("id, title, began, used", "exercise, seq, body, seal", None),
        ("id, title, began", "exercise, body", None),
        ("id, title, began", "exercise, seq, body, seal, used", None),
    ],
)
def test_an_older_version_is_known_by_its_very_columns(
    exercise: str, record: str, version: int | None
) -> None:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute(f"CREATE TABLE exercise ({exercise})")
    db.execute(f"CREATE TABLE record ({record})")
    if version:
        assert version_of(db) == version
    else:
        with pytest.raises(NotOursError):
            version_of(db)
    db.close()


@pytest.mark.parametrize("number", ["user_version", "application_id"])
@pytest.mark.parametrize("damaged", [0, 1, 2, 67, 1 << 30])
def test_a_damaged_number_in_the_first_page_is_neither_a_newer_version_nor_a_loss(
    tmp_path: Path, number: str, damaged: int
) -> None:
    path = tmp_path / "j"
    exercise, journal = begin(path)
    exercise.note("残る")
    journal._db.execute(f"PRAGMA {number} = {damaged}")
    journal.close()
    again, notices = open_journal(path)
    assert notices == ()
    assert [record.seq for record in again.read(exercise.name)] == [1, 2]
    again.close()
    with sqlite3.connect(path) as db:
        assert db.execute(f"PRAGMA {number}").fetchone() in {(3,), (0x53484953,)}
    db.close()


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="開けません"):
        SqliteJournal(tmp_path, EXERCISES)


def test_an_event_that_cannot_be_kept_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "j"
    exercise, journal = begin(path)
    before = exercise.state
    journal._db.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match="書き込めません"):
        exercise.fire(Trigger.TO_JUYO)
    assert exercise.state == before
    journal._db.execute("PRAGMA query_only = OFF")
    exercise.fire(Trigger.TO_JUYO)
    assert exercise.state.configuration.label == "重要影響事態"


def test_a_damaged_record_is_said_and_not_guessed(tmp_path: Path) -> None:
    exercise, journal = begin(tmp_path / "j")
    journal._db.execute("UPDATE record SET body = '{}' WHERE seq = 1")
    with pytest.raises(JournalError, match="読めません"):
        journal.read(exercise.name)
