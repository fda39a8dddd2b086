"""Typed, versioned events. A record is an event with its place in the journal.

Records form a tree: each names the one it follows. Undoing moves the head back and keeps what was done;
acting from there grows a second branch. `Moved` and `Refused` keep what the machine answered then, so
that replay never asks the machine again and an old exercise reads the same under a newer doctrine.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from simulator.doctrine import Phase
from simulator.machine import Trigger


class Fact(BaseModel):
    """What every event is: frozen and closed. `v` is the version of its shape."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Started(Fact):
    """The exercise began, in these phases."""

    kind: Literal["started"] = "started"
    v: Literal[1] = 1
    mode: Literal["walk"] = "walk"
    title: str
    phases: tuple[Phase, ...]


class Moved(Fact):
    """The machine took one or more transitions; `transitions` are their ids, the asked one first."""

    kind: Literal["moved"] = "moved"
    v: Literal[1] = 1
    trigger: Trigger
    before: tuple[Phase, ...]
    after: tuple[Phase, ...]
    transitions: tuple[str, ...]


class Ticked(Fact):
    """A coordination step of a move (named by that move's `seq`) was ticked off, or unticked."""

    kind: Literal["ticked"] = "ticked"
    v: Literal[1] = 1
    move: int
    sentence: str
    done: bool


class Noted(Fact):
    """Somebody wrote a note."""

    kind: Literal["noted"] = "noted"
    v: Literal[1] = 1
    text: str


class Refusal(Fact):
    """The machine refused; the head stays where it was."""

    kind: Literal["refused"] = "refused"
    v: Literal[1] = 1
    trigger: Trigger
    reason: str
    sentences: tuple[str, ...]


class HeadSet(Fact):
    """Undo, redo or a jump: the head is now at `to`; redoing leads towards `tip`."""

    kind: Literal["head"] = "head"
    v: Literal[1] = 1
    to: int
    tip: int


Event = Annotated[Started | Moved | Ticked | Noted | Refusal | HeadSet, Field(discriminator="kind")]
ASIDE = (Refusal, HeadSet)  # events that no later one follows


class Record(Fact):
    """An event in the journal: `seq` counts from 1, `parent` is the record it follows.

    `wall` is wall time in UTC, `elapsed` seconds of exercise time.
    """

    seq: int
    parent: int | None
    wall: datetime
    elapsed: float
    event: Event
