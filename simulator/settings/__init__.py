"""A person's settings: one TOML file, read at the start, written where a choice is to be kept.

Reading is in `read`, the values in `settings`: most people have no settings file, and a start without one
should not load the reader.
"""

from simulator.settings.place import default_journal, settings_file

__all__ = ["default_journal", "settings_file"]
