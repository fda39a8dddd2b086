"""An exercise is a journal of events over the machine; everything shown is a fold of that journal."""

from simulator.exercise.clock import Clock, ScenarioClock, SystemClock, VirtualClock
from simulator.exercise.events import Event, Moved, Noted, Record, Refusal, Started, Ticked
from simulator.exercise.exercise import Exercise, UnknownStepError
from simulator.exercise.history import Branch, History
from simulator.exercise.hold import Busy, Held, try_hold
from simulator.exercise.journal import Journal, JournalError, MemoryJournal
from simulator.exercise.naming import WALK_TITLE, shown_name
from simulator.exercise.play import Play, PlayError, scenario_of
from simulator.exercise.salvage import Salvaged, mend_exercise, open_journal
from simulator.exercise.sqlite import SqliteJournal
from simulator.exercise.state import Entry, Move, State
from simulator.exercise.transfer import TransferError, export_lines, import_lines, lines_of
from simulator.settings import default_journal

__all__ = [
    "WALK_TITLE",
    "Branch",
    "Busy",
    "Clock",
    "Entry",
    "Event",
    "Exercise",
    "Held",
    "History",
    "Journal",
    "JournalError",
    "MemoryJournal",
    "Move",
    "Moved",
    "Noted",
    "Play",
    "PlayError",
    "Record",
    "Refusal",
    "Salvaged",
    "ScenarioClock",
    "SqliteJournal",
    "Started",
    "State",
    "SystemClock",
    "Ticked",
    "TransferError",
    "UnknownStepError",
    "VirtualClock",
    "default_journal",
    "export_lines",
    "import_lines",
    "lines_of",
    "mend_exercise",
    "open_journal",
    "scenario_of",
    "shown_name",
    "try_hold",
]
