"""Transitions: what the text carries, what we read, and where it says nothing."""

from itertools import permutations

import pytest

from simulator.doctrine import Basis, Doctrine, Phase
from simulator.doctrine.sheet import OWN_WORDS_LAPSE, changes
from simulator.doctrine.words import SITUATION

UPWARD = [(a, b) for a, b in permutations(SITUATION, 2) if SITUATION.index(a) < SITUATION.index(b)]


def test_there_are_twelve_in_the_situation_two_beside_each_and_one_that_comes_by_itself(
    doctrine: Doctrine,
) -> None:
    pairs = {f"{a}-{b}" for a, b in permutations(SITUATION, 2)}
    others = {"none-sonritsu", "sonritsu-none", "none-saigai", "saigai-none", "sonritsu-none@hassei"}
    assert set(doctrine.transitions) == pairs | others


@pytest.mark.parametrize(("a", "b"), UPWARD)
def test_the_way_up_has_an_express_condition(doctrine: Doctrine, a: Phase, b: Phase) -> None:
    sheet = doctrine.transition(a, b)
    assert sheet.basis is Basis.TEXT
    assert sheet.condition


@pytest.mark.parametrize(("b", "a"), UPWARD)
def test_every_way_down_is_silent_and_shows_the_nearest_words(doctrine: Doctrine, a: Phase, b: Phase) -> None:
    sheet = doctrine.transition(a, b)
    assert sheet.basis is Basis.SILENT
    assert not sheet.condition
    assert any(silence.nearest for silence in sheet.silent)
    assert any(silence.about == "終了の条件" for silence in sheet.silent)


def test_every_sheet_has_ground_steps_in_document_order_and_the_three_common_silences(
    doctrine: Doctrine,
) -> None:
    for sheet in doctrine.transitions.values():
        assert sheet.grounds
        order = [doctrine.document.order(step.sentence) for step in sheet.steps]
        assert order == sorted(order)
        assert {"認める者", "期限", "手順の順序"} <= {silence.about for silence in sheet.silent}


def test_specific_steps_are_those_of_the_phase_entered(doctrine: Doctrine) -> None:
    for sheet in doctrine.transitions.values():
        specific = {step.sentence for step in sheet.steps if step.specific}
        up = sheet.basis is not Basis.SILENT and sheet.target != "none"
        own = {step.sentence for step in doctrine.profiles[Phase(sheet.target)].steps} if up else set()
        assert specific == own
        assert any(not step.specific for step in sheet.steps)


def test_measures_come_continue_or_lapse_and_never_two_of_these(doctrine: Doctrine) -> None:
    for a, b in permutations(SITUATION, 2):
        sheet = doctrine.transition(a, b)
        comes, goes_on, lapses = (
            {change.measure.id for change in part} for part in (sheet.comes, sheet.continues, sheet.lapses)
        )
        assert not comes & goes_on
        assert not comes & lapses
        assert not goes_on & lapses
        assert comes | goes_on == {measure.id for measure in doctrine.in_force([b])}
        assert goes_on | lapses == {measure.id for measure in doctrine.in_force([a])}


def test_going_up_and_down_again_brings_back_the_same_measures(doctrine: Doctrine) -> None:
    for a, b in permutations(SITUATION, 2):
        up, down = doctrine.transition(a, b), doctrine.transition(b, a)
        assert {change.measure.id for change in up.comes} == {change.measure.id for change in down.lapses}


def test_from_grave_influence_to_prediction_what_goes_on_is_mostly_a_reading(doctrine: Doctrine) -> None:
    sheet = doctrine.transition("juyo", "yosoku")
    express = {change.measure.sentence for change in sheet.continues if change.basis is Basis.TEXT}
    assert "IV.A.6.p1.s1" in express
    assert all(
        sentence.split(".")[0] in {"III", "VI"} or sentence.startswith(("IV.p", "IV.b", "IV.A.6"))
        for sentence in express
    )
    assert {change.basis for change in sheet.continues if change.measure.sentence.startswith("IV.B")} == {
        Basis.READING
    }


def test_armed_attack_ends_the_survival_measures_by_reading(doctrine: Doctrine) -> None:
    sheet = doctrine.transition("sonritsu", "none", Phase.HASSEI)
    assert sheet.basis is Basis.READING
    assert "¶3" in sheet.why
    assert {change.measure.sentence.split(".")[1] for change in sheet.lapses} == {"D"}
    assert "IV.D.3.p1.s1.m1" in {change.measure.id for change in sheet.lapses}


def test_entering_survival_brings_its_section_and_ending_it_takes_the_same_away(
    doctrine: Doctrine,
) -> None:
    begins, ends = doctrine.transition("none", "sonritsu"), doctrine.transition("sonritsu", "none")
    assert {change.measure.id for change in begins.comes} == {change.measure.id for change in ends.lapses}
    assert all(change.measure.sentence.startswith("IV.D") for change in begins.comes)


def test_labels_of_domestic_law_stand_nowhere_in_the_text(doctrine: Doctrine) -> None:
    whole = "".join(sentence.text for sentence in doctrine.document.sentences())
    for label in ("重要影響事態", "存立危機事態", "武力攻撃予測事態"):
        assert label not in whole
    for phase in (Phase.JUYO, Phase.YOSOKU, Phase.SONRITSU):
        assert "国内法の語" in doctrine.profiles[phase].label_note
        assert doctrine.profiles[phase].words


def test_what_ends_as_its_phase_does_rests_on_the_first_words_of_that_phase(doctrine: Doctrine) -> None:
    for before, after in permutations(SITUATION, 2):
        profile = doctrine.profiles[before]
        words = (*profile.condition, *profile.grounds)[0]
        for change in changes(doctrine, frozenset({before}), frozenset({after})).lapses:
            assert change.why == OWN_WORDS_LAPSE or change.ground == words
