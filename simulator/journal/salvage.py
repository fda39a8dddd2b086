"""Open a journal, a damaged one as far as it is sound. The rest is set aside and reported.

Two kinds of damage. In the file: it is moved aside whole, and what it and its backups still give goes into a
new one. In single records: they come from a backup, or they and the later ones of their exercise are moved
into a file of lines.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from simulator.exercise.journal import Busy, JournalError
from simulator.exercise.keeping import EXERCISES
from simulator.exercise.replay import Replay
from simulator.journal import aside
from simulator.journal.backup import back_up_old, backups, is_lost
from simulator.journal.database import UnreadableError
from simulator.journal.gather import Bodies, bytes_of, fitting, gather, read_backup
from simulator.journal.hold import try_hold, try_hold_all
from simulator.journal.notices import Emptied, Notice, Restored, Salvaged, Unlogged
from simulator.journal.rebuild import Rebuilt, count, rebuild
from simulator.journal.repair import repair_list
from simulator.journal.soundness import seal
from simulator.journal.sqlite import SqliteJournal
from simulator.journal.stored import StoredRow
from simulator.journal.wal import read_wal
from simulator.language import Reason, tr

# The journal, and for each damaged exercise its first damaged `seq`.
_Opened = tuple[SqliteJournal, dict[str, int]]


def open_journal(path: Path) -> tuple[SqliteJournal, tuple[Notice, ...]]:
    """The journal, made or mended if need be, and what to tell about it.

    A read-only journal is opened as a copy (`read_only`). Raises `JournalError` if it is not ours, cannot be
    made, is of a newer version, or is damaged while another process uses it. Damage in an exercise that is
    held is left alone, so hold an exercise only after this.
    """
    if not path.name or (path.exists() and not path.is_file()):
        number = errno.EISDIR if not path.name or path.is_dir() else errno.ENODEV
        raise JournalError(
            tr(
                "{path}: 開けません（{error}）。別のファイルを指定できます。",
                path=path,
                error=Reason(OSError(number, os.strerror(number))),
            )
        )
    if _is_protected(path):
        return _open_copy(path)
    return _open(path)


def _open(path: Path) -> tuple[SqliteJournal, tuple[Notice, ...]]:
    notices: tuple[Notice, ...] = ()
    was_empty = path.is_file() and not path.stat().st_size
    has_log = bool(bytes_of(path.with_name(path.name + "-wal")))
    opened = _open_if_whole(path)
    if opened is None:
        opened, notices = _mend(path)
    journal, damaged = opened
    try:
        mended = [mend_exercise(journal, exercise) for exercise in sorted(damaged)]
        repair_list(journal)
        notices = (*notices, *(notice for notice in mended if notice))
        if journal.says_open and has_log:
            journal.take_over()
        elif journal.says_open:
            notices = (*notices, Unlogged(path))
        if was_empty and not has_log and not journal.exercises():
            notices = (*notices, Emptied(path))
    except JournalError:
        journal.close()
        raise
    return journal, notices


def _is_protected(path: Path) -> bool:
    """Whether the file exists and may be read but not written, or its folder may not be written."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _open_copy(path: Path) -> tuple[SqliteJournal, tuple[Notice, ...]]:
    """A read-only journal, through a copy: SQLite writes files beside a database even to read it."""
    folder = Path(tempfile.mkdtemp(prefix="shishin-"))
    discard = partial(shutil.rmtree, folder, ignore_errors=True)
    try:
        for place in (path, path.with_name(path.name + "-wal"), *backups(path)):
            if place.exists():
                shutil.copyfile(place, folder / place.name)
        journal, notices = _open(folder / path.name)
    except OSError as error:
        discard()
        raise JournalError(
            tr(
                "{path}: 開けません（{error}）。別のファイルを指定できます。",
                path=path,
                error=Reason(error),
            ),
            elsewhere=True,
        ) from error
    except JournalError:
        discard()
        raise
    journal.protect(path, discard)
    return journal, notices


def mend_exercise(journal: SqliteJournal, exercise: str) -> Notice | None:
    """Restore the damaged part of one exercise from a backup, or else set it and the rest aside.

    None if all is sound. An undamaged record that this version cannot read stays.
    """
    held = try_hold(journal.path, exercise)
    if isinstance(held, Busy):
        return None
    with held:
        rows = journal.stored.rows(exercise)
        sound, why = _sound(journal, exercise, rows)
        if sound == len(rows):
            return None
        restored = _from_backups(journal, exercise, rows)
        if len(restored) >= len(rows):
            journal.stored.replace(exercise, restored)
            sound_now, why = _sound(journal, exercise, journal.stored.rows(exercise))
            if sound_now == len(restored):
                return Restored(exercise, len(restored) - sound)
            rows, sound = journal.stored.rows(exercise), sound_now
        # Backslash escapes keep bytes that are not text, so that nothing is lost.
        lines = [
            {
                "exercise": exercise,
                "seq": row.seq,
                "body": row.body.decode(errors="surrogateescape"),
                "seal": row.seal.decode(errors="surrogateescape"),
            }
            for row in rows[sound:]
        ]
        data = "".join(json.dumps(line) + "\n" for line in lines).encode()
        try:
            file_aside = aside.write_once(journal.path, exercise, data)
        except OSError as error:
            raise JournalError(
                tr("{path}: 壊れた記録を移せません（{error}）。", path=journal.path, error=Reason(error))
            ) from error
        journal.stored.remove(exercise, start=rows[sound].seq)
        return Salvaged(exercise, ((exercise, sound),), (file_aside,), why=why)


def _from_backups(journal: SqliteJournal, exercise: str, rows: list[StoredRow]) -> list[bytes]:
    """The undamaged bodies from the first on that the file and its backups have together."""
    bodies: Bodies = {
        row.seq: row.body for row in rows if row.seal == seal(exercise, row.seq, row.body).encode()
    }
    for backup in backups(journal.path):
        bodies = fitting(bodies, read_backup(backup).records.get(exercise, {}))
    sound: list[bytes] = []
    while (seq := len(sound) + 1) in bodies:
        sound.append(bodies[seq])
    return sound


def _sound(journal: SqliteJournal, exercise: str, rows: list[StoredRow]) -> tuple[int, str]:
    """How many records from the first on are undamaged and fit together; and why no more."""
    replay = Replay(strict=False)
    for index, row in enumerate(rows):
        if row.seq != index + 1 or row.seal != seal(exercise, row.seq, row.body).encode():
            return index, ""
        try:
            record = EXERCISES.read(row.body, journal.stored.text(EXERCISES.apart(row.body)) or "-")
        except ValueError:
            if EXERCISES.is_ours(row.body):
                return index, tr("中身が正しくありません")
            # Another version wrote it; whether later records fit cannot be checked, only their seals.
            return _sealed(exercise, rows), ""
        if fault := replay.fault(record):
            return index, fault
    return len(rows), ""


def _sealed(exercise: str, rows: list[StoredRow]) -> int:
    for index, row in enumerate(rows):
        if row.seq != index + 1 or row.seal != seal(exercise, row.seq, row.body).encode():
            return index
    return len(rows)


def _open_if_whole(path: Path) -> _Opened | None:
    """The journal, or None where its file needs mending. Raises `JournalError` if it is not ours."""
    try:
        if aside.waiting(path) or _log_is_damaged(path) or is_lost(path):
            return None
        with suppress(JournalError):  # an old journal opens even if a full disk prevents its backup
            back_up_old(path)
        journal = SqliteJournal(path, EXERCISES)
    except UnreadableError:
        if not _was_ours(path):
            raise
        return None
    except OSError as error:
        raise JournalError(
            tr(
                "{path}: 開けません（{error}）。別のファイルを指定できます。",
                path=path,
                error=Reason(error),
            ),
            elsewhere=True,
        ) from error
    try:
        damaged = journal.stored.audit()
        if damaged is not None:
            return journal, damaged
    except JournalError:
        journal.close()
        raise
    journal.close()
    return None


def _log_is_damaged(path: Path) -> bool:
    """Whether SQLite would silently drop finished transactions from the log.

    Opens only the log: closing the main file would end SQLite's locks on it in this process.
    """
    log = bytes_of(path.with_name(path.name + "-wal"))
    if not log:
        return False
    if not path.exists() or not path.stat().st_size:  # in which case SQLite deletes the log
        wal = read_wal(log)
        return any(frame.commits for frame in (*wal.sound, *wal.astray))
    # Look twice: another process may have been writing.
    return read_wal(log).is_damaged and read_wal(bytes_of(path.with_name(path.name + "-wal"))).is_damaged


def _was_ours(path: Path) -> bool:
    return gather(path).is_ours


def _mend(path: Path) -> tuple[_Opened, tuple[Notice, ...]]:
    with _alone(path):
        try:
            notices = _finish(path)
            opened = _open_if_whole(path)  # another process may have mended it meanwhile
            if opened is None:
                gathered = gather(path)
                if not gathered.is_ours:
                    raise UnreadableError(
                        tr(
                            "{path}: 記録として読めません。別のファイルを指定できます。",
                            path=path,
                        )
                    )
                number = aside.free_number(path)
                rebuilt = rebuild(gathered, path, number)
                notices = (*notices, _salvaged(rebuilt, aside.put_in_place(path, number)))
                opened = SqliteJournal(path, EXERCISES), {}
        except OSError as error:
            raise aside.not_rebuilt(path, error) from error
    return opened, notices


def _finish(path: Path) -> tuple[Notice, ...]:
    """Finish an earlier salvage that was interrupted."""
    unfinished = aside.waiting(path)
    if unfinished is None:
        return ()
    number, file = unfinished
    finished = Rebuilt(count(file))
    return (_salvaged(finished, aside.put_in_place(path, number)),)


def _salvaged(rebuilt: Rebuilt, places: tuple[Path, ...]) -> Salvaged:
    return Salvaged(None, rebuilt.kept, places, rebuilt.cut, rebuilt.lost)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    held = try_hold_all(path)
    if isinstance(held, Busy):
        raise JournalError(
            tr(
                "{path}: 壊れていますが、別のプロセスが使っているので直せません。{busy}",
                path=path,
                busy=held.message,
            )
        )
    try:
        yield
    finally:
        for hold in held:
            hold.release()
