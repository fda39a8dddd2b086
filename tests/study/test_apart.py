"""No question of a session shows what another one asks for, and every option is alive."""

import re
from collections import Counter
from itertools import combinations

import pytest

from simulator.doctrine import Phase
from simulator.study import AnswerOption, Bank, QuestionKind, StudyQuestion, load_bank
from simulator.study.apart import clash
from simulator.study.draw import draw
from simulator.study.exports.shape import explained, question_shape
from simulator.study.kinds.pairs import same_in_both
from simulator.study.mended import mended

SETS = 30


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank()


@pytest.fixture(scope="module")
def sessions(bank: Bank) -> list[tuple[StudyQuestion, ...]]:
    return [draw(bank.questions.values(), 40, str(seed)) for seed in range(SETS)]


def of(bank: Bank, kind: QuestionKind) -> list[StudyQuestion]:
    return [question for question in bank.questions.values() if question.kind is kind]


def one(bank: Bank, kind: QuestionKind, sentence: str, answer: str = "") -> StudyQuestion:
    return next(
        question
        for question in of(bank, kind)
        if question.sentence == sentence and answer in question.answer.text
    )


def headed(bank: Bank, clause: str) -> list[StudyQuestion]:
    return [question for question in of(bank, QuestionKind.LISTED) if question.slot == f"heading|{clause}"]


def test_a_heading_shown_with_its_number_is_no_wrong_option_of_what_the_section_lacks(
    sessions: list[tuple[StudyQuestion, ...]],
) -> None:
    for session in sessions:
        for asked in session:
            if asked.kind is not QuestionKind.LISTED or not asked.slot.startswith("heading"):
                continue
            section = asked.slot.partition("|")[2]
            shown = [place for other in session if other is not asked for place in other.places]
            there = {heading for clause, heading in shown if clause.startswith(f"{section}.")}
            assert not there & {option.text for option in asked.wrong}, asked.id


def test_headings_of_a_section_are_shown_by_one_question_alone(bank: Bank) -> None:
    placed = one(bank, QuestionKind.PLACE, "IV.C.2.c.v.p1.s2")
    for question in headed(bank, "IV.C.2.c"):
        assert clash(question, placed)
        assert clash(placed, question)


def test_where_a_sentence_stands_is_not_shown_by_a_question_on_its_clause(
    bank: Bank, sessions: list[tuple[StudyQuestion, ...]]
) -> None:
    assert clash(one(bank, QuestionKind.PHASE, "IV.B.5.p1.s2"), one(bank, QuestionKind.WHO, "IV.B.5.p1.s1"))
    document = bank.doctrine.document
    for session in sessions:
        clauses = Counter(document.unit(question.sentence).clause for question in session)
        for question in session:
            if question.kind in (QuestionKind.PHASE, QuestionKind.PLACE):
                assert clauses[document.unit(question.sentence).clause] == 1, question.id


def test_the_headings_of_a_section_do_not_tell_where_one_of_its_sentences_stands(bank: Bank) -> None:
    placed = one(bank, QuestionKind.PHASE, "IV.B.5.p1.s1")
    assert headed(bank, "IV.B")
    assert all(clash(placed, question) for question in headed(bank, "IV.B"))


def test_the_beginning_of_a_list_is_not_shown_with_its_end_where_the_end_is_asked(bank: Bank) -> None:
    asked = one(bank, QuestionKind.ENDING, "V.A.3.p1.s2")
    shown = one(bank, QuestionKind.CLOZE, "V.A.4.p1.s3", "即応性")
    assert clash(asked, shown)
    assert clash(shown, asked)


def test_an_end_of_sentences_is_asked_for_once_a_session(sessions: list[tuple[StudyQuestion, ...]]) -> None:
    for session in sessions:
        ends = [question.answer.text for question in session if question.kind is QuestionKind.ENDING]
        assert len(ends) == len(set(ends))


def test_the_words_of_a_sentence_are_not_shown_by_the_next_one_of_its_clause(bank: Bank) -> None:
    limited = one(bank, QuestionKind.HOW, "IV.D.3.p2.s1")
    beside = next(
        question
        for question in of(bank, QuestionKind.PAIR)
        if any(
            sentence.startswith("IV.D.3.") and sentence != limited.sentence for sentence in question.sentences
        )
        and "適切な場合に" in question.passage
    )
    assert clash(limited, beside)
    assert clash(beside, limited)


def test_what_an_answer_quotes_whole_is_not_asked_in_the_same_session(
    sessions: list[tuple[StudyQuestion, ...]],
) -> None:
    for session in sessions:
        for shown, asked in combinations(session, 2):
            assert not shown.explained & asked.sentences, (shown.id, asked.id)
            assert not asked.explained & shown.sentences, (shown.id, asked.id)


def test_a_missing_role_is_asked_for_once_of_each_function(sessions: list[tuple[StudyQuestion, ...]]) -> None:
    roles = (QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST)
    for session in sessions:
        silent = Counter(
            (question.kind, function)
            for question in session
            if question.kind in roles and question.answer.own
            for function in question.functions
        )
        assert max(silent.values(), default=0) <= 1


def test_the_same_terms_are_chosen_from_once_a_session(sessions: list[tuple[StudyQuestion, ...]]) -> None:
    for session in sessions:
        terms = Counter(
            frozenset({question.answer, *question.wrong})
            for question in session
            if question.kind is QuestionKind.CLOZE
        )
        assert max(terms.values(), default=0) <= 1


def test_nobody_alone_is_offered_where_each_of_several_acts(bank: Bank) -> None:
    several = [
        question
        for question in of(bank, QuestionKind.WHO)
        if "及び" in question.answer.text or question.answer.text.startswith("日米両")
        if re.search("各々|相互に", question.passage)
    ]
    assert several
    for question in several:
        assert {option.text for option in question.wrong} <= {"日米両政府", "自衛隊及び米軍", "日米両国"}


def test_nobody_together_is_offered_where_one_state_acts_by_its_own_law(bank: Bank) -> None:
    alone = [question for question in of(bank, QuestionKind.WHO) if "自国の国内法令" in question.passage]
    assert alone
    for question in alone:
        assert not any("及び" in option.text or "両" in option.text for option in question.wrong)


def test_endings_to_choose_from_are_endings_of_the_text(bank: Bank) -> None:
    whole = "".join(sentence.text for sentence in bank.doctrine.document.sentences())
    for question in of(bank, QuestionKind.ENDING):
        assert all(f"{option.text}。" in whole for option in question.wrong), question.id


def test_a_plain_ending_is_drawn_only_beside_one_that_is_not(bank: Bank) -> None:
    plain = [
        question
        for question in of(bank, QuestionKind.ENDING)
        if question.answer.text in {"する", "を行う"} and not question.filler
    ]
    assert plain
    for question in plain:
        assert "ことができ" in question.nearest[0].quote
        assert any("結びのちがう、よく似た文：「" in line for line in explained(bank, question))


def test_that_nothing_limits_a_sentence_is_drawn_only_against_one_that_is_limited(bank: Bank) -> None:
    bare = [
        question for question in of(bank, QuestionKind.HOW) if question.answer.own and not question.filler
    ]
    assert bare
    for question in bare:
        assert any("限る語のある、よく似た文：「" in line for line in explained(bank, question)), question.id


def test_a_word_is_not_looked_for_in_a_section_whose_heading_nearly_says_it(bank: Bank) -> None:
    where = [
        question.answer.text
        for question in of(bank, QuestionKind.SAID)
        if ("term", "第三国") in question.values
    ]
    assert where == ["IV.B 日本の平和及び安全に対して発生する脅威への対処"]


def test_a_sentence_is_placed_among_sections_that_speak_of_the_same_thing(bank: Bank) -> None:
    document = bank.doctrine.document
    disaster = document.unit(bank.doctrine.profiles[Phase.SAIGAI].clause).heading
    peace, attack = (
        AnswerOption(document.unit(bank.doctrine.profiles[phase].clause).heading)
        for phase in (Phase.HEIJI, Phase.YOSOKU)
    )
    drawn = [question for question in of(bank, QuestionKind.PHASE) if not question.filler]
    assert drawn
    assert not any(AnswerOption(disaster) in question.wrong for question in drawn)
    assert attack in one(bank, QuestionKind.PHASE, "IV.B.5.p1.s2").wrong  # where guarding is reinforced too
    assert peace in one(bank, QuestionKind.PHASE, "IV.B.7.p1.s1").wrong  # where airports and ports stand too
    assert not any("準備" in question.passage for question in of(bank, QuestionKind.PHASE))


def test_a_list_is_blank_where_its_parts_fit_the_words_around_it(bank: Bank) -> None:
    question = one(bank, QuestionKind.LISTED, "IV.C.1.p2.s3")
    assert question.passage.startswith(
        "日米両政府による準備には、＿＿＿を含むが、これらに限らない相互の後方支援"
    )


def test_a_term_is_not_offered_beside_itself(bank: Bank) -> None:
    question = one(bank, QuestionKind.CLOZE, "V.A.4.p1.s3", "平和維持活動")
    assert "災害救援又は" in question.passage
    assert AnswerOption("災害救援活動") not in question.wrong


def test_what_is_of_each_of_several_is_not_offered_where_one_acts(bank: Bank) -> None:
    question = one(bank, QuestionKind.CLOZE, "IV.E.p1.s3", "自国の基準")
    assert question.passage.endswith("米国は、＿＿＿に従い、日本の活動に対する適切な支援を行う。")
    assert AnswerOption("各々の判断") not in question.wrong
    together = one(bank, QuestionKind.CLOZE, "V.A.p1.s1", "各々の判断")
    assert AnswerOption("自国の基準") not in together.wrong


def test_where_the_received_file_was_mended_the_answer_says_so(bank: Bank) -> None:
    question = one(bank, QuestionKind.PAIR, "IV.D.4.p1.s1")
    said = "受け取った文の「確実にを行う」を「確実に行う」に直してある。"
    assert any(line.startswith(said) for line in explained(bank, question))
    assert [slip["wrong"] for slip in question_shape(bank, question)["mended"]] == ["確実にを行う"]
    untouched = one(bank, QuestionKind.WHO, "IV.A.2.p1.s1")
    assert not mended(bank.doctrine.document, untouched)
    assert not any("受け取った" in line for line in explained(bank, untouched))


def test_the_same_words_are_the_answer_of_one_question_of_a_session(
    sessions: list[tuple[StudyQuestion, ...]],
) -> None:
    for session in sessions:
        for kind in (QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.BASIS):
            answers = Counter(question.answer for question in session if question.kind is kind)
            assert max(answers.values(), default=0) <= 1, kind


def test_a_passage_that_shows_who_acts_is_not_asked_beside_one_on_the_same_thing(bank: Bank) -> None:
    asked = one(bank, QuestionKind.PAIR, "IV.C.2.c.iii.p1.s1", "日米両政府")
    shown = one(bank, QuestionKind.CLOZE, "V.A.p1.s1")  # 「日米両政府は…国際的な活動に参加する」
    assert clash(asked, shown)
    assert clash(shown, asked)
    prepared = one(bank, QuestionKind.CLOZE, "IV.C.1.p2.s3")  # 「日米両政府による準備」 under IV.C.1
    assert clash(one(bank, QuestionKind.WHO, "IV.C.p2.s1"), prepared)


def test_of_two_sentences_the_same_one_acts_in_some_and_another_in_others(bank: Bank) -> None:
    alike = Counter(
        len(set(re.findall(r"（[アイ]）([^　]+)", question.answer.text))) == 1
        for question in of(bank, QuestionKind.PAIR)
    )
    assert alike[True] >= 5
    assert alike[False] >= 5


def test_beside_an_armed_attack_the_other_sections_on_attacks_are_offered(bank: Bank) -> None:
    for question in of(bank, QuestionKind.SAID):
        if question.slot.endswith("|where|IV.C.2"):
            words = dict(question.values)["term"]
            offered = {option.text.split()[0] for option in question.wrong}
            having = {one.sentence for one in question.nearest}
            for section in ("IV.C.1", "IV.D"):
                assert section in offered or any(one.startswith(f"{section}.") for one in having), words


def test_where_nobody_leads_those_are_offered_who_lead_elsewhere(bank: Bank) -> None:
    leading = {"自衛隊", "日本", "日本政府", "米国", "日本及び米国"}
    silent = [question for question in of(bank, QuestionKind.LEAD) if question.answer.own]
    assert silent
    for question in silent:
        assert leading & {option.text for option in question.wrong}, question.id
        assert len(question.wrong) == 3, question.id


def test_that_a_word_is_not_there_is_the_answer_of_one_question_of_a_session(
    sessions: list[tuple[StudyQuestion, ...]],
) -> None:
    roles = (QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST)
    for session in sessions:
        assert sum(question.kind in roles and question.answer.own for question in session) <= 1


def test_no_two_questions_of_a_session_offer_the_same_sections_or_words(
    sessions: list[tuple[StudyQuestion, ...]],
) -> None:
    for session in sessions:
        for kind in (QuestionKind.SAID, QuestionKind.HOW):
            offered = Counter(
                frozenset(option.text for option in question.options())
                for question in session
                if question.kind is kind
            )
            assert max(offered.values(), default=0) <= 1, kind


def test_in_a_session_of_pairs_the_same_one_acts_twice_now_and_then(
    sessions: list[tuple[StudyQuestion, ...]],
) -> None:
    for session in sessions:
        pairs = [question.answer for question in session if question.kind is QuestionKind.PAIR]
        if len(pairs) > 2:
            assert any(map(same_in_both, pairs))


def test_what_is_fitting_is_asked_where_a_like_sentence_does_not_say_so(bank: Bank) -> None:
    asked = [
        question
        for question in of(bank, QuestionKind.HOW)
        if question.answer.text.startswith("適切な") and not question.filler
    ]
    assert asked
    for question in asked:
        assert question.nearest, question.id
        limits = ("適切な場合に", "適切なときは", "必要に応じ")
        assert not any(words in near.quote for near in question.nearest for words in limits), question.id
