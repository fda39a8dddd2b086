"""A session drawn from the bank: no answer and no subject too often, nothing that tells another answer."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

import pytest

from simulator.study import Bank, QuestionKind, StudyQuestion
from simulator.study.apart import clash
from simulator.study.draw import OFTEN, draw, often
from tests.study.test_questions import bank

__all__ = ["bank"]  # a fixture

Sessions = Callable[[int], list[tuple[StudyQuestion, ...]]]


@pytest.fixture(scope="module")
def sessions(bank: Bank) -> Sessions:
    """Thirty sessions of so many questions, by their seeds; each drawn once."""

    @cache
    def drawn(number: int) -> list[tuple[StudyQuestion, ...]]:
        return [draw(bank.questions.values(), number, str(seed)) for seed in range(30)]

    return drawn


def test_a_session_asks_each_thing_once_and_no_answer_too_often(bank: Bank, sessions: Sessions) -> None:
    for session in sessions(20):
        assert len({question.family for question in session}) == 20
        assert often(session) <= OFTEN
    assert draw(bank.questions.values(), 20, "a") == draw(bank.questions.values(), 20, "a")
    assert draw(bank.questions.values(), 20, "a") != draw(bank.questions.values(), 20, "b")


def test_a_session_never_answers_itself(sessions: Sessions) -> None:
    for session in sessions(20):
        sentences = [sentence for question in session for sentence in question.sentences]
        assert len(sentences) == len(set(sentences))
        whole = [question.whole for question in session if question.passage]
        assert len(whole) == len(set(whole))
        for question in session:
            beside = [other.shown for other in session if other is not question]
            assert not question.sought or not any(question.sought in words for words in beside), question.id


def test_answers_that_can_be_guessed_are_few_in_a_session(sessions: Sessions) -> None:
    for session in sessions(20):
        own = Counter(question.kind for question in session if question.answer.own)
        assert own[QuestionKind.DECIDE] <= 1
        assert own[QuestionKind.HOW] <= 1


def test_no_kind_and_no_subject_fills_a_session(sessions: Sessions) -> None:
    for session in sessions(40):
        kinds = Counter(question.kind for question in session)
        assert len(session) == 40
        assert max(kinds.values()) <= 7
        whose = Counter(question.answer.text for question in session if question.kind is QuestionKind.WHO)
        assert whose["日米両政府"] <= whose.total() / 3 + 1
        same = Counter((one.answer.text, one.paragraph) for one in session)
        assert max(same.values()) == 1


def test_endings_and_limits_are_mixed_and_pairs_are_many_in_a_session(sessions: Sessions) -> None:
    plain = pairs = 0
    for session in sessions(40):
        endings = Counter(one.answer.text for one in session if one.kind is QuestionKind.ENDING)
        plain += endings["する"] + endings["を行う"]
        assert endings["する"] + endings["を行う"] <= endings.total() / 3 + 1
        limits = Counter(one.answer.text for one in session if one.kind is QuestionKind.HOW)
        assert limits["適切な場合に"] + limits["適切なときは"] <= limits.total() / 3 + 1
        pairs += sum(one.kind is QuestionKind.PAIR for one in session)
    assert plain >= 15
    assert pairs >= 30 * 4


def test_who_acts_in_a_clause_is_asked_once_a_session(bank: Bank, sessions: Sessions) -> None:
    document = bank.doctrine.document
    whose = {
        QuestionKind.WHO,
        QuestionKind.PAIR,
        QuestionKind.LEAD,
        QuestionKind.SUPPORT,
        QuestionKind.REQUEST,
    }
    for seed, session in enumerate(sessions(40)):
        asked = [
            {document.unit(sentence).clause for sentence in question.sentences}
            for question in session
            if question.kind in whose
        ]
        assert sum(map(len, asked)) == len(set().union(*asked)), seed


def test_a_session_never_tells_who_does_what_it_asks_for(bank: Bank) -> None:
    asked = {question.id: question for question in bank.questions.values()}
    telling = next(
        one for one in asked.values() if one.kind is QuestionKind.HOW and one.sentence == "V.A.6.p1.s1"
    )
    told = next(one for one in asked.values() if one.kind is QuestionKind.WHO and one.sentence == "V.A.p1.s1")
    assert clash(telling, told)
    assert clash(told, telling)


def test_a_draw_does_not_depend_on_the_order_of_the_bank(bank: Bank) -> None:
    mixed = list(bank.questions.values())
    random.Random(1).shuffle(mixed)
    assert draw(mixed, 20, "a") == draw(bank.questions.values(), 20, "a")


def test_the_right_answer_stands_at_every_place(bank: Bank) -> None:
    places = Counter(
        question.options("x").index(question.answer)
        for question in bank.questions.values()
        if len(question.wrong) == 3
    )
    assert min(places.values()) > sum(places.values()) / 4 * 0.75
