"""Draw a session from many questions: no family twice, and no answer so often that guessing it pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulator.study.question import Question, digest

OFTEN = 0.35  # share of a session that one answer may have


def draw(questions: Iterable[Question], count: int, seed: str = "") -> tuple[Question, ...]:
    """So many of the questions, or fewer if there are not enough; the same for the same seed."""
    order = sorted(questions, key=lambda question: digest(seed, question.id))
    return take(order, count)


def take(order: Iterable[Question], count: int) -> tuple[Question, ...]:
    """The first that fit, in this order: each family once, each answer in at most `OFTEN` of the session.

    An open question has an answer of its own. Where what is left has one answer only, the session is shorter.
    """
    waiting = list(order)
    for size in range(min(count, len(waiting)), 0, -1):
        found = _fill(waiting, size)
        if len(found) == size:
            return found
    return ()


def _fill(order: list[Question], size: int) -> tuple[Question, ...]:
    most = max(1, int(size * OFTEN))
    answers: Counter[str] = Counter()
    families: set[str] = set()
    found: list[Question] = []
    for question in order:
        fresh = question.family not in families and answers[question.answer.text] < most
        if fresh and len(found) < size:
            found.append(question)
            answers[question.answer.text] += 1
            families.add(question.family)
    return tuple(found)


def often(questions: Iterable[Question]) -> float:
    """The share of the most frequent answer; 0 of nothing."""
    answers = Counter(question.answer.text for question in questions)
    return max(answers.values(), default=0) / max(1, answers.total())
