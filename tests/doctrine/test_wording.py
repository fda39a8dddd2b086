"""What a measure says of itself agrees with the letters of its sentence."""

import pytest

from simulator.doctrine import Actor, Doctrine, Manner, Measure

SUBJECTS = {
    "日米両政府": (Actor.BOTH_GOVERNMENTS,),
    "自衛隊及び米軍": (Actor.SDF, Actor.US_FORCES),
    "日米両国": (Actor.JAPAN, Actor.US),
    "日本政府": (Actor.JAPAN_GOVERNMENT,),
    "自衛隊": (Actor.SDF,),
    "米軍": (Actor.US_FORCES,),
    "日米安全保障協議委員会": (Actor.SCC,),
    "同盟": (Actor.ALLIANCE,),
}


def text(doctrine: Doctrine, measure: Measure) -> str:
    return doctrine.document.sentence(measure.sentence).text


def test_a_sentence_that_opens_with_its_subject_has_that_actor(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        for words, actors in SUBJECTS.items():
            if text(doctrine, measure).startswith((f"{words}は、", f"{words}はまた、")):
                assert measure.actors == actors, measure.id


def test_as_appropriate_stands_where_the_words_stand_and_nowhere_else(doctrine: Doctrine) -> None:
    split = {"V.A.p2.s1.m2"}  # the second half of this sentence is not under 適切な場合に
    for measure in doctrine.measures:
        stands = any(word in text(doctrine, measure) for word in ("適切な場合に", "適切なときは"))
        claimed = Manner.AS_APPROPRIATE in measure.conditions
        assert claimed == (stands and measure.id not in split), measure.id


def test_as_needed_is_not_if_need_arises(doctrine: Doctrine) -> None:
    split = {"IV.C.2.a.p4.s1.m1"}  # 所要に応じ is said of the reinforcements only
    for measure in doctrine.measures:
        stands = any(word in text(doctrine, measure) for word in ("必要に応じ", "所要に応じ"))
        claimed = Manner.AS_NEEDED in measure.conditions
        assert claimed == (stands and measure.id not in split), measure.id


@pytest.mark.parametrize(
    ("words", "condition"),
    [("要請に基づき", Manner.ON_REQUEST), ("含み得る", Manner.MAY_INCLUDE)],
)
def test_words_and_conditions_agree(doctrine: Doctrine, words: str, condition: Manner) -> None:
    for measure in doctrine.measures:
        assert (condition in measure.conditions) == (words in text(doctrine, measure)), measure.id


def test_may_is_said_where_the_sentence_says_can(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        if Manner.MAY in measure.conditions:
            assert "ができる" in text(doctrine, measure) or "ことができ" in text(doctrine, measure)


def test_unqualified_is_said_only_where_no_other_condition_is(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        assert (Manner.DOES in measure.conditions) == (measure.conditions == (Manner.DOES,))


def test_lead_is_said_only_where_the_sentence_says_so(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        assert bool(measure.lead) <= ("主体的に" in text(doctrine, measure)), measure.id
        assert set(measure.lead) <= set(measure.actors), measure.id
    led = {measure.sentence for measure in doctrine.measures if measure.lead}
    saying = {sentence.id for sentence in doctrine.document.sentences() if "主体的に" in sentence.text}
    assert led == saying


def test_support_is_said_only_of_who_acts_and_never_of_mutual_support(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        if measure.support:
            sentence = text(doctrine, measure)
            assert set(measure.support) <= set(measure.actors), measure.id
            assert "支援" in sentence or "補完" in sentence, measure.id
            assert "相互に支援" not in sentence, measure.id


def test_the_mechanism_is_said_only_where_it_is_named(doctrine: Doctrine) -> None:
    other_half = {"V.A.p2.s1.m2"}
    meant = {"III.A.p1.s3", "III.A.p1.s4"}  # このメカニズム
    for measure in doctrine.measures:
        named = "同盟調整メカニズム" in text(doctrine, measure) or measure.sentence in meant
        assert measure.acm == (named and measure.id not in other_half), measure.id


def test_steps_agree_with_the_measures_of_their_sentence(doctrine: Doctrine) -> None:
    by_sentence = {measure.sentence: measure for measure in reversed(doctrine.measures)}
    steps = [
        *doctrine.general_steps,
        *(step for profile in doctrine.profiles.values() for step in profile.steps),
    ]
    for step in steps:
        measure = by_sentence.get(step.sentence)
        if measure is None:
            assert not step.actors or "認識する" in step.quote, "nobody acts; who recognises is named"
            assert step.remark, step.sentence
            continue
        assert step.actors == measure.actors, step.sentence
        if not step.lead_in:
            assert set(step.conditions) == set(measure.conditions), step.sentence


def test_no_sheet_names_a_sentence_twice_among_its_steps(doctrine: Doctrine) -> None:
    for sheet in doctrine.transitions.values():
        sentences = [step.sentence for step in sheet.steps]
        assert len(sentences) == len(set(sentences)), sheet.id
