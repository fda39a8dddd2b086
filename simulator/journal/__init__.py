"""Keeping records (SQLite, PostgreSQL): holding and mending exercises, export and import.

The names here are all that faces use; they import nothing from the modules behind them.
"""

from simulator.exercise.journal import Busy
from simulator.exercise.keeping import EXERCISES
from simulator.journal.attending import attendance_of
from simulator.journal.backup import backups
from simulator.journal.carrying import ArchiveError, Carried, back_up_to, carry, findings, restore_from
from simulator.journal.erasing import ErasingError, erase_from_file
from simulator.journal.glimpse import newest
from simulator.journal.hold import FileHold, try_hold
from simulator.journal.notices import Notice, Salvaged
from simulator.journal.opening import (
    Continued,
    NewPlay,
    NewWalk,
    Opening,
    OpenJournal,
    StartError,
    Wanted,
    checked,
    open_exercise,
    open_kept,
    takes_long,
)
from simulator.journal.remote import prepare_server
from simulator.journal.rescuing import rescue, rescued_beside
from simulator.journal.rooms import Room, Rooms, rooms_of
from simulator.journal.salvage import mend_exercise, open_journal
from simulator.journal.sqlite import SqliteLog
from simulator.journal.transfer import TransferError, export_lines, import_lines, lines_of
from simulator.journal.usage import last_used, touched
from simulator.journal.watching import WatchedJournal
from simulator.settings import default_journal

__all__ = [
    "EXERCISES",
    "ArchiveError",
    "Busy",
    "Carried",
    "Continued",
    "ErasingError",
    "FileHold",
    "NewPlay",
    "NewWalk",
    "Notice",
    "OpenJournal",
    "Opening",
    "Room",
    "Rooms",
    "Salvaged",
    "SqliteLog",
    "StartError",
    "TransferError",
    "Wanted",
    "WatchedJournal",
    "attendance_of",
    "back_up_to",
    "backups",
    "carry",
    "checked",
    "default_journal",
    "erase_from_file",
    "export_lines",
    "findings",
    "import_lines",
    "last_used",
    "lines_of",
    "mend_exercise",
    "newest",
    "open_exercise",
    "open_journal",
    "open_kept",
    "prepare_server",
    "rescue",
    "rescued_beside",
    "restore_from",
    "rooms_of",
    "takes_long",
    "touched",
    "try_hold",
]
