"""A journal copied while in use, a read-only one, and an empty file."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.exercise import Exercise, JournalError, Play, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES, export_lines, open_journal
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine
from tests.commands import Ran
from tests.exercise.sample import SAMPLE
from tests.journal.damage import after_a_crash, contents, fill

Run = Callable[..., Ran]


def test_a_copy_without_its_log_has_the_exercise_and_says_what_it_lacks(
    machine: PhaseMachine, tmp_path: Path, shishin: Run
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    exercise.note("まだログの中")
    copy = Path(shutil.copy(path, tmp_path / "copy.sqlite3"))
    for _ in range(2):  # looking at it does not take the warning away
        ran = shishin("sessions", "--journal", str(copy))
        assert ran.status == 0
        assert exercise.name in ran.out
        assert "copy.sqlite3-wal" in ran.err
    journal.close()
    closed = Path(shutil.copy(path, tmp_path / "closed.sqlite3"))
    ran = shishin("sessions", "--journal", str(closed))
    assert (ran.status, ran.err) == (0, "")
    assert "記録 2件" in ran.out


def test_a_journal_left_by_a_crash_is_no_copy(tmp_path: Path) -> None:
    path = after_a_crash(tmp_path / "journal.sqlite3", tmp_path / "crash")
    for _ in range(2):
        journal, notices = open_journal(path)
        assert notices == ()
        journal.close()


def test_no_exercises_is_not_said_of_a_file_that_held_some(tmp_path: Path, shishin: Run) -> None:
    empty = tmp_path / "journal.sqlite3"
    empty.write_bytes(b"")
    ran = shishin("sessions", "--journal", str(empty))
    assert ran.status == 2
    assert "空のファイルでした" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("command", ["sessions", "export one", "watch one", "rooms", "resume one --plain"])
def test_whatever_opens_a_journal_that_is_gone_makes_it_anew_from_its_backup(
    tmp_path: Path, shishin: Run, command: str
) -> None:
    path = tmp_path / "journal.sqlite3"
    fill(path)
    shutil.copy(path, tmp_path / "journal.backup-1.sqlite3")
    path.unlink()
    ran = shishin(*command.split(), "--journal", str(path))
    assert "記録のファイルがなくなっていたので、控えから" in ran.err
    assert path.exists()


@pytest.fixture
def protected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal in a folder that may only be read; root may write anywhere, so it is told that it may not."""
    folder = tmp_path / "archive"
    folder.mkdir()
    path = folder / "journal.sqlite3"
    fill(path)
    path.chmod(0o444)
    folder.chmod(0o555)
    access = os.access
    monkeypatch.setattr(
        "os.access",
        lambda place, mode: (
            access(place, mode) and not (mode & os.W_OK and str(place).startswith(str(folder)))
        ),
    )
    return path


def test_a_journal_that_may_only_be_read_is_listed_read_and_exported(protected: Path, shishin: Run) -> None:
    before = protected.read_bytes()
    for command in ("sessions", "resume"):
        ran = shishin(command, "--journal", str(protected))
        assert (ran.status, ran.err) == (0, "")
        assert "20150427-000000" in ran.out
    ran = shishin("export", "20150427-000000", "--journal", str(protected))
    assert ran.status == 0
    assert len(ran.out.splitlines()) == 31
    assert protected.read_bytes() == before
    assert [place.name for place in protected.parent.iterdir()] == ["journal.sqlite3"]


def test_and_nothing_is_kept_in_it(protected: Path, machine: PhaseMachine) -> None:
    journal, notices = open_journal(protected)
    assert notices == ()
    assert journal.read_only
    assert len(contents(journal)) == 2
    assert list(export_lines(journal, "20150427-000000"))
    for act in (
        lambda: Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START),
        lambda: journal.hold("20150427-000000"),
    ):
        with pytest.raises(JournalError, match="読むだけの記録です"):
            act()
    journal.look()
    journal.close()


def test_a_protected_copy_of_an_older_version_is_read_too(
    tmp_path: Path, protected: Path, shishin: Run
) -> None:
    data = Path(__file__).parents[1] / "data" / "journals" / "version-2.sqlite3"
    protected.parent.chmod(0o755)
    protected.chmod(0o644)
    shutil.copy(data, protected)
    protected.parent.chmod(0o555)
    ran = shishin("sessions", "--journal", str(protected))
    assert (ran.status, ran.err) == (0, "")
    assert "20150427-000220" in ran.out
    assert protected.read_bytes() == data.read_bytes()


def test_at_a_pause_and_at_the_end_the_main_file_alone_has_all(machine: PhaseMachine, tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    play = Play.begin(SAMPLE, "sample.yaml", machine, SqliteJournal(path, EXERCISES), ScenarioClock())

    def on_disk() -> int:
        journal, _ = open_journal(Path(shutil.copy(path, tmp_path / "copy.sqlite3")))
        count = len(journal.read(play.exercise.name))
        journal.close()
        return count

    play.advance()
    assert on_disk() == 1
    play.pace(running=False)
    assert on_disk() == 3
    while not play.ended:
        if play.waiting:
            play.decide(play.waiting.options[-1].id)
        else:
            play.advance()
    assert on_disk() == len(play.exercise.history.records)
    play.exercise.journal.close()
