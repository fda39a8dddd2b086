"""Where a person's settings and records stand unless they say otherwise. Asking creates nothing."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS = "SHISHIN_SETTINGS"  # a file; for tests, and for classrooms that hand one out
DATA = "SHISHIN_DATA"  # a folder; for tests and for machines whose home is not to be written


def settings_file() -> Path:
    """The file in the platform's place for settings, or `$SHISHIN_SETTINGS`."""
    file = os.environ.get(SETTINGS)
    if file:
        return Path(file)
    from platformdirs import user_config_path  # noqa: PLC0415  not needed where the variable is set

    return user_config_path("shishin", appauthor=False) / "settings.toml"


def default_journal() -> Path:
    """The journal in the platform's data folder, or in `$SHISHIN_DATA`."""
    folder = os.environ.get(DATA)
    if folder:
        return Path(folder) / "journal.sqlite3"
    from platformdirs import user_data_path  # noqa: PLC0415  not needed where the variable is set

    return user_data_path("shishin", appauthor=False) / "journal.sqlite3"
