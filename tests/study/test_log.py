"""A learner's events outlive the process, damage and a clock that is set back."""

import errno
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from simulator.exercise.journal import JournalError
from simulator.study.events import Complained, Recall, Reviewed, Withdrawn
from simulator.study.log import StudyLog, open_log
from simulator.study.schedule import fold_reviews
from tests.study.watch import NOON, Watch


def review(name: str = "who:IV.A.p1.s1:00000000") -> Reviewed:
    return Reviewed(question=name, rating=Recall.GOOD, right=True)


@pytest.fixture
def reopen(tmp_path: Path) -> Callable[..., StudyLog]:
    def open_study(learner: str = "study", watch: Watch | None = None) -> StudyLog:
        return open_log(tmp_path / "study.db", watch or Watch(), learner)

    return open_study


def test_what_was_answered_is_there_again(reopen: Callable[..., StudyLog]) -> None:
    log = reopen()
    log.add(review())
    log.add(Complained(question="x", note="おかしい"))
    kept = list(log.entries)
    log.close()
    again = reopen()
    assert again.entries == kept
    assert again.notice == ""
    again.close()


def test_learners_do_not_meet_in_one_file(reopen: Callable[..., StudyLog]) -> None:
    spring = reopen("春")
    spring.add(review())
    spring.close()
    autumn = reopen("秋")
    assert autumn.entries == []
    autumn.close()


def test_a_clock_set_back_does_not_go_behind_what_is_kept(reopen: Callable[..., StudyLog]) -> None:
    watch = Watch()
    log = reopen(watch=watch)
    log.add(review())
    watch.at = NOON - timedelta(days=40)
    assert log.now() == NOON
    assert log.add(review()).at == NOON
    log.close()


def test_a_second_window_on_the_same_log_is_told_that_it_is_busy(reopen: Callable[..., StudyLog]) -> None:
    window, second = reopen(), reopen()
    assert not window.busy
    assert second.busy
    with pytest.raises(JournalError):
        second.add(review())
    second.close()
    window.close()


def test_a_damaged_entry_is_set_aside_and_the_sound_ones_stay(
    reopen: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopen()
    for number in range(4):
        log.add(review(f"q{number}"))
    log.add(Withdrawn(review=4))
    log.close()
    with closing(sqlite3.connect(tmp_path / "study.db")) as db:
        db.execute("UPDATE record SET body = replace(body, 'q1', 'qX') WHERE seq = 2")
        db.commit()
    again = reopen()
    assert [entry.seq for entry in again.entries] == [1, 2, 3, 4]
    assert [entry.event.question for entry in again.entries if isinstance(entry.event, Reviewed)] == [
        "q0",
        "q2",
        "q3",
    ]
    assert again.entries[-1].event == Withdrawn(review=3)
    (damaged,) = tmp_path.glob("*.damaged-*.jsonl")
    assert "qX" in damaged.read_text("utf-8")
    assert damaged.name in again.notice
    again.add(review("q9"))
    again.close()
    assert len(reopen().entries) == 5


def test_where_a_withdrawn_answer_was_damaged_no_other_is_withdrawn(
    reopen: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopen()
    for number in range(2):
        log.add(review(f"q{number}"))
    log.add(Withdrawn(review=1))
    log.close()
    with closing(sqlite3.connect(tmp_path / "study.db")) as db:
        db.execute("UPDATE record SET body = replace(body, 'q0', 'qX') WHERE seq = 1")
        db.commit()
    again = reopen()
    assert fold_reviews(again.entries).known.keys() == {"q1"}
    again.close()


def test_a_file_that_is_no_database_any_more_comes_from_its_backup(
    reopen: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopen()
    log.add(review())
    log.close()
    (tmp_path / "study.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    again = reopen()
    assert len(again.entries) == 1
    assert "damaged-1" in again.notice
    again.close()
    assert list(tmp_path.glob("study.damaged-1*"))


@pytest.mark.parametrize("lost", ["emptied", "gone"])
def test_a_file_that_is_emptied_or_gone_comes_from_its_backup(
    lost: str, reopen: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopen()
    log.add(review())
    kept = list(log.entries)
    log.close()
    if lost == "emptied":
        (tmp_path / "study.db").write_bytes(b"")
    else:
        (tmp_path / "study.db").unlink()
    again = reopen()
    assert again.entries == kept
    assert ("壊れていた" if lost == "emptied" else "なくなっていた") in again.notice
    assert "study.backup-1.db" in again.notice
    again.close()
    assert reopen().notice == ""


def test_a_disk_that_refuses_the_backups_copy_is_told_and_the_damaged_file_stays(
    reopen: Callable[..., StudyLog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = reopen()
    log.add(review())
    log.close()
    damaged = b"SQLite format 3\0" + b"x" * 5000
    (tmp_path / "study.db").write_bytes(damaged)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(JournalError, match="作り直せません（空き容量がありません）"):
        reopen()
    assert (tmp_path / "study.db").read_bytes() == damaged


def test_without_a_backup_it_begins_anew_and_says_so(reopen: Callable[..., StudyLog], tmp_path: Path) -> None:
    (tmp_path / "study.db").write_bytes(b"nothing of ours" * 500)
    log = reopen()
    assert log.entries == []
    assert log.notice
    log.close()


def test_when_its_file_is_taken_away_nothing_counts_as_kept_and_no_exercise_is_spoken_of(
    reopen: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopen()
    log.add(review())
    for tail in ("", "-wal", "-shm"):
        (tmp_path / f"study.db{tail}").unlink()
    with pytest.raises(
        JournalError, match="学習の記録のファイルがなくなったか、置き換えられました"
    ) as refused:
        log.add(review("who:IV.B.p1.s1:00000000"))
    assert "演習" not in str(refused.value)
    assert len(log.entries) == 1
    log.close()
