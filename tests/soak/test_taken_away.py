"""The real program in a real terminal, and what happens to its records from outside."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.exercise.events import Paced
from simulator.journal import open_journal
from tests.commands import Ran
from tests.terminal import Terminal, terminal, until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there")

DATA = Path(__file__).parents[1] / "data"
RUN = ("-m", "simulator")


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path))
    return tmp_path / "journal.sqlite3"


def step(shown: Terminal, words: str) -> None:
    """One step on, until its words are shown."""
    shown.type(" ")
    shown.wait_for(words)


def counts(path: Path) -> list[int]:
    """How many records each exercise of a journal has."""
    journal, _ = open_journal(path)
    try:
        return [len(journal.read(kept.id)) for kept in journal.exercises()]
    finally:
        journal.close()


def test_an_older_copy_put_in_the_place_of_the_open_journal(path: Path, tmp_path: Path) -> None:
    with terminal(*RUN, "play", str(DATA / "clock.yaml"), "--journal", str(path), rows=30) as shown:
        shown.wait_for("記録 ✓")
        step(shown, "はじめの説明")
        older = Path(shutil.copy(path, tmp_path / "older"))
        step(shown, "一分の知らせ")
        for tail in ("", "-wal", "-shm"):
            path.with_name(path.name + tail).unlink()
        shutil.copy(older, path)
        shown.wait_for("置き換えられ")
        shown.wait_for("記録 ×")
        shown.type("\r")  # into a new file, which is offered
        shown.wait_for("残しました")
        step(shown, "二分の知らせ")
        shown.type("q")
        assert shown.ended() == 0
    (rescued,) = (file for file in tmp_path.glob("rescued-*.sqlite3") if "backup" not in file.name)
    assert counts(rescued) == [4]


def test_a_terminal_that_is_closed_while_nothing_is_kept(path: Path, tmp_path: Path) -> None:
    with terminal(*RUN, "play", str(DATA / "clock.yaml"), "--journal", str(path)) as shown:
        shown.wait_for("記録 ✓")
        step(shown, "はじめの説明")
        step(shown, "一分の知らせ")
        path.unlink()
        shown.wait_for("なくなりました")
        shown.hang_up()
        assert shown.ended() == 128 + signal.SIGHUP
    (rescued,) = (file for file in tmp_path.glob("rescued-*.sqlite3") if "backup" not in file.name)
    assert counts(rescued) == [3]


def test_the_main_file_alone_copied_while_it_is_in_use(
    path: Path, tmp_path: Path, shishin: Callable[..., Ran]
) -> None:
    with terminal(*RUN, "play", str(DATA / "clock.yaml"), "--journal", str(path)) as shown:
        shown.wait_for("記録 ✓")
        step(shown, "はじめの説明")
        step(shown, "一分の知らせ")
        copy = Path(shutil.copy(path, tmp_path / "copy.sqlite3"))
        ran = shishin("sessions", "--journal", str(copy))
        assert ran.status == 0
        assert "1件" in ran.out
        assert "copy.sqlite3-wal" in ran.err
        shown.type("q")
        assert shown.ended() == 0
    assert counts(path) == [3]


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, of one megabyte; only root can make one."""
    place = tmp_path / "mounted"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    try:
        is_mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        is_mounted = False
    if not is_mounted:
        pytest.skip("only root can mount")
    yield place
    subprocess.run(["umount", str(place)], check=False)


def test_a_journal_in_a_place_that_may_only_be_read(
    path: Path, mounted: Path, shishin: Callable[..., Ran]
) -> None:
    with terminal(*RUN, "play", str(DATA / "clock.yaml"), "--journal", str(path)) as shown:
        shown.wait_for("記録 ✓")
        step(shown, "はじめの説明")
        shown.type("q")
        assert shown.ended() == 0
    kept = Path(shutil.copy(path, mounted))
    subprocess.run(["mount", "-o", "remount,ro", str(mounted)], check=True)
    ran = shishin("sessions", "--journal", str(kept))
    assert (ran.status, ran.err) == (0, "")
    assert "時計の試し" in ran.out
    with terminal(*RUN, "resume", "--journal", str(kept)) as shown:
        shown.wait_for("見るだけ")
        shown.wait_for("はじめの説明")
        shown.type("q")
        assert shown.ended() == 0


def test_a_disk_that_is_full_in_the_midst_of_a_play(mounted: Path, path: Path) -> None:
    kept = mounted / path.name
    with terminal(*RUN, "play", str(DATA / "clock.yaml"), "--journal", str(kept)) as shown:
        shown.wait_for("記録 ✓")
        step(shown, "はじめの説明")
        with contextlib.suppress(OSError), (mounted / "full").open("wb", buffering=0) as full:
            while full.write(bytes(4096)):
                pass
        shown.type("n")
        shown.wait_for("F10")
        shown.type("書けないメモ" * 20)
        shown.wait_for("書けない")
        shown.type("\x11")
        shown.wait_for("残さずに離れる")
        (mounted / "full").unlink()
        shown.type("\r")
        assert shown.ended() == 0
    assert counts(kept) == [2]
    (draft,) = mounted.glob("*.draft.txt")
    assert "書けないメモ" in draft.read_text(encoding="utf-8")


def test_a_clock_left_running_while_the_machine_sleeps(path: Path) -> None:
    with terminal(*RUN, "play", str(DATA / "clock.yaml"), "--journal", str(path)) as shown:
        shown.wait_for("記録 ✓")
        shown.type("p")
        shown.wait_for("はじめの説明")
        shown.wait_for("▶")
        os.kill(shown.process.pid, signal.SIGSTOP)
        time.sleep(11)  # the thing itself: nobody looks for ten seconds
        os.kill(shown.process.pid, signal.SIGCONT)
        shown.wait_for("機械が眠っていたようです")
        until(lambda: _clock_is_stopped(path), shown)
        shown.type("q")
        assert shown.ended() == 0
    journal, _ = open_journal(path)
    (kept,) = journal.exercises()
    last = journal.read(kept.id)[-1]
    assert last.elapsed < 10
    journal.close()


def _clock_is_stopped(path: Path) -> bool:
    """Whether the last record in the file stops the clock."""
    journal, _ = open_journal(path)
    try:
        (kept,) = journal.exercises()
        event = journal.read(kept.id)[-1].event
        return isinstance(event, Paced) and not event.running
    finally:
        journal.close()
