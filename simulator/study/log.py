"""A learner's events in a file of their own, kept by the same journal code as exercises."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from simulator.exercise import Held
from simulator.exercise.journal import Busy, JournalError, Log, LostError, Trail
from simulator.journal import SqliteLog, default_journal
from simulator.journal.aside import free_number, not_rebuilt, path_beside, sync_folder, write_once
from simulator.journal.backup import backups, is_lost, sync_file
from simulator.journal.database import UnreadableError
from simulator.journal.soundness import seal
from simulator.language import msg, tr
from simulator.settings.server import Where
from simulator.study.events import Complained, Examined, LogEntry, Reviewed, StudyEvent, Withdrawn, following

LEARNER = "study"  # the log of a learner without a name
TITLE = msg("自習")
_TAILS = ("-wal", "-shm")
_NO_ENTRY = 0  # the number of no entry, because entries are numbered from 1


class EntryTrail:
    """Takes entries one after another, numbered from 1 without a gap."""

    def __init__(self) -> None:
        self._last: LogEntry | None = None

    def fault(self, record: LogEntry) -> str | None:
        """Take the entry, or return why it does not fit."""
        expected = self._last.seq + 1 if self._last else 1
        if record.seq != expected:
            return tr("通し番号が {expected} でなく {seq} です", expected=expected, seq=record.seq)
        self._last = record
        return None


class StudyAdapter:
    """The entries of learners, for a journal."""

    kind = "study"

    def number(self, record: LogEntry) -> int:
        """Its `seq`."""
        return record.seq

    def write(self, record: LogEntry) -> tuple[str, str]:
        """The line; nothing is kept apart from it."""
        return record.model_dump_json(), ""

    def apart(self, body: bytes) -> str:  # noqa: ARG002  the protocol's name
        """Empty: every line is complete without another text."""
        return ""

    def origin(self, body: bytes) -> str:  # noqa: ARG002  the protocol's name
        """Empty: no line was made from a file."""
        return ""

    def read(self, body: bytes, text: str) -> LogEntry:  # noqa: ARG002  the protocol's name
        """The entry. Raises `ValueError`."""
        return LogEntry.model_validate_json(body)

    def trail(self) -> Trail[LogEntry]:
        """A new one."""
        return EntryTrail()


STUDY = StudyAdapter()


def log_beside(journal: Where | None) -> Path:
    """The file of learners, beside the journal's file, or beside the person's own journal."""
    return (journal if isinstance(journal, Path) else default_journal()).with_name("study.db")


def local_now() -> datetime:
    """Now, with the learner's own offset from UTC."""
    return datetime.now(UTC).astimezone()


@dataclass
class StudyLog:
    """One learner's entries, and the way to add to them. `notice` says what was mended on opening.

    If `busy` is set, another process uses the log, and nothing can be added.
    """

    log: Log[LogEntry]
    learner: str
    entries: list[LogEntry]
    clock: Callable[[], datetime]
    notice: str = ""
    busy: str = ""
    _held: Held | None = field(default=None, repr=False)

    def now(self) -> datetime:
        """The time by the clock, never before the last entry."""
        return following(self.entries, self.clock())[1]

    def add(self, event: Reviewed | Withdrawn | Complained | Examined) -> LogEntry:
        """Keep an event, first on disk, then in memory. Raises `JournalError`."""
        if self.busy:
            raise JournalError(self.busy)
        seq, at = following(self.entries, self.clock())
        entry = LogEntry(seq=seq, at=at, event=event)
        try:
            self.log.append(self.learner, entry)
        except LostError as error:  # whose words offer a new file for an exercise
            raise JournalError(
                tr("学習の記録のファイルがなくなったか、置き換えられました。開き直すまで、答えは残りません。")
            ) from error
        self.entries.append(entry)
        return entry

    def close(self) -> None:
        """Close the log, with a backup."""
        if self._held:
            self._held.release()
        self.log.close()


def open_log(path: Path, clock: Callable[[], datetime], learner: str = LEARNER) -> StudyLog:
    """A learner's log, made or mended if need be. Raises `JournalError`."""
    log, notices = _opened(path)
    try:
        if learner not in {kept.id for kept in log.exercises()}:
            log.begin(learner, tr(TITLE) if learner == LEARNER else learner, clock())
        held = log.hold(learner)
        busy = held.message if isinstance(held, Busy) else ""
        return StudyLog(
            log,
            learner,
            log.read(learner),
            clock,
            "\n".join(notices),
            busy,
            None if isinstance(held, Busy) else held,
        )
    except JournalError:
        log.close()
        raise


def _opened(path: Path) -> tuple[SqliteLog[LogEntry], list[str]]:
    """The file, mended if need be: from a backup if it is damaged or lost, without damaged single entries."""
    if is_lost(path):
        return _from_backup(path)
    try:
        log = SqliteLog(path, STUDY)
        damaged = log.stored.audit()
    except UnreadableError:
        damaged = None
    if damaged is None:
        return _from_backup(path)
    return log, [_without_damaged(log, path, learner) for learner in sorted(damaged)]


def _from_backup(path: Path) -> tuple[SqliteLog[LogEntry], list[str]]:
    """Move a damaged file aside, and go on from its newest backup, or with an empty file."""
    was_there = path.exists()
    aside = path_beside(path, f"damaged-{free_number(path)}")
    backup = next(iter(backups(path)), None)
    part = path_beside(path, "rebuilding")
    try:
        if backup:
            shutil.copyfile(backup, part)
            sync_file(part)
        for tail in (*_TAILS, ""):
            old = path.with_name(path.name + tail)
            if old.exists():
                old.replace(aside.with_name(aside.name + tail))
        if backup:
            part.replace(path)
            sync_folder(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise not_rebuilt(path, error) from error
    if backup and not was_there:
        message = tr("{path}: なくなっていたので、控え {kept} から続けます。", path=path, kept=backup)
        return SqliteLog(path, STUDY), [message]
    message = (
        tr(
            "{path}: 壊れていたので、控え {kept} から続けます。壊れたものは {aside} に残しました。",
            path=path,
            kept=backup,
            aside=aside,
        )
        if backup
        else tr(
            "{path}: 壊れていて控えもないので、新しく始めます。壊れたものは {aside} に残しました。",
            path=path,
            aside=aside,
        )
    )
    return SqliteLog(path, STUDY), [message]


def _without_damaged(log: SqliteLog[LogEntry], path: Path, learner: str) -> str:
    """Keep every sound entry, renumbered; the others go into a file of lines."""
    rows = log.stored.rows(learner)
    sound = [row for row in rows if row.seal == seal(learner, row.seq, row.body).encode()]
    lost = [row.body for row in rows if row not in sound]
    place = write_once(path, learner, b"\n".join(lost) + b"\n") if lost else None
    entries = [LogEntry.model_validate_json(row.body) for row in sound]
    renumbered = [entry.model_copy(update={"seq": seq}) for seq, entry in enumerate(entries, 1)]
    log.stored.replace(learner, [entry.model_dump_json().encode() for entry in _in_step(entries, renumbered)])
    if place is None:
        return tr("{learner} の自習の記録が欠けていたので、残っているもので続けます。", learner=learner)
    return tr(
        "{learner} の自習の記録 {count}件が壊れていたので、{place} に移しました。",
        learner=learner,
        count=len(lost),
        place=place,
    )


def _in_step(before: list[LogEntry], after: list[LogEntry]) -> list[LogEntry]:
    """The entries with the numbers by which they name others changed to the new ones.

    Where a withdrawn review was lost, no other one is withdrawn in its place.
    """
    moved = {old.seq: new.seq for old, new in zip(before, after, strict=True)}
    return [
        entry.model_copy(update={"event": Withdrawn(review=moved.get(entry.event.review, _NO_ENTRY))})
        if isinstance(entry.event, Withdrawn)
        else entry
        for entry in after
    ]


__all__ = ["StudyEvent", "StudyLog", "local_now", "log_beside", "open_log"]
