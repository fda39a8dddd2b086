"""What can be answered without reading says why, and is drawn last."""

import pytest

from simulator.study import Bank, QuestionKind
from simulator.study.draw import draw
from simulator.study.exports.shape import explained
from simulator.study.rank import REASONS
from tests.study.conftest import Sessions
from tests.study.selecting import questions_of


@pytest.mark.parametrize(
    ("kind", "sentence", "reason"),
    [
        (QuestionKind.WHO, "VII.B.b3.s1", "その章の主語は一つだけ"),
        (QuestionKind.WHO, "V.p1.s1", "その章の主語は一つだけ"),
        (QuestionKind.WHO, "IV.C.p3.s2", "文の語から主語が分かる"),
        (QuestionKind.WHO, "V.B.p1.s1", "文の語から主語が分かる"),
        (QuestionKind.WHO, "IV.C.2.b.iii.p1.s1", "文の語から主語が分かる"),
        (QuestionKind.WHO, "IV.C.2.a.p3.s1", "文の語から主語が分かる"),
        (QuestionKind.PLACE, "IV.A.7.p1.s2", "見出しの語が文にある"),
        (QuestionKind.PLACE, "V.A.6.p1.s1", "見出しの語が文にある"),
        (QuestionKind.ENDING, "V.B.p1.s1", "ふつうの結び"),
        (QuestionKind.ENDING, "V.A.p1.s1", "ふつうの結び"),
        (QuestionKind.ENDING, "IV.E.p1.s1", "ふつうの結び"),
        (QuestionKind.ENDING, "IV.B.1.p2.s2", ""),
        (QuestionKind.HOW, "IV.E.p2.s1", "比べる、よく似た文がない"),
        (QuestionKind.WHO, "IV.B.5.p1.s1", "二つに一つ、又はこの作品の読み"),
        (QuestionKind.ENDING, "IV.A.1.p1.s2", "指す先の文が見えない"),
        (QuestionKind.HOW, "IV.C.2.b.v.p4.s3", "指す先の文が見えない"),
        (QuestionKind.PHASE, "IV.B.p2.s2", "その節だけの語がない"),
        (QuestionKind.CLOZE, "III.A.p1.s5", "生きた誤りの選択肢がない"),  # a detail in brackets
        (QuestionKind.ENDING, "IV.B.2.p1.s2", "列挙の結び"),
        (QuestionKind.DECIDE, "IV.E.p1.s1", "ふつうは問わないこと"),
        (QuestionKind.COMPARE, "IV.D.5.p1.s1", "助詞だけの違い"),
    ],
)
def test_what_is_answered_without_reading_says_why(
    bank: Bank, kind: QuestionKind, sentence: str, reason: str
) -> None:
    reasons = [question.filler for question in questions_of(bank, kind) if question.sentence == sentence]
    assert reasons == [reason]


def test_each_reason_for_a_guess_is_that_of_some_question(bank: Bank) -> None:
    assert set(bank.fillers) == set(REASONS)


def test_what_is_answered_without_reading_is_drawn_last(bank: Bank, sessions: Sessions) -> None:
    for session in sessions(40):
        assert not any(question.filler for question in session)
    fillers = [question for question in bank.questions.values() if question.filler]
    assert draw(fillers, 20, "a")


def test_a_plain_ending_is_drawn_only_beside_one_that_is_not(bank: Bank) -> None:
    plain = [
        question
        for question in questions_of(bank, QuestionKind.ENDING)
        if question.answer.text in {"する", "を行う"} and not question.filler
    ]
    assert plain
    for question in plain:
        assert "ことができ" in question.nearest[0].quote
        assert any("結びのちがう、よく似た文：「" in line for line in explained(bank, question))


def test_that_nothing_limits_a_sentence_is_drawn_only_against_one_that_is_limited(bank: Bank) -> None:
    unlimited = [
        question
        for question in questions_of(bank, QuestionKind.HOW)
        if question.answer.own and not question.filler
    ]
    assert unlimited
    for question in unlimited:
        assert any("限る語のある、よく似た文：「" in line for line in explained(bank, question)), question.id
