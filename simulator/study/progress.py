"""A learner's progress: by function and phase, and from week to week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from simulator.doctrine import Function, Phase
from simulator.study.bank import Bank
from simulator.study.events import LogEntry, Reviewed, Withdrawn
from simulator.study.schedule import Known


@dataclass(frozen=True, slots=True)
class StudyCoverage:
    """How many things can be asked, how many were asked, and how many are held."""

    all: int
    seen: int
    held: int


@dataclass(frozen=True, slots=True)
class Week:
    """One week, by its Monday: reviews, and how many of the graded ones were right."""

    monday: date
    reviews: int
    graded: int
    right: int


def cell(
    bank: Bank, known: Mapping[str, Known], function: Function | None, phase: Phase | None
) -> StudyCoverage:
    """The coverage of a function in a phase; None means all functions, or all phases."""
    every: set[str] = set()
    seen: set[str] = set()
    held: set[str] = set()
    for question in bank.questions.values():
        in_it = (function is None or function in question.functions) and (
            phase is None or phase in question.phases
        )
        if not in_it:
            continue
        every.add(question.family)
        if state := known.get(question.id):
            seen.add(question.family)
            if state.held:
                held.add(question.family)
    return StudyCoverage(len(every), len(seen), len(held))


def grid(bank: Bank, known: Mapping[str, Known]) -> dict[Function, dict[Phase, StudyCoverage]]:
    """The function × phase table; functions without questions are left out."""
    rows = {function: {phase: cell(bank, known, function, phase) for phase in Phase} for function in Function}
    return {function: row for function, row in rows.items() if any(coverage.all for coverage in row.values())}


def weeks(entries: Sequence[LogEntry], until: date) -> tuple[Week, ...]:
    """Each week from the first review to the day given, those without a review too."""
    withdrawn = {entry.event.review for entry in entries if isinstance(entry.event, Withdrawn)}
    reviews: dict[date, list[Reviewed]] = {}
    for entry in entries:
        if isinstance(entry.event, Reviewed) and entry.seq not in withdrawn:
            reviews.setdefault(_monday(entry.day), []).append(entry.event)
    if not reviews:
        return ()
    first, last = min(reviews), max(_monday(until), *reviews)
    mondays = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
    return tuple(_week(monday, reviews.get(monday, [])) for monday in mondays)


def _week(monday: date, reviews: list[Reviewed]) -> Week:
    graded = [review.right for review in reviews if review.right is not None]
    return Week(monday, len(reviews), len(graded), sum(graded))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
