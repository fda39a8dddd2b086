"""Draw a session from many questions: no family twice, and no answer so often that guessing it pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulator.study.question import Kind, Question, digest

OFTEN = 0.35  # share of a session that one answer may have


# Answers that are guessed if they come often: that a word stands or does not, that a sentence has no limit.
_SELDOM = {Kind.SAID: 10, Kind.HOW: 20}  # at most one in so many of a session, and at least one


def draw(questions: Iterable[Question], count: int, seed: str = "") -> tuple[Question, ...]:
    """So many of the questions, or fewer if there are not enough; the same for the same seed."""
    order = sorted(questions, key=lambda question: digest(seed, question.id))
    return take(order, count)


def take(order: Iterable[Question], count: int) -> tuple[Question, ...]:
    """The first that fit, in this order: each family and sentence once, none that answers another.

    Each answer is in at most `OFTEN` of the session.

    An open question has an answer of its own. Where what is left has one answer only, the session is shorter.
    """
    waiting = list(order)
    size = min(count, len(waiting))
    while size > 0:
        found = _fill(waiting, size)
        if len(found) == size:
            return found
        size = min(size - 1, len(found))
    return ()


def _fill(order: list[Question], size: int) -> tuple[Question, ...]:
    most = max(1, int(size * OFTEN))
    answers: Counter[str] = Counter()
    own: Counter[tuple[Kind, str]] = Counter()
    families: set[str] = set()
    found: list[Question] = []
    for question in order:
        if len(found) == size:
            break
        fresh = question.family not in families and answers[question.answer.text] < most
        if not fresh or not _room(question, own, size):
            continue
        if any(clash(question, other) for other in found):
            continue
        found.append(question)
        answers[question.answer.text] += 1
        families.add(question.family)
        if question.answer.own:
            own[question.kind, question.answer.text] += 1
    return tuple(found)


def _room(question: Question, own: Counter[tuple[Kind, str]], size: int) -> bool:
    """Whether an answer in our own words may come once more; those of `basis` come in turn."""
    if not question.answer.own:
        return True
    of_kind = {text: count for (kind, text), count in own.items() if kind is question.kind}
    if question.kind is Kind.BASIS:
        other = question.wrong[0].text
        return of_kind.get(question.answer.text, 0) <= of_kind.get(other, 0)
    many = _SELDOM.get(question.kind)
    return many is None or sum(of_kind.values()) < max(1, size // many)


def clash(one: Question, other: Question) -> bool:
    """Whether two may not be asked together: they share a sentence, or one shows what the other asks for."""
    if one.sentences & other.sentences:
        return True
    return any(
        asked.sought and asked.sought in shown.shown
        for asked, shown in ((one, other), (other, one))
        if asked.family != shown.family
    )


def often(questions: Iterable[Question]) -> float:
    """The share of the most frequent answer; 0 of nothing."""
    answers = Counter(question.answer.text for question in questions)
    return max(answers.values(), default=0) / max(1, answers.total())
