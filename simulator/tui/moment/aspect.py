"""The Protocol for what differs in showing a moment of a walk and of a play."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from simulator.exercise import State
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.target import Target
from simulator.tui.moment.timeline import Tick


class Aspect(Protocol):
    """Gives the data of each moment shown; it has no widgets."""

    def prepare(self) -> None:
        """Take up what may be seen from now on, before a moment is shown."""

    def heading(self) -> str:
        """What the title line begins with."""

    def status(self, width: int) -> str:
        """What the title line of so many cells ends with: when, and whether it is recorded."""

    def remarks(self, state: State) -> bool:
        """Whether what is ours may stand beside the text."""

    def notes(self, state: State) -> tuple[object, ...]:
        """What `noted` depends on."""

    def noted(self, state: State) -> Sequence[Block]:
        """Notes that stand above the sheet."""

    def cited_by(self, target: Target) -> Target | None:
        """What a row cites: as a rule its own target."""

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """What stands on the line of time."""

    def ticks_for(self) -> object:
        """For whom it stands there."""

    def to_come(self) -> tuple[Tick, ...]:
        """What is known to come."""

    def time_label(self, seconds: float) -> str:
        """A time on the line, in words."""
