"""What a learner did, as typed events. What is due is computed from them, and not kept."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

V1 = Literal[1]


class Recall(StrEnum):
    """How well a question was answered: `AGAIN` if wrong, `GOOD` if right, unless the learner rates it."""

    AGAIN = "again"
    HARD = "hard"
    GOOD = "good"
    EASY = "easy"


class StudyEvent(BaseModel):
    """The base of every event: frozen and closed. `v` is the version of its shape."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Reviewed(StudyEvent):
    """A question was answered. `right` is None if only the learner can judge it."""

    kind: Literal["reviewed"] = "reviewed"
    v: V1 = 1
    question: str
    rating: Recall
    right: bool | None
    answer: str = ""


class Withdrawn(StudyEvent):
    """A review no longer counts, because it was a slip. `review` is its number."""

    kind: Literal["withdrawn"] = "withdrawn"
    v: V1 = 1
    review: int


class Complained(StudyEvent):
    """The learner calls a question wrong; it is not asked again."""

    kind: Literal["complained"] = "complained"
    v: V1 = 1
    question: str
    note: str = ""


class Examined(StudyEvent):
    """The day of an examination, or that there is none."""

    kind: Literal["examined"] = "examined"
    v: V1 = 1
    on: date | None


class LogEntry(StudyEvent):
    """An event with its number and its moment, in the learner's own offset from UTC."""

    seq: Annotated[int, Field(ge=1)]
    at: AwareDatetime
    event: Annotated[Reviewed | Withdrawn | Complained | Examined, Field(discriminator="kind")]

    @property
    def day(self) -> date:
        """The learner's own day."""
        return self.at.date()


def following(entries: list[LogEntry], at: datetime) -> tuple[int, datetime]:
    """Number and moment of the next entry; never before the last entry, even if the clock was set back."""
    last = entries[-1] if entries else None
    return (last.seq + 1 if last else 1), max(at, last.at) if last else at
