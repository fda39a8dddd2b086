"""An erased person is in no byte of the journal, its log, its backups and the files named."""

import os
import random
import sqlite3
import threading
from pathlib import Path

import pytest

from simulator.exercise import Busy, JournalError
from simulator.exercise.classroom import ClassRoom
from simulator.exercise.roll import Attendance, Erased, Person, Response, about_record
from simulator.journal import (
    EXERCISES,
    ErasingError,
    back_up_to,
    erase_from_file,
    export_lines,
    import_lines,
    lines_of,
    open_journal,
)
from simulator.journal.backup import back_up, backups
from simulator.journal.carrying import write_archive
from simulator.journal.sqlite import SqliteJournal
from tests.journal.damage import fill
from tests.journal.test_contract import NOON, first, note
from tests.journal.test_removal import files_with

NAME, ANSWER, TOKEN = "消されるべき名", "消されるべき答え", "f0e1d2c3"
PEOPLE = 120


def attended(journal: SqliteJournal, name: str = "one") -> None:
    """A class of many, who changed their answers and came in no order, so that pages were split and moved."""
    journal.adopt(name, "演習", NOON, [first(), note(2)])
    for number in range(PEOPLE):
        person = journal.roll.join(name, f"{TOKEN}{number}", f"{NAME}{number}", "sdf", NOON, limit=PEOPLE)
        assert person is not None
    for turn in range(3):
        for start in range(0, PEOPLE, 40):
            journal.roll.respond(
                name,
                [
                    Response(
                        f"p{n * 37 % PEOPLE + 1}", about_record(turn + 2), f"{ANSWER}{n}" * (9 + turn), NOON
                    )
                    for n in range(start, start + 40)
                ],
            )
    journal.roll.keep_presence(name, f'{{"{NAME}":1}}')


@pytest.mark.parametrize("seed", [1, 2, 7])  # with these, letters would stay on the pages unless wiped
def test_answers_changed_again_and_again_beside_another_class_leave_no_byte(
    tmp_path: Path, seed: int
) -> None:
    """Rows that were moved to other pages leave their letters in the old place, whatever is deleted later."""
    draw = random.Random(seed)
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    for name in ("one", "two"):
        journal.adopt(name, "演習", NOON, [first()])
        for number in range(60):
            journal.roll.join(name, f"{number}", "", "sdf", NOON, limit=60)
    for _ in range(40):
        for name, words, number in (("one", ANSWER, 40), ("two", "残る答え", 12)):
            journal.roll.respond(
                name,
                [
                    Response(
                        f"p{draw.randint(1, 60)}",
                        about_record(draw.randint(1, 9)),
                        words * draw.randint(1, 60),
                        NOON,
                    )
                    for _ in range(number)
                ],
            )
    responses_of_two = journal.roll.responses("two")
    assert back_up(path)  # page by page, with what lies beside the rows
    journal.roll.erase("one")
    assert files_with(tmp_path, ANSWER) == []
    assert journal.roll.responses("two") == responses_of_two
    journal.close()


def traces(folder: Path) -> list[str]:
    """The files that still hold a name, an answer or a token of the class."""
    return sorted({name for words in (NAME, ANSWER, TOKEN) for name in files_with(folder, words)})


def test_no_byte_of_who_was_erased_is_left_in_the_file_its_log_and_its_backups(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    kept = fill(path)
    journal, _ = open_journal(path)
    attended(journal)
    assert back_up(path)
    journal.append("one", note(3))
    journal.close()
    assert traces(tmp_path) == ["journal.backup-1.sqlite3", "journal.backup-2.sqlite3", "journal.sqlite3"]
    journal, _ = open_journal(path)
    journal.append("one", note(4))  # something stands in the log alone
    assert journal.roll.erase("one") == Erased(PEOPLE, 3 * PEOPLE)
    assert traces(tmp_path) == []  # while the file is open, too
    journal.append("one", note(5))
    journal.close()
    assert traces(tmp_path) == []
    again, notices = open_journal(path)
    assert notices == ()
    assert again.read("one") == [first(), *(note(number) for number in range(2, 6))]
    assert {entry.id for entry in again.exercises()} == {*kept, "one"}
    again.close()
    for backup in backups(path):
        looked_at, notices = open_journal(backup)
        assert notices == ()
        assert looked_at.roll.people("one") == []
        assert looked_at.read("one")[:2] == [first(), note(2)]
        looked_at.close()


def test_the_process_that_plays_goes_on_while_another_erases(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    playing = SqliteJournal(path, EXERCISES)
    attended(playing)
    held = playing.hold("one")
    assert not isinstance(held, Busy)
    other = SqliteJournal(path, EXERCISES)
    other.roll.erase("one")
    playing.append("one", note(3))
    playing.look()
    assert playing.read("one") == [first(), note(2), note(3)]
    assert playing.roll.people("one") == []
    other.close()
    held.release()
    playing.close()
    assert traces(tmp_path) == []


def test_while_another_process_reads_it_is_said_that_traces_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setattr("simulator.journal.database.BUSY_SECONDS", 0.05)
    journal = SqliteJournal(path, EXERCISES)
    attended(journal)
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM record").fetchone()
    with pytest.raises(JournalError, match="跡が残っています"):
        journal.roll.erase("one")
    assert journal.roll.people("one") == []
    reader.execute("ROLLBACK")
    assert journal.roll.erase("one") == Erased()  # once more, and nothing is left
    assert traces(tmp_path) == []
    reader.close()
    journal.close()


def test_an_exercise_deleted_for_good_leaves_no_byte_of_its_class(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    fill(path)
    journal, _ = open_journal(path)
    attended(journal)
    journal.close()
    journal, _ = open_journal(path)
    assert journal.delete("one") is None
    assert traces(tmp_path) == []
    journal.close()
    assert traces(tmp_path) == []


def test_who_was_seen_when_is_in_no_backup(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    journal.adopt("one", "演習", NOON, [first()])
    journal.roll.keep_presence("one", NAME)
    journal.close()
    assert files_with(tmp_path, NAME) == ["journal.sqlite3"]
    assert len(backups(path)) == 1


def test_a_backup_is_made_once_somebody_has_answered(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    attended(journal)
    assert back_up(path)
    assert not back_up(path)
    journal.roll.respond("one", [Response("p1", about_record(2), "別の答え", NOON)])
    assert back_up(path)
    journal.close()
    looked_at = SqliteJournal(backups(path)[0], EXERCISES)
    assert looked_at.roll.people("one")[0].token_hash == f"{TOKEN}0"  # the same machine: tokens stay good
    assert looked_at.roll.responses("one", about_record(2))[0].body == "別の答え"
    looked_at.close()


# Files that went out


@pytest.fixture
def filled(tmp_path: Path) -> SqliteJournal:
    journal = SqliteJournal(tmp_path / "journal.sqlite3", EXERCISES)
    people = (Person("p1", TOKEN, NAME, "sdf", NOON),)
    responses = (Response("p1", about_record(2), ANSWER, NOON),)
    for name in ("one", "two"):
        attendance = Attendance(ClassRoom(code="ABC234", names_asked=True).text(), people, responses)
        journal.adopt(name, "演習", NOON, [first(), note(2)], attendance)
    return journal


def test_an_export_is_written_anew_as_one_without_a_class(filled: SqliteJournal, tmp_path: Path) -> None:
    out = tmp_path / "one.jsonl"
    out.write_text("".join(f"{line}\n" for line in export_lines(filled, "one")), encoding="utf-8")
    assert erase_from_file(out, "two") is None
    assert NAME in out.read_text("utf-8")
    assert erase_from_file(out, "one") == Erased(1, 1)
    assert erase_from_file(out, "one") == Erased()
    filled.roll.erase("one")
    assert out.read_text("utf-8").splitlines() == list(export_lines(filled, "one"))
    with out.open("rb") as file:
        assert import_lines(filled, lines_of(file)) == "one-2"
    filled.close()


def test_a_backup_file_is_written_anew_as_one_that_never_had_them(
    filled: SqliteJournal, tmp_path: Path
) -> None:
    out, after = tmp_path / "a.tar", tmp_path / "b.tar"
    back_up_to(filled, out)
    assert erase_from_file(out, "three") is None
    assert erase_from_file(out, "one") == Erased(1, 1)
    filled.roll.erase("one")
    back_up_to(filled, after)
    assert out.read_bytes() == after.read_bytes()
    assert NAME.encode() in after.read_bytes()  # of the other exercise
    filled.close()


def test_a_backup_file_with_a_part_that_is_no_text_stays_as_it_is_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    path.write_bytes(write_archive({"000001.jsonl": b"\xff\n"}))
    before = path.read_bytes()
    with pytest.raises(ErasingError, match=r"000001\.jsonl を読めません"):
        erase_from_file(path, "one")
    assert path.read_bytes() == before


def test_another_journal_that_is_named_is_erased_from_too(filled: SqliteJournal, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = SqliteJournal(tmp_path / "other" / "j.sqlite3", EXERCISES)
    attended(other)
    other.close()
    assert erase_from_file(other.path, "one") == Erased(PEOPLE, 3 * PEOPLE)
    assert erase_from_file(other.path, "two") is None
    assert traces(other.path.parent) == []
    filled.close()


def test_a_file_that_is_not_ours_or_not_there_stays_as_it_is_and_that_is_said(tmp_path: Path) -> None:
    for content in (
        b"",
        b"words",
        b"\xff\xfe",
        b"SQLite format 3\0" + b"x" * 5000,
        b"x" * 257 + b"ustar" + b"x" * 500,
    ):
        path = tmp_path / "file"
        path.write_bytes(content)
        with pytest.raises(ErasingError):
            erase_from_file(path, "one")
        assert path.read_bytes() == content
    with pytest.raises(ErasingError, match="消せません"):
        erase_from_file(tmp_path / "none", "one")
    with pytest.raises(ErasingError):
        erase_from_file(tmp_path, "one")


def test_where_the_traces_cannot_be_wiped_that_is_said(tmp_path: Path) -> None:
    journal, _ = open_journal(tmp_path / "journal.sqlite3")
    attended(journal)
    journal._db.set_authorizer(
        lambda action, *_: sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_PRAGMA else sqlite3.SQLITE_OK
    )
    with pytest.raises(JournalError, match="跡が残っています"):
        journal.roll.erase("one")
    journal._db.set_authorizer(None)
    assert journal.roll.people("one") == []
    journal.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_named_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    pipe, errors = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)

    def erase_from_pipe() -> None:
        try:
            erase_from_file(pipe, "one")
        except ErasingError as error:
            errors.append(str(error))

    thread = threading.Thread(target=erase_from_pipe, daemon=True)
    thread.start()
    thread.join(60)  # a reader of a pipe that nobody writes to would wait for ever
    assert errors == [f"{pipe}: 消せません（ふつうのファイルではありません）。"]
