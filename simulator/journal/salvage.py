"""Open a journal; one that is damaged as far as it is sound. The rest is set aside, and that is said.

Two kinds of damage. In the file: it is moved aside whole, and what its pages still give goes into a new one.
In single records: these and the later ones of their exercise are moved into a file of lines.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from simulator.exercise.journal import Busy, JournalError
from simulator.exercise.keeping import EXERCISES
from simulator.journal import aside
from simulator.journal.carve import carve
from simulator.journal.database import UnreadableError
from simulator.journal.hold import try_hold, try_hold_all
from simulator.journal.rebuild import Rebuilt, count, rebuild
from simulator.journal.soundness import seal
from simulator.journal.sqlite import Row, SqliteJournal
from simulator.journal.wal import read_wal
from simulator.language import Reason, tr, tr_count

_LARGEST = 1 << 29  # bytes; a larger file is no journal of ours, and is not read to find out


_Opened = tuple[SqliteJournal, dict[str, int]]  # and which exercises are damaged


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What was kept of something damaged, and where the rest lies.

    `exercise` is None where the file itself was damaged. `kept` counts the records by exercise; `cut` names
    those exercises of which later records were found beyond a gap, `lost` those of which none was left.
    """

    exercise: str | None
    kept: tuple[tuple[str, int], ...]
    aside: tuple[Path, ...]
    cut: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """All of it in words."""
        where = tr("、").join(str(place) for place in self.aside)
        if self.exercise is not None:
            return tr_count(
                "演習 {exercise} の記録が途中で壊れていました。"
                "初めから {count}件を残し、それより後を {where} に移しました。",
                dict(self.kept)[self.exercise],
                exercise=self.exercise,
                where=where,
            )
        said = tr_count(
            "記録のファイルが壊れていました。"
            "読めた演習 {count}件（記録 {records}件）で作り直し、"
            "元のファイルを {where} に残しました。",
            len(self.kept),
            records=sum(number for _, number in self.kept),
            where=where,
        )
        if self.cut:
            said = tr("{before}途中までになった演習: {names}。", before=said, names=tr("、").join(self.cut))
        if self.lost:
            said = tr(
                "{before}記録を読めなかった演習: {names}。", before=said, names=tr("、").join(self.lost)
            )
        return said


def open_journal(path: Path) -> tuple[SqliteJournal, tuple[Salvaged, ...]]:
    """The journal, made or mended if need be, and what was salvaged.

    Raises `JournalError`: not ours, not to be written, of a newer version, or damaged while another process
    is at it. Take up holds (`try_hold`) after this: damage in an exercise that is held is left alone.
    """
    said: tuple[Salvaged, ...] = ()
    opened = _open_if_whole(path)
    if opened is None:
        opened, said = _mend(path)
    journal, damaged = opened
    try:
        mended = [mend_exercise(journal, exercise) for exercise in sorted(damaged)]
        return journal, (*said, *(each for each in mended if each))
    except JournalError:
        journal.close()
        raise


def mend_exercise(journal: SqliteJournal, exercise: str) -> Salvaged | None:
    """Set aside what does not stand in one exercise, from the first such record on. None if all stands.

    A record that is as it was written but that this version cannot read is no damage, and stays.
    """
    held = try_hold(journal.path, exercise)
    if isinstance(held, Busy):
        return None
    with held:
        rows = journal.rows(exercise)
        sound = _sound(exercise, rows)
        if sound == len(rows):
            return None
        # Backslashes keep bytes that are no text, so that nothing is lost.
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
            where = aside.write_once(journal.path, exercise, data)
        except OSError as error:
            raise JournalError(
                tr("{path}: 壊れた記録を移せません（{error}）。", path=journal.path, error=Reason(error))
            ) from error
        journal.remove(exercise, start=rows[sound].seq)
        return Salvaged(exercise, ((exercise, sound),), (where,))


def _sound(exercise: str, rows: list[Row]) -> int:
    trail = EXERCISES.trail()
    for at, row in enumerate(rows):
        if row.seq != at + 1 or row.seal != seal(exercise, row.seq, row.body).encode():
            return at
        try:
            # What is not in the line has no bearing on whether it fits.
            record = EXERCISES.read(row.body, "-" if EXERCISES.apart(row.body) else "")
        except ValidationError:
            # Another version wrote it; whether the later ones fit on it cannot be told, only their seals.
            return _sealed(exercise, rows)
        if trail.fault(record):
            return at
    return len(rows)


def _sealed(exercise: str, rows: list[Row]) -> int:
    for at, row in enumerate(rows):
        if row.seq != at + 1 or row.seal != seal(exercise, row.seq, row.body).encode():
            return at
    return len(rows)


def _open_if_whole(path: Path) -> _Opened | None:
    """The journal, or None where its file needs mending. What is no journal of ours raises `JournalError`."""
    try:
        if aside.waiting(path) or _log_is_damaged(path):
            return None
        journal = SqliteJournal(path, EXERCISES)
    except UnreadableError:
        if not _was_ours(path):
            raise
        return None
    except OSError as error:
        raise JournalError(
            tr(
                "{path}: 開けません（{error}）。--journal で別のファイルを指定できます。",
                path=path,
                error=Reason(error),
            )
        ) from error
    try:
        damaged = journal.audit()
        if damaged is not None:
            return journal, damaged
    except JournalError:
        journal.close()
        raise
    journal.close()
    return None


def _log_is_damaged(path: Path) -> bool:
    """Whether SQLite would silently drop finished transactions from the log.

    Only the log is opened: closing the file itself would end SQLite's locks on it in this process.
    """
    log = _bytes(path.with_name(path.name + "-wal"))
    if not log:
        return False
    if not path.exists() or not path.stat().st_size:  # then SQLite deletes the log
        found = read_wal(log)
        return any(frame.commits for frame in (*found.sound, *found.astray))
    # Looked at twice: another process may just have been writing.
    return read_wal(log).is_damaged and read_wal(_bytes(path.with_name(path.name + "-wal"))).is_damaged


def _was_ours(path: Path) -> bool:
    main, log = _bytes(path), _bytes(path.with_name(path.name + "-wal"))
    return carve(main, read_wal(log)).is_ours


def _bytes(path: Path) -> bytes:
    if not path.is_file() or path.stat().st_size > _LARGEST:
        return b""
    return path.read_bytes()


def _mend(path: Path) -> tuple[_Opened, tuple[Salvaged, ...]]:
    with _alone(path):
        try:
            said = _finish(path)
            opened = _open_if_whole(path)  # another process may have mended it meanwhile
            if opened is None:
                main, log = _bytes(path), _bytes(path.with_name(path.name + "-wal"))
                found = carve(main, read_wal(log))
                if not found.is_ours:
                    raise UnreadableError(
                        tr(
                            "{path}: 記録として読めません。--journal で別のファイルを指定できます。",
                            path=path,
                        )
                    )
                number = aside.free_number(path)
                made = rebuild(found, path, number)
                said = (*said, _said(made, aside.put_in_place(path, number)))
                opened = SqliteJournal(path, EXERCISES), {}
        except OSError as error:
            raise JournalError(
                tr(
                    "{path}: 壊れていますが、作り直せません（{error}）。権限と空き容量を確かめてください。",
                    path=path,
                    error=Reason(error),
                )
            ) from error
    return opened, said


def _finish(path: Path) -> tuple[Salvaged, ...]:
    """Go on where an earlier salvage was cut off."""
    left = aside.waiting(path)
    if left is None:
        return ()
    number, rebuilt = left
    made = Rebuilt(count(rebuilt))
    return (_said(made, aside.put_in_place(path, number)),)


def _said(made: Rebuilt, places: tuple[Path, ...]) -> Salvaged:
    return Salvaged(None, made.kept, places, made.cut, made.lost)


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
        for each in held:
            each.release()
