"""Draw a session from many questions: no family twice, and no answer so often that guessing it helps.

Those that can be answered without reading come last, whatever the seed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from simulator.study.apart import clash
from simulator.study.kinds.pairs import same_in_both
from simulator.study.kinds.wording import PLAIN
from simulator.study.question import AnswerOption, QuestionKind, StudyQuestion, digest

OFTEN = 0.35  # share of a session that one answer may have
# Of so many questions at most one has the same kind, if there are at least as many kinds.
_KINDS = 6
_FEWER = {
    QuestionKind.ENDING: 10,
    QuestionKind.PAIR: 8,
    QuestionKind.SAID: 10,
    QuestionKind.LEAD: 13,
    QuestionKind.SUPPORT: 13,
    QuestionKind.REQUEST: 13,
    QuestionKind.BASIS: 40,
    QuestionKind.COMPARE: 40,
    QuestionKind.DECIDE: 20,
}
# Kinds with an own answer (nobody is named, no limit) that learners would guess if it came often.
_SELDOM = {
    QuestionKind.HOW: 20,
    QuestionKind.DECIDE: 40,
}  # at most one in so many of a session, and at least one
_THROWS = 4
_ORDERS = 12  # how many orders are tried for a session
_FITTING = AnswerOption("適切な場合に")
_PLAIN = AnswerOption("する")
_ALIKE, _UNLIKE = AnswerOption("同じ者"), AnswerOption("ちがう者")
# The commonest answers of their kinds: in a session at most a third of the kind, and one more.
_COMMONEST = frozenset(
    {
        (QuestionKind.WHO, AnswerOption("日米両政府")),
        (QuestionKind.HOW, _FITTING),
        (QuestionKind.ENDING, _PLAIN),
    }
)


def draw(questions: Iterable[StudyQuestion], count: int, seed: str = "") -> tuple[StudyQuestion, ...]:
    """`count` of the questions, or fewer if there are not enough; the same for the same seed.

    If the first order leaves the session too short, or with questions that can be answered without reading,
    other orders are tried; the longest session with the fewest such questions is taken.
    """
    waiting = list(questions)
    best: tuple[StudyQuestion, ...] = ()
    for order in range(_ORDERS):
        thrown = f"{seed}/{order}" if order else seed
        drawn = take(
            sorted(waiting, key=lambda question: (bool(question.filler), _turn(question, thrown))), count
        )
        if order == 0 or _merit(drawn) > _merit(best):
            best = drawn
        if len(best) == min(count, len(waiting)) and not any(question.filler for question in best):
            break
    return best


def _merit(drawn: tuple[StudyQuestion, ...]) -> tuple[int, int]:
    return len(drawn), -sum(bool(question.filler) for question in drawn)


def _turn(question: StudyQuestion, seed: str) -> str:
    """The sort key of a question, made from the seed. Pairs teach most: they get the least of several."""
    throws = _THROWS if question.kind is QuestionKind.PAIR else 1
    return min(digest(seed, question.id, *map(str, range(throw))) for throw in range(throws))


def take(order: Iterable[StudyQuestion], count: int) -> tuple[StudyQuestion, ...]:
    """The first questions that fit, in this order: each family and sentence once, none that answers another.

    An answer may be that of at most `OFTEN` of the session and about half of its kind; each open question has
    its own. If the questions left have only one answer, the session is shorter.
    """
    waiting = list(order)
    size = min(count, len(waiting))
    while size > 0:
        drawn = _fill(waiting, size)
        if len(drawn) == size:
            return drawn
        size = min(size - 1, len(drawn))
    return ()


def _fill(order: list[StudyQuestion], size: int) -> tuple[StudyQuestion, ...]:
    """As many as fit; first only each kind's share, then any kind."""
    drawn: list[StudyQuestion] = []
    if len({question.kind for question in order}) >= _KINDS:
        _add(drawn, order, size, {kind: -(-size // _FEWER.get(kind, _KINDS)) for kind in QuestionKind})
    _add(drawn, order, size, dict.fromkeys(QuestionKind, size))
    return tuple(drawn)


def _add(
    drawn: list[StudyQuestion], order: list[StudyQuestion], size: int, of_a_kind: dict[QuestionKind, int]
) -> None:
    most = max(1, int(size * OFTEN))
    answers = Counter(question.answer.text for question in drawn)
    given = Counter((question.kind, _guess(question)) for question in drawn)
    kinds = Counter(question.kind for question in drawn)
    families = {question.family for question in drawn}
    for question in order:
        if len(drawn) == size:
            break
        fresh = question.family not in families and answers[question.answer.text] < most
        if not fresh or kinds[question.kind] >= of_a_kind[question.kind] or not _room(question, given, size):
            continue
        if any(clash(question, other) for other in drawn):
            continue
        drawn.append(question)
        answers[question.answer.text] += 1
        kinds[question.kind] += 1
        families.add(question.family)
        given[question.kind, _guess(question)] += 1


def _room(question: StudyQuestion, given: Counter[tuple[QuestionKind, AnswerOption]], size: int) -> bool:
    """Whether an answer may be drawn again: within its kind it is at most one ahead of every other answer.

    Otherwise the commonest actor, or silence, would be the safe guess.
    """
    of_kind = {answer: count for (kind, answer), count in given.items() if kind is question.kind}
    if question.answer.own and (many := _SELDOM.get(question.kind)):
        return sum(count for answer, count in of_kind.items() if answer.own) < max(1, size // many)
    same = of_kind.get(_guess(question), 0)
    others = sum(of_kind.values()) - same
    if (question.kind, _guess(question)) in _COMMONEST:
        return 2 * same <= others
    return same <= others


def _guess(question: StudyQuestion) -> AnswerOption:
    """The guess that gives this answer: all words for 「適切」 are one guess, and so are all plain endings.

    For pairs there are two guesses: the same actor in both sentences, or different ones.
    """
    if question.kind is QuestionKind.ENDING and question.answer.text in PLAIN:
        return _PLAIN
    if question.kind is QuestionKind.PAIR:
        return _ALIKE if same_in_both(question.answer) else _UNLIKE
    return _FITTING if question.answer.text.startswith("適切な") else question.answer


def often(questions: Iterable[StudyQuestion]) -> float:
    """The share of the most frequent answer; 0 if there are no questions."""
    answers = Counter(question.answer.text for question in questions)
    return max(answers.values(), default=0) / max(1, answers.total())
