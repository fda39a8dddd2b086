"""Copy exercises between journals of any engine, and back all of them up into one file.

The file is a tar archive: for each exercise its lines as `export` writes them, what belongs to it but is not
an event, and the checksum of every part. It shows one moment, and is restored only if every part is
sound.
"""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from simulator.datafile import open_regular
from simulator.exercise.events import Record
from simulator.exercise.journal import Journal, JournalError, Kept
from simulator.exercise.replay import Replay
from simulator.exercise.roll import Attendance
from simulator.journal.attending import attendance_of, for_elsewhere
from simulator.journal.transfer import TransferError, export_lines, read_lines
from simulator.language import tr

if TYPE_CHECKING:
    import tarfile

_SUMS = "SHA256SUMS"
_LARGEST = 1 << 30  # bytes of one part, at most
_MOST = 100_000  # parts, at most


class ArchiveError(ValueError):
    """A file that is not our backup, or not whole."""


class _Beside(BaseModel):
    """What belongs to an exercise and is not recorded as an event."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    hidden: bool = False
    seat: str = ""
    stage: str = ""
    draft: str = ""


@dataclass(slots=True)
class Carried:
    """The exercises that were taken in, those that were there already, and those under another name now."""

    taken: list[str] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    renamed: list[tuple[str, str]] = field(default_factory=list)


def carry(source: Journal, target: Journal) -> Carried:
    """Copy every exercise. Raises `JournalError`; exercises copied before that stay."""
    carried = Carried()
    with source.one_moment():
        for kept in _in_order(source):
            attendance = for_elsewhere(attendance_of(source, kept.id))
            _take(target, kept, source.read(kept.id), attendance, _beside(source, kept), carried)
    return carried


def back_up_to(journal: Journal, path: Path) -> int:
    """Write all into a new file; gives their number. Raises `JournalError`, `FileExistsError`, `OSError`."""
    if path.exists():
        raise FileExistsError(path)
    try:
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error  # the name that was asked for
    count = 0
    try:
        with os.fdopen(descriptor, "wb") as file:
            with _archive(file) as add, journal.one_moment():
                begun = [kept for kept in _in_order(journal) if journal.count(kept.id)]
                for count, kept in enumerate(begun, 1):
                    lines = "".join(f"{line}\n" for line in export_lines(journal, kept.id)).encode()
                    beside = _beside(journal, kept).model_dump_json().encode()
                    add(f"{count:06}.jsonl", lines)
                    add(f"{count:06}.json", beside)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(Path(part), path)
    finally:
        Path(part).unlink(missing_ok=True)
    return count


def _put_in_place(part: Path, path: Path) -> None:
    """Give a complete file its name, never over an existing one. Raises `FileExistsError`, `OSError`."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # the file system has no links, as on many sticks
        path.open("xb").close()
        part.replace(path)


def write_archive(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts in their order, the same bytes as a backup with these parts."""
    file = io.BytesIO()
    with _archive(file) as add:
        for name, data in parts.items():
            add(name, data)
    return file.getvalue()


@contextmanager
def _archive(file: IO[bytes]) -> Iterator[Callable[[str, bytes], None]]:
    """A function that writes one part; at the end the checksums of all are written."""
    import tarfile  # noqa: PLC0415 - imported only to make a backup

    sums: list[str] = []
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:

        def add(name: str, data: bytes) -> None:
            _add(archive, name, data)
            sums.append(f"{sha256(data).hexdigest()}  {name}\n")

        yield add
        _add(archive, _SUMS, "".join(sums).encode())


def restore_from(path: Path, journal: Journal) -> Carried:
    """Take in a whole backup, or nothing if any of it is damaged.

    Raises `ArchiveError`, `JournalError` (then what was taken in until then stays), `OSError`.
    """
    parts = parts_of(path)
    exercises: list[tuple[Kept, list[Record], Attendance, _Beside]] = []
    for name in sorted(part for part in parts if part.endswith(".jsonl")):
        beside = parts.get(name.removesuffix("l"))
        if beside is None:
            raise ArchiveError(tr("{name} がありません。", name=name.removesuffix("l")))
        try:
            header, records, attendance = read_lines(parts[name].decode().split("\n"), strict=False)
            beside_records = _Beside.model_validate_json(beside)
        except (TransferError, ValidationError, UnicodeDecodeError) as error:
            raise ArchiveError(tr("{name} を読めません（{why}）。", name=name, why=error)) from error
        exercises.append((Kept(header.id, header.title, header.began), records, attendance, beside_records))
    carried = Carried()
    for kept, records, attendance, beside_records in exercises:
        _take(journal, kept, records, attendance, beside_records, carried)
    return carried


def findings(journal: Journal) -> list[str]:
    """What is wrong in a journal: reads and replays each exercise. Raises `JournalError`."""
    faults = []
    for kept in journal.exercises():
        try:
            replay = Replay(strict=False)
            for record in journal.read(kept.id):
                fault = replay.fault(record)
                if fault:
                    faults.append(
                        tr(
                            "演習 {exercise} の記録 {seq}: {fault}",
                            exercise=kept.id,
                            seq=record.seq,
                            fault=fault,
                        )
                    )
                    break
        except JournalError as error:
            faults.append(str(error))
    return faults


def _in_order(journal: Journal) -> list[Kept]:
    """The exercises by id, so that the same exercises give the same bytes in any journal."""
    return sorted(journal.exercises(), key=lambda kept: kept.id)


def _beside(journal: Journal, kept: Kept) -> _Beside:
    sidecar = journal.sidecar
    return _Beside(
        hidden=kept.hidden,
        seat=sidecar.kept_seat(kept.id),
        stage=sidecar.kept_stage(kept.id),
        draft=sidecar.kept_draft(kept.id),
    )


def _take(  # noqa: PLR0913, PLR0917 - all that belongs to one exercise
    journal: Journal,
    kept: Kept,
    records: list[Record],
    attendance: Attendance,
    beside: _Beside,
    carried: Carried,
) -> None:
    """Take one in. One already there stays as it is, also its class: persons may have been erased from it."""
    ids_there = {exercise.id for exercise in journal.exercises()}
    if kept.id in ids_there and journal.read(kept.id) == records:
        carried.there.append(kept.id)
        return
    name = journal.adopt(kept.id, kept.title, kept.began, records, attendance)
    carried.taken.append(name)
    if name != kept.id:
        carried.renamed.append((kept.id, name))
    for value, keep in (
        (beside.seat, journal.sidecar.keep_seat),
        (beside.stage, journal.sidecar.keep_stage),
        (beside.draft, journal.sidecar.keep_draft),
    ):
        if value:
            keep(name, value)
    if beside.hidden:
        journal.hide(name)


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    import tarfile  # noqa: PLC0415 - imported only to make a backup

    entry = tarfile.TarInfo(name)  # without owner and time, so that the same exercises give the same bytes
    entry.size = len(data)
    entry.mode = 0o600
    archive.addfile(entry, io.BytesIO(data))


def _check_entry(entry: tarfile.TarInfo, parts: Mapping[str, bytes]) -> None:
    """Raise `ArchiveError` for an entry that we did not write: one beyond the limits, or of another kind.

    One of a size below 0 would be read again and again; a sparse one is larger than the file that has it.
    """
    is_plain = entry.isfile() and not entry.issparse() and 0 <= entry.size <= _LARGEST
    if not is_plain or entry.name in parts or len(parts) >= _MOST:
        raise ArchiveError(tr("指針シミュレータの控えではありません。"))


def parts_of(path: Path) -> dict[str, bytes]:
    """All parts, each checked against its checksum. Raises `ArchiveError`, `OSError`."""
    import tarfile  # noqa: PLC0415 - imported only to restore a backup

    parts: dict[str, bytes] = {}
    try:
        with open_regular(path) as file, tarfile.open(fileobj=file, mode="r:") as archive:
            for entry in archive:
                _check_entry(entry, parts)
                part = archive.extractfile(entry)
                parts[entry.name] = part.read() if part else b""
    except ArchiveError:
        raise
    except (tarfile.TarError, EOFError, ValueError) as error:  # some headers raise ValueError in the library
        raise ArchiveError(tr("指針シミュレータの控えではありません。")) from error
    sums = parts.pop(_SUMS, None)
    if sums is None:
        raise ArchiveError(tr("指針シミュレータの控えではありません。"))
    computed = sorted(f"{sha256(data).hexdigest()}  {name}" for name, data in parts.items())
    if computed != sorted(sums.decode("utf-8", "replace").splitlines()):
        raise ArchiveError(tr("中身が書かれたときと違います。途中で切れたか、壊れています。"))
    return parts
