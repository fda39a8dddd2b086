"""What a viewer of a play is told, as values in which what the viewer may not know is absent.

No type of `Told` has a field for what only the facilitator knows. That is in `Aside`, `ToldVote` and
`ToldNote`, which `visibility` makes for the facilitator alone; `Seen`, which seats and the room are given,
holds none of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from simulator.exercise.events import Firing
from simulator.machine import Configuration
from simulator.scenario import AnySeat, Cite, Expected, Mode, joined
from simulator.scenario.attachments import Attachment


@dataclass(frozen=True, slots=True)
class ToldInject:
    """An inject that reached the viewer, from the script or the facilitator's own."""

    seq: int
    seconds: float
    mode: Mode
    sender: str
    to: tuple[AnySeat, ...]
    text: str
    cites: tuple[Cite, ...] = ()
    subject: str = ""
    place: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldMove:
    """The script moved the phases."""

    seq: int
    seconds: float
    fired: tuple[Firing, ...]
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """A question's answer once it is revealed; no text where there is no set answer."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ToldQuestion:
    """A question to discuss."""

    seq: int
    seconds: float
    text: str
    answer: SampleAnswer | None = None
    points: tuple[str, ...] = ()  # the points to discuss


@dataclass(frozen=True, slots=True)
class ToldOption:
    """An option as it may be chosen: `number` from 1; its clauses only once they are revealed."""

    number: int
    id: str
    text: str
    cites: tuple[Cite, ...] = ()
    closed: str = ""  # why it may not be taken now; empty if it may


@dataclass(frozen=True, slots=True)
class ToldDecision:
    """A decision: text and options for its own seats and the room; another seat is told only who decides."""

    seq: int
    seconds: float
    seats: tuple[AnySeat, ...]
    text: str = ""
    options: tuple[ToldOption, ...] = ()
    countdown: int | None = None  # seconds of wall time
    waits: bool = False
    acknowledges: bool = False  # the seat can only take note, not choose

    @property
    def decider(self) -> str:
        """The seats that take it, in words."""
        return joined(self.seats)


@dataclass(frozen=True, slots=True)
class Feedback:
    """The feedback on the option taken, once it is revealed."""

    text: str
    cites: tuple[Cite, ...]


@dataclass(frozen=True, slots=True)
class ToldChoice:
    """A decision was taken; `number` and `text` of the option are absent for another seat."""

    seq: int
    seconds: float
    seats: tuple[AnySeat, ...]
    fired: tuple[Firing, ...]
    number: int = 0
    text: str = ""
    feedback: Feedback | None = None
    acknowledges: bool = False
    reason: str = ""  # the class's own reason

    @property
    def decider(self) -> str:
        """Who took it, in words."""
        return joined(self.seats)


@dataclass(frozen=True, slots=True)
class OptionVotes:
    """The votes for one option; `number` is its place among the options offered."""

    number: int
    text: str
    votes: int


@dataclass(frozen=True, slots=True)
class ToldVote:
    """A vote was closed: the votes of each option, how many voted, of how many; without the seats.

    Only the facilitator is told of it; the class is shown its votes by `ClassRoom.show`.
    """

    seq: int
    seconds: float
    seats: tuple[AnySeat, ...]
    options: tuple[OptionVotes, ...]
    answered: int
    of: int

    @property
    def decider(self) -> str:
        """Who voted, in words."""
        return joined(self.seats)


@dataclass(frozen=True, slots=True)
class ToldPassage:
    """A note of the script, for everybody."""

    seq: int
    seconds: float
    text: str


@dataclass(frozen=True, slots=True)
class ToldEnding:
    """How it ended."""

    seq: int
    seconds: float
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldNote:
    """A note of the facilitator's, perhaps `about` an earlier record. Only the facilitator is told of it."""

    seq: int
    seconds: float
    text: str
    about: int | None


Told: TypeAlias = ToldInject | ToldMove | ToldQuestion | ToldDecision | ToldChoice | ToldPassage | ToldEnding
ToldFacilitator: TypeAlias = Told | ToldVote | ToldNote  # votes and notes reach the facilitator alone
# Keyed by record, whether it waits, whether it is revealed.
ToldBefore: TypeAlias = dict[tuple[int, bool, bool], ToldFacilitator | None]


@dataclass(frozen=True, slots=True)
class Seen:
    """A moment of a play as any viewer sees it. `hotwash` comes when it has ended."""

    title: str
    summary: str
    seats: tuple[AnySeat, ...]
    configuration: Configuration
    elapsed: float
    told: tuple[Told, ...]
    choices: tuple[ToldOption, ...]  # the options that this viewer may take now
    ended: bool
    objectives: tuple[str, ...]
    hotwash: tuple[str, ...]
    hints: bool  # whether our remarks beside the text may be shown without answering what is being asked


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside one thing for the facilitator alone."""

    notes: str = ""
    expect: tuple[Expected, ...] = ()
    problems: tuple[str, ...] = ()
    own: bool = False  # an inject of the facilitator's own, not of the script
    votes: tuple[tuple[AnySeat, int, int], ...] = ()  # seat, number of the option, votes
