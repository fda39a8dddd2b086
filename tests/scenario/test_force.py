"""A clause of chapter IV is cited where its measures can be in force, and told where they cannot (SH044)."""

from pathlib import Path

import pytest

from simulator.doctrine import Doctrine, Phase
from simulator.machine import PhaseMachine
from simulator.scenario.check.check import check_bytes
from simulator.scenario.check.checks.force import in_force
from simulator.scenario.check.diagnostics import Code

SOUND = (Path(__file__).parents[1] / "data" / "sound.yaml").read_text(encoding="utf-8")
CITED = "    cites: [IV.A.1.p1]\n"  # of the first inject, in peacetime


def codes_where_cited(cites: str, machine: PhaseMachine) -> list[str]:
    """The codes of the findings in the sound scenario when its first inject cites this."""
    text = SOUND.replace(CITED, f"    cites: [{cites}]\n", 1)
    assert text != SOUND
    return [str(finding.code) for finding in check_bytes(text.encode(), "a.yaml", machine)]


@pytest.mark.parametrize(
    "clause", ["IV.B.2.p1", "IV.B.5.p1.s2", "IV.B.6", "IV.C.2.b.i.p1", "IV.C.1.p2", "IV.E.p1.s4"]
)
def test_a_measure_of_a_later_phase_cited_in_peacetime_is_told(
    clause: str, doctrine: Doctrine, machine: PhaseMachine
) -> None:
    holding = in_force(doctrine, clause)
    assert (codes_where_cited(clause, machine) == [Code.CLAUSE_NOT_IN_FORCE]) == bool(
        holding and Phase.HEIJI not in holding
    )


@pytest.mark.parametrize("section", ["IV.A", "IV.B", "IV.C", "IV.D", "IV.E"])
def test_in_each_section_a_clause_is_in_force_where_its_measures_hold(
    section: str, doctrine: Doctrine
) -> None:
    measures = [measure for measure in doctrine.measures if measure.sentence.startswith(f"{section}.")]
    assert measures
    holding = [measure for measure in measures if in_force(doctrine, measure.sentence)]
    assert holding
    for sentence in {measure.sentence for measure in holding}:
        phases = {
            hold.phase for measure in measures if measure.sentence == sentence for hold in measure.phases
        }
        assert in_force(doctrine, sentence) == phases


def test_a_measure_of_important_influence_may_stand_beside_the_words_that_carry_it_before(
    machine: PhaseMachine,
) -> None:
    assert codes_where_cited("IV.B.6.p1.s1", machine) == [Code.CLAUSE_NOT_IN_FORCE]
    assert codes_where_cited("IV.B.6.p1.s1, IV.B.p1.s3", machine) == []
    assert codes_where_cited("IV.C.2.b.i.p1, IV.B.p1.s3", machine) == [Code.CLAUSE_NOT_IN_FORCE]


@pytest.mark.parametrize("clause", ["IV.B.p1.s1", "III.A.p1", "V.A.p1", "VII.p1"])
def test_conditions_of_a_phase_and_other_chapters_are_cited_at_any_time(
    clause: str, doctrine: Doctrine, machine: PhaseMachine
) -> None:
    assert clause in doctrine.document
    assert in_force(doctrine, clause) == frozenset()
    assert Code.CLAUSE_NOT_IN_FORCE not in codes_where_cited(clause, machine)


LATER = """
        later:
          - inject: after-all
            after: "{after}"
            from: 米軍の係
            to: [sdf]
            mode: phone
            text: 知らせ。
            cites: [{clause}]
"""


@pytest.mark.parametrize(("after", "clause", "out_of_force"), [
    ("0:05", "IV.C.2.b.i.p1", True),  # it comes before anything could have moved the phases there
    ("0:05", "IV.A.1.p1", False),
])  # fmt: skip
def test_a_message_that_follows_a_choice_is_held_against_the_phases_of_its_time(
    after: str, clause: str, out_of_force: bool, machine: PhaseMachine
) -> None:
    text = SOUND.replace("schema: 1", "schema: 2", 1)
    option = text.index("      - id: ")
    end = text.index("\n      - id: ", option + 5)
    text = text[:end] + LATER.format(after=after, clause=clause).rstrip() + text[end:]
    codes = [finding.code for finding in check_bytes(text.encode(), "a.yaml", machine)]
    assert (Code.CLAUSE_NOT_IN_FORCE in codes) == out_of_force
