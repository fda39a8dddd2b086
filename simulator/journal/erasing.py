"""Erase the persons of an exercise from files that went out: an export, a backup, another journal.

A journal erases what is in it and beside it (`roll.erase`). Only a person knows where else its lines went,
and names the files; each is written anew in full before it replaces the old one.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from simulator.datafile import open_regular
from simulator.exercise.journal import JournalError
from simulator.exercise.roll import Erased
from simulator.journal.aside import sync_folder
from simulator.journal.carrying import ArchiveError, parts_of, write_archive
from simulator.journal.salvage import open_journal
from simulator.journal.transfer import TransferError, lines_of, without_class
from simulator.language import Reason, tr

_SQLITE = b"SQLite format 3\0"
_TAR = 257, b"ustar"  # offset and bytes of a tar archive's signature


class ErasingError(Exception):
    """A file that could not be read or written anew; it is as it was."""


def erase_from_file(path: Path, exercise: str) -> Erased | None:
    """Erase them and give their number; None if the file has no such exercise. Raises `ErasingError`."""
    try:
        with open_regular(path) as file:
            head = file.read(1024)
        if head.startswith(_SQLITE):
            return _from_journal(path, exercise)
        if head[_TAR[0] :].startswith(_TAR[1]):
            return _from_archive(path, exercise)
        return _from_export(path, exercise)
    except (JournalError, ArchiveError, TransferError) as error:
        raise ErasingError(str(error)) from error
    except OSError as error:
        raise ErasingError(tr("{path}: 消せません（{why}）。", path=path, why=Reason(error))) from error


def _from_journal(path: Path, exercise: str) -> Erased | None:
    journal, _ = open_journal(path)
    try:
        is_there = exercise in {kept.id for kept in journal.exercises()}
        return journal.roll.erase(exercise) if is_there else None
    finally:
        journal.close()


def _from_archive(path: Path, exercise: str) -> Erased | None:
    parts, erased = parts_of(path), None
    for name, data in parts.items():
        if name.endswith(".jsonl"):
            try:
                text = data.decode()
            except UnicodeDecodeError as error:
                raise ArchiveError(tr("{name} を読めません（{why}）。", name=name, why=error)) from error
            exercise_id, lines, counts = without_class(text.split("\n"))
            if exercise_id == exercise:
                parts[name] = "".join(f"{line}\n" for line in lines).encode()
                erased = counts
    if erased and erased.persons:
        _replace(path, write_archive(parts))
    return erased


def _from_export(path: Path, exercise: str) -> Erased | None:
    with open_regular(path) as file:
        exercise_id, lines, erased = without_class(lines_of(file))
    if exercise_id != exercise:
        return None
    if erased.persons:
        _replace(path, "".join(f"{line}\n" for line in lines).encode())
    return erased


def _replace(path: Path, data: bytes) -> None:
    """Replace a file's bytes, keeping its permissions, and wait for the disk. Raises `OSError`."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(path.stat().st_mode)
        part.replace(path)
        sync_folder(path)
    finally:
        part.unlink(missing_ok=True)
