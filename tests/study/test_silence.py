"""What the text does not say is asked for in the same form as what it says, and is truly absent."""

from collections import Counter

import pytest

from simulator.doctrine import Basis
from simulator.study import Bank, QuestionKind
from simulator.study.exports.shape import explained
from tests.study.selecting import questions_of


def test_silence_is_asked_in_the_same_form_as_what_is_stated(bank: Bank) -> None:
    for kind in (
        QuestionKind.LEAD,
        QuestionKind.SUPPORT,
        QuestionKind.REQUEST,
        QuestionKind.DECIDE,
        QuestionKind.SAID,
        QuestionKind.BASIS,
    ):
        bases = Counter(question.basis for question in questions_of(bank, kind))
        assert bases[Basis.TEXT] >= 2, kind
        assert bases[Basis.SILENT] >= 2, kind
    for kind in (QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST):
        silent = next(
            question.answer for question in questions_of(bank, kind) if question.basis is Basis.SILENT
        )
        stated = [question for question in questions_of(bank, kind) if question.basis is Basis.TEXT]
        assert all(silent in question.wrong for question in stated)


def test_a_word_that_is_said_to_be_missing_stands_nowhere_in_the_section(bank: Bank) -> None:
    document = bank.doctrine.document
    clauses = {
        f"{document.label(profile.clause)} ": profile.clause for profile in bank.doctrine.profiles.values()
    }
    silent = 0
    for question in questions_of(bank, QuestionKind.SAID):
        values = dict(question.values)
        section = values.get("section", question.answer.text)
        clause = next(clause for label, clause in clauses.items() if section.startswith(label))
        stands = any(values["term"] in unit.text + unit.heading for unit in document.subtree(clause))
        assert stands == (question.basis is Basis.TEXT), question.id
        silent += question.basis is Basis.SILENT
    assert silent > 10


def test_a_missing_word_is_shown_where_it_stands_in_the_sections_offered(bank: Bank) -> None:
    document = bank.doctrine.document
    asked = [question for question in questions_of(bank, QuestionKind.SAID) if question.basis is Basis.SILENT]
    assert asked
    for question in asked:
        term = dict(question.values)["term"]
        assert len(question.nearest) >= 3
        assert all(
            term in citation.quote or term in document.unit(citation.sentence).heading
            for citation in question.nearest
        )
        assert term in question.quote, question.id
        assert question.searched


def test_where_a_word_stands_is_never_a_matter_of_yes_or_no(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.SAID):
        assert len(question.wrong) == 3, question.id
        assert not question.answer.own


def test_a_word_is_not_looked_for_in_a_section_whose_heading_nearly_says_it(bank: Bank) -> None:
    sections = [
        question.answer.text
        for question in questions_of(bank, QuestionKind.SAID)
        if ("term", "第三国") in question.values
    ]
    assert sections == ["IV.B 日本の平和及び安全に対して発生する脅威への対処"]


@pytest.mark.parametrize(
    ("kind", "word"),
    [(QuestionKind.LEAD, "主体的"), (QuestionKind.SUPPORT, "支援"), (QuestionKind.REQUEST, "要請")],
)
def test_a_role_that_is_said_to_be_missing_has_no_word_in_the_clause(
    bank: Bank, kind: QuestionKind, word: str
) -> None:
    document = bank.doctrine.document
    for question in questions_of(bank, kind):
        clause = document.unit(question.sentence).clause
        stands = any(word in sentence.text for sentence in document.sentences(clause))
        assert stands == (question.basis is Basis.TEXT), question.id


@pytest.mark.parametrize("kind", [QuestionKind.LEAD, QuestionKind.SUPPORT, QuestionKind.REQUEST])
def test_a_role_is_said_to_be_missing_only_where_a_like_measure_has_it(
    bank: Bank, kind: QuestionKind
) -> None:
    word = {QuestionKind.LEAD: "主体的", QuestionKind.SUPPORT: "支援", QuestionKind.REQUEST: "要請"}[kind]
    silent = [question for question in questions_of(bank, kind) if question.basis is Basis.SILENT]
    assert silent
    for question in silent:
        assert question.nearest
        assert all(word in citation.quote for citation in question.nearest), question.id
        assert any("探した所" in line for line in explained(bank, question))


def test_what_is_not_listed_stands_only_elsewhere(bank: Bank) -> None:
    for question in questions_of(bank, QuestionKind.LISTED):
        if question.slot.startswith("heading"):
            continue
        text = bank.doctrine.document.sentence(question.sentence).text
        listed = [option.text in text for option in (question.answer, *question.wrong)]
        assert listed in ([True] + [False] * 3, [False] + [True] * (len(listed) - 1)), question.id


def test_a_heading_that_is_missing_is_no_heading_of_the_section(bank: Bank) -> None:
    document = bank.doctrine.document
    asked = [
        question
        for question in questions_of(bank, QuestionKind.LISTED)
        if question.slot.startswith("heading")
    ]
    assert asked
    for question in asked:
        headings = [unit.heading for unit in document.children(question.slot.partition("|")[2])]
        assert question.answer.text not in headings
        assert all(option.text in headings for option in question.wrong), question.id
