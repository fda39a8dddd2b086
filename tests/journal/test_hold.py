"""One process acts on an exercise at a time; the second is told who does, and may watch."""

import errno
import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, JournalError, VirtualClock
from simulator.journal import EXERCISES, Busy, FileHold, open_journal, try_hold
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine, Trigger

HOLDER = """
import sys, time
from pathlib import Path
from simulator.journal import FileHold, try_hold
held = try_hold(Path(sys.argv[1]), sys.argv[2])
assert isinstance(held, FileHold)
print("held", flush=True)
time.sleep(60)
"""


def test_the_second_is_told_who_acts_and_since_when(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    first = try_hold(path, "演習/1")
    second = try_hold(path, "演習/1")
    assert isinstance(first, FileHold)
    assert isinstance(second, Busy)
    assert second.pid == os.getpid()
    assert second.since is not None
    assert abs((datetime.now(UTC) - second.since).total_seconds()) < 60
    assert f"プロセス番号 {os.getpid()}" in second.message
    first.release()
    first.release()
    assert isinstance(try_hold(path, "演習/1"), FileHold)


def test_different_exercises_are_held_apart(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    with try_hold(path, "a") as first, try_hold(path, "b") as second:  # type: ignore[union-attr]
        assert isinstance(first, FileHold)
        assert isinstance(second, FileHold)


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    command = [sys.executable, "-c", HOLDER, str(path), "20150427-000000"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        busy = try_hold(path, "20150427-000000")
        holder.kill()
    assert isinstance(busy, Busy)
    assert busy.pid == holder.pid
    assert isinstance(try_hold(path, "20150427-000000"), FileHold)


def test_asking_creates_nothing_but_the_locks_of_this_journal(tmp_path: Path) -> None:
    held = try_hold(tmp_path / "journal.sqlite3", "../x")
    assert isinstance(held, FileHold)
    held.release()
    assert [place.name for place in tmp_path.iterdir()] == ["journal.sqlite3.locks"]
    assert [place.name for place in (tmp_path / "journal.sqlite3.locks").iterdir()] == ["..%2Fx.lock"]


def test_where_no_lock_can_be_made_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(JournalError, match="書き込めません"):
        try_hold(tmp_path / "file" / "journal.sqlite3", "a")


def test_the_watcher_reads_what_is_new(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    exercise = Exercise.begin(
        PhaseMachine(load_doctrine()), journal, VirtualClock(), title="歩く", start=START
    )
    watcher, _ = open_journal(path)
    seen = watcher.read(exercise.name)
    exercise.fire(Trigger.TO_JUYO)
    exercise.note("覚書")
    assert [record.seq for record in watcher.read_after(exercise.name, seen[-1].seq)] == [2, 3]
    assert watcher.read_after(exercise.name, 3) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has locks of its own")
def test_where_files_cannot_be_locked_no_other_process_is_blamed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(JournalError, match="錠を掛けられません") as refused:
        try_hold(tmp_path / "journal.sqlite3", "one")
    assert "別のプロセスが使っているのではありません" in str(refused.value)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has locks of its own")
def test_nor_where_such_a_refusal_looks_like_a_lock_that_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def flock(*_: object) -> None:
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("fcntl.flock", flock)
    with pytest.raises(JournalError, match="錠を掛けられません"):
        try_hold(tmp_path / "journal.sqlite3", "one")


def test_sqlite_without_locks_blames_nobody_either(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite3", EXERCISES)
    other = sqlite3.connect(tmp_path / "journal.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    journal._db.execute("PRAGMA busy_timeout = 10")
    monkeypatch.setattr("simulator.journal.database.locks_work", lambda _folder: False)
    with pytest.raises(JournalError, match="錠を掛けられません"):
        journal.begin("one", "演習", datetime(2026, 4, 1, tzinfo=UTC))
    monkeypatch.undo()
    with pytest.raises(JournalError, match="別のプロセスが書き込み中"):
        journal.begin("one", "演習", datetime(2026, 4, 1, tzinfo=UTC))
    other.close()
    journal.close()
