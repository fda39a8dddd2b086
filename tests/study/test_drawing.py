"""A session drawn from the bank: no answer and no subject too often, nothing that tells another answer."""

import random
from collections import Counter
from dataclasses import replace

from simulator.study import AnswerOption, Bank, QuestionKind, StudyQuestion
from simulator.study.draw import OFTEN, draw, often, take
from tests.study.conftest import Sessions


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
        ours = Counter(question.kind for question in session if question.answer.own)
        assert ours[QuestionKind.DECIDE] <= 1
        assert ours[QuestionKind.HOW] <= 1


def test_no_kind_and_no_subject_fills_a_session(sessions: Sessions) -> None:
    for session in sessions(40):
        kinds = Counter(question.kind for question in session)
        assert len(session) == 40
        assert max(kinds.values()) <= 7
        actors = Counter(question.answer.text for question in session if question.kind is QuestionKind.WHO)
        assert actors["日米両政府"] <= actors.total() / 3 + 1
        answers = Counter((question.answer.text, question.paragraph) for question in session)
        assert max(answers.values()) == 1


def test_endings_and_limits_are_mixed_and_pairs_are_many_in_a_session(sessions: Sessions) -> None:
    plain = pairs = 0
    for session in sessions(40):
        endings = Counter(
            question.answer.text for question in session if question.kind is QuestionKind.ENDING
        )
        plain += endings["する"] + endings["を行う"]
        assert endings["する"] + endings["を行う"] <= endings.total() / 3 + 1
        limits = Counter(question.answer.text for question in session if question.kind is QuestionKind.HOW)
        assert limits["適切な場合に"] + limits["適切なときは"] <= limits.total() / 3 + 1
        pairs += sum(question.kind is QuestionKind.PAIR for question in session)
    assert plain >= 15
    assert pairs >= 30 * 4


def test_who_acts_in_a_clause_is_asked_once_a_session(bank: Bank, sessions: Sessions) -> None:
    document = bank.doctrine.document
    about_actors = {
        QuestionKind.WHO,
        QuestionKind.PAIR,
        QuestionKind.LEAD,
        QuestionKind.SUPPORT,
        QuestionKind.REQUEST,
    }
    for seed, session in enumerate(sessions(40)):
        clauses = [
            {document.unit(sentence).clause for sentence in question.sentences}
            for question in session
            if question.kind in about_actors
        ]
        assert sum(map(len, clauses)) == len(set().union(*clauses)), seed


def test_a_draw_does_not_depend_on_the_order_of_the_bank(bank: Bank) -> None:
    shuffled = list(bank.questions.values())
    random.Random(1).shuffle(shuffled)
    assert draw(shuffled, 20, "a") == draw(bank.questions.values(), 20, "a")


def test_the_right_answer_stands_at_every_place(bank: Bank) -> None:
    places = Counter(
        question.options("x").index(question.answer)
        for question in bank.questions.values()
        if len(question.wrong) == 3
    )
    assert min(places.values()) > sum(places.values()) / 4 * 0.75


def test_no_answer_is_the_safe_guess_of_its_kind(sessions: Sessions) -> None:
    for session in sessions(20):
        for kind in QuestionKind:
            answers = Counter(question.answer.text for question in session if question.kind is kind)
            assert all(count <= answers.total() - count + 1 for count in answers.values()), kind


def invented(kind: QuestionKind, number: int, answer: AnswerOption, slot: str = "") -> StudyQuestion:
    """A question on a sentence of its own, in a section of its own, which no other one tells anything."""
    quote = chr(0x4E00 + number) * 12
    return StudyQuestion(kind, f"IV.{number}.p1.s1", slot, "問い", answer, (), quote, passage=f"{quote}。")


def test_the_commonest_actor_waits_until_two_others_were_drawn() -> None:
    joint = AnswerOption("日米両政府")
    others = [invented(QuestionKind.WHO, number, AnswerOption(f"甲{number}")) for number in range(6)]
    first, second = (invented(QuestionKind.WHO, number, joint) for number in (10, 11))
    assert take([first, others[0], second, *others[1:]], 6) == (first, *others[:5])


def test_of_one_kind_no_second_answer_that_nobody_is_named_is_drawn() -> None:
    nobody = AnswerOption("いない", own=True)
    first, second = (invented(QuestionKind.DECIDE, number, nobody) for number in (10, 11))
    others = [invented(QuestionKind.DECIDE, number, AnswerOption(f"甲{number}")) for number in range(6)]
    assert take([first, others[0], second, *others[1:]], 6) == (first, *others[:5])


def test_of_a_family_one_question_is_drawn() -> None:
    first, same, other = (
        replace(
            invented(QuestionKind.SAID, number, AnswerOption(f"甲{number}"), f"{term}|where"),
            values=(("term", term),),
        )
        for number, term in enumerate(("乙乙乙", "乙乙乙", "丙丙丙"))
    )
    assert first.family == same.family
    assert take([first, same, other], 3) == (first, other)
