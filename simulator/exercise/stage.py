"""What the facilitator lets the room see now: revealed parts, a blank, a frozen picture, a timer.

None of it is an event of the exercise: undoing does not touch it. It is one value beside the records, kept by
the process that holds the exercise and read by those that watch.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import BaseModel, ConfigDict, ValidationError


class Timer(BaseModel):
    """A timer for a discussion: `left` seconds were left at wall time `since`; stopped without `since`."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    left: float
    since: datetime | None = None

    def at(self, wall: datetime) -> float:
        """The seconds left, never below 0."""
        passed = (wall - self.since).total_seconds() if self.since else 0.0
        return max(0.0, self.left - max(0.0, passed))


class _Kept(BaseModel):
    """The form in which a stage is kept; fields of other versions are ignored."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    revealed: tuple[int, ...] = ()
    looking: int | None = None
    blank: bool = False
    frozen: int | None = None
    timer: Timer | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """What the room may see.

    `looking` is the record of an earlier moment that is shown to it, `frozen` the record at which its picture
    stands while the facilitator goes on.
    """

    revealed: frozenset[int] = field(default_factory=frozenset)
    looking: int | None = None
    blank: bool = False
    frozen: int | None = None
    timer: Timer | None = None

    def reveal(self, seq: int) -> Stage:
        """A copy in which what a record hides is revealed."""
        return replace(self, revealed=self.revealed | {seq})

    def text(self) -> str:
        """As it is kept beside the records."""
        fields = _Kept(
            revealed=tuple(sorted(self.revealed)),
            looking=self.looking,
            blank=self.blank,
            frozen=self.frozen,
            timer=self.timer,
        )
        return fields.model_dump_json()

    def moment(self, head: int) -> int:
        """The record whose moment the room is shown, `head` being where the exercise stands."""
        if self.frozen is not None:
            return self.frozen
        return head if self.looking is None else self.looking


def stage_of(text: str) -> Stage:
    """The stage that was kept; a stage with nothing revealed if none was kept, or it cannot be read."""
    try:
        fields = _Kept.model_validate_json(text) if text else _Kept()
    except ValidationError:
        fields = _Kept()
    return Stage(frozenset(fields.revealed), fields.looking, fields.blank, fields.frozen, fields.timer)
