"""No question of a session shows what another one asks for."""

from collections import Counter
from itertools import combinations

from simulator.study import Bank, QuestionKind, StudyQuestion
from simulator.study.apart import clash
from simulator.study.kinds.pairs import same_in_both
from tests.study.conftest import Sessions
from tests.study.selecting import question_on, questions_of


def questions_on_headings_of(bank: Bank, clause: str) -> list[StudyQuestion]:
    """The questions on which heading a clause does not have."""
    return [
        question
        for question in questions_of(bank, QuestionKind.LISTED)
        if question.slot == f"heading|{clause}"
    ]


def test_a_heading_shown_with_its_number_is_no_wrong_option_of_what_the_section_lacks(
    sessions: Sessions,
) -> None:
    for session in sessions(40):
        for asked in session:
            if asked.kind is not QuestionKind.LISTED or not asked.slot.startswith("heading"):
                continue
            section = asked.slot.partition("|")[2]
            places = [place for beside in session if beside is not asked for place in beside.places]
            headings = {heading for clause, heading in places if clause.startswith(f"{section}.")}
            assert not headings & {option.text for option in asked.wrong}, asked.id


def test_headings_of_a_section_are_shown_by_one_question_alone(bank: Bank) -> None:
    placed = question_on(bank, QuestionKind.PLACE, "IV.C.2.c.v.p1.s2")
    for question in questions_on_headings_of(bank, "IV.C.2.c"):
        assert clash(question, placed)
        assert clash(placed, question)


def test_where_a_sentence_stands_is_not_shown_by_a_question_on_its_clause(
    bank: Bank, sessions: Sessions
) -> None:
    assert clash(
        question_on(bank, QuestionKind.PHASE, "IV.B.5.p1.s2"),
        question_on(bank, QuestionKind.WHO, "IV.B.5.p1.s1"),
    )
    document = bank.doctrine.document
    for session in sessions(40):
        clauses = Counter(document.unit(question.sentence).clause for question in session)
        for question in session:
            if question.kind in (QuestionKind.PHASE, QuestionKind.PLACE):
                assert clauses[document.unit(question.sentence).clause] == 1, question.id


def test_the_headings_of_a_section_do_not_tell_where_one_of_its_sentences_stands(bank: Bank) -> None:
    placed = question_on(bank, QuestionKind.PHASE, "IV.B.5.p1.s1")
    assert questions_on_headings_of(bank, "IV.B")
    assert all(clash(placed, question) for question in questions_on_headings_of(bank, "IV.B"))


def test_the_beginning_of_a_list_is_not_shown_with_its_end_where_the_end_is_asked(bank: Bank) -> None:
    asked = question_on(bank, QuestionKind.ENDING, "V.A.3.p1.s2")
    shown = question_on(bank, QuestionKind.CLOZE, "V.A.4.p1.s3", "即応性")
    assert clash(asked, shown)
    assert clash(shown, asked)


def test_the_words_of_a_sentence_are_not_shown_by_the_next_one_of_its_clause(bank: Bank) -> None:
    limited = question_on(bank, QuestionKind.HOW, "IV.D.3.p2.s1")
    beside = next(
        question
        for question in questions_of(bank, QuestionKind.PAIR)
        if any(
            sentence.startswith("IV.D.3.") and sentence != limited.sentence for sentence in question.sentences
        )
        and "適切な場合に" in question.passage
    )
    assert clash(limited, beside)
    assert clash(beside, limited)


def test_what_an_answer_quotes_whole_is_not_asked_in_the_same_session(
    sessions: Sessions,
) -> None:
    for session in sessions(40):
        for shown, asked in combinations(session, 2):
            assert not shown.explained & asked.sentences, (shown.id, asked.id)
            assert not asked.explained & shown.sentences, (shown.id, asked.id)


def test_the_same_terms_are_chosen_from_once_a_session(sessions: Sessions) -> None:
    for session in sessions(40):
        terms = Counter(
            frozenset({question.answer, *question.wrong})
            for question in session
            if question.kind is QuestionKind.CLOZE
        )
        assert max(terms.values(), default=0) <= 1


def test_the_same_words_are_the_answer_of_one_question_of_a_session(
    sessions: Sessions,
) -> None:
    for session in sessions(40):
        for kind in (QuestionKind.HOW, QuestionKind.ENDING, QuestionKind.BASIS):
            answers = Counter(question.answer for question in session if question.kind is kind)
            assert max(answers.values(), default=0) <= 1, kind


def test_a_passage_that_shows_who_acts_is_not_asked_beside_one_on_the_same_thing(bank: Bank) -> None:
    asked = question_on(bank, QuestionKind.PAIR, "IV.C.2.c.iii.p1.s1", "日米両政府")
    shown = question_on(bank, QuestionKind.CLOZE, "V.A.p1.s1")  # 「日米両政府は…国際的な活動に参加する」
    assert clash(asked, shown)
    assert clash(shown, asked)
    prepared = question_on(bank, QuestionKind.CLOZE, "IV.C.1.p2.s3")  # 「日米両政府による準備」 under IV.C.1
    assert clash(question_on(bank, QuestionKind.WHO, "IV.C.p2.s1"), prepared)


def test_a_missing_role_is_the_answer_of_one_question_of_a_session(
    sessions: Sessions,
) -> None:
    roles = (QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST)
    for session in sessions(40):
        assert sum(question.kind in roles and question.answer.own for question in session) <= 1


def test_no_two_questions_of_a_session_offer_the_same_sections_or_words(
    sessions: Sessions,
) -> None:
    for session in sessions(40):
        for kind in (QuestionKind.SAID, QuestionKind.HOW):
            offered = Counter(
                frozenset(option.text for option in question.options())
                for question in session
                if question.kind is kind
            )
            assert max(offered.values(), default=0) <= 1, kind


def test_in_a_session_of_pairs_the_same_one_acts_twice_now_and_then(
    sessions: Sessions,
) -> None:
    for session in sessions(40):
        pairs = [question.answer for question in session if question.kind is QuestionKind.PAIR]
        if len(pairs) > 2:
            assert any(map(same_in_both, pairs))


def test_a_passage_that_tells_who_does_what_is_not_asked_beside_who_does_it(bank: Bank) -> None:
    telling = question_on(bank, QuestionKind.HOW, "V.A.6.p1.s1")
    asked = question_on(bank, QuestionKind.WHO, "V.A.p1.s1")
    assert clash(telling, asked)
    assert clash(asked, telling)
