"""What participants may be given on paper before a class: nothing that they are to find out in it.

As with `visibility`, no type here has a field for what only the facilitator knows.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.doctrine import Phase
from simulator.exercise.viewer import Viewer
from simulator.scenario import AnySeat, Inject, Mode, Scenario
from simulator.scenario.attachments import Attachment
from simulator.scenario.calendar import Beginning


@dataclass(frozen=True, slots=True)
class InjectSlip:
    """An inject as the seat receives it, to be handed over when its time comes.

    A message that follows a choice has no time, but the number that the facilitator's guide gives the choice.
    """

    seconds: int | None
    mode: Mode
    sender: str
    to: tuple[AnySeat, ...]
    text: str
    subject: str = ""
    place: str = ""
    attachments: tuple[Attachment, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class SeatCard:
    """What a seat is given; `slips` only where injects are handed out on paper."""

    seat: AnySeat
    slips: tuple[InjectSlip, ...]


@dataclass(frozen=True, slots=True)
class Handout:
    """What every participant is given."""

    title: str
    summary: str
    audience: str
    duration: int  # minutes
    countries: tuple[str, ...]
    beginning: Beginning
    start: tuple[Phase, ...]
    topics: tuple[str, ...]
    cards: tuple[SeatCard, ...]


def handout(scenario: Scenario, *, with_injects: bool = False) -> Handout:
    """The handout of a scenario. Of objectives it has the topics: a statement may say what to find out."""
    return Handout(
        title=scenario.title,
        summary=scenario.summary.strip(),
        audience=scenario.audience,
        duration=scenario.duration,
        countries=scenario.countries,
        beginning=scenario.beginning,
        start=scenario.start,
        topics=tuple(objective.topic.strip() for objective in scenario.objectives if objective.topic),
        cards=tuple(
            SeatCard(seat, _slips(scenario, Viewer("seat", seat)) if with_injects else ())
            for seat in scenario.seats
        ),
    )


def _slips(scenario: Scenario, viewer: Viewer) -> tuple[InjectSlip, ...]:
    injects = [step for step in scenario.steps if isinstance(step, Inject)]
    slips = [_slip(step, step.at) for step in injects if viewer.receives(step)]
    for number, message in enumerate(scenario.messages.values(), 1):
        if viewer.receives(message):
            slips.append(_slip(message, None, number))
    return tuple(slips)


def _slip(step: Inject, seconds: int | None, number: int | None = None) -> InjectSlip:
    return InjectSlip(
        seconds,
        step.mode,
        step.sender,
        step.to,
        step.text.strip(),
        step.subject,
        step.place,
        step.attachments,
        number,
    )
