"""A learner's events outlive the process, damage and a clock that is set back."""

import errno
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator.exercise.journal import JournalError
from simulator.study.events import Complained, Recall, Reviewed, Withdrawn
from simulator.study.log import StudyLog, open_log
from simulator.study.schedule import fold_reviews

NOON = datetime(2026, 4, 6, 12, 0, tzinfo=UTC)


class Watch:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at


def review(name: str = "who:IV.A.p1.s1:00000000") -> Reviewed:
    return Reviewed(question=name, rating=Recall.GOOD, right=True)


@pytest.fixture
def reopened(tmp_path: Path) -> Callable[..., StudyLog]:
    def again(learner: str = "study", watch: Watch | None = None) -> StudyLog:
        return open_log(tmp_path / "study.db", watch or Watch(), learner)

    return again


def test_what_was_answered_is_there_again(reopened: Callable[..., StudyLog]) -> None:
    log = reopened()
    log.add(review())
    log.add(Complained(question="x", note="おかしい"))
    kept = list(log.entries)
    log.close()
    again = reopened()
    assert again.entries == kept
    assert again.notice == ""
    again.close()


def test_learners_do_not_meet_in_one_file(reopened: Callable[..., StudyLog]) -> None:
    one = reopened("春")
    one.add(review())
    one.close()
    other = reopened("秋")
    assert other.entries == []
    other.close()


def test_a_clock_set_back_does_not_go_behind_what_is_kept(reopened: Callable[..., StudyLog]) -> None:
    watch = Watch()
    log = reopened(watch=watch)
    log.add(review())
    watch.at = NOON - timedelta(days=40)
    assert log.now() == NOON
    assert log.add(review()).at == NOON
    log.close()


def test_one_studies_at_a_time_and_the_other_is_told(reopened: Callable[..., StudyLog]) -> None:
    one, other = reopened(), reopened()
    assert not one.busy
    assert other.busy
    with pytest.raises(JournalError):
        other.add(review())
    other.close()
    one.close()


def test_a_damaged_entry_is_set_aside_and_the_sound_ones_stay(
    reopened: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopened()
    for number in range(4):
        log.add(review(f"q{number}"))
    log.add(Withdrawn(review=4))
    log.close()
    with closing(sqlite3.connect(tmp_path / "study.db")) as db:
        db.execute("UPDATE record SET body = replace(body, 'q1', 'qX') WHERE seq = 2")
        db.commit()
    again = reopened()
    assert [entry.seq for entry in again.entries] == [1, 2, 3, 4]
    assert [e.event.question for e in again.entries if isinstance(e.event, Reviewed)] == ["q0", "q2", "q3"]
    assert again.entries[-1].event == Withdrawn(review=3)
    (aside,) = tmp_path.glob("*.damaged-*.jsonl")
    assert "qX" in aside.read_text("utf-8")
    assert aside.name in again.notice
    again.add(review("q9"))
    again.close()
    assert len(reopened().entries) == 5


def test_where_a_withdrawn_answer_was_damaged_no_other_is_withdrawn(
    reopened: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopened()
    for number in range(2):
        log.add(review(f"q{number}"))
    log.add(Withdrawn(review=1))
    log.close()
    with closing(sqlite3.connect(tmp_path / "study.db")) as db:
        db.execute("UPDATE record SET body = replace(body, 'q0', 'qX') WHERE seq = 1")
        db.commit()
    again = reopened()
    assert fold_reviews(again.entries).known.keys() == {"q1"}
    again.close()


def test_a_file_that_is_no_database_any_more_comes_from_its_backup(
    reopened: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopened()
    log.add(review())
    log.close()
    (tmp_path / "study.db").write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    again = reopened()
    assert len(again.entries) == 1
    assert "damaged-1" in again.notice
    again.close()
    assert list(tmp_path.glob("study.damaged-1*"))


@pytest.mark.parametrize("how", ["emptied", "gone"])
def test_a_file_that_is_emptied_or_gone_comes_from_its_backup(
    how: str, reopened: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopened()
    log.add(review())
    kept = list(log.entries)
    log.close()
    if how == "emptied":
        (tmp_path / "study.db").write_bytes(b"")
    else:
        (tmp_path / "study.db").unlink()
    again = reopened()
    assert again.entries == kept
    assert ("壊れていた" if how == "emptied" else "なくなっていた") in again.notice
    assert "study.backup-1.db" in again.notice
    again.close()
    assert reopened().notice == ""


def test_a_disk_that_refuses_the_backups_copy_is_told_and_the_damaged_file_stays(
    reopened: Callable[..., StudyLog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = reopened()
    log.add(review())
    log.close()
    damaged = b"SQLite format 3\0" + b"x" * 5000
    (tmp_path / "study.db").write_bytes(damaged)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(JournalError, match="作り直せません（空き容量がありません）"):
        reopened()
    assert (tmp_path / "study.db").read_bytes() == damaged


def test_without_a_backup_it_begins_anew_and_says_so(
    reopened: Callable[..., StudyLog], tmp_path: Path
) -> None:
    (tmp_path / "study.db").write_bytes(b"nothing of ours" * 500)
    log = reopened()
    assert log.entries == []
    assert log.notice
    log.close()


def test_when_its_file_is_taken_away_nothing_counts_as_kept_and_no_exercise_is_spoken_of(
    reopened: Callable[..., StudyLog], tmp_path: Path
) -> None:
    log = reopened()
    log.add(review())
    for tail in ("", "-wal", "-shm"):
        (tmp_path / f"study.db{tail}").unlink()
    with pytest.raises(JournalError, match="学習の記録のファイルがなくなったか、置き換えられました") as told:
        log.add(review("who:IV.B.p1.s1:00000000"))
    assert "演習" not in str(told.value)
    assert len(log.entries) == 1
    log.close()
