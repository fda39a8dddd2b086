"""How a question is shown: in the language spoken, and after the answer with what it rests on."""

import pytest

from simulator.doctrine import Basis
from simulator.language import spoken
from simulator.study import Bank, QuestionKind
from simulator.study.exports.shape import explained, question_shape
from simulator.study.mended import mended
from tests.study.selecting import question_on, questions_of


@pytest.mark.parametrize(
    ("kind", "basis", "near"),
    [
        (QuestionKind.BASIS, Basis.SILENT, "この措置の前提"),
        (QuestionKind.BASIS, Basis.TEXT, "及ぶと言う語"),
        (QuestionKind.BASIS, Basis.READING, "最も近い語"),
        (QuestionKind.SAID, Basis.SILENT, "この語がある所"),
        (QuestionKind.LEAD, Basis.SILENT, "この語がある所"),
        (QuestionKind.PAIR, Basis.TEXT, "もう一つの文"),
    ],
)
def test_what_is_shown_beside_an_answer_is_called_what_it_is(
    bank: Bank, kind: QuestionKind, basis: Basis, near: str
) -> None:
    shown = [
        question for question in questions_of(bank, kind) if question.basis is basis and question.nearest
    ]
    assert shown
    for question in shown:
        assert any(line.startswith(f"{near}：「") for line in explained(bank, question)), question.id


def test_all_places_of_a_word_are_named_the_nearest_first(bank: Bank) -> None:
    document = bank.doctrine.document
    unlisted = [question for question in questions_of(bank, QuestionKind.LISTED) if question.slot == "odd"]
    assert unlisted
    for question in unlisted:
        having = {sentence.id for sentence in document.sentences() if question.answer.text in sentence.text}
        assert {citation.sentence for citation in question.nearest} == having, question.id
    exercises = next(question for question in unlisted if question.sentence == "V.A.2.p1.s2")
    assert exercises.nearest[0].sentence.startswith("V.A.7.")


def test_a_sentence_without_limiting_words_is_said_to_have_none(bank: Bank) -> None:
    unlimited = [question for question in questions_of(bank, QuestionKind.HOW) if question.answer.own]
    assert unlimited
    for question in unlimited:
        lines = explained(bank, question)
        assert any("限る語はない" in line for line in lines)
        assert not any("本文の語のとおり" in line for line in lines)


def test_where_the_received_file_was_mended_the_answer_says_so(bank: Bank) -> None:
    question = question_on(bank, QuestionKind.PAIR, "IV.D.4.p1.s1")
    correction = "受け取った文の「確実にを行う」を「確実に行う」に直してある。"
    assert any(line.startswith(correction) for line in explained(bank, question))
    assert [slip["wrong"] for slip in question_shape(bank, question)["mended"]] == ["確実にを行う"]
    untouched = question_on(bank, QuestionKind.WHO, "IV.A.2.p1.s1")
    assert not mended(bank.doctrine.document, untouched)
    assert not any("受け取った" in line for line in explained(bank, untouched))


def test_a_question_is_put_in_the_language_spoken_and_its_answer_is_the_texts(bank: Bank) -> None:
    question = next(iter(questions_of(bank, QuestionKind.WHO)))
    japanese = question.asked
    with spoken("en"):
        assert question.asked != japanese
        assert question.answer.label == question.answer.text
