"""The seats at the table: the five of the text's actors, and those of a scenario's own.

A step names a seat by its id. What an id means is only known from the scenario's list of seats, so the models
are given a `SeatTable` of it while a file is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    PlainValidator,
    Tag,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticKnownError

from simulator.language import msg, tr
from simulator.scenario.part import Id, Part

EVERY = "all"  # in place of a list of receivers


class Seat(StrEnum):
    """The five seats that the text's actors map to."""

    JAPAN_GOVERNMENT = "japan_government"
    US_GOVERNMENT = "us_government"
    SDF = "sdf"
    US_FORCES = "us_forces"
    AGENCIES = "agencies"

    @property
    def label(self) -> str:
        """The seat's name."""
        return tr(_SEATS[self])


_FIVE = {seat.value: seat for seat in Seat}
_SEATS = {
    Seat.JAPAN_GOVERNMENT: msg("日本政府"),
    Seat.US_GOVERNMENT: msg("米国政府"),
    Seat.SDF: msg("自衛隊"),
    Seat.US_FORCES: msg("米軍"),
    Seat.AGENCIES: msg("関係機関・自治体"),
}


class OwnSeat(Part):
    """A seat of the scenario's own, and which of the five it stands for, if it stands for one."""

    id: Id
    name: Annotated[
        str,
        Field(min_length=1, max_length=20, title=msg("席の名"), description=msg("示す名（例 総務部）。")),
    ]
    stands_for: Annotated[
        Seat | None,
        Field(
            title=msg("代わりとなる席"),
            description=msg("五つの席のうち、本文の上でどれに当たるか。当たるものがなければ書かない。"),
        ),
    ] = None

    @property
    def value(self) -> str:
        """Its id, as a step and a record name it."""
        return self.id

    @property
    def label(self) -> str:
        """The seat's name, in the author's words."""
        return self.name


AnySeat: TypeAlias = Seat | OwnSeat


@dataclass(frozen=True, slots=True)
class SeatTable:
    """The seats of a scenario that is being read: by id its own, and all in their order."""

    own: dict[str, OwnSeat]
    seats: tuple[AnySeat, ...]


def table_of(seats: Any) -> SeatTable | None:
    """The table of a raw list of seats; None where there is none. The models report what is wrong in it."""
    if not isinstance(seats, list):
        return None
    own_seats: dict[str, OwnSeat] = {}
    seats_read: list[AnySeat] = []
    for entry in seats:
        try:
            seat = OwnSeat.model_validate(entry) if isinstance(entry, dict) else Seat(entry)
        except (ValidationError, ValueError):
            continue
        seats_read.append(seat)
        if isinstance(seat, OwnSeat):
            own_seats.setdefault(seat.id, seat)
    return SeatTable(own_seats, tuple(seats_read))


def seats_of(names: Iterable[str], known: Iterable[AnySeat]) -> tuple[AnySeat, ...]:
    """The seats of these ids. A seat that is no longer known has its id as its name."""
    table = {seat.value: seat for seat in (*Seat, *known)}
    return tuple(table.get(str(name)) or OwnSeat.model_construct(id=str(name), name=name) for name in names)


def joined(seats: Iterable[AnySeat]) -> str:
    """The labels of several seats as one text."""
    return tr("・").join(seat.label for seat in seats)


def _meant(value: Any, info: ValidationInfo) -> AnySeat:
    """The seat that an id means."""
    if isinstance(value, Seat | OwnSeat):
        return value
    own_seats = info.context.own if isinstance(info.context, SeatTable) else {}
    if isinstance(value, str):
        if value in own_seats:
            return own_seats[value]
        if value in _FIVE:
            return _FIVE[value]
    ids = ", ".join(f"'{name}'" for name in (*Seat, *own_seats))
    raise PydanticKnownError("enum", {"expected": ids})


def _value(seat: AnySeat) -> str:
    return seat.value


def _everybody(value: Any, info: ValidationInfo) -> Any:
    """`all` in place of a list means every seat in use."""
    return info.context.seats if value == EVERY and isinstance(info.context, SeatTable) else value


def _listed(value: Any) -> Any:
    """One seat alone is a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def _is_own(value: Any) -> str:
    return "own" if isinstance(value, dict | OwnSeat) else "five"


SeatEntry = Annotated[
    Annotated[Seat, Tag("five")] | Annotated[OwnSeat, Tag("own")],
    Discriminator(_is_own),
]
TAGS = ("five", "own")
Named = Annotated[
    Seat | OwnSeat,
    PlainValidator(_meant, json_schema_input_type=Seat | Id),
    PlainSerializer(_value, return_type=str),
]
Receivers = Annotated[tuple[Named, ...], BeforeValidator(_everybody)]
Deciders = Annotated[tuple[Named, ...], BeforeValidator(_listed), Field(min_length=1)]
