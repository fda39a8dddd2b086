"""Draw a session from many questions: no family twice, and no answer so often that guessing it pays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from simulator.study.question import Kind, Option, Question, digest

ALIKE = 0.7  # share of common pairs of characters from which two sentences are asked about once
OFTEN = 0.35  # share of a session that one answer may have


# Answers that are guessed if they come often: that a word stands or does not, that a sentence has no limit.
_SELDOM = {Kind.SAID: 10, Kind.HOW: 20}  # at most one in so many of a session, and at least one


def draw(questions: Iterable[Question], count: int, seed: str = "") -> tuple[Question, ...]:
    """So many of the questions, or fewer if there are not enough; the same for the same seed."""
    order = sorted(questions, key=lambda question: digest(seed, question.id))
    return take(order, count)


def take(order: Iterable[Question], count: int) -> tuple[Question, ...]:
    """The first that fit, in this order: each family and sentence once, none that answers another.

    Each answer is in at most `OFTEN` of the session and in about half of its kind. An open question has an
    answer of its own. Where what is left has one answer only, the session is shorter.
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
    given: Counter[tuple[Kind, Option]] = Counter()
    families: set[str] = set()
    found: list[Question] = []
    for question in order:
        if len(found) == size:
            break
        fresh = question.family not in families and answers[question.answer.text] < most
        if not fresh or not _room(question, given, size):
            continue
        if any(clash(question, other) for other in found):
            continue
        found.append(question)
        answers[question.answer.text] += 1
        families.add(question.family)
        given[question.kind, question.answer] += 1
    return tuple(found)


def _room(question: Question, given: Counter[tuple[Kind, Option]], size: int) -> bool:
    """Whether an answer may come once more: of its kind it is never more than one ahead of all others.

    Else the commonest actor, or silence, would be the safe guess. What is guessed anyway comes seldom.
    """
    of_kind = {answer: count for (kind, answer), count in given.items() if kind is question.kind}
    if question.answer.own and (many := _SELDOM.get(question.kind)):
        return sum(count for answer, count in of_kind.items() if answer.own) < max(1, size // many)
    same = of_kind.get(question.answer, 0)
    return same <= sum(of_kind.values()) - same


def clash(one: Question, other: Question) -> bool:
    """Whether two may not be asked together: they share a sentence, or one shows what the other asks for.

    Sentences of two clauses that say nearly the same are taken for one.
    """
    if one.sentences & other.sentences or _alike(one.whole, other.whole):
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


def _alike(one: str, other: str) -> bool:
    mine, theirs = _pairs(one), _pairs(other)
    return len(mine & theirs) > ALIKE * len(mine | theirs)


@cache
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
