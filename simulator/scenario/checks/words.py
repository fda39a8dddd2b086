"""The closed words of the format with their Japanese labels."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.language import msg
from simulator.machine import Trigger
from simulator.scenario.model import Mode, Seat

PHASES = {phase.value: phase.label for phase in Phase}
SEATS = {seat.value: seat.label for seat in Seat}
TRIGGERS = {trigger.value: trigger.label for trigger in Trigger}
MODES = {mode.value: mode.label for mode in Mode}
DIFFICULTIES = {"basic": msg("基礎"), "standard": msg("標準"), "advanced": msg("発展")}
