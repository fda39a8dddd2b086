"""What the text says: actors, phases, measures, transitions and standing systems, each citing its sentence.

`load_doctrine()` gives the one checked `Doctrine`; it refuses data that misquote the text.
"""

from simulator.doctrine.book import load_doctrine
from simulator.doctrine.claims import Citation, CoordinationStep, Hold, Measure, NoMeasure, Silence, System
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.passages import Change, PhaseProfile, RefusalRule, Transition
from simulator.doctrine.words import Actor, Basis, Function, Manner, Phase, Region, Scope

__all__ = [
    "Actor",
    "Basis",
    "Change",
    "Citation",
    "CoordinationStep",
    "Doctrine",
    "Function",
    "Hold",
    "Manner",
    "Measure",
    "NoMeasure",
    "Phase",
    "PhaseProfile",
    "RefusalRule",
    "Region",
    "Scope",
    "Silence",
    "System",
    "Transition",
    "load_doctrine",
]
