"""Who looks at a play: the facilitator, the room, or one seat; and what is addressed to each.

What a viewer may see of what happened is decided in `visibility.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from simulator.exercise.events import Added
from simulator.language import tr
from simulator.scenario import AnySeat, Decision, Inject, Scenario, Step


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: the facilitator, the room (what every seat was told, on a wall), or one seat."""

    kind: Literal["facilitator", "room", "seat"]
    seat: AnySeat | None = None

    @property
    def name(self) -> str:
        """The viewer as it is kept and typed: empty for the facilitator, `room`, or the seat's id."""
        return self.seat.value if self.seat else "" if self.is_facilitator else self.kind

    @property
    def label(self) -> str:
        """Whose view it is, in words."""
        if self.seat:
            return self.seat.label
        return tr("進行役") if self.is_facilitator else tr("教室")

    @property
    def is_facilitator(self) -> bool:
        """Whether the viewer sees everything: notes, expected responses, answers and what is to come."""
        return self.kind == "facilitator"

    def receives(self, thing: Step | Added) -> bool:
        """Whether it reached this viewer. What is addressed to nobody in particular reaches everybody."""
        if self.seat is None or not isinstance(thing, (Inject, Added)):
            return True
        if isinstance(thing, Added):  # an own inject names its receivers by their ids
            return self.seat.value in thing.to
        return self.seat in thing.to

    def decides(self, decision: Decision) -> bool:
        """Whether this viewer is shown the options and the choice."""
        return self.seat is None or self.seat in decision.seats


FACILITATOR = Viewer("facilitator")
ROOM = Viewer("room")


def viewers(scenario: Scenario) -> tuple[Viewer, ...]:
    """The facilitator, the room, then the seats in use."""
    return (FACILITATOR, ROOM, *(Viewer("seat", seat) for seat in scenario.seats))


def viewer_named(name: str, scenario: Scenario) -> Viewer | None:
    """The viewer of this name; None if the scenario has no such viewer."""
    return next((viewer for viewer in viewers(scenario) if viewer.name == name), None)


def next_viewer(viewer: Viewer, scenario: Scenario) -> Viewer:
    """The room after the facilitator, then each seat in turn; never the facilitator: a class may look."""
    others = viewers(scenario)[1:]
    return others[(others.index(viewer) + 1) % len(others)] if viewer in others else others[0]
