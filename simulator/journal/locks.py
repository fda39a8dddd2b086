"""Whether files in a folder can be locked: some network and WSL folders refuse every lock.

Such a refusal looks like another process that holds the lock, to SQLite as to `filelock`.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def locks_work(folder: Path) -> bool:
    """Whether a new file there, which nobody else can hold, can be locked; True if that cannot be tried."""
    if os.name == "nt":
        return True
    import fcntl  # noqa: PLC0415 - not on Windows

    try:
        file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - only a failing lock below counts
    except OSError:
        return True
    with file:
        try:
            for lock in (fcntl.flock, fcntl.lockf):  # filelock's, and SQLite's
                lock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                lock(file, fcntl.LOCK_UN)
        except OSError:
            return False
    return True
