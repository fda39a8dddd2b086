"""How a question is parted into words: the longest that are known, none cut out of another."""

import pytest

from simulator.doctrine.thesaurus import Relation, Thesaurus, ThesaurusEntry, key
from simulator.doctrine.understanding import Understood, understand
from simulator.document import load_guidelines

DOCUMENT = load_guidelines()


def understood(question: str, *words: str) -> Understood:
    """The question as understood with a thesaurus that takes these words, and no others, as 補給."""
    entry = ThesaurusEntry.model_validate(
        {"words": words or ("使わない語",), "as": ("補給",), "relation": Relation.SAME}
    )
    return understand(DOCUMENT, question, Thesaurus((entry,), {key(word): entry for word in entry.words}))


def known_words(question: str, *words: str) -> list[str]:
    return [term.word for term in understood(question, *words).terms]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("甲乙丙丁の件", ("甲乙", "丙丁", "甲乙丙丁")),
        ("甲乙丙の件", ("甲", "乙", "丙", "甲乙丙")),
        ("甲乙丙の件", ("甲乙", "乙丙", "甲乙丙")),
        ("甲乙丙丁戊己の件", ("甲乙", "丙丁", "戊己", "甲乙丙丁戊己")),
    ],
)
def test_a_long_word_is_taken_whole_though_its_parts_are_words(question: str, words: tuple[str, ...]) -> None:
    assert known_words(question, *words) == [words[-1]]


def test_words_joined_without_a_particle_are_taken_each() -> None:
    assert known_words("甲乙丙丁の件", "甲乙", "丙丁") == ["甲乙", "丙丁"]
    assert known_words("後方支援甲乙", "甲乙") == ["後方支援", "甲乙"]


def test_a_word_with_a_particle_left_out_is_taken_whole_though_its_parts_stand_in_the_text() -> None:
    assert known_words("島嶼") == ["島嶼"]
    assert known_words("奪回") == ["奪回"]
    assert known_words("島嶼奪回の件") == ["島嶼奪回"]


def test_where_two_words_share_a_character_the_known_one_goes_before_the_texts_own() -> None:
    assert known_words("支援甲の件", "援甲") == ["援甲"]
    assert known_words("甲支援の件", "甲支") == ["甲支"]


@pytest.mark.parametrize("question", ["乙の件", "乙", "の乙の件", "「乙」"])
def test_a_lone_character_is_a_word_between_kana_and_marks(question: str) -> None:
    assert known_words(question, "乙") == ["乙"]


@pytest.mark.parametrize("question", ["甲乙の件", "乙甲の件", "甲乙甲", "の乙甲", "甲乙"])
def test_a_lone_character_beside_another_is_no_word(question: str) -> None:
    assert known_words(question, "乙") == []


@pytest.mark.parametrize(
    ("question", "word"),
    [("イロハニ", "イロハ"), ("イロハニ", "ロハニ"), ("irohani", "iroha"), ("irohani", "hani")],
)
def test_no_word_is_cut_out_of_one_in_katakana_or_latin_letters(question: str, word: str) -> None:
    assert known_words(question, word) == []
    assert understood(question, word).unknown == (question,)


def test_a_word_is_found_however_far_into_a_question_it_stands() -> None:
    for distance in (8, 24, 40):
        assert known_words("の" * distance + "甲乙", "甲乙") == ["甲乙"], distance


def test_a_phrase_with_blanks_is_taken_whole_and_once() -> None:
    assert known_words("ab cd ef", "ab", "ab cd", "ef") == ["ab cd", "ef"]
    assert understood("ab cd ab", "ab", "cd").terms == understood("ab cd", "ab", "cd").terms


def test_a_slip_is_forgiven_in_a_word_of_five_characters_and_in_no_shorter_one() -> None:
    assert known_words("甲乙丙丁戊", "甲乙丙丁戊己") == ["甲乙丙丁戊"]
    assert understood("甲乙丙丁", "甲乙丙丁戊").unknown == ("甲乙丙丁",)
    assert understood("甲乙丙丁庚", "甲乙丙丁戊己").unknown == ("甲乙丙丁庚",)


def test_a_word_in_katakana_that_follows_another_script_is_not_cut() -> None:
    asked = understood("大規模テロリズム")
    assert ([term.word for term in asked.terms], asked.unknown) == (["大規模"], ("テロリズム",))
