"""One process acts on an exercise at a time; the others are told who does, and may watch.

The lock is the operating system's, so that it ends with the process however that ends. A file beside it
says who holds it, since Windows does not let others read a locked file.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from pydantic import BaseModel, ValidationError

from simulator.exercise.journal import Busy, JournalError
from simulator.journal.aside import file_name
from simulator.journal.locks import locks_work
from simulator.language import Reason, tr

SALVAGE = "!salvage"  # no exercise's file is called this: `file_name` escapes !


class _Holder(BaseModel):
    pid: int
    since: datetime


class FileHold:
    """The right to act on an exercise, until released or garbage-collected, or the process ends."""

    def __init__(self, exercise: str, lock: FileLock, holder: Path) -> None:
        """Use `try_hold`."""
        self.exercise = exercise
        self._lock = lock
        self._holder = holder

    def release(self) -> None:
        """Let others act; more than once does no harm."""
        if self._lock.is_locked:
            with suppress(OSError):
                self._holder.unlink(missing_ok=True)
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def try_hold(journal: Path, exercise: str) -> FileHold | Busy:
    """Take the right to act on an exercise, or give who has it; never waits. Raises `JournalError`."""
    return _try_lock(folder(journal) / file_name(exercise), exercise)


def who_holds(journal: Path, exercise: str) -> Busy | None:
    """Who acts on an exercise; holds the lock only for the moment of the test. Raises `JournalError`."""
    place = folder(journal) / file_name(exercise)
    # As for most exercises; the file is removed on release.
    if not place.with_name(place.name + ".json").exists():
        return None
    attempt = _try_lock(place, exercise, tell=False)
    if isinstance(attempt, Busy):
        return attempt
    attempt.release()  # its process ended without releasing it
    return None


def try_hold_all(journal: Path) -> tuple[FileHold, ...] | Busy:
    """Hold every exercise of the journal, before its file is moved. Raises `JournalError`."""
    names = {SALVAGE, *(place.stem for place in folder(journal).glob("*.lock"))}
    holds: list[FileHold] = []
    for name in sorted(names):
        attempt = _try_lock(folder(journal) / name, name)
        if isinstance(attempt, Busy):
            for hold in holds:
                hold.release()
            return attempt
        holds.append(attempt)
    return tuple(holds)


def forget_hold(journal: Path, exercise: str) -> None:
    """Remove the lock file of a deleted exercise, where the system allows it."""
    with suppress(OSError):
        (folder(journal) / f"{file_name(exercise)}.lock").unlink(missing_ok=True)


def folder(journal: Path) -> Path:
    """Where the locks lie; nothing is created by asking."""
    return journal.with_name(f"{journal.name}.locks")


def _try_lock(place: Path, exercise: str, *, tell: bool = True) -> FileHold | Busy:
    holder = place.with_name(place.name + ".json")
    # On a file system without locks the library would fall back on a file that outlives kill -9.
    lock = FileLock(place.with_name(place.name + ".lock"), fallback_to_soft=False, thread_local=False)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        if not locks_work(place.parent):
            raise _no_locks(place.parent) from error
        return _busy(exercise, holder)
    except (OSError, NotImplementedError) as error:
        if place.parent.is_dir() and not locks_work(place.parent):
            raise _no_locks(place.parent) from error
        raise JournalError(
            tr(
                "{folder}: 書き込めません。権限と空き容量を確かめてください（{error}）。"
                "別のファイルを指定できます。",
                folder=place.parent,
                error=Reason(error),
            ),
            elsewhere=True,
        ) from error
    if not tell:
        return FileHold(exercise, lock, holder)
    try:
        content = _Holder(pid=os.getpid(), since=datetime.now(UTC)).model_dump_json()
        # Replace it whole: others could read a half-written file.
        part = holder.with_name(holder.name + ".part")
        part.write_text(content, encoding="utf-8")
        part.replace(holder)
    except OSError as error:
        lock.release()
        raise JournalError(
            tr(
                "{path}: 書き込めません（{error}）。空き容量を確かめてください。",
                path=holder,
                error=Reason(error),
            )
        ) from error
    return FileHold(exercise, lock, holder)


def _no_locks(folder: Path) -> JournalError:
    return JournalError(
        tr(
            "{folder}: この場所のファイルは錠を掛けられません（ネットワークや WSL のフォルダーなど）。"
            "別のプロセスが使っているのではありません。"
            "手元のディスクのファイルを指定してください。",
            folder=folder,
        ),
        elsewhere=True,
    )


def _busy(exercise: str, holder: Path) -> Busy:
    try:
        noted = _Holder.model_validate_json(holder.read_bytes())
    except (OSError, ValidationError):
        return Busy(exercise, None, None)
    return Busy(exercise, noted.pid, noted.since)
