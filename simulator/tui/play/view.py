"""Whose screen it is: the facilitator's, who sees all, or a seat's, who sees what it received."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.exercise import Play
from simulator.exercise.events import Added
from simulator.language import tr
from simulator.scenario import Decision, Inject, Scenario, Seat, Step


@dataclass(frozen=True, slots=True)
class View:
    """The facilitator's view (`seat` is None), or that of one seat."""

    seat: Seat | None = None

    @property
    def label(self) -> str:
        """Whose view it is."""
        return self.seat.label if self.seat else tr("進行役")

    @property
    def is_facilitator(self) -> bool:
        """Whether all is shown, with notes, expected responses and model answers."""
        return self.seat is None

    def receives(self, what: Step | Added) -> bool:
        """Whether it reached this view. What is addressed to nobody in particular reaches everybody."""
        if isinstance(what, (Inject, Added)):
            return self.seat is None or self.seat in what.to
        return True

    def decides(self, decision: Decision) -> bool:
        """Whether this view sees the options and what was made of them."""
        return self.seat is None or self.seat is decision.seat


def view_left(play: Play) -> View:
    """The view in which a play was left, so that a class does not see the answers when it is taken up."""
    left = play.exercise.seat
    return next((View(seat) for seat in play.scenario.seats if seat.value == left), View())


def next_seat(view: View, scenario: Scenario) -> View:
    """The seat after this one, in turn; after the facilitator the first. Never the facilitator's view."""
    seats = scenario.seats
    return View(seats[(seats.index(view.seat) + 1) % len(seats)] if view.seat else seats[0])


def views(scenario: Scenario) -> tuple[View, ...]:
    """The facilitator's, then the seats in use."""
    return (View(), *(View(seat) for seat in scenario.seats))
