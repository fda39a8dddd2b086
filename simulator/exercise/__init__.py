"""An exercise is a journal of events over the machine; everything shown is a fold of that journal."""

from simulator.exercise.clock import Clock, ScenarioClock, SystemClock, VirtualClock
from simulator.exercise.events import Event, Moved, Noted, Record, Refusal, Started, Ticked
from simulator.exercise.exercise import Exercise, UnknownStepError
from simulator.exercise.history import Branch, History
from simulator.exercise.journal import (
    Busy,
    CaughtUpError,
    Held,
    Journal,
    JournalError,
    LostError,
    PutOffError,
    UnknownFateError,
)
from simulator.exercise.memory import MemoryJournal
from simulator.exercise.naming import WALK_TITLE, shown_name
from simulator.exercise.play import Play, PlayError, scenario_of
from simulator.exercise.rating import Rating
from simulator.exercise.state import Entry, Move, State

__all__ = [
    "WALK_TITLE",
    "Branch",
    "Busy",
    "CaughtUpError",
    "Clock",
    "Entry",
    "Event",
    "Exercise",
    "Held",
    "History",
    "Journal",
    "JournalError",
    "LostError",
    "MemoryJournal",
    "Move",
    "Moved",
    "Noted",
    "Play",
    "PlayError",
    "PutOffError",
    "Rating",
    "Record",
    "Refusal",
    "ScenarioClock",
    "Started",
    "State",
    "SystemClock",
    "Ticked",
    "UnknownFateError",
    "UnknownStepError",
    "VirtualClock",
    "scenario_of",
    "shown_name",
]
