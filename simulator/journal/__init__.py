"""Where records are kept: SQLite, what holds and mends it, and the way in and out as lines of JSON."""

from simulator.exercise.journal import Busy
from simulator.exercise.keeping import EXERCISES
from simulator.journal.hold import Held, try_hold
from simulator.journal.notices import Notice, Salvaged
from simulator.journal.salvage import mend_exercise, open_journal
from simulator.journal.sqlite import SqliteJournal, SqliteLog
from simulator.journal.transfer import TransferError, export_lines, import_lines, lines_of
from simulator.settings import default_journal

__all__ = [
    "EXERCISES",
    "Busy",
    "Held",
    "Notice",
    "Salvaged",
    "SqliteJournal",
    "SqliteLog",
    "TransferError",
    "default_journal",
    "export_lines",
    "import_lines",
    "lines_of",
    "mend_exercise",
    "open_journal",
    "try_hold",
]
