"""Sheets, measures, matrix, systems and answers say the same, in all 14 situations and on every way."""

import pytest

from simulator.doctrine import (
    Actor,
    Basis,
    CoordinationStep,
    Doctrine,
    Function,
    Hold,
    Measure,
    Phase,
    Transition,
)
from simulator.doctrine.ask import ask
from simulator.doctrine.matrix import matrix
from simulator.doctrine.sheet import best_hold, changes
from simulator.doctrine.words import SITUATION
from simulator.machine import PhaseMachine, Trigger
from simulator.machine.configuration import Configuration, configurations
from simulator.machine.phases import Accepted

SITUATIONS = list(configurations())


def in_force(doctrine: Doctrine, phases: frozenset[Phase]) -> dict[str, Hold]:
    """The measures in force by id, each with the hold that is shown."""
    return {measure.id: hold for measure in doctrine.in_force(phases) if (hold := best_hold(measure, phases))}


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: "-".join(sorted(s.phases)))
def test_answers_are_the_measures_in_force(doctrine: Doctrine, situation: Configuration) -> None:
    listed = in_force(doctrine, situation.phases)
    by_actor = {
        provision.measure.id: provision.hold
        for actor in Actor
        for provision in ask(doctrine, situation.phases, actor=actor).provisions
    }
    assert by_actor == listed
    for function in Function:
        answer = ask(doctrine, situation.phases, function=function)
        about = {
            measure.id: listed[measure.id]
            for measure in doctrine.measures
            if measure.id in listed and function in (measure.function, *measure.functions_also)
        }
        assert {provision.measure.id: provision.hold for provision in answer.provisions} == about
        assert answer.silent == (not about and not (answer.beside and not answer.elsewhere))


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: "-".join(sorted(s.phases)))
def test_the_matrix_has_the_measures_in_force_and_on_the_same_basis(
    doctrine: Doctrine, situation: Configuration
) -> None:
    listed = in_force(doctrine, situation.phases)
    bases_in_matrix: dict[str, set[Basis]] = {}
    for row in matrix(doctrine):
        for phase in situation.phases:
            cell = row.cells[phase.value]
            holds = [hold for measure in (*cell.own, *cell.continuing) if (hold := measure.hold(phase))]
            for measure in (*cell.own, *cell.continuing):
                if hold := measure.hold(phase):
                    bases_in_matrix.setdefault(measure.id, set()).add(hold.basis)
                    assert row.function in (measure.function, *measure.functions_also)
            express, reading = cell.shares(phase.value)
            own = sum(measure.hold(phase) is not None for measure in cell.own)
            assert express + reading + own == len(holds)
    assert set(bases_in_matrix) == set(listed)
    for name, bases in bases_in_matrix.items():
        assert (Basis.TEXT in bases) == (listed[name].basis is Basis.TEXT), name


@pytest.mark.parametrize("situation", SITUATIONS, ids=lambda s: "-".join(sorted(s.phases)))
def test_systems_say_of_a_sentence_what_the_list_of_measures_says(
    doctrine: Doctrine, situation: Configuration
) -> None:
    listed = in_force(doctrine, situation.phases)
    of_sentence = {
        measure.sentence: listed[measure.id] for measure in doctrine.measures if measure.id in listed
    }
    assigned = {measure.sentence for measure in doctrine.measures}
    told_of_all: set[str] = set()
    for system in doctrine.systems:
        told: dict[str, set[Basis]] = {}
        for part in system.in_phases(situation.phases):
            if part.basis is not Basis.SILENT and part.sentence in assigned:
                told.setdefault(part.sentence, set()).add(part.basis)
        for sentence, bases in told.items():
            assert sentence in of_sentence, (system.id, sentence)
            assert (Basis.TEXT in bases) == (of_sentence[sentence].basis is Basis.TEXT), (system.id, sentence)
        told_of_all |= set(told)
    sections = tuple(f"{system.clause}." for system in doctrine.systems)
    sentences_of_systems = {
        sentence
        for sentence in of_sentence
        if f"{doctrine.document.unit(sentence).clause}.".startswith(sections)
    }
    assert sentences_of_systems <= told_of_all


def test_a_system_says_in_each_phase_what_its_measure_says_there(doctrine: Doctrine) -> None:
    by_sentence = {measure.sentence: measure for measure in doctrine.measures if measure.phases}
    for system in doctrine.systems:
        for part in system.parts:
            measure = by_sentence.get(part.sentence)
            if measure and part.basis is not Basis.SILENT:
                for phase in part.phases or Phase:
                    hold = measure.hold(phase)
                    assert hold, (system.id, part.role, phase)
                    assert hold.basis is part.basis, (system.id, part.role, phase)


def test_the_mechanism_is_said_to_be_unnamed_just_where_no_measure_of_the_section_names_it(
    doctrine: Doctrine,
) -> None:
    (acm,) = [system for system in doctrine.systems if system.id == "acm"]
    unnamed = {phase for part in acm.parts if part.basis is Basis.SILENT for phase in part.phases}
    for phase, profile in doctrine.profiles.items():
        section = [
            measure
            for measure in doctrine.measures
            if f"{measure.sentence}.".startswith(f"{profile.clause}.")
        ]
        assert (phase in unnamed) == (not any(measure.acm for measure in section)), phase


@pytest.mark.parametrize("before", SITUATIONS, ids=lambda s: "-".join(sorted(s.phases)))
@pytest.mark.parametrize("trigger", list(Trigger))
def test_a_way_changes_what_the_lists_before_and_after_differ_in(
    doctrine: Doctrine, before: Configuration, trigger: Trigger
) -> None:
    outcome = PhaseMachine(doctrine).fire(before, trigger)
    if not isinstance(outcome, Accepted):
        return
    after = outcome.configuration
    listed_before, listed_after = in_force(doctrine, before.phases), in_force(doctrine, after.phases)
    changed = changes(doctrine, before.phases, after.phases)
    assert {change.measure.id for change in changed.comes} == set(listed_after) - set(listed_before)
    assert {change.measure.id for change in changed.continues} == set(listed_after) & set(listed_before)
    assert {change.measure.id for change in changed.lapses} == set(listed_before) - set(listed_after)
    for change in (*changed.comes, *changed.continues):
        hold = listed_after[change.measure.id]
        assert (change.basis, change.ground, change.why) == (hold.basis, hold.ground, hold.why)
    for change in changed.lapses:
        assert change.basis is Basis.READING
    for sheet in outcome.transitions:
        in_sheet = {change.measure.id for change in (*sheet.comes, *sheet.continues)}
        if sheet.target != "none":
            assert in_sheet <= set(listed_after)
        if sheet.source in SITUATION:
            assert in_sheet == set(in_force(doctrine, frozenset({Phase(sheet.target)})))


def phases_of(sheet: Transition) -> tuple[Phase, ...]:
    """Where the steps of a sheet stand: in the phase entered, or in all of the situation."""
    if sheet.target != "none":
        return (Phase(sheet.target),)
    return (sheet.cause,) if sheet.cause else SITUATION


def measure_of(doctrine: Doctrine, step: CoordinationStep) -> Measure | None:
    return next((measure for measure in doctrine.measures if measure.sentence == step.sentence), None)


def test_a_step_stands_as_its_measure_does_in_list_matrix_and_answers(doctrine: Doctrine) -> None:
    rows = {row.function: row for row in matrix(doctrine)}
    for sheet in doctrine.transitions.values():
        for step in (*sheet.steps, *sheet.section_words):
            measure = measure_of(doctrine, step)
            if measure is None:
                assert step.no_measure, step.title
                continue
            bases = []
            for phase in phases_of(sheet):
                listed = in_force(doctrine, frozenset({phase}))[measure.id]
                cell = rows[measure.function].cells[phase.value]
                in_cell = next(each for each in (*cell.own, *cell.continuing) if each.id == measure.id)
                answers = ask(doctrine, frozenset({phase}), function=measure.function).provisions
                answered = next(provision.hold for provision in answers if provision.measure.id == measure.id)
                assert listed == in_cell.hold(phase) == answered
                bases.append(listed.basis)
            weakest = Basis.READING if Basis.READING in bases else Basis.TEXT
            assert step.basis is weakest, (sheet.id, step.title)
            if step.basis is Basis.READING:
                assert step.why, step.title


def test_a_change_on_a_sheet_beside_the_situation_stands_as_the_matrix_has_it(doctrine: Doctrine) -> None:
    for name in ("none-sonritsu", "none-saigai"):
        sheet = doctrine.transitions[name]
        for change in (*sheet.comes, *sheet.continues):
            hold = change.measure.hold(Phase(sheet.target))
            assert hold
            assert (change.basis, change.ground) == (hold.basis, hold.ground)
