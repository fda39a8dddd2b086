"""The wrong options: each is a live rival of the answer, and none of them is right too."""

import re
from collections import Counter

import pytest

from simulator.doctrine import Actor, Phase
from simulator.study import AnswerOption, Bank, QuestionKind
from simulator.study.kinds.actors import reach
from tests.study.selecting import question_on, questions_of, with_option

JOINT = {"日米両政府", "自衛隊及び米軍", "日米両国", "日本及び米国"}


def test_no_wrong_answer_would_make_a_sentence_of_the_text(bank: Bank) -> None:
    sentences = [sentence.text for sentence in bank.doctrine.document.sentences()]
    for question in questions_of(
        bank, QuestionKind.WHO, QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.CLOZE
    ):
        for option in question.wrong:
            assert with_option(question, option) not in sentences, question.id


def test_nobody_offered_beside_a_role_is_of_the_same_side_alone(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.LEAD, QuestionKind.SUPPORT):
        for option in question.wrong:
            if not option.own and not question.answer.own and not {option.text, question.answer.text} & JOINT:
                assert not reach(option.text) & reach(question.answer.text), question.id


def test_beside_a_state_that_requests_only_those_are_offered_who_request_somewhere(bank: Bank) -> None:
    whole = "".join(sentence.text for sentence in bank.doctrine.document.sentences())
    for question in questions_of(bank, QuestionKind.REQUEST):
        for option in (question.answer, *question.wrong):
            assert option.own or f"{option.text}からの要請" in whole, question.id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("日本", "自衛隊"),
        ("日米両政府", "日本政府"),
        ("日米両国", "日米両政府"),
        ("自衛隊及び米軍", "自衛隊"),
    ],
)
def test_actors_that_are_part_of_each_other_are_taken_for_overlapping(one: str, other: str) -> None:
    assert reach(one) & reach(other)


def test_beside_those_who_act_together_others_who_act_together_are_offered(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.WHO):
        offered = {option.text for option in question.wrong}
        if question.answer.text in JOINT:
            assert offered & JOINT, question.id


def test_beside_an_actor_two_rivals_are_offered_that_the_sentence_does_not_name(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.WHO):
        offered = {option.text for option in question.wrong}
        assert len(offered) >= 2 or question.filler, question.id
        assert not offered & {"パートナー", "国際機関", "日米安全保障協議委員会"}, question.id
        assert not any(part in question.passage for name in offered for part in name.split("及び")), (
            question.id
        )


@pytest.mark.parametrize("names", [{"日本", "日本政府"}, {"米国", "米国政府"}, {"日米両国", "日米両政府"}])
def test_two_names_of_the_same_actor_are_never_offered_together(bank: Bank, names: set[str]) -> None:
    for question in questions_of(bank, QuestionKind.WHO):
        assert not names <= {question.answer.text, *(option.text for option in question.wrong)}, question.id


def test_nobody_alone_is_offered_where_each_of_several_acts(bank: Bank) -> None:
    several = [
        question
        for question in questions_of(bank, QuestionKind.WHO)
        if "及び" in question.answer.text or question.answer.text.startswith("日米両")
        if re.search("各々|相互に", question.passage)
    ]
    assert several
    for question in several:
        assert {option.text for option in question.wrong} <= {"日米両政府", "自衛隊及び米軍", "日米両国"}


def test_nobody_together_is_offered_where_one_state_acts_by_its_own_law(bank: Bank) -> None:
    alone = [
        question for question in questions_of(bank, QuestionKind.WHO) if "自国の国内法令" in question.passage
    ]
    assert alone
    for question in alone:
        assert not any("及び" in option.text or "両" in option.text for option in question.wrong)


def test_words_that_differ_in_sense_alone_are_chosen_from(bank: Bank) -> None:
    soft = {"適切な場合に", "適切なときは", "必要に応じ", "必要に応じて", "所要に応じ"}
    answers = Counter(question.answer.text.rstrip("、") for question in questions_of(bank, QuestionKind.HOW))
    assert answers["必要に応じ"] + answers["必要に応じて"] >= 2
    for question in questions_of(bank, QuestionKind.HOW):
        offered = {option.text.rstrip("、") for option in (question.answer, *question.wrong)}
        assert len(offered & soft) <= 1, question.id


@pytest.mark.parametrize(
    ("words", "acting"),
    [
        ("米国からの要請に基づき", {Actor.JAPAN, Actor.JAPAN_GOVERNMENT, Actor.SDF}),
        ("日本からの要請に基づき", {Actor.US, Actor.US_GOVERNMENT, Actor.US_FORCES}),
    ],
)
def test_a_request_is_offered_only_where_the_other_state_acts(
    bank: Bank, words: str, acting: set[Actor]
) -> None:
    actors = {measure.sentence: set(measure.actors) for measure in bank.doctrine.measures}
    offered = [
        question
        for question in questions_of(bank, QuestionKind.HOW)
        if AnswerOption(f"{words}、") in question.wrong
    ]
    assert offered
    assert all(actors[question.sentence] <= acting for question in offered)


def test_what_carries_on_is_chosen_among_other_words_of_going_on(bank: Bank) -> None:
    asked = [question for question in questions_of(bank, QuestionKind.BASIS) if len(question.wrong) > 1]
    assert asked
    for question in asked:
        assert not re.search("続", question.asked)
        assert all(re.search("続|平時から", option.text) for option in question.wrong), question.id


def test_endings_to_choose_from_are_endings_of_the_text(bank: Bank) -> None:
    whole = "".join(sentence.text for sentence in bank.doctrine.document.sentences())
    for question in questions_of(bank, QuestionKind.ENDING):
        assert all(f"{option.text}。" in whole for option in question.wrong), question.id


def test_a_sentence_is_placed_among_sections_that_speak_of_the_same_thing(bank: Bank) -> None:
    document = bank.doctrine.document
    disaster = document.unit(bank.doctrine.profiles[Phase.SAIGAI].clause).heading
    peace, predicted = (
        AnswerOption(document.unit(bank.doctrine.profiles[phase].clause).heading)
        for phase in (Phase.HEIJI, Phase.YOSOKU)
    )
    placed = [question for question in questions_of(bank, QuestionKind.PHASE) if not question.filler]
    assert placed
    assert not any(AnswerOption(disaster) in question.wrong for question in placed)
    guarding = question_on(bank, QuestionKind.PHASE, "IV.B.5.p1.s2")
    assert predicted in guarding.wrong  # where guarding is reinforced too
    airports = question_on(bank, QuestionKind.PHASE, "IV.B.7.p1.s1")
    assert peace in airports.wrong  # where airports and ports stand too
    at_sea = question_on(bank, QuestionKind.PHASE, "IV.C.2.b.iii.p2.s1")
    assert predicted not in at_sea.wrong  # the only section on attacks with nothing of the sea
    assert not any("準備" in question.passage for question in questions_of(bank, QuestionKind.PHASE))


def test_a_term_is_not_offered_beside_itself(bank: Bank) -> None:
    question = question_on(bank, QuestionKind.CLOZE, "V.A.4.p1.s3", "平和維持活動")
    assert "災害救援又は" in question.passage
    assert AnswerOption("災害救援活動") not in question.wrong


def test_what_is_of_each_of_several_is_not_offered_where_one_acts(bank: Bank) -> None:
    question = question_on(bank, QuestionKind.CLOZE, "IV.E.p1.s3", "自国の基準")
    assert question.passage.endswith("米国は、＿＿＿に従い、日本の活動に対する適切な支援を行う。")
    assert AnswerOption("各々の判断") not in question.wrong
    together = question_on(bank, QuestionKind.CLOZE, "V.A.p1.s1", "各々の判断")
    assert AnswerOption("自国の基準") not in together.wrong


def test_beside_an_armed_attack_the_other_sections_on_attacks_are_offered(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.SAID):
        if question.slot.endswith("|where|IV.C.2"):
            term = dict(question.values)["term"]
            offered = {option.text.split()[0] for option in question.wrong}
            having = {citation.sentence for citation in question.nearest}
            for section in ("IV.C.1", "IV.D"):
                assert section in offered or any(name.startswith(f"{section}.") for name in having), term


def test_where_nobody_leads_those_are_offered_who_lead_elsewhere(bank: Bank) -> None:
    leading = {"自衛隊", "日本", "日本政府", "米国", "日本及び米国"}
    silent = [question for question in questions_of(bank, QuestionKind.LEAD) if question.answer.own]
    assert silent
    for question in silent:
        assert leading & {option.text for option in question.wrong}, question.id
        assert len(question.wrong) == 3, question.id


def test_who_really_acts_is_offered_where_a_role_is_missing(bank: Bank) -> None:
    question = question_on(bank, QuestionKind.SUPPORT, "IV.B.2.p1.s1")
    assert AnswerOption("日米両政府") in question.wrong
    assert [citation.sentence for citation in question.nearest][:2] == ["IV.B.3.p1.s3", "IV.B.4.p1.s1"]
