"""The timeline of an exercise: which phases held in each region from when to when, and what happened.

Events are placed by their order, not to scale: an exercise may have ten events within an hour and the next a
week later. The labels give the times.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from simulator.doctrine import Phase
from simulator.doctrine.words import Region
from simulator.exercise.times import clock
from simulator.report.account import Account, OccurrenceKind

MOST_LABELS = 12  # how many times are written under the line


class TimelineMark(Enum):
    """The kinds of marks; the value is the sign."""

    DECISION = "◆"
    INJECT = "○"
    MOVE = "▲"


@dataclass(frozen=True, slots=True)
class PhaseBar:
    """A phase that held from `start` to `end`, in thousandths of the line; `since` is when it began."""

    phase: Phase
    start: int
    end: int
    since: str


@dataclass(frozen=True, slots=True)
class RegionLane:
    """The bands of one region, from left to right; empty if no phase of it ever held."""

    region: Region
    bands: tuple[PhaseBar, ...]

    @property
    def said(self) -> str:
        """The lane in words, for readers who cannot see the picture, and for bands too narrow for a name."""
        phases = " → ".join(f"{band.phase.label} {band.since}" for band in self.bands)
        return f"{self.region.label}: {phases}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """The whole picture. Places are thousandths of the line; `labels` are exercise times."""

    lanes: tuple[RegionLane, ...]
    marks: tuple[tuple[int, TimelineMark], ...]
    labels: tuple[tuple[int, str], ...]


_MARKS = {
    OccurrenceKind.DECIDED: TimelineMark.DECISION,
    OccurrenceKind.SHOWN: TimelineMark.INJECT,
    OccurrenceKind.ADDED: TimelineMark.INJECT,
    OccurrenceKind.RELEASED: TimelineMark.INJECT,
}


def line_of(account: Account) -> Timeline:
    """The timeline of an exercise."""
    last = max(len(account.occurrences), 1)
    places = [at * 1000 // last for at in range(len(account.occurrences))]
    changes = [(0, clock(0), account.start)]
    marks: list[tuple[int, TimelineMark]] = []
    for at, occurrence in zip(places, account.occurrences, strict=True):
        if occurrence.moved:
            changes.append((at, clock(occurrence.elapsed), frozenset(occurrence.firings[-1].after)))
            # Decisions have their own mark; the bands show what they moved.
            if occurrence.kind is not OccurrenceKind.DECIDED:
                marks.append((at, TimelineMark.MOVE))
        if occurrence.kind in _MARKS and (
            occurrence.kind is not OccurrenceKind.SHOWN or occurrence.is_inject
        ):
            marks.append((at, _MARKS[occurrence.kind]))
    labels = _labels(
        (at, occurrence.elapsed) for at, occurrence in zip(places, account.occurrences, strict=True)
    )
    lanes = tuple(lane for region in Region if (lane := _lane(region, changes)).bands)
    return Timeline(lanes, tuple(marks), labels)


def _lane(region: Region, changes: list[tuple[int, str, frozenset[Phase]]]) -> RegionLane:
    """The bands of one region, joined where nothing changed."""
    bands: list[PhaseBar] = []
    ends = [at for at, _, _ in changes[1:]] + [1000]
    for (start, since, phases), end in zip(changes, ends, strict=True):
        lasting = next((phase for phase in phases if phase.region is region), None)
        if lasting is None or start == end:
            continue
        if bands and bands[-1].phase is lasting and bands[-1].end == start:
            bands[-1] = PhaseBar(lasting, bands[-1].start, end, bands[-1].since)
        else:
            bands.append(PhaseBar(lasting, start, end, since))
    return RegionLane(region, tuple(bands))


def _labels(moments: Iterable[tuple[int, float]]) -> tuple[tuple[int, str], ...]:
    """Labels that fit under the line without touching, each once."""
    labels: list[tuple[int, str]] = []
    for at, elapsed in moments:
        time = clock(elapsed)
        if not labels or (at - labels[-1][0] >= 1000 // MOST_LABELS and time != labels[-1][1]):
            labels.append((at, time))
    return tuple(labels)
