"""Which sentences come nearest to a question, and how it is said what a word was taken as."""

import pytest

from simulator.doctrine import Doctrine
from simulator.doctrine.ranking import ranked
from simulator.doctrine.thesaurus import Relation, load_thesaurus
from simulator.doctrine.understanding import taken_as, understand
from simulator.document.folding import fold_text


@pytest.mark.parametrize(
    ("word", "line"),
    [
        ("PKO", "「PKO」 この語は本文にない。「平和維持活動」と取る（同じもの）"),
        ("集団的自衛権", "「日本と密接な関係にある他国に対する武力攻撃」と取る（近い話題）"),
        ("徴兵", "「徴兵」 この語は本文にない。本文に定めなし。最も近い所 II.D s1"),
    ],
)
def test_what_a_word_was_taken_as_is_said_in_a_line(doctrine: Doctrine, word: str, line: str) -> None:
    (term,) = understand(doctrine.document, word).terms
    assert taken_as(doctrine.document, term).endswith(line)


def nearest(doctrine: Doctrine, words: str) -> list[str]:
    return [
        ranking.sentence for ranking in ranked(doctrine.document, words, understand(doctrine.document, words))
    ]


@pytest.mark.parametrize("words", ["ゾウアザラシ", "。", "の", "？"])
def test_a_wording_that_shares_no_two_characters_with_the_text_comes_near_to_nothing(
    doctrine: Doctrine, words: str
) -> None:
    assert nearest(doctrine, words) == []


def test_a_wording_like_that_of_a_sentence_comes_nearest_to_it(doctrine: Doctrine) -> None:
    for sentence in list(doctrine.document.sentences("IV"))[::9]:
        words = sentence.text[: len(sentence.text) // 2 + 1]
        assert sentence.id in nearest(doctrine, words), words


def test_at_most_five_are_told_and_what_says_it_in_its_text_comes_before_a_heading(
    doctrine: Doctrine,
) -> None:
    names = nearest(doctrine, "後方支援")
    assert 0 < len(names) <= 5
    folded = doctrine.document.folded
    in_text = [fold_text("後方支援")[0] in folded[name][0] for name in names]
    assert in_text == sorted(in_text, reverse=True)


def test_the_clause_that_a_word_is_taken_as_comes_first_however_it_is_worded(doctrine: Doctrine) -> None:
    document = doctrine.document
    for entry in [entry for entry in load_thesaurus().entries if entry.clauses][::14]:
        terms = understand(document, entry.words[0]).terms
        names = nearest(doctrine, entry.words[0])
        if entry.relation is Relation.SILENT:
            assert names == []
            continue
        assert terms[0].rank(document, names[0]) == 1, entry.words
        for name in names:
            folded_words = " ".join(document.folded[name])
            assert any(term.stands_in(folded_words) or term.covers(document, name) for term in terms), (
                entry.words
            )


@pytest.mark.parametrize(
    ("kana", "sentence"),
    [("たな", "III.p2.s3"), ("べき", "IV.A.p2.s1"), ("それらの", "I.p2.s5"), ("するものである", "II.B.s1")],
)
def test_kana_that_are_no_word_come_nearest_to_the_sentence_that_has_them(
    doctrine: Doctrine, kana: str, sentence: str
) -> None:
    assert not understand(doctrine.document, kana).terms
    assert nearest(doctrine, kana)[0] == sentence
