"""Whether the files at a journal's path are still those that are open.

A sync client, a script or a person may replace, empty or remove them; SQLite goes on writing into files that
no longer have a name, and reports no error.
"""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NamedTuple

_TAILS = ("", "-wal", "-shm")


class FilesState(Enum):
    """What the paths lead to."""

    SAME = "same"
    TOUCHED = "touched"  # by another process of ours, or by somebody who wrote into the file
    REPLACED = "replaced"
    REMOVED = "removed"


class _File(NamedTuple):
    identity: tuple[int, int]  # device and inode
    size: int
    changed: int


class JournalFiles:
    """The journal's files as last seen in order."""

    def __init__(self, path: Path) -> None:
        """`path` is that of an open journal."""
        self._names = tuple(path.with_name(path.name + tail) for tail in _TAILS)
        self._seen = self._files()

    def remember(self) -> None:
        """Note the files as they are now as ours: they were just written, or checked."""
        self._seen = self._files()

    def standing(self) -> FilesState:
        """What the paths lead to now. Takes microseconds."""
        files_now = self._files()
        if files_now[:2] == self._seen[:2] and _identities(files_now) == _identities(self._seen):
            return FilesState.SAME
        for before, after in zip(self._seen, files_now, strict=True):
            if before and not after:
                return FilesState.REMOVED
            if before and after and before.identity != after.identity:
                return FilesState.REPLACED
        return FilesState.TOUCHED

    def _files(self) -> tuple[_File | None, ...]:
        return tuple(map(_file, self._names))


def _identities(files: tuple[_File | None, ...]) -> list[tuple[int, int] | None]:
    return [file and file.identity for file in files]


def _file(name: Path) -> _File | None:
    try:
        status = name.stat()
    except OSError:
        return None
    return _File((status.st_dev, status.st_ino), status.st_size, status.st_mtime_ns)
