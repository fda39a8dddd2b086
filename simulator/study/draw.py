"""Draw a session from many questions: no family twice, and no answer so often that guessing it pays.

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
# One kind has at most one in so many of a session, where there are as many kinds to choose from.
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
# Answers that are guessed if they come often: nobody is named, or a sentence has no limit.
_SELDOM = {
    QuestionKind.HOW: 20,
    QuestionKind.DECIDE: 40,
}  # at most one in so many of a session, and at least one
_THROWS = 4
_ORDERS = 12  # that are tried for a session
_FITTING = AnswerOption("適切な場合に")
_PLAIN = AnswerOption("する")
_ALIKE, _UNLIKE = AnswerOption("同じ者"), AnswerOption("ちがう者")
# The answers of most questions of their kinds: at most a third of them, and one more, in a session.
_COMMONEST = frozenset(
    {
        (QuestionKind.WHO, AnswerOption("日米両政府")),
        (QuestionKind.HOW, _FITTING),
        (QuestionKind.ENDING, _PLAIN),
    }
)


def draw(questions: Iterable[StudyQuestion], count: int, seed: str = "") -> tuple[StudyQuestion, ...]:
    """So many of the questions, or fewer if there are not enough; the same for the same seed.

    What comes first may leave no room for others: then other orders are tried, and the fullest is taken that
    has the fewest questions which are answered without reading.
    """
    waiting = list(questions)
    best: tuple[StudyQuestion, ...] = ()
    for order in range(_ORDERS):
        thrown = f"{seed}/{order}" if order else seed
        found = take(sorted(waiting, key=lambda one: (bool(one.filler), _turn(one, thrown))), count)
        if order == 0 or _merit(found) > _merit(best):
            best = found
        if len(best) == min(count, len(waiting)) and not any(question.filler for question in best):
            break
    return best


def _merit(found: tuple[StudyQuestion, ...]) -> tuple[int, int]:
    return len(found), -sum(bool(question.filler) for question in found)


def _turn(question: StudyQuestion, seed: str) -> str:
    """When it comes, by the seed: two sentences nearly alike teach most, and are thrown for more often."""
    throws = _THROWS if question.kind is QuestionKind.PAIR else 1
    return min(digest(seed, question.id, *map(str, range(throw))) for throw in range(throws))


def take(order: Iterable[StudyQuestion], count: int) -> tuple[StudyQuestion, ...]:
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


def _fill(order: list[StudyQuestion], size: int) -> tuple[StudyQuestion, ...]:
    """As many as fit; first of every kind its share only, then whatever is left."""
    found: list[StudyQuestion] = []
    if len({question.kind for question in order}) >= _KINDS:
        _add(found, order, size, {kind: -(-size // _FEWER.get(kind, _KINDS)) for kind in QuestionKind})
    _add(found, order, size, dict.fromkeys(QuestionKind, size))
    return tuple(found)


def _add(
    found: list[StudyQuestion], order: list[StudyQuestion], size: int, of_a_kind: dict[QuestionKind, int]
) -> None:
    most = max(1, int(size * OFTEN))
    answers = Counter(question.answer.text for question in found)
    given = Counter((question.kind, _guess(question)) for question in found)
    kinds = Counter(question.kind for question in found)
    families = {question.family for question in found}
    for question in order:
        if len(found) == size:
            break
        fresh = question.family not in families and answers[question.answer.text] < most
        if not fresh or kinds[question.kind] >= of_a_kind[question.kind] or not _room(question, given, size):
            continue
        if any(clash(question, other) for other in found):
            continue
        found.append(question)
        answers[question.answer.text] += 1
        kinds[question.kind] += 1
        families.add(question.family)
        given[question.kind, _guess(question)] += 1


def _room(question: StudyQuestion, given: Counter[tuple[QuestionKind, AnswerOption]], size: int) -> bool:
    """Whether an answer may come once more: of its kind it is never more than one ahead of all others.

    Else the commonest actor, or silence, would be the safe guess. What is guessed anyway comes seldom.
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
    """What one would answer without reading: the words for 「適切」 are one guess, so are plain endings.

    Of two sentences it is that the same one acts in both, or another.
    """
    if question.kind is QuestionKind.ENDING and question.answer.text in PLAIN:
        return _PLAIN
    if question.kind is QuestionKind.PAIR:
        return _ALIKE if same_in_both(question.answer) else _UNLIKE
    return _FITTING if question.answer.text.startswith("適切な") else question.answer


def often(questions: Iterable[StudyQuestion]) -> float:
    """The share of the most frequent answer; 0 of nothing."""
    answers = Counter(question.answer.text for question in questions)
    return max(answers.values(), default=0) / max(1, answers.total())
