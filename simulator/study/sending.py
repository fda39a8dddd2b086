"""A question for a class: what the seats see, and how they answered. Independent of any network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from simulator.study.question import StudyQuestion


@dataclass(frozen=True, slots=True)
class Sent:
    """What is sent to the seats, without the answer. `options` are in the order that all seats see."""

    question: str
    stem: str
    passage: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How the seats answered: seats by option, in order; `right` is None if it is not graded."""

    seats: tuple[tuple[str, tuple[str, ...]], ...]
    right: int | None
    answered: int


def sent(question: StudyQuestion, seed: str = "") -> Sent:
    """A question as seats see it, in the language spoken."""
    options = tuple(option.label for option in question.options(seed))
    return Sent(question.id, question.asked, question.passage, options)


def tally(question: StudyQuestion, answers: Mapping[str, int], seed: str = "") -> Tally:
    """Count the answers of seats, each the place of an option from 1; others are left out."""
    options = question.options(seed)
    fit = {seat: number for seat, number in answers.items() if 1 <= number <= len(options)}
    by_option = tuple(
        (option.label, tuple(sorted(seat for seat, number in fit.items() if options[number - 1] == option)))
        for option in options
    )
    counted = Counter(options[number - 1] for number in fit.values())
    return Tally(by_option, counted[question.answer] if question.graded else None, len(fit))
