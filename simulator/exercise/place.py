"""Where a person's records are kept unless they say otherwise."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "SHISHIN_DATA"  # a folder; for tests and for machines whose home is not to be written


def default_journal() -> Path:
    """The journal in the platform's data folder, or in `$SHISHIN_DATA`. Nothing is created by asking."""
    folder = os.environ.get(VARIABLE)
    if folder:
        return Path(folder) / "journal.sqlite3"
    from platformdirs import user_data_path  # noqa: PLC0415  not needed where the variable is set

    return user_data_path("shishin", appauthor=False) / "journal.sqlite3"
