"""Asking the text: what it provides, and how far it is silent. Never more than its sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import Actor, Doctrine, Function, Phase, load_doctrine
from simulator.doctrine.ask import ask

DOCTRINE = load_doctrine()
PEACE = frozenset({Phase.HEIJI})


@pytest.mark.parametrize(
    "words",
    ["専守防衛", "拡大抑止", "地理的", "中核的要素"],
)
def test_words_that_stand_in_no_measure_are_shown_where_they_stand(doctrine: Doctrine, words: str) -> None:
    answer = ask(doctrine, PEACE, words=words)
    assert not answer.provisions
    assert not answer.unknown
    standing = [sentence.id for sentence in doctrine.document.sentences() if words in sentence.text]
    assert standing
    assert [mention.sentence for mention in answer.mentions] == standing


def test_why_a_sentence_is_no_measure_is_told(doctrine: Doctrine) -> None:
    (mention,) = ask(doctrine, PEACE, words="地理的").mentions
    assert "誰の行動も定めない" in mention.why


@pytest.mark.parametrize("words", ["専守防衛", "非核三原則", "拡大抑止", "国際連合憲章"])
def test_what_the_first_two_chapters_say_answers_in_any_situation(doctrine: Doctrine, words: str) -> None:
    for phase in Phase:
        assert not ask(doctrine, frozenset({phase}), words=words).silent


def test_a_sentence_that_only_comes_near_a_place_does_not_end_the_silence_on_it(doctrine: Doctrine) -> None:
    answer = ask(doctrine, PEACE, words="尖閣")
    assert answer.mentions
    assert not any(mention.binds for mention in answer.mentions)
    assert answer.silent


def test_the_name_of_a_function_also_finds_the_measures_that_serve_it_beside_another(
    doctrine: Doctrine,
) -> None:
    answer = ask(doctrine, PEACE, words=Function.ISR.japanese)
    found = [provision.measure for provision in answer.provisions]
    assert len(found) == 7
    assert any(Function.ISR in m.functions_also and m.function is not Function.ISR for m in found)


def test_of_words_that_are_not_understood_no_silence_is_claimed(doctrine: Doctrine) -> None:
    answer = ask(doctrine, PEACE, words="ゾウアザラシ")
    assert answer.unknown == ("ゾウアザラシ",)
    assert not answer.silent
    assert "語が本文の語として分からなかったので、定めの有無は言わない。" in answer.remarks
    assert "ほかの段階にも定めはない。" not in answer.remarks


def test_what_holds_whatever_the_phase_is_no_silence(doctrine: Doctrine) -> None:
    answer = ask(doctrine, PEACE, words="PKO")
    assert answer.beside
    assert not answer.silent


@pytest.mark.parametrize(
    ("actor", "sentence"),
    [
        (Actor.AGENCIES, "IV.E.p1.s2"),
        (Actor.LOCAL_GOVERNMENTS, "IV.B.6.p1.s3"),
        (Actor.PRIVATE_SECTOR, "IV.C.2.c.iii.p2.s1"),
        (Actor.PARTNERS, "IV.p1.s3"),
    ],
)
def test_who_is_named_but_never_acts_is_answered_with_the_sentences_that_name_them(
    doctrine: Doctrine, actor: Actor, sentence: str
) -> None:
    answer = ask(doctrine, PEACE, actor=actor)
    assert not answer.acts
    assert "この者を主語とする措置の文はない。" in answer.remarks
    assert sentence in {mention.sentence for mention in answer.mentions}


def test_what_may_be_taken_before_its_phase_is_told_where_the_text_is_silent(doctrine: Doctrine) -> None:
    before = ask(doctrine, PEACE, words="避難民")
    assert [citation.sentence for note in before.nearest for citation in note.nearest] == ["IV.B.p1.s3"]
    assert not ask(doctrine, frozenset({Phase.SONRITSU, Phase.HEIJI}), words="領域横断").nearest


def test_the_lead_in_of_a_list_stands_with_each_of_its_measures(doctrine: Doctrine) -> None:
    refugees = doctrine.measure("IV.B.3.p1.s1.m1")
    (lead,) = refugees.lead_ins
    assert lead.sentence == "IV.B.p2.s2"
    assert lead.acm
    assert lead.discretion == ("各々の決定により",)
    assert refugees.how == "行う（場合を限る）（導入文：各々の決定により）"
    assert refugees.acm_above is not None
    assert refugees.acm_above.sentence == "IV.B.p2.s2"


def test_the_purposes_of_the_mechanism_are_as_appropriate_by_their_lead_in(doctrine: Doctrine) -> None:
    for bullet in ("IV.b1.s1", "IV.b2.s1", "IV.b3.s1"):
        measure = doctrine.measure(f"{bullet}.m1")
        assert measure.how == "行う（導入文：適切な場合に）"
        assert measure.lead_ins[0].acm


def test_a_lead_in_that_can_be_read_otherwise_adds_nothing_to_the_wording(doctrine: Doctrine) -> None:
    measure = doctrine.measure("V.B.p1.s1.m1")
    assert measure.lead_ins[0].note
    assert measure.how == "行う"


def test_where_no_section_names_the_mechanism_none_is_said_to(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        if measure.sentence.startswith(("IV.A", "IV.C.1", "VI", "VII")):
            assert measure.acm_above is None, measure.id


def test_what_the_basic_concepts_of_an_armed_attack_name_stands_over_all_its_operations(
    doctrine: Doctrine,
) -> None:
    for measure in doctrine.measures:
        if measure.sentence.startswith(("IV.C.2.b", "IV.C.2.c")) and not measure.acm:
            assert measure.acm_above is not None, measure.id
            assert measure.acm_above.sentence == "IV.C.2.a.p3.s1"


def test_only_words_on_own_decision_law_or_standard_leave_a_matter_to_each(doctrine: Doctrine) -> None:
    left = {measure.sentence for measure in doctrine.measures if measure.discretion}
    assert left == {
        *("IV.B.p2.s2", "IV.B.1.p1.s4", "IV.B.4.p1.s2", "IV.B.6.p1.s4"),
        *("IV.D.p1.s1", "IV.E.p1.s3", "V.A.p1.s1", "V.A.8.p1.s2"),
    }
    assert doctrine.measure("IV.B.3.p1.s1.m1").limits == ("国際法上の関係する義務に従った人道的な方法で",)


def test_the_premises_are_whole_sentences_down_to_what_obliges_nobody(doctrine: Doctrine) -> None:
    premises = {citation.sentence: citation.quote for citation in ask(doctrine, PEACE, words="ISR").premises}
    assert "義務付けるものではなく" in premises["II.D.s1"]
    for sentence, quote in premises.items():
        assert doctrine.document.sentence(sentence).text.endswith(f"{quote}。")


@given(
    st.text("後方支援主体的に日米両政府ISR避難民 ", max_size=6),
    st.sampled_from([None, *Actor]),
    st.sampled_from([None, *Function]),
    st.sets(st.sampled_from([Phase.HEIJI, Phase.SONRITSU, Phase.SAIGAI]), min_size=1),
)
def test_an_answer_holds_only_what_stands_in_the_text(
    words: str, actor: Actor | None, function: Function | None, phases: set[Phase]
) -> None:
    answer = ask(DOCTRINE, frozenset(phases), words=words, actor=actor, function=function)
    text = DOCTRINE.document.sentence
    for provision in answer.provisions:
        assert provision.measure.quote in text(provision.measure.sentence).text
        assert provision.hold.phase in phases
        assert provision.hold.ground.quote in text(provision.hold.ground.sentence).text
    for mention in answer.mentions:
        assert (
            text(mention.sentence).text == f"{mention.text}。" or mention.text == text(mention.sentence).text
        )
    answered = {provision.measure.sentence for provision in answer.provisions} | {
        measure.sentence for measure in answer.beside
    }
    assert not answered & {mention.sentence for mention in answer.mentions}
