"""Points that a quick reading gets wrong, each checked against its clause."""

import pytest

from simulator.doctrine import Actor, Basis, Doctrine, Function, Manner, Measure, Phase


def measure_of(doctrine: Doctrine, sentence: str, number: int = 1) -> Measure:
    return doctrine.measure(f"{sentence}.m{number}")


def bases_by_phase(measure: Measure) -> dict[str, str]:
    return {hold.phase.value: hold.basis.value for hold in measure.phases}


def test_every_sentence_of_chapters_three_to_eight_is_a_measure_or_has_a_reason(
    doctrine: Doctrine,
) -> None:
    sentences = {
        sentence.id
        for sentence in doctrine.document.sentences()
        if sentence.id.split(".")[0] in {"III", "IV", "V", "VI", "VII", "VIII"}
    }
    measured = {measure.sentence for measure in doctrine.measures}
    reasoned = {reason.sentence for reason in doctrine.not_measures}
    assert measured | reasoned == sentences
    assert not measured & reasoned
    assert len(sentences) == 219


def test_peacetime_measures_continue_on_uneven_ground(doctrine: Doctrine) -> None:
    measure = measure_of(doctrine, "IV.A.1.p1.s1")
    assert bases_by_phase(measure) == {
        "heiji": "text",
        "juyo": "text",
        "yosoku": "reading",
        "hassei": "text",
    }
    grounds = {hold.phase: hold.ground.sentence for hold in measure.phases}
    assert grounds[Phase.JUYO] == "IV.B.p2.s1"
    assert grounds[Phase.YOSOKU] == "IV.p1.s2"
    assert grounds[Phase.HASSEI] == "IV.C.p3.s2"


def test_each_state_leads_the_support_of_its_own_forces_in_any_phase(doctrine: Doctrine) -> None:
    measure = measure_of(doctrine, "IV.A.6.p1.s1")
    assert measure.lead == (Actor.JAPAN, Actor.US)
    assert measure.support == ()
    assert bases_by_phase(measure) == {
        **dict.fromkeys([phase.value for phase in Phase], "text"),
        "saigai": "reading",
    }


def test_coordination_of_evacuation_is_strengthened_from_peacetime_on(doctrine: Doctrine) -> None:
    assert bases_by_phase(measure_of(doctrine, "IV.B.1.p2.s2"))["heiji"] == "text"
    assert "heiji" not in bases_by_phase(measure_of(doctrine, "IV.B.1.p2.s1"))


def test_chapters_three_and_six_hold_in_all_six_phases(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        if measure.sentence.split(".")[0] in {"III", "VI"}:
            held = [hold.phase for hold in measure.phases]
            assert held == ([Phase.HEIJI] if measure.sentence == "III.C.p2.s1" else list(Phase))
            assert measure.scope is None


def test_chapters_five_seven_and_eight_carry_a_scope_and_no_phase(doctrine: Doctrine) -> None:
    scopes = {
        measure.sentence.split(".")[0]: (measure.scope, measure.phases) for measure in doctrine.measures
    }
    assert scopes["V"] == ("global", ())
    assert scopes["VII"] == scopes["VIII"] == ("framework", ())


def test_measures_of_prediction_go_on_by_reading_and_one_ends(doctrine: Doctrine) -> None:
    assert bases_by_phase(measure_of(doctrine, "IV.C.1.p2.s1")) == {"yosoku": "text", "hassei": "reading"}
    assert bases_by_phase(measure_of(doctrine, "IV.C.1.p1.s1")) == {"yosoku": "text"}


def test_survival_measures_never_hold_under_armed_attack(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        if measure.sentence.startswith("IV.D"):
            assert bases_by_phase(measure) == {"sonritsu": "text"}


@pytest.mark.parametrize(
    ("sentence", "asker"),
    [
        ("IV.B.3.p1.s3", Actor.JAPAN),
        ("IV.C.2.c.v.p1.s3", Actor.JAPAN),
        ("IV.B.5.p1.s2", Actor.US),
    ],
)
def test_it_matters_who_asks(doctrine: Doctrine, sentence: str, asker: Actor) -> None:
    measure = measure_of(doctrine, sentence)
    assert measure.requested_by is asker
    assert Manner.ON_REQUEST in measure.conditions


@pytest.mark.parametrize("sentence", ["IV.E.p1.s3", "VI.B.p3.s1", "IV.C.1.p2.s3"])
def test_disaster_cyber_and_guarding_before_an_attack_have_no_request(
    doctrine: Doctrine, sentence: str
) -> None:
    for measure in doctrine.measures:
        if measure.sentence == sentence:
            assert measure.requested_by is None
            assert Manner.ON_REQUEST not in measure.conditions


def test_requests_stand_nowhere_else(doctrine: Doctrine) -> None:
    assert {measure.sentence for measure in doctrine.measures if measure.requested_by} == {
        "IV.B.3.p1.s3",
        "IV.B.5.p1.s2",
        "IV.C.2.c.v.p1.s3",
    }


def test_the_sdf_leads_and_us_forces_support_but_cbrn_capability_is_led_by_the_us(
    doctrine: Doctrine,
) -> None:
    assert measure_of(doctrine, "IV.C.2.b.i.p2.s1").lead == (Actor.SDF,)
    assert measure_of(doctrine, "IV.C.2.b.i.p3.s1").support == (Actor.US_FORCES,)
    assert measure_of(doctrine, "IV.C.2.c.v.p1.s2").lead == (Actor.US,)


def test_retaking_islands_has_no_lead_of_its_own_and_is_on_need(doctrine: Doctrine) -> None:
    measure = measure_of(doctrine, "IV.C.2.b.iv.p2.s2")
    assert measure.lead == ()
    assert measure.when == "必要が生じた場合"
    assert measure.conditions == (Manner.DOES,)


def test_strike_is_us_may_and_the_sdf_may_support_as_needed(doctrine: Doctrine) -> None:
    strike = measure_of(doctrine, "IV.C.2.b.v.p4.s1")
    assert strike.actors == strike.support == (Actor.US_FORCES,)
    assert strike.conditions == (Manner.MAY,)
    support = measure_of(doctrine, "IV.C.2.b.v.p4.s2")
    assert support.actors == support.support == (Actor.SDF,)
    assert set(support.conditions) == {Manner.AS_NEEDED, Manner.MAY}


def test_combat_search_and_rescue_differs_from_clause_to_clause(doctrine: Doctrine) -> None:
    assert measure_of(doctrine, "IV.B.4.p1.s2").support == (Actor.SDF,)
    assert "相互に支援" in measure_of(doctrine, "IV.C.2.c.ii.p1.s1").quote
    assert "相互に" not in measure_of(doctrine, "IV.D.2.p1.s1").quote


def test_capacity_is_used_by_japan_in_b_and_by_both_in_c_and_d(doctrine: Doctrine) -> None:
    assert measure_of(doctrine, "IV.B.6.p1.s3").actors == (Actor.JAPAN_GOVERNMENT,)
    assert measure_of(doctrine, "IV.C.2.c.iii.p2.s1").actors == (Actor.BOTH_GOVERNMENTS,)
    assert measure_of(doctrine, "IV.D.5.p2.s1").actors == (Actor.BOTH_GOVERNMENTS,)


def test_in_survival_nobody_leads_and_logistics_has_no_as_appropriate(doctrine: Doctrine) -> None:
    for measure in doctrine.measures:
        if measure.sentence.startswith("IV.D"):
            assert not measure.lead
            assert not measure.support
    logistics = measure_of(doctrine, "IV.D.5.p1.s1")
    assert logistics.conditions == (Manner.DOES,)
    assert measure_of(doctrine, "IV.D.3.p1.s1").conditions == (Manner.AS_APPROPRIATE,)


def test_ports_are_surveyed_then_offered_then_provided(doctrine: Doctrine) -> None:
    survey, offer, provide = (
        measure_of(doctrine, sentence) for sentence in ("IV.A.7.p1.s2", "IV.B.7.p1.s1", "IV.C.2.c.iv.p1.s1")
    )
    assert {measure.function for measure in (survey, offer, provide)} == {Function.FACILITIES}
    assert "民間" in survey.quote
    assert "一時的" in offer.quote
    assert "民間" not in provide.quote
    assert "一時的" not in provide.quote


def test_a_serious_cyber_incident_shifts_the_actor(doctrine: Doctrine) -> None:
    assert measure_of(doctrine, "VI.B.p3.s1", 1).lead == (Actor.JAPAN,)
    assert measure_of(doctrine, "VI.B.p3.s1", 2).support == (Actor.US,)
    assert measure_of(doctrine, "VI.B.p3.s3").actors == (Actor.BOTH_GOVERNMENTS,)


def test_the_mechanism_is_not_named_before_an_attack_and_not_in_peacetime_measures(
    doctrine: Doctrine,
) -> None:
    named = {measure.sentence for measure in doctrine.measures if measure.acm}
    assert not [sentence for sentence in named if sentence.startswith(("IV.A", "IV.C.1"))]
    assert {"IV.p2.s2", "IV.B.p2.s2", "IV.C.2.a.p3.s1", "IV.D.p1.s2", "IV.E.p1.s5", "V.A.p2.s1"} <= named
    assert "III.C.p2.s3" not in named


def test_the_mechanism_is_not_equally_strong_everywhere(doctrine: Doctrine) -> None:
    acm = next(system for system in doctrine.systems if system.id == "acm")
    strength = {part.sentence: part.strength for part in acm.parts if part.basis is not Basis.SILENT}
    assert strength["III.A.p1.s2"] == strength["IV.C.2.a.p3.s1"] == strength["IV.D.p1.s2"] == "無条件"
    assert strength["IV.B.p2.s2"] == "各々の決定により"
    assert strength["IV.p2.s2"] == strength["IV.B.1.p2.s1"] == strength["IV.E.p1.s5"] == "適切な場合に"
    assert strength["V.A.p2.s1"] == "適切な場合に・できる"
    silent = [part.phases for part in acm.parts if part.basis is Basis.SILENT]
    assert (Phase.YOSOKU,) in silent


def test_the_two_readings_of_each_us_forces_or_sdf_are_told(doctrine: Doctrine) -> None:
    notes = " ".join(note.note for note in doctrine.profiles[Phase.HASSEI].notes)
    assert "本文は決めていない" in notes


def test_two_states_and_two_governments_are_kept_apart(doctrine: Doctrine) -> None:
    text = doctrine.document.sentence
    for measure in doctrine.measures:
        sentence = text(measure.sentence).text
        if Actor.BOTH_GOVERNMENTS in measure.actors and sentence.startswith("日米両国は"):
            pytest.fail(measure.id)
        if sentence.startswith("日米両政府は"):
            assert Actor.BOTH_GOVERNMENTS in measure.actors, measure.id


def test_a_system_is_expressly_there_in_every_phase_only_where_its_words_say_so(doctrine: Doctrine) -> None:
    everywhere = {
        part.sentence
        for system in doctrine.systems
        for part in system.parts
        if not part.phases and not part.scope and part.basis is Basis.TEXT
    }
    assert everywhere == {
        "III.A.p1.s2",
        "VI.B.b5.s1",
        "II.A.s1",
        "II.B.s1",
        "II.C.s1",
        "II.C.s2",
        "II.D.s1",
        "II.D.s2",
    }
