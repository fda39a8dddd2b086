"""What happened in an exercise, in order, with the script's steps; without wording or layout."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from simulator.datafile import DataFileError
from simulator.doctrine import Doctrine, Phase
from simulator.exercise import History, State
from simulator.exercise.events import (
    Added,
    Decided,
    Event,
    Firing,
    HeldBack,
    Improved,
    Moved,
    Noted,
    Rated,
    Record,
    Refusal,
    Released,
    Shown,
    Started,
    Ticked,
    Voted,
)
from simulator.exercise.history import Branch
from simulator.exercise.keeping import text_name
from simulator.exercise.roll import NOBODY, Attendance
from simulator.language import tr
from simulator.scenario import Decision, Inject, Option, Scenario, Step, read_scenario
from simulator.scenario.calendar import Beginning


class AccountError(ValueError):
    """There is nothing to report: no such branch, or nothing happened by then."""


class OccurrenceKind(Enum):
    """What a record reports. Changes of pace, undoing and forks are not reported."""

    STARTED = "started"
    SHOWN = "shown"
    VOTED = "voted"
    DECIDED = "decided"
    MOVED = "moved"
    REFUSED = "refused"
    TICKED = "ticked"
    NOTED = "noted"
    HELD_BACK = "held"
    RELEASED = "released"
    ADDED = "added"
    RATED = "rated"
    IMPROVED = "improved"


_KINDS: dict[type[Event], OccurrenceKind] = {
    Started: OccurrenceKind.STARTED,
    Shown: OccurrenceKind.SHOWN,
    Voted: OccurrenceKind.VOTED,
    Decided: OccurrenceKind.DECIDED,
    Moved: OccurrenceKind.MOVED,
    Refusal: OccurrenceKind.REFUSED,
    Ticked: OccurrenceKind.TICKED,
    Noted: OccurrenceKind.NOTED,
    HeldBack: OccurrenceKind.HELD_BACK,
    Released: OccurrenceKind.RELEASED,
    Added: OccurrenceKind.ADDED,
    Rated: OccurrenceKind.RATED,
    Improved: OccurrenceKind.IMPROVED,
}


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A record of something that happened, with the step and option of the script that it names.

    `before` are the phases that held when it happened.
    """

    record: Record
    kind: OccurrenceKind
    before: frozenset[Phase]
    step: Step | None = None
    option: Option | None = None

    @property
    def seq(self) -> int:
        """The number of its record."""
        return self.record.seq

    @property
    def elapsed(self) -> float:
        """Seconds of exercise time."""
        return self.record.elapsed

    @property
    def firings(self) -> tuple[Firing, ...]:
        """The triggers that it fired, in order."""
        match self.record.event:
            case Moved(firing=firing):
                return (firing,)
            case Shown(fired=fired) | Decided(fired=fired):
                return fired
        return ()

    @property
    def moved(self) -> bool:
        """Whether the phases changed."""
        return any(firing.transitions for firing in self.firings)

    @property
    def is_inject(self) -> bool:
        """Whether it is an inject that reached a seat."""
        return isinstance(self.step, Inject) or isinstance(self.record.event, Added)


@dataclass(frozen=True, slots=True)
class OtherBranch:
    """Another branch of the exercise: where it left this one, and what was decided on it."""

    branch: Branch
    left: float
    decisions: tuple[tuple[str, str, str], ...]  # decision, option, reason
    state: State


@dataclass(frozen=True, slots=True)
class Account:
    """One branch of an exercise up to a moment. `scenario` is None in a walk, and if it no longer loads."""

    exercise: str
    title: str
    history: History
    doctrine: Doctrine
    scenario: Scenario | None
    source: str
    source_hash: str
    branch: Branch
    until: float | None
    state: State
    start: frozenset[Phase]
    occurrences: tuple[Occurrence, ...]
    others: tuple[OtherBranch, ...]
    attendance: Attendance = NOBODY

    @property
    def began(self) -> datetime:
        """Wall time of the first record, in UTC."""
        return self.occurrences[0].record.wall

    @property
    def source_name(self) -> str:
        """The name of the scenario's file, without folders."""
        return re.split(r"[/\\]", self.source)[-1]

    @property
    def ended(self) -> datetime:
        """Wall time of the last record reported, in UTC."""
        return max(occurrence.record.wall for occurrence in self.occurrences)

    @property
    def is_over(self) -> bool:
        """Whether the script had nothing more to show."""
        state = self.state
        return self.scenario is not None and state.next is None and not state.waiting

    def vote_before(self, decided: Occurrence) -> Voted | None:
        """The last vote closed between showing and taking a decision; None without one."""
        vote = None
        for occurrence in self.occurrences:
            if occurrence.seq >= decided.seq:
                break
            if occurrence.step is decided.step and occurrence.kind is OccurrenceKind.SHOWN:
                vote = None
            elif occurrence.step is decided.step and isinstance(occurrence.record.event, Voted):
                vote = occurrence.record.event
        return vote

    def of_kind(self, *kinds: OccurrenceKind) -> tuple[Occurrence, ...]:
        """The occurrences of these kinds."""
        return tuple(occurrence for occurrence in self.occurrences if occurrence.kind in kinds)


def account_of(  # noqa: PLR0913 - each is passed by name
    exercise: str,
    title: str,
    history: History,
    doctrine: Doctrine,
    *,
    branch: str = "",
    until: float | None = None,
    attendance: Attendance = NOBODY,
) -> Account:
    """The account of one branch (the present one without a name) to a moment in seconds of exercise time.

    `attendance` is the class that took part, if one did. Raises `AccountError`.
    """
    chosen = _branch(history, branch)
    at = history.head if chosen.current else chosen.tip
    path = [record for record in history.path(at) if until is None or record.elapsed <= until]
    if not path:
        raise AccountError(tr("その時点までの記録はありません。"))
    started = path[0].event
    script = started.script if isinstance(started, Started) else None
    scenario = recorded_scenario(started)
    return Account(
        exercise=exercise,
        title=title,
        history=history,
        doctrine=doctrine,
        scenario=scenario,
        source=script.name if script else "",
        source_hash=text_name(script.source) if script else "",
        branch=chosen,
        until=until,
        state=history.state(path[-1].seq),
        start=frozenset(started.phases) if isinstance(started, Started) else frozenset(),
        occurrences=_occurrences(history, path, scenario),
        others=_others(history, chosen, path),
        attendance=attendance,
    )


def beginning_in(history: History) -> Beginning | None:
    """When the fiction of an exercise begins; None for a walk."""
    scenario = recorded_scenario(history.path(history.head)[0].event)
    return scenario.beginning if scenario else None


def _branch(history: History, name: str) -> Branch:
    """The branch of this name, or the present one. Raises `AccountError`."""
    branches = history.branches()
    if not name:
        return next((branch for branch in branches if branch.current), branches[0])
    for candidate in branches:
        if not candidate.undone and name in (candidate.name, candidate.label):
            return candidate
    labels = tr("、").join(branch.label for branch in branches if not branch.undone)
    raise AccountError(tr("分岐「{name}」はありません。あるもの: {known}", name=name, known=labels))


def recorded_scenario(started: Event) -> Scenario | None:
    """The scenario that the first event of an exercise holds; None in a walk, or if it cannot be read now."""
    from simulator.datafile import load_text  # noqa: PLC0415  a walk needs none

    if not isinstance(started, Started) or started.script is None:
        return None
    try:
        return read_scenario(load_text(started.script.source, started.script.name))
    except DataFileError:
        return None


def _occurrences(history: History, path: list[Record], scenario: Scenario | None) -> tuple[Occurrence, ...]:
    """The records of a path with its refusals, each with the step and option that it names."""
    steps = {**scenario.messages, **{step.id: step for step in reversed(scenario.steps)}} if scenario else {}
    on_path = {record.seq for record in path}
    last = path[-1].elapsed
    refused = [
        record
        for record in history.records.values()
        if isinstance(record.event, Refusal) and record.parent in on_path and record.elapsed <= last
    ]
    occurrences = []
    phases: frozenset[Phase] = frozenset()
    for record in sorted([*path, *refused], key=lambda record: record.seq):
        occurrence = _occurrence(record, phases, steps)
        occurrences.append(occurrence)
        if isinstance(record.event, Started):
            phases = frozenset(record.event.phases)
        elif occurrence.moved:
            phases = frozenset(occurrence.firings[-1].after)
    return tuple(occurrences)


def _occurrence(record: Record, phases: frozenset[Phase], steps: dict[str, Step]) -> Occurrence:
    event = record.event
    step, option = None, None
    match event:
        case Shown(step=name) | HeldBack(step=name) | Released(step=name):
            step = steps.get(name)
        case Voted(decision=name):
            step = steps.get(name)
        case Decided(decision=name, option=taken):
            step = steps.get(name)
            options = step.options if isinstance(step, Decision) else ()
            option = next((offered for offered in options if offered.id == taken), None)
    return Occurrence(record, _KINDS[type(event)], phases, step, option)


def _others(history: History, chosen: Branch, path: list[Record]) -> tuple[OtherBranch, ...]:
    """The other branches of the exercise on which something was done."""
    path_records = {record.seq for record in path}
    others = []
    for branch in history.branches():
        if branch.empty or branch.tip in path_records or branch.tip == chosen.tip:
            continue
        line = history.path(branch.tip)
        apart = [record for record in line if record.seq not in path_records]
        if not apart:
            continue
        left = next((record.elapsed for record in reversed(line) if record.seq in path_records), 0.0)
        events = [record.event for record in apart]
        decisions = tuple((e.decision, e.option, e.reason) for e in events if isinstance(e, Decided))
        others.append(OtherBranch(branch, left, decisions, history.state(branch.tip)))
    return tuple(others)
