"""A full disk, no permission, another writer: each is reported, and nothing is half kept."""

import sqlite3
import threading
from pathlib import Path

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, JournalError, VirtualClock
from simulator.journal import database, open_journal
from simulator.journal.schema import VERSION, prepare, version_of
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger

MACHINE = PhaseMachine(load_doctrine())


def begin(path: Path) -> tuple[Exercise, SqliteJournal]:
    journal, _ = open_journal(path)
    return Exercise.begin(MACHINE, journal, VirtualClock(), title="歩く", start=START), journal


def test_on_a_full_disk_the_event_is_not_shown_and_the_exercise_goes_on_when_there_is_room(
    tmp_path: Path,
) -> None:
    exercise, journal = begin(tmp_path / "journal.sqlite3")
    journal._db.execute("PRAGMA max_page_count = 8")
    before = exercise.state
    with pytest.raises(JournalError, match="空き容量がありません"):
        exercise.note("長い" * 20_000)
    assert exercise.state == before
    journal._db.execute("PRAGMA max_page_count = 10000")
    exercise.note("続き")
    again, notices = open_journal(tmp_path / "journal.sqlite3")
    assert notices == ()
    assert Exercise.resume(exercise.name, MACHINE, again, VirtualClock()).state == exercise.state


def test_a_write_that_is_not_allowed_is_said(tmp_path: Path) -> None:
    exercise, journal = begin(tmp_path / "journal.sqlite3")
    journal._db.execute("PRAGMA query_only = ON")
    with pytest.raises(JournalError, match="書き込みが許されていません"):
        exercise.fire(Trigger.TO_JUYO)
    assert exercise.state.moves == ()


def test_a_place_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="開けません"):
        open_journal(tmp_path / "file" / "journal.sqlite3")
    with pytest.raises(JournalError, match="開けません"):
        open_journal(tmp_path)


def test_another_process_that_keeps_writing_is_named_as_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    path = tmp_path / "journal.sqlite3"
    exercise, _ = begin(path)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    before = exercise.state
    with pytest.raises(JournalError, match="別のプロセスが書き込み中"):
        exercise.note("待てない")
    assert exercise.state == before
    writer.execute("ROLLBACK")
    exercise.note("今度は")
    assert exercise.state.notes[-1].text == "今度は"
    writer.close()


def test_two_that_open_a_new_journal_at_once_both_get_it(tmp_path: Path) -> None:
    path, errors = tmp_path / "journal.sqlite3", list[str]()

    def write() -> None:
        try:
            exercise, journal = begin(path)
            for number in range(5):
                exercise.note(str(number))
            journal.close()
        except JournalError as error:
            errors.append(str(error))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    journal, notices = open_journal(path)
    assert notices == ()
    assert [len(journal.read(kept.id)) for kept in journal.exercises()] == [6, 6, 6, 6]


@pytest.mark.parametrize("moment", range(1, 9))
def test_a_new_journal_that_another_process_makes_between_any_two_statements_is_ours(
    tmp_path: Path, moment: int
) -> None:
    path, count = tmp_path / "journal.sqlite3", 0
    db = sqlite3.connect(path, isolation_level=None)

    def make_the_journal_meanwhile(_statement: str) -> None:
        nonlocal count
        count += 1
        if count == moment and not db.in_transaction:
            begin(path)[1].close()

    db.set_trace_callback(make_the_journal_meanwhile)
    prepare(db)
    assert version_of(db) == VERSION
    db.close()


def test_words_that_are_no_text_are_refused_and_not_half_kept(tmp_path: Path) -> None:
    exercise, journal = begin(tmp_path / "journal.sqlite3")
    with pytest.raises(JournalError, match="文字として"):
        exercise.note("\ud800")
    assert len(journal.read(exercise.name)) == 1
