"""Where the settings stand unless the person says otherwise."""

from __future__ import annotations

import os
from pathlib import Path

VARIABLE = "SHISHIN_SETTINGS"  # a file; for tests, and for classrooms that hand one out


def settings_file() -> Path:
    """The file in the platform's place for settings, or `$SHISHIN_SETTINGS`. Nothing is created by asking."""
    file = os.environ.get(VARIABLE)
    if file:
        return Path(file)
    from platformdirs import user_config_path  # noqa: PLC0415  not needed where the variable is set

    return user_config_path("shishin", appauthor=False) / "settings.toml"
