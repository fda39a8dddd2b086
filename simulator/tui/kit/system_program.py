"""Open a file or a folder in the system's own program for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path


def open_elsewhere(path: Path) -> bool:
    """Open a file or folder; False if the system has no program for it."""
    if sys.platform == "win32":
        import os  # noqa: PLC0415  only there

        try:
            os.startfile(path)  # noqa: S606 - a folder or picture of the person's own
        except OSError:  # no program for this kind of file
            return False
        return True
    program = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if program is None:
        return False
    quiet = subprocess.DEVNULL
    subprocess.Popen([program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603
    return True
