"""When to ask a question again. Only this module imports `fsrs`; its cards are recomputed each time.

Without fuzz, so that the same events give the same days on every machine and in both languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache

import fsrs

from simulator.study.apart import clash
from simulator.study.draw import take
from simulator.study.events import Complained, Examined, LogEntry, Recall, Reviewed, Withdrawn
from simulator.study.question import StudyQuestion, digest

HELD_FROM = 7.0  # days of stability from which a question counts as held
AHEAD = timedelta(minutes=20)  # questions due within this time are asked in the same sitting
_STEPS = (timedelta(minutes=10),)
_RATINGS = {
    Recall.AGAIN: fsrs.Rating.Again,
    Recall.HARD: fsrs.Rating.Hard,
    Recall.GOOD: fsrs.Rating.Good,
    Recall.EASY: fsrs.Rating.Easy,
}


@dataclass(frozen=True, slots=True)
class Pace:
    """Target share remembered, the longest interval in days, and how many questions a day."""

    retention: float = 0.85
    longest: int = 60
    new: int = 8
    backlog: int = 30


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a question: when it is due, stability in days, reviews, first and last day."""

    due: datetime
    stability: float
    asked: int
    first: date
    last: date
    last_rating: Recall

    @property
    def held(self) -> bool:
        """Whether it will probably still be known after a week."""
        return self.stability >= HELD_FROM and self.last_rating is not Recall.AGAIN


@dataclass(frozen=True)
class Progress:
    """The fold of a learner's events."""

    known: dict[str, Known] = field(default_factory=dict)
    complaints: dict[str, str] = field(default_factory=dict)
    exam: date | None = None

    def retired(self, questions: Collection[str]) -> frozenset[str]:
        """Questions that were asked but no longer exist after a change of the text or our reading."""
        return frozenset(self.known) - frozenset(questions)


def fold_reviews(entries: Sequence[LogEntry], pace: Pace | None = None) -> Progress:
    """What is known after these events."""
    pace = pace or Pace()
    withdrawn = {entry.event.review for entry in entries if isinstance(entry.event, Withdrawn)}
    cards: dict[str, fsrs.Card] = {}
    asked: Counter[str] = Counter()
    first: dict[str, date] = {}
    last: dict[str, tuple[date, Recall]] = {}
    complaints: dict[str, str] = {}
    exam: date | None = None
    for entry in entries:
        match entry.event:
            case Reviewed(question=name, rating=rating) if entry.seq not in withdrawn:
                at = entry.at.astimezone(UTC)
                scheduler = _scheduler(pace.retention, interval(pace, exam, entry.day))
                # Given an id, because the library waits a millisecond to make one.
                card = cards.get(name) or fsrs.Card(card_id=len(cards) + 1, due=at)
                cards[name], _ = scheduler.review_card(card, _RATINGS[rating], at)
                asked[name] += 1
                first.setdefault(name, entry.day)
                last[name] = entry.day, rating
            case Complained(question=name, note=note):
                complaints[name] = note
            case Examined(on=on):
                exam = on
                _bring_forward(cards.values(), entry.at.astimezone(UTC), interval(pace, exam, entry.day))
    known = {
        name: Known(card.due, card.stability or 0.0, asked[name], first[name], *last[name])
        for name, card in cards.items()
    }
    return Progress(known, complaints, exam)


def _bring_forward(cards: Iterable[fsrs.Card], now: datetime, days: int) -> None:
    """Move what is due later to before the examination."""
    latest = now + timedelta(days=days)
    for card in cards:
        card.due = min(card.due, latest)


def interval(pace: Pace, exam: date | None, today: date) -> int:
    """The longest interval in days; before an examination half of the days left."""
    if exam is None or exam <= today:
        return pace.longest
    return max(1, min(pace.longest, (exam - today).days // 2))


@cache
def _scheduler(retention: float, longest: int) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=retention,
        learning_steps=_STEPS,
        relearning_steps=_STEPS,
        maximum_interval=longest,
        enable_fuzzing=False,
    )


def due(
    progress: Progress, questions: Iterable[StudyQuestion], now: datetime, pace: Pace
) -> tuple[StudyQuestion, ...]:
    """What is to be asked again, oldest first; of a long backlog a day's share, the best known ones.

    Answers of today count towards the share.
    """
    waiting = [
        question
        for question in questions
        if question.id not in progress.complaints
        and (known := progress.known.get(question.id))
        and known.due <= now
    ]
    again = sum(known.last == now.date() and known.first < now.date() for known in progress.known.values())
    room = max(0, pace.backlog - again)
    if len(waiting) > room:
        waiting.sort(key=lambda question: (-progress.known[question.id].stability, question.id))
        waiting = waiting[:room]
    return tuple(sorted(waiting, key=lambda question: (progress.known[question.id].due, question.id)))


def fresh(
    progress: Progress,
    questions: Iterable[StudyQuestion],
    now: datetime,
    pace: Pace,
    first: Collection[str] = (),
) -> tuple[StudyQuestion, ...]:
    """What is asked for the first time today: sentences of `first` before others, each family once.

    Questions that can be answered without reading come last.
    """
    begun = sum(known.first == now.date() for known in progress.known.values())
    questions = list(questions)
    families = {question.family for question in questions if question.id in progress.known}
    unasked = [
        question
        for question in questions
        if question.id not in progress.known
        and question.id not in progress.complaints
        and question.family not in families
    ]
    unasked.sort(
        key=lambda question: (question.sentence not in first, bool(question.filler), digest(question.id))
    )
    return take(unasked, max(0, pace.new - begun))


def today(
    progress: Progress,
    questions: Sequence[StudyQuestion],
    now: datetime,
    pace: Pace | None = None,
    first: Collection[str] = (),
) -> tuple[StudyQuestion, ...]:
    """Today's questions: those due, then new ones that the due ones do not give away."""
    pace = pace or Pace()
    again = due(progress, questions, now, pace)
    apart = [
        question
        for question in questions
        if question.id in progress.known or not any(clash(question, other) for other in again)
    ]
    return (*again, *fresh(progress, apart, now, pace, first))


def soon(progress: Progress, questions: Iterable[StudyQuestion], now: datetime) -> tuple[StudyQuestion, ...]:
    """What was missed and comes again in the same sitting."""
    missed = [
        question
        for question in questions
        if (known := progress.known.get(question.id))
        and question.id not in progress.complaints
        and known.last == now.date()
        and known.due <= now + AHEAD
    ]
    return tuple(sorted(missed, key=lambda question: (progress.known[question.id].due, question.id)))
