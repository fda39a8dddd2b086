"""Typed, versioned events. A record is an event with its place in the journal.

Records form a tree: each names the one it follows. Undoing moves the head back and keeps what was done;
acting from there grows a second branch. Events keep what the machine answered and where the script stood
then, so that replay asks neither again and an old exercise reads the same under a newer doctrine.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from simulator.doctrine import Phase
from simulator.exercise.rating import Rating
from simulator.machine import Trigger, said_reason
from simulator.scenario import Mode

V1 = Literal[1]


class Fact(BaseModel):
    """The base of every event: frozen and closed. `v` is the version of its shape."""

    # The validator is built once, within the record's: a start takes less than half the time.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _is_none(value: object) -> bool:
    """Whether to leave a field out, so that a record of version 1 is written to the byte as before."""
    return value is None


def _is_empty(value: object) -> bool:
    return value in ("", ())


class KeptFile(Fact):
    """An attachment as it was when the exercise began: its bytes in base64, or only their number and SHA-256.

    Without a hash it could not be read when the exercise began.
    """

    file: str
    size: Annotated[int, Field(ge=0)]
    sha256: str
    content: Annotated[Base64Bytes | None, Field(exclude_if=_is_none)] = None


class PlayedScenario(Fact):
    """The scenario an exercise plays. Its whole source is kept, so that the record stands alone."""

    name: str
    source: str
    first: str | None
    files: Annotated[tuple[KeptFile, ...], Field(exclude_if=_is_empty)] = ()


class Started(Fact):
    """The exercise began, in these phases; with a script if it plays a scenario.

    Since version 2, `offset` is how many minutes the local clocks were ahead of UTC then, so that later
    readers show the same times.
    """

    kind: Literal["started"] = "started"
    v: Literal[1, 2] = 2
    title: str
    phases: tuple[Phase, ...]
    script: PlayedScenario | None = None
    offset: Annotated[int | None, Field(ge=-1440, le=1440, exclude_if=_is_none)] = None


class Firing(Fact):
    """One trigger fired: the phases before and after, and the ids of the transitions made.

    Without transitions it was refused, for `reason`, which is kept in Japanese in every language.
    """

    trigger: Trigger
    because: str = ""
    before: tuple[Phase, ...]
    after: tuple[Phase, ...]
    transitions: tuple[str, ...]
    reason: str = ""

    @property
    def said(self) -> str:
        """The reason in the language spoken."""
        return said_reason(self.trigger, self.reason)


class Moved(Fact):
    """Somebody moved the machine by hand."""

    kind: Literal["moved"] = "moved"
    v: V1 = 1
    firing: Firing


class Ticked(Fact):
    """A coordination step of a move (named by that move's `seq`) was ticked off, or unticked."""

    kind: Literal["ticked"] = "ticked"
    v: V1 = 1
    move: int
    sentence: str
    done: bool


class Noted(Fact):
    """Somebody wrote a note; since version 2 it may name an earlier record that it is `about`."""

    kind: Literal["noted"] = "noted"
    v: Literal[1, 2] = 2
    text: str
    about: int | None = None


class Shown(Fact):
    """A step of the script was shown. `next` is the step to come; while a decision `waits`, the decision."""

    kind: Literal["shown"] = "shown"
    v: V1 = 1
    step: str
    next: str | None
    fired: tuple[Firing, ...] = ()
    waits: bool = False


class Coming(Fact):
    """A message that a choice brings: due at this second of exercise time."""

    step: str
    due: Annotated[float, Field(ge=0, allow_inf_nan=False)]


class Decided(Fact):
    """An option was taken; `flags` are all flags raised now. Since version 2, `reason` is the class's own.

    `later` are the messages that the choice brings, each with the time at which it is due.
    """

    kind: Literal["decided"] = "decided"
    v: Literal[1, 2] = 2
    decision: str
    option: str
    next: str | None
    flags: tuple[str, ...] = ()
    fired: tuple[Firing, ...] = ()
    reason: Annotated[str, Field(exclude_if=_is_empty)] = ""
    later: Annotated[tuple[Coming, ...], Field(exclude_if=_is_empty)] = ()


class Voted(Fact):
    """A vote on the waiting decision was closed; it advises, and the decision is a record of its own.

    `about` is the record that showed the decision. `counts` are the votes of each option and seat that has
    any; of the `of` persons in the decision's seats, `answered` voted. No person is named.
    """

    kind: Literal["voted"] = "voted"
    v: V1 = 1
    decision: str
    about: int
    counts: tuple[tuple[str, str, Annotated[int, Field(ge=1)]], ...] = ()
    answered: Annotated[int, Field(ge=0)]
    of: Annotated[int, Field(ge=0)]


class HeldBack(Fact):
    """The facilitator held an inject back: the script goes on without it."""

    kind: Literal["held"] = "held"
    v: V1 = 1
    step: str
    next: str | None


class Released(Fact):
    """An inject that was held back was shown after all."""

    kind: Literal["released"] = "released"
    v: V1 = 1
    step: str


class Added(Fact):
    """An inject of the facilitator's own."""

    kind: Literal["added"] = "added"
    v: V1 = 1
    sender: str
    to: tuple[str, ...]  # ids of seats
    mode: Mode
    text: str


class Rated(Fact):
    """An evaluator rated an objective, with what was observed, perhaps `about` an earlier record.

    The last rating of an objective by an evaluator counts; ratings of several evaluators stand side by side.
    """

    kind: Literal["rated"] = "rated"
    v: V1 = 1
    objective: str
    rating: Rating
    text: str = ""
    evaluator: str
    about: int | None = None


class Improved(Fact):
    """An item of the improvement plan: what is wrong, what is to be done, by whom, by when.

    `instead` names the earlier item that this one replaces.
    """

    kind: Literal["improved"] = "improved"
    v: V1 = 1
    issue: str
    action: str
    who: str = ""
    by: str = ""
    instead: int | None = None


class Refusal(Fact):
    """The machine refused; the head stays where it was."""

    kind: Literal["refused"] = "refused"
    v: V1 = 1
    trigger: Trigger
    reason: str
    sentences: tuple[str, ...]


class Paced(Fact):
    """The scenario clock was started, stopped or set to another speed."""

    kind: Literal["paced"] = "paced"
    v: V1 = 1
    running: bool
    speed: float


class HeadSet(Fact):
    """Undo, redo or a change of branch: the head is now at `to`; redoing leads towards `tip`.

    `branch` is the record that began the branch gone to (0 for the first one); None stays on the present one.
    """

    kind: Literal["head"] = "head"
    v: V1 = 1
    to: int
    tip: int
    branch: int | None = None


class Forked(Fact):
    """A new branch begins at `at`; what follows belongs to it."""

    kind: Literal["forked"] = "forked"
    v: V1 = 1
    at: int
    name: str


Event = Annotated[
    Started
    | Moved
    | Ticked
    | Noted
    | Shown
    | Voted
    | Decided
    | HeldBack
    | Released
    | Added
    | Rated
    | Improved
    | Refusal
    | Paced
    | HeadSet
    | Forked,
    Field(discriminator="kind"),
]
ASIDE = (Refusal, Paced, HeadSet, Forked)  # events that are never the `parent` of a later one


class Record(Fact):
    """An event in the journal: `seq` counts from 1, `parent` is the record it follows.

    `wall` is wall time in UTC; `elapsed` is seconds of exercise time (scenario time, where one is played).
    """

    seq: int
    parent: int | None
    wall: datetime
    elapsed: float
    event: Event
