"""The phases as a machine: configuration and trigger in, configuration and transitions (or a refusal) out.

Pure: no I/O, no clock, and no text of its own; what it says comes from the doctrine.
"""

from simulator.machine.configuration import START, Configuration, configurations
from simulator.machine.phases import Accepted, Outcome, PhaseMachine, Refused, said_reason
from simulator.machine.triggers import Trigger

__all__ = [
    "START",
    "Accepted",
    "Configuration",
    "Outcome",
    "PhaseMachine",
    "Refused",
    "Trigger",
    "configurations",
    "said_reason",
]
