"""Read a file that a person names: only a regular one, and never more than a limit.

A device such as `/dev/zero` has no end, and opening a named pipe waits for somebody to write into it.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

MAX_FILE = 512 * 1024  # bytes; ten times the largest scenario that ships


class FileTooLargeError(ValueError):
    """The file has more bytes than `limit`; `size` is how many, as far as it is known."""

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(size, limit)
        self.size = size
        self.limit = limit


def read_regular(path: Path, limit: int = MAX_FILE) -> bytes:
    """The file's bytes. Raises OSError, also if it is not regular, and `FileTooLargeError`."""
    with open_regular(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise FileTooLargeError(size, limit)
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise FileTooLargeError(len(raw), limit)
    return raw


def open_regular(path: Path) -> BinaryIO:
    """The file, opened for reading, never waiting for a writer. Raises OSError, also if it is not regular."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(number).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(number, "rb")
    os.close(number)
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    raise OSError(errno.ENODEV, os.strerror(errno.ENODEV), str(path))
