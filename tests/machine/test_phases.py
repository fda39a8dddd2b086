"""The machine: possible configurations, moves, and refusals with their clauses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import Basis, Doctrine, Phase, Region, load_doctrine
from simulator.doctrine.sheet import best_hold
from simulator.machine import (
    START,
    Accepted,
    Configuration,
    PhaseMachine,
    Refused,
    Trigger,
    configurations,
)
from simulator.machine.phases import RegionMachine

MACHINE = PhaseMachine(load_doctrine())
triggers = st.sampled_from(list(Trigger))
situations = st.sampled_from(list(configurations()))

IN_FORCE = {  # configuration: (measures by the text, by reading)
    "平時": (34, 33),
    "平時＋大規模災害": (40, 33),
    "平時＋存立危機": (48, 33),
    "平時＋存立危機＋大規模災害": (54, 33),
    "重要影響事態": (56, 33),
    "重要影響事態＋大規模災害": (62, 33),
    "重要影響事態＋存立危機": (70, 33),
    "重要影響事態＋存立危機＋大規模災害": (76, 33),
    "武力攻撃予測": (19, 75),
    "武力攻撃予測＋大規模災害": (25, 75),
    "武力攻撃予測＋存立危機": (33, 75),
    "武力攻撃予測＋存立危機＋大規模災害": (39, 75),
    "武力攻撃発生": (113, 30),
    "武力攻撃発生＋大規模災害": (119, 30),
}


def reachable() -> set[Configuration]:
    reached, to_visit = {START}, [START]
    while to_visit:
        for outcome in MACHINE.possible(to_visit.pop()).values():
            if outcome.configuration not in reached:
                reached.add(outcome.configuration)
                to_visit.append(outcome.configuration)
    return reached


def test_exactly_fourteen_configurations_can_be_reached() -> None:
    assert reachable() == set(configurations())
    assert len(reachable()) == 14


@pytest.mark.parametrize("configuration", list(configurations()), ids=lambda c: c.label)
def test_the_measures_in_force_and_their_basis(doctrine: Doctrine, configuration: Configuration) -> None:
    holds = [best_hold(measure, configuration.phases) for measure in doctrine.in_force(configuration.phases)]
    text = sum(hold is not None and hold.basis is Basis.TEXT for hold in holds)
    assert (text, len(holds) - text) == IN_FORCE[configuration.label]
    for hold in holds:
        assert hold is not None
        assert hold.ground.quote in doctrine.document.sentence(hold.ground.sentence).text
        assert hold.basis is Basis.TEXT or hold.why


def test_any_phase_may_be_entered_from_any_other() -> None:
    for configuration in configurations():
        for trigger in (Trigger.TO_HEIJI, Trigger.TO_JUYO, Trigger.TO_YOSOKU, Trigger.TO_HASSEI):
            outcome = MACHINE.fire(configuration, trigger)
            elsewhere = trigger.phase is not configuration.situation
            assert isinstance(outcome, Accepted) == elsewhere


def destination(configuration: Configuration, trigger: Trigger) -> Configuration:
    """Where a trigger leads, written apart from the machine; the same configuration if nothing moves."""
    situation, survival, disaster = configuration.situation, configuration.survival, configuration.disaster
    match trigger:
        case Trigger.BEGIN_SONRITSU:
            survival = survival or situation is not Phase.HASSEI
        case Trigger.END_SONRITSU:
            survival = False
        case Trigger.BEGIN_SAIGAI | Trigger.END_SAIGAI:
            disaster = trigger is Trigger.BEGIN_SAIGAI
        case _:
            situation = trigger.phase
            survival = survival and situation is not Phase.HASSEI
    return Configuration(situation, survival, disaster)


def test_a_trigger_moves_what_it_names_and_only_an_armed_attack_ends_survival_with_it() -> None:
    for configuration in configurations():
        for trigger in Trigger:
            outcome = MACHINE.fire(configuration, trigger)
            after = destination(configuration, trigger)
            assert outcome.configuration == after, (configuration, trigger)
            assert isinstance(outcome, Accepted) == (after != configuration)


def test_a_phase_of_another_region_is_none_of_the_situation() -> None:
    for phase in Phase:
        if phase.region is not Region.SITUATION:
            with pytest.raises(ValueError, match="no phase of the situation"):
                Configuration(phase)


def test_an_armed_attack_ends_survival_by_itself() -> None:
    outcome = MACHINE.fire(Configuration(Phase.JUYO, survival=True, disaster=True), Trigger.TO_HASSEI)
    assert isinstance(outcome, Accepted)
    assert outcome.configuration == Configuration(Phase.HASSEI, disaster=True)
    assert [sheet.id for sheet in outcome.transitions] == ["juyo-hassei", "sonritsu-none@hassei"]


def test_survival_is_refused_under_attack_and_the_sentence_against_it_is_named() -> None:
    outcome = MACHINE.fire(Configuration(Phase.HASSEI), Trigger.BEGIN_SONRITSU)
    assert isinstance(outcome, Refused)
    assert outcome.basis is Basis.READING  # ¶1 says it; that it reaches ¶3 is a reading
    assert [citation.sentence for citation in outcome.citations] == ["IV.D.p1.s1"]
    assert "IV.D ¶1" in outcome.reason


def test_where_no_sentence_stands_against_it_a_refusal_does_not_say_so() -> None:
    outcome = MACHINE.fire(START, Trigger.TO_HEIJI)
    assert isinstance(outcome, Refused)
    assert outcome.basis is Basis.SILENT


def test_disaster_stands_beside_everything() -> None:
    for configuration in configurations():
        trigger = Trigger.END_SAIGAI if configuration.disaster else Trigger.BEGIN_SAIGAI
        outcome = MACHINE.fire(configuration, trigger)
        assert isinstance(outcome, Accepted)
        assert outcome.configuration.situation is configuration.situation
        assert outcome.configuration.survival is configuration.survival


@given(st.lists(triggers, max_size=30))
def test_no_sequence_of_triggers_ever_raises_or_leaves_what_can_be(sequence: list[Trigger]) -> None:
    configuration = START
    for trigger in sequence:
        outcome = MACHINE.fire(configuration, trigger)
        configuration = outcome.configuration
        assert configuration in set(configurations())
        assert not (configuration.survival and configuration.situation is Phase.HASSEI)
        match outcome:
            case Accepted(transitions=sheets):
                assert all(sheet.grounds and sheet.steps for sheet in sheets)
            case Refused(reason=reason, citations=citations):
                assert reason
                assert citations


@given(situations, triggers)
def test_the_same_question_has_the_same_answer(configuration: Configuration, trigger: Trigger) -> None:
    outcome = MACHINE.fire(configuration, trigger)
    MACHINE.possible(configuration)
    assert MACHINE.fire(configuration, trigger) == outcome


def test_no_configuration_holds_survival_beside_attack_or_two_phases_of_the_situation() -> None:
    with pytest.raises(ValueError, match=r"IV\.D ¶1"):
        Configuration(Phase.HASSEI, survival=True)
    with pytest.raises(ValueError, match="同時には"):
        Configuration.of(frozenset({Phase.HEIJI, Phase.JUYO}))


@pytest.mark.parametrize("end", ["source", "target"])
def test_a_sheet_that_leads_out_of_its_region_is_refused_rather_than_never_taken(
    doctrine: Doctrine, end: str
) -> None:
    sheet = doctrine.transitions["heiji-juyo"].model_copy(update={end: "saigai"})
    with pytest.raises(ValueError, match="この領域にありません"):
        RegionMachine(Region.SITUATION, ["heiji", "juyo", "yosoku", "hassei"], [sheet])


def test_each_refusal_gives_its_own_reason() -> None:
    """IV.D itself excludes only that 存立危機 begins during an armed attack."""
    begun_twice = MACHINE.fire(Configuration(Phase.JUYO, survival=True), Trigger.BEGIN_SONRITSU)
    attacked_twice = MACHINE.fire(Configuration(Phase.HASSEI), Trigger.TO_HASSEI)
    excluded = MACHINE.fire(Configuration(Phase.HASSEI), Trigger.BEGIN_SONRITSU)
    assert isinstance(begun_twice, Refused)
    assert isinstance(attacked_twice, Refused)
    assert isinstance(excluded, Refused)
    assert "存立危機" in begun_twice.reason
    assert "武力攻撃発生" in attacked_twice.reason
    assert len({begun_twice.reason, attacked_twice.reason, excluded.reason}) == 3
    assert excluded.citations[0].sentence.startswith("IV.D")
