"""An exercise is a journal of events over the machine; everything shown is a fold of that journal."""

from simulator.exercise.clock import Clock, SystemClock, VirtualClock
from simulator.exercise.events import Event, Moved, Noted, Record, Refusal, Started, Ticked
from simulator.exercise.exercise import Exercise, UnknownStepError
from simulator.exercise.history import History
from simulator.exercise.journal import Journal, JournalError, MemoryJournal, SqliteJournal
from simulator.exercise.place import default_journal
from simulator.exercise.state import Move, State

__all__ = [
    "Clock",
    "Event",
    "Exercise",
    "History",
    "Journal",
    "JournalError",
    "MemoryJournal",
    "Move",
    "Moved",
    "Noted",
    "Record",
    "Refusal",
    "SqliteJournal",
    "Started",
    "State",
    "SystemClock",
    "Ticked",
    "UnknownStepError",
    "VirtualClock",
    "default_journal",
]
