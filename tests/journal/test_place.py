"""Changes by others to the open files are noticed before a record counts as kept."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.exercise import Exercise, LostError, VirtualClock
from simulator.journal import EXERCISES, open_journal
from simulator.journal.place import FilesState, JournalFiles
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def replaced_by_an_older_copy(path: Path, older: Path) -> None:
    for tail in ("-wal", "-shm", ""):
        path.with_name(path.name + tail).unlink()
    shutil.copy(older, path)


def renamed_over(path: Path, older: Path) -> None:
    Path(shutil.copy(older, older.with_name("part"))).replace(path)


def overwritten_in_place(path: Path, older: Path) -> None:
    path.write_bytes(older.read_bytes())
    log_of(path).write_bytes(b"")


def emptied(path: Path, _older: Path) -> None:
    path.write_bytes(b"")


def removed(path: Path, _older: Path) -> None:
    path.unlink()


def moved(path: Path, older: Path) -> None:
    path.replace(older.with_name("elsewhere"))


def log_removed(path: Path, _older: Path) -> None:
    log_of(path).unlink()


def log_emptied(path: Path, _older: Path) -> None:
    log_of(path).write_bytes(b"")


def log_overwritten(path: Path, _older: Path) -> None:
    log_of(path).write_bytes(b"\0" * log_of(path).stat().st_size)


def folder_removed(path: Path, _older: Path) -> None:
    shutil.rmtree(path.parent)


HARMS = [
    replaced_by_an_older_copy,
    renamed_over,
    overwritten_in_place,
    emptied,
    removed,
    moved,
    log_removed,
    log_emptied,
    log_overwritten,
    folder_removed,
]


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("settled", [False, True], ids=["in the log", "in the file"])
def test_nothing_counts_as_kept_once_the_files_are_not_those_that_are_open(
    machine: PhaseMachine, tmp_path: Path, harm: Callable[[Path, Path], None], *, settled: bool
) -> None:
    path = tmp_path / "records" / "journal.sqlite3"
    path.parent.mkdir()
    journal = SqliteJournal(path, EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    older = Path(shutil.copy(path, tmp_path / "older"))
    for number in range(3):
        exercise.note(str(number))
    if settled:
        journal.settle()
    harm(path, older)
    before = exercise.state
    if settled and harm in (log_emptied, log_overwritten):  # then the main file has it all
        exercise.note("続き")
        assert numbers_in_the_file(path, exercise.name) == [1, 2, 3, 4, 5]
        return
    acts: list[Callable[[], None]] = [
        lambda: exercise.note("消える"),
        journal.look,
        lambda: exercise.note("これも"),
    ]
    for act in acts:
        with pytest.raises(LostError, match="ここから先は記録できません"):
            act()
    assert exercise.state == before
    journal.close()


STANDING = [  # not after removal and copying: the new file may get the identity of the old one
    (renamed_over, FilesState.REPLACED),
    (overwritten_in_place, FilesState.TOUCHED),
    (emptied, FilesState.TOUCHED),
    (removed, FilesState.REMOVED),
    (moved, FilesState.REMOVED),
    (log_removed, FilesState.REMOVED),
    (log_emptied, FilesState.TOUCHED),
    (folder_removed, FilesState.REMOVED),
]


@pytest.mark.parametrize(("harm", "state"), STANDING, ids=lambda harm: getattr(harm, "__name__", ""))
def test_what_became_of_the_files_is_known_until_they_are_noted_anew(
    tmp_path: Path, harm: Callable[[Path, Path], None], state: FilesState
) -> None:
    path = tmp_path / "records" / "journal.sqlite3"
    path.parent.mkdir()
    older = tmp_path / "older"
    for place in (path, log_of(path), path.with_name(path.name + "-shm"), older):
        place.write_bytes(b"as long as it is")
    files = JournalFiles(path)
    assert files.standing() is FilesState.SAME
    path.with_name(path.name + "-shm").write_bytes(b"SQLite's own memory changes all the time")
    assert files.standing() is FilesState.SAME
    if harm is overwritten_in_place:
        older.write_bytes(b"longer than it was before")
    harm(path, older)
    assert files.standing() is state
    files.remember()
    assert files.standing() is FilesState.SAME


def test_a_new_log_counts_as_touched_and_another_shared_memory_as_replaced(
    tmp_path: Path,
) -> None:
    path = tmp_path / "journal.sqlite3"
    path.write_bytes(b"")
    files = JournalFiles(path)
    log_of(path).write_bytes(b"new")
    assert files.standing() is FilesState.TOUCHED
    memory = path.with_name(path.name + "-shm")
    memory.write_bytes(b"")
    files.remember()
    (tmp_path / "other").write_bytes(b"")
    (tmp_path / "other").replace(memory)
    assert files.standing() is FilesState.REPLACED


def test_files_that_nobody_touched_are_not_read_again(
    machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite3", EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    monkeypatch.setattr(journal._guard, "_holds_what_was_kept", lambda: 1 / 0)
    exercise.note("続き")
    journal.look()
    exercise.note("まだ続く")
    journal.close()


def numbers_in_the_file(path: Path, name: str) -> list[int]:
    """The numbers of the records that a new connection reads of an exercise."""
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT seq FROM record WHERE exercise = ? ORDER BY seq", (name,)).fetchall()
    db.close()
    return [seq for (seq,) in rows]


def test_a_look_alone_notices_that_the_file_is_gone(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    journal.look()
    path.unlink()
    with pytest.raises(LostError, match="記録のファイルがなくなりました"):
        journal.look()
    journal.close()


def test_another_class_in_the_same_journal_and_its_checkpoints_are_no_harm(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, theirs = SqliteJournal(path, EXERCISES), SqliteJournal(path, EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="一", start=START)
    other = Exercise.begin(machine, theirs, VirtualClock(), title="二", start=START)
    for number in range(5):
        exercise.note(str(number))
        other.note(str(number))
        theirs.settle()
        journal.look()
    outside = sqlite3.connect(path)
    outside.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    outside.close()
    exercise.note("続き")
    theirs.close()
    exercise.note("まだ続く")
    journal.close()
    again, notices = open_journal(path)
    assert notices == ()
    assert len(again.read(exercise.name)) == 8
    again.close()


def test_the_main_file_alone_lacks_at_most_the_last_few_records(
    machine: PhaseMachine, tmp_path: Path
) -> None:
    path = tmp_path / "journal.sqlite3"
    exercise = Exercise.begin(
        machine, SqliteJournal(path, EXERCISES), VirtualClock(), title="演習", start=START
    )
    for number in range(100):
        exercise.note(str(number))
        copy = Path(shutil.copy(path, tmp_path / f"copy-{number}"))
        assert len(numbers_in_the_file(copy, exercise.name)) >= len(exercise.history.records) - 32
    exercise.journal.close()
