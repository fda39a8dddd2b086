"""The Protocol of what differs between showing a moment of a walk and of a play."""

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
        """Update what may be seen, before a moment is shown."""

    def heading(self) -> str:
        """The beginning of the title line."""

    def status(self, width: int) -> str:
        """The end of a title line of `width` cells: the time, and whether it is recorded."""

    def remarks(self, state: State) -> bool:
        """Whether our own remarks may be shown beside the text."""

    def notes(self, state: State) -> tuple[object, ...]:
        """A value that changes when `noted` does."""

    def noted(self, state: State) -> Sequence[Block]:
        """The notes above the sheet."""

    def cited_by(self, target: Target) -> Target | None:
        """The target that a row cites, usually its own."""

    def ticks(self, state: State) -> tuple[Tick, ...]:
        """The ticks on the timeline."""

    def ticks_for(self) -> object:
        """A key of the view that `ticks` depends on."""

    def to_come(self) -> tuple[Tick, ...]:
        """The ticks of steps to come."""

    def day_and_hour(self, seconds: float) -> tuple[str, str]:
        """A time on the timeline: its day in words, empty where it has none, and the hour."""
