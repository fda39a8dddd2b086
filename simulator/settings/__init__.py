"""A person's settings: one TOML file, read at the start, written where a choice is to be kept."""

from simulator.settings.place import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import Fault, Settings

__all__ = ["Fault", "Settings", "read_settings", "settings_file"]
