"""A question is asked where words of its sentence earn its answer, and only there."""

import re
from collections import Counter

import pytest

from simulator.doctrine import Basis, Phase
from simulator.document import Document
from simulator.study import BLANK, Bank, QuestionKind
from simulator.study.audit import figures
from tests.study.selecting import question_on, questions_of, with_option


def test_every_figure_of_the_audit_holds(bank: Bank) -> None:
    assert [figure for figure in figures(bank) if not figure.holds] == []


def test_what_earns_an_answer_stands_in_its_sentence(bank: Bank) -> None:
    document = bank.doctrine.document
    for question in bank.questions.values():
        assert question.quote in document.sentence(question.sentence).text
        for citation in question.nearest:
            assert citation.quote in document.sentence(citation.sentence).text


def test_a_blank_filled_with_the_answer_is_the_sentence_of_the_text(bank: Bank) -> None:
    for question in questions_of(
        bank, QuestionKind.WHO, QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.CLOZE
    ):
        text = bank.doctrine.document.sentence(question.sentence).text
        assert with_option(question, question.answer) == text, question.id


def test_the_traps_of_the_text_are_among_the_questions(bank: Bank) -> None:
    asked = {(question.kind, question.sentence): question.answer.text for question in bank.questions.values()}
    assert asked[QuestionKind.REQUEST, "IV.B.3.p1.s3"] == "日本"
    assert asked[QuestionKind.REQUEST, "IV.B.5.p1.s2"] == "米国"
    assert asked[QuestionKind.WHO, "IV.B.6.p1.s3"] == "日本政府"
    assert asked[QuestionKind.WHO, "IV.C.2.c.iii.p2.s1"] == "日米両政府"
    assert (QuestionKind.LEAD, "IV.C.2.c.v.p1.s1") not in asked  # two lead there, each of their own


@pytest.mark.parametrize("sentence", ["IV.C.2.b.v.p4.s2", "IV.A.5.p1.s3", "VI.A.p2.s1"])
def test_nobody_is_asked_who_does_what_another_sentence_names(bank: Bank, sentence: str) -> None:
    assert sentence not in {question.sentence for question in questions_of(bank, QuestionKind.WHO)}


def test_nothing_but_an_act_is_said_to_have_no_limit(bank: Bank) -> None:
    assert not any(
        "認識" in question.passage for question in questions_of(bank, QuestionKind.HOW) if question.answer.own
    )


def test_what_is_carried_into_an_armed_attack_is_not_asked(bank: Bank) -> None:
    asked = questions_of(bank, QuestionKind.BASIS)
    assert asked
    assert not [question.id for question in asked if Phase.HASSEI in question.phases]


def test_a_sentence_is_placed_only_where_nothing_like_it_stands_elsewhere(bank: Bank) -> None:
    placed = {question.sentence for question in questions_of(bank, QuestionKind.PHASE)}
    assert placed
    assert "IV.B.7.p1.s2" not in placed  # the same words in IV.C.2.c.iv
    assert "IV.C.2.b.i.p3.s1" not in placed  # four times to the letter


def test_a_disaster_is_not_the_odd_one_out_among_armed_attacks(bank: Bank) -> None:
    lacking = [question for question in questions_of(bank, QuestionKind.SAID) if "where-not" in question.slot]
    assert lacking
    assert not any(Phase.SAIGAI in question.phases for question in lacking)


def test_our_own_reading_is_never_graded(bank: Bank) -> None:
    ours = [question for question in bank.questions.values() if question.basis is Basis.READING]
    assert ours
    assert not any(question.graded for question in ours)
    assert all(question.why for question in ours)


def _between(document: Document, first: str, second: str) -> str:
    """What is said to stand between two sentences: nothing, something left out, or a stroke."""
    if document.unit(first).clause != document.unit(second).clause:
        return "　／　"
    paragraph, number = first.rsplit("s", 1)
    return "" if second == f"{paragraph}s{int(number) + 1}" else "（中略）"


def test_two_sentences_are_asked_about_together_where_all_four_ways_are_open(bank: Bank) -> None:
    document = bank.doctrine.document
    asked = questions_of(bank, QuestionKind.PAIR)
    assert len(asked) > 10
    for question in asked:
        assert len(question.wrong) == 3
        actors = [part.partition("）")[2].strip() for part in question.answer.text.split("　")]
        whole = question.passage.replace("（ア）", actors[0]).replace("（イ）", actors[1])
        first, second = map(document.sentence, (question.sentence, question.nearest[0].sentence))
        between = whole.removeprefix(first.text).removesuffix(second.text)
        assert whole == first.text + between + second.text, question.id
        assert between == _between(document, first.id, second.id), question.id


def test_no_comma_tells_whether_there_were_words_in_the_blank(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.HOW):
        assert f"{BLANK}、" not in question.passage, question.id
        commas = {
            option.text.endswith("、") for option in (question.answer, *question.wrong) if not option.own
        }
        assert len(commas) == 1, question.id
        assert question.whole == bank.doctrine.document.sentence(question.sentence).text, question.id


def test_a_list_is_blank_where_its_parts_fit_the_words_around_it(bank: Bank) -> None:
    question = question_on(bank, QuestionKind.LISTED, "IV.C.1.p2.s3")
    assert question.passage.startswith(
        "日米両政府による準備には、＿＿＿を含むが、これらに限らない相互の後方支援"
    )


def test_what_carries_peacetime_on_is_asked_for_by_its_words(bank: Bank) -> None:
    graded = [
        question
        for question in questions_of(bank, QuestionKind.BASIS)
        if question.graded and len(question.wrong) > 1
    ]
    assert graded
    for question in graded:
        assert question.answer.text == question.nearest[0].quote
    yes_or_no = [question for question in questions_of(bank, QuestionKind.BASIS) if len(question.wrong) == 1]
    assert all(question.filler for question in yes_or_no)


def test_differences_are_asked_for_in_whole_phrases_under_the_clauses_they_stand_in(bank: Bank) -> None:
    question = question_on(bank, QuestionKind.COMPARE, "IV.D.5.p2.s1")
    assert question.answer.text == "IV.B.6は「日本政府は」、IV.D.5は「日米両政府は、支援を行うため」"


def test_in_two_sentences_together_mostly_two_act_and_now_and_then_one(bank: Bank) -> None:
    same_actor = Counter(
        len(set(re.findall(r"（[アイ]）([^　]+)", question.answer.text))) == 1
        for question in questions_of(bank, QuestionKind.PAIR)
    )
    assert same_actor[True] >= 5
    assert same_actor[False] >= 5
    assert same_actor[True] <= same_actor[False] / 2


def test_what_is_fitting_is_asked_where_a_like_sentence_does_not_say_so(bank: Bank) -> None:
    asked = [
        question
        for question in questions_of(bank, QuestionKind.HOW)
        if question.answer.text.startswith("適切な") and not question.filler
    ]
    assert asked
    for question in asked:
        assert question.nearest, question.id
        limits = ("適切な場合に", "適切なときは", "必要に応じ")
        assert not any(words in near.quote for near in question.nearest for words in limits), question.id
