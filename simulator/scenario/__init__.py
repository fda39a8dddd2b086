"""A scenario is a script over the machine: its format, its loader, its rules of play, its proofs.

`load_scenario(path)` gives a `Scenario`; `Script` plays it one step at a time, purely.
"""

from simulator.scenario.conditions import Effect
from simulator.scenario.library import find_scenario, library_folder, scenario_files
from simulator.scenario.load import load_scenario, read_scenario
from simulator.scenario.model import SCHEMA, Objective, Scenario
from simulator.scenario.script import Choice, Cursor, Script, ScriptError
from simulator.scenario.seats import AnySeat, OwnSeat, Seat, joined
from simulator.scenario.steps import (
    Cite,
    Decision,
    Ending,
    Expected,
    Inject,
    Mode,
    Note,
    Option,
    Question,
    Step,
    TransitionStep,
)

__all__ = [
    "SCHEMA",
    "AnySeat",
    "Choice",
    "Cite",
    "Cursor",
    "Decision",
    "Effect",
    "Ending",
    "Expected",
    "Inject",
    "Mode",
    "Note",
    "Objective",
    "Option",
    "OwnSeat",
    "Question",
    "Scenario",
    "Script",
    "ScriptError",
    "Seat",
    "Step",
    "TransitionStep",
    "find_scenario",
    "joined",
    "library_folder",
    "load_scenario",
    "read_scenario",
    "scenario_files",
]
