"""The words people use: each is taken as words of the text, or the text is said to be silent on it."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.datafile import DataFileError
from simulator.doctrine import Doctrine, Phase, load_doctrine
from simulator.doctrine.ask import ask
from simulator.doctrine.thesaurus import Relation, load_thesaurus, read_thesaurus
from simulator.doctrine.understanding import look_up, taken_as, understand
from simulator.document import load_guidelines

DOCUMENT = load_guidelines()
QUESTIONS = json.loads((Path(__file__).parents[1] / "data" / "questions.json").read_text("utf-8"))
PEACE = frozenset({Phase.HEIJI})


def relations(words: str) -> dict[str, Relation | None]:
    return {term.word: term.relation for term in understand(DOCUMENT, words).terms}


def test_it_holds_at_least_250_words() -> None:
    assert len(load_thesaurus().by_word) >= 250


@pytest.mark.parametrize(
    ("word", "relation", "clause"),
    [
        ("PKO", Relation.SAME, "V.A.1"),
        ("自治体", Relation.SAME, "IV.B.6.p1.s3"),
        ("サイバー攻撃", Relation.NEAR, "VI.B.p3"),
        ("ACM", Relation.SAME, "III.A"),
        ("集団的自衛権", Relation.NEAR, "IV.D.p3.s1"),
        ("反撃能力", Relation.NEAR, "IV.C.2.b.v.p4"),
        ("民間空港", Relation.SAME, "IV.B.7.p1.s1"),
        ("邦人救出", Relation.NEAR, "IV.B.1"),
        ("重要影響事態", Relation.LAW, "IV.B"),
        ("給油", Relation.PART, "IV.A.6.p1.s2"),
        ("有事", Relation.WHOLE, "IV.C.2"),
    ],
)
def test_a_word_is_taken_as_what_it_is_to_the_text(word: str, relation: Relation, clause: str) -> None:
    (term,) = understand(DOCUMENT, word).terms
    assert term.relation is relation
    assert clause in term.clauses


def test_where_equating_would_be_a_claim_a_note_says_what_differs() -> None:
    for entry in load_thesaurus().entries:
        if entry.relation in (Relation.LAW, Relation.SILENT):
            assert entry.note, entry.words
    (term,) = understand(DOCUMENT, "反撃能力").terms
    assert "自衛隊は必要に応じ支援を行うことができるだけ" in term.note


def test_a_word_of_which_the_text_is_silent_is_said_to_be_with_the_nearest_place(doctrine: Doctrine) -> None:
    answer = ask(doctrine, PEACE, words="弾薬")
    assert answer.silent
    (term,) = answer.understood
    assert term.nearest == ("IV.A.6.p1.s2",)
    assert "本文に定めなし" in taken_as(DOCUMENT, term)
    assert not answer.provisions


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("捜索救難", "捜索・救難"),
        ("搜索", "捜索"),
        ("ｻｲﾊﾞｰ空間", "サイバー空間"),
        ("ＩＳＲ", "ISR"),
        ("島しょ", "島嶼"),
        ("引続き", "引き続き"),
        ("取り組み", "取組"),
        ("こうほうしえん", "後方支援"),
        ("抗堪性", "抗たん性"),
        ("戦闘捜索救難", "戦闘捜索・救難"),
    ],
)
def test_another_spelling_finds_the_same_measures(doctrine: Doctrine, typed: str, same: str) -> None:
    everywhere = frozenset(Phase)

    def measures(words: str) -> list[str]:
        return [provision.measure.id for provision in ask(doctrine, everywhere, words=words).provisions]

    assert measures(typed)
    assert measures(typed) == measures(same)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("島嶼奪回", "IV.C.2.b.iv.p2.s2"),
        ("島嶼の奪回は誰がするのか", "IV.C.2.b.iv.p2.s2"),
        ("米国による支援は要請が必要か", "IV.B.3.p1.s3"),
        ("空港を借りるのは誰か", "IV.B.7.p1.s1"),
        ("who does combat search and rescue?", "IV.B.4.p1.s2"),
    ],
)
def test_joined_words_and_whole_questions_lead_to_their_sentence(
    doctrine: Doctrine, question: str, sentence: str
) -> None:
    answer = ask(doctrine, PEACE, words=question)
    assert answer.understood
    assert sentence in [near.sentence for near in answer.ranked[:3]]


def test_what_of_a_question_is_not_understood_is_said_and_the_rest_is_answered(doctrine: Doctrine) -> None:
    answer = ask(doctrine, frozenset({Phase.JUYO}), words="ゾウアザラシと避難民")
    assert answer.unknown == ("ゾウアザラシ",)
    assert {provision.measure.sentence for provision in answer.provisions} >= {"IV.B.3.p1.s2", "IV.B.3.p1.s3"}


def test_where_no_measure_is_about_all_the_words_that_is_said(doctrine: Doctrine) -> None:
    remark = "すべての語に当たる措置はない。最も多くの語に当たるものを示す。"
    answer = ask(doctrine, frozenset(Phase), words="機雷掃海 避難民")
    assert not answer.whole
    assert answer.provisions
    assert remark in answer.remarks
    assert remark not in ask(doctrine, frozenset(Phase), words="機雷掃海").remarks


def test_sentences_nearest_by_wording_alone_are_marked_as_guessed(doctrine: Doctrine) -> None:
    assert all(near.guessed for near in ask(doctrine, PEACE, words="ちゅうちょなく").ranked)
    assert not any(near.guessed for near in ask(doctrine, PEACE, words="後方支援").ranked)


@pytest.mark.parametrize("words", ["島" * 100_000, "x" * 100_000, "島 " * 50_000, "甲乙" * 99])
def test_a_word_of_any_length_is_told_back_and_not_parted_without_end(words: str) -> None:
    understood = understand(DOCUMENT, words)
    assert understood.unknown or understood.terms
    assert len(understood.terms) <= 100


def test_the_search_of_the_text_takes_words_the_same_way() -> None:
    hits, understood = look_up(DOCUMENT, "自治体")
    assert [hit.unit.id for hit in hits] == ["IV.B.6.p1", "IV.C.2.c.iii.p2", "IV.D.5.p2", "IV.E.p1"]
    assert understood.terms[0].taken == ("地方公共団体",)


SAME = "- {words: [甲乙], as: [補給], relation: same}"


@pytest.mark.parametrize(
    ("source", "line", "message"),
    [
        ("- {words: [甲乙], as: [本文にない語句], relation: same}", 1, "本文にありません"),
        ("- {words: [甲乙], as: [後方支援], clauses: [IX.A], relation: same}", 1, "IX.A"),
        ("- {words: [後方支援], as: [補給], relation: same}", 1, "本文に立つ語"),
        (
            "- {words: [甲乙], as: [補給], relation: same}\n- {words: [甲・乙], as: [補給], relation: same}",
            2,
            "二度目",
        ),
        ("- {words: [甲乙], relation: near}", 1, "as か clauses"),
        ("- {words: [甲乙], as: [補給], relation: silent}", 1, "silent"),
    ],
)
def test_a_wrong_entry_does_not_load_and_is_named_by_its_line(
    tmp_path: Path, source: str, line: int, message: str
) -> None:
    file = tmp_path / "thesaurus.yaml"
    file.write_text(source, encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        read_thesaurus(file, DOCUMENT)
    assert message in str(caught.value)
    assert f":{line}:" in str(caught.value)


@given(st.text("島嶼奪回は誰がするのか PKO自治体cyber・、？①\u3000ゾ", max_size=12))
def test_everything_understood_stands_in_the_text_and_is_asked_for(words: str) -> None:
    understood = understand(DOCUMENT, words)
    lines = [sentence.text for sentence in DOCUMENT.sentences()] + [unit.heading for unit in DOCUMENT.units]
    for term in understood.terms:
        assert term.taken or term.clauses or term.nearest
        for name in (*term.clauses, *term.nearest):
            assert name in DOCUMENT
        if term.relation and term.relation is not Relation.SPELLING:
            assert all(any(taken in line for line in lines) for taken in term.taken)
    ask(load_doctrine(), PEACE, words=words)


def is_answered(question: dict[str, Any]) -> bool:
    """Whether a clause that readers named is among the first three, or the silence is said."""
    answer = ask(load_doctrine(), PEACE, words=question["query"])
    nearest = [name for term in answer.understood for name in term.nearest[:1]]
    names = [*(near.sentence for near in answer.ranked[:3]), *nearest]
    names_a_clause = any(
        name == clause or f"{name}.".startswith(f"{clause}.") or f"{clause}.".startswith(f"{name}.")
        for name in names
        for clause in question["clauses"]
    )
    return names_a_clause or (question["silent"] and (answer.silent or bool(answer.unknown)))


def test_questions_of_readers_who_had_not_seen_the_thesaurus_are_answered() -> None:
    unanswered = [question["query"] for question in QUESTIONS if not is_answered(question)]
    assert len(unanswered) <= 0.15 * len(QUESTIONS), unanswered


def test_no_question_that_the_text_answers_is_met_with_silence() -> None:
    for question in QUESTIONS:
        answer = ask(load_doctrine(), PEACE, words=question["query"])
        if not question["silent"]:
            assert not answer.silent or answer.elsewhere, question["query"]


@pytest.mark.parametrize("word", ["日米防衛協力", "後方支援", "同盟調整メカニズム"])
def test_a_long_word_of_the_text_is_taken_whole_and_not_in_pieces(word: str) -> None:
    assert [term.word for term in understand(DOCUMENT, word).terms] == [word]
