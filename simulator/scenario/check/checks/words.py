"""The closed words of the format with their labels, in the language spoken."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.language import msg, tr
from simulator.machine import Trigger
from simulator.scenario.seats import Seat
from simulator.scenario.steps import Mode

SETS: dict[str, type[Phase | Seat | Trigger | Mode]] = {
    "Phase": Phase,
    "Seat": Seat,
    "Trigger": Trigger,
    "Mode": Mode,
}
_DIFFICULTIES = {"basic": msg("基礎"), "standard": msg("標準"), "advanced": msg("発展")}


def labels(name: str) -> dict[str, str]:
    """The words of one of `SETS`, each with its label."""
    return {word.value: word.label for word in SETS[name]}


def difficulties() -> dict[str, str]:
    """The degrees of difficulty, each with its label."""
    return {word: tr(label) for word, label in _DIFFICULTIES.items()}
