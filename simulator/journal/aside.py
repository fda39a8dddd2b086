"""File names beside the journal for what is set aside, and moving files there so that a crash loses none."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote

from simulator.exercise.journal import JournalError
from simulator.language import Reason, tr

_TAILS = ("-wal", "-shm")  # SQLite's own files beside the main one
_LONGEST = 120  # characters of a name taken from an exercise; file systems allow 255 bytes


def file_name(exercise: str) -> str:
    """The exercise's id as part of a file name, whatever is in it."""
    return quote(exercise, safe="", errors="surrogatepass")[:_LONGEST]


def not_rebuilt(path: Path, error: OSError) -> JournalError:
    """What is raised where a damaged file could not be replaced by what was read of it."""
    return JournalError(
        tr(
            "{path}: 壊れていますが、作り直せません（{error}）。権限と空き容量を確かめてください。",
            path=path,
            error=Reason(error),
        )
    )


def path_beside(path: Path, purpose: str, suffix: str | None = None) -> Path:
    """`journal.PURPOSE.sqlite3`."""
    return path.with_name(f"{path.stem}.{purpose}{path.suffix if suffix is None else suffix}")


def write_once(path: Path, exercise: str, data: bytes) -> Path:
    """Keep `data` as `journal.EXERCISE.damaged-N.jsonl`; a file that already holds it will do."""
    number = 1
    while True:
        target = path_beside(path, f"{file_name(exercise)}.damaged-{number}", ".jsonl")
        if target.exists() and target.read_bytes() == data:
            return target
        if not target.exists():
            # Write under another name first: a crash must not leave half a file under this one.
            part = target.with_name(target.name + ".part")
            write_through(part, data)
            part.replace(target)
            sync_folder(path)
            return target
        number += 1


def set_aside(path: Path, exercise: str) -> tuple[Path, ...]:
    """The files into which records of one exercise were moved because they were damaged."""
    name = re.escape(f"{path.stem}.{file_name(exercise)}")
    return _beside(path, rf"{name}\.damaged-\d+\.jsonl")


def whole_files(path: Path) -> tuple[Path, ...]:
    """The journals that were moved aside whole because they were damaged."""
    return _beside(path, rf"{re.escape(path.stem)}\.damaged-\d+{re.escape(path.suffix)}")


def _beside(path: Path, pattern: str) -> tuple[Path, ...]:
    if not path.parent.is_dir():
        return ()
    return tuple(sorted(place for place in path.parent.iterdir() if re.fullmatch(pattern, place.name)))


def write_through(path: Path, data: bytes) -> None:
    """Write a file and wait for the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def free_number(path: Path) -> int:
    """The first N for which neither a `damaged-N` nor a `rebuilt-N` file is there."""
    number = 1
    while any(
        place.exists()
        for kind in ("damaged", "rebuilt")
        for place in _all(path_beside(path, f"{kind}-{number}"))
    ):
        number += 1
    return number


def waiting(path: Path) -> tuple[int, Path] | None:
    """The number and file of a rebuilt journal that is finished but not yet in its place."""
    pattern = re.compile(rf"{re.escape(path.stem)}\.rebuilt-(\d+){re.escape(path.suffix)}")
    if not path.parent.is_dir():
        return None
    matches = (pattern.fullmatch(place.name) for place in path.parent.iterdir())
    numbers = sorted(int(match[1]) for match in matches if match)
    return (numbers[0], path_beside(path, f"rebuilt-{numbers[0]}")) if numbers else None


def put_in_place(path: Path, number: int) -> tuple[Path, ...]:
    """Move the damaged files aside and `rebuilt-N` to their place; after a crash, finish the move."""
    aside = path_beside(path, f"damaged-{number}")
    # Move the log first: SQLite would write a log left behind into the new file.
    for tail in (*_TAILS, ""):
        journal_file = path.with_name(path.name + tail)
        if journal_file.exists():
            journal_file.replace(aside.with_name(aside.name + tail))
    path_beside(path, f"rebuilt-{number}").replace(path)
    sync_folder(path)
    return tuple(place for place in _all(aside) if place.exists())


def _all(path: Path) -> tuple[Path, ...]:
    return path, *(path.with_name(path.name + tail) for tail in _TAILS)


def sync_folder(path: Path) -> None:
    """Wait until the names in the file's folder are on disk; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
