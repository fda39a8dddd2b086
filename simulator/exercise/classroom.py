"""The state of a class that takes part in browsers: one value beside the records, like the `Stage`.

The process that plays the exercise keeps it, or, if none plays it, the one that serves the class. What a
learner may see is decided in `visibility.py`; this says where the class is, who may come in, what is open.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_serializer

from simulator.exercise.roll import about_quiz

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31: without 0 O, 1 I L
CODE_LENGTH = 6  # 31^6 = 8.9e8
SEATS, MOST_SEATS = 40, 200  # how many may join by default; the most that can be set


class QuizSent(BaseModel):
    """A question of self-study as it was sent to the class, copied so that a server needs no questions.

    `question` is its id and `seed` gave the order of `options`. `answer` is the place of the right option,
    from 1; 0 until the facilitator shows it.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    number: int
    question: str
    seed: str = ""
    stem: str
    passage: str = ""
    options: tuple[str, ...]
    answer: int = 0

    @property
    def about(self) -> str:
        """What responses to it are about."""
        return about_quiz(self.number)


class ClassRoom(BaseModel):
    """A class. Without a `code` it is closed.

    `address` are the URLs that the class was given; `pid` and `since` (UTC) are of the process that serves
    it. `closed` names what is no longer open to responses, `shown` what the wall shows responses to.
    Where `majority`, the vote decides. The room is shown how to join while `inviting`
    is the newest record. `secret` signs forms, and
    the wall's token is made from it: it stays in the journal and goes into no export.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    code: str = ""
    address: tuple[str, ...] = ()
    port: int = 0
    pid: int | None = None
    since: datetime | None = None
    locked: bool = False
    names_asked: bool = False
    seats: Annotated[int, Field(ge=1, le=MOST_SEATS)] = SEATS
    majority: bool = False
    inviting: int | None = None
    closed: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    wall_token_hash: str = ""
    secret: str = ""
    quiz: tuple[QuizSent, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether there is a class to join or to come back to."""
        return bool(self.code)

    @property
    def spaced_code(self) -> str:
        """The code as it is read out, three letters at a time."""
        return " ".join(self.code[start : start + 3] for start in range(0, len(self.code), 3))

    @property
    def joining(self) -> str:
        """The address that joins without typing the code; empty before one is given."""
        return f"{self.address[0]}?code={self.code}" if self.address and self.code else ""

    def takes(self, about: str) -> bool:
        """Whether responses to it still count."""
        return self.is_open and about not in self.closed

    def shows(self, about: str) -> bool:
        """Whether the wall shows the responses to it."""
        return about in self.shown

    def close(self, about: str) -> ClassRoom:
        """A copy in which something is no longer open to responses."""
        return self.model_copy(update={"closed": self.closed | {about}})

    def reopen(self, about: str) -> ClassRoom:
        """A copy in which something is open to responses again."""
        return self.model_copy(update={"closed": self.closed - {about}})

    def show(self, about: str) -> ClassRoom:
        """A copy that shows the responses to something on the wall."""
        return self.model_copy(update={"shown": self.shown | {about}})

    def text(self) -> str:
        """As it is kept beside the records; the same class gives the same text."""
        return self.model_dump_json()

    def elsewhere(self) -> ClassRoom:
        """The part that has a meaning in another journal: what was asked, and how."""
        return ClassRoom(
            names_asked=self.names_asked,
            seats=self.seats,
            majority=self.majority,
            closed=self.closed,
            shown=self.shown,
            quiz=self.quiz,
        )

    @field_serializer("closed", "shown")
    def _in_order(self, names: frozenset[str]) -> list[str]:
        return sorted(names)


def new_code() -> str:
    """A code to join by, chosen by the system's own randomness."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


def class_of(text: str) -> ClassRoom:
    """The class that was kept; a closed one if none was kept, or it cannot be read."""
    return _read(text) or ClassRoom()


def is_class(text: str) -> bool:
    """Whether a class that was kept can be read."""
    return _read(text) is not None


def _read(text: str) -> ClassRoom | None:
    try:
        return ClassRoom.model_validate_json(text) if text else None
    except ValidationError:
        return None
