"""The rules of play by themselves: what is skipped, and what a choice leaves behind."""

import pytest

from simulator.machine import PhaseMachine, Refused
from simulator.scenario import Choice, Script, ScriptError
from simulator.scenario.proofs.paths import find_paths
from tests.scenario.making import decision, ending, fires, note, scenario, transition


def test_an_ending_whose_condition_does_not_hold_is_passed_by(machine: PhaseMachine) -> None:
    script = Script(
        scenario(note("on"), ending("war", when={"phase": "hassei"}), note("still"), ending("calm")), machine
    )
    cursor = script.take(script.start()).cursor
    assert cursor.step == "still"
    cursor = script.take(cursor).cursor
    assert cursor.step == "calm"
    assert script.take(cursor).cursor.step is None


def test_nothing_follows_an_ending_that_is_played(machine: PhaseMachine) -> None:
    script = Script(scenario(ending("calm"), note("never")), machine)
    assert script.take(script.start()).cursor.step is None
    with pytest.raises(ScriptError, match="終わって"):
        script.take(script.take(script.start()).cursor)


def test_the_last_choice_at_a_decision_takes_the_place_of_the_one_before(machine: PhaseMachine) -> None:
    script = Script(scenario(decision("go", a={"next": "go"}, b={}), ending("done")), machine)
    cursor = script.take(script.start(), "a").cursor
    assert cursor.chosen == {Choice("go", "a")}
    assert script.take(cursor, "b").cursor.chosen == {Choice("go", "b")}


def test_effects_happen_in_the_order_in_which_they_are_written(machine: PhaseMachine) -> None:
    up = {"effects": [{"set": "red"}, fires("juyo"), {"clear": "red"}, {"set": "blue"}, fires("yosoku")]}
    script = Script(scenario(decision("go", up=up, stay={}), ending("done")), machine)
    taken = script.take(script.start(), "up")
    assert taken.cursor.flags == {"blue"}
    assert [fired.trigger.value for fired in taken.fired] == ["juyo", "yosoku"]
    assert taken.fired[1].before == taken.fired[0].outcome.configuration
    assert taken.cursor.configuration == taken.fired[1].outcome.configuration


def test_a_refused_move_is_told_and_moves_nothing(machine: PhaseMachine) -> None:
    script = Script(scenario(transition("end", "end_sonritsu"), ending("done")), machine)
    (fired,) = script.take(script.start()).fired
    assert isinstance(fired.outcome, Refused)
    assert fired.outcome.configuration == fired.before


def test_the_next_of_an_option_goes_before_that_of_its_decision_and_that_before_the_order_of_the_file(
    machine: PhaseMachine,
) -> None:
    branching = scenario(
        {**decision("go", own={"next": "third"}, other={}), "next": "second"},
        note("first"),
        note("second"),
        note("third"),
        ending("done"),
    )
    script = Script(branching, machine)
    assert script.take(script.start(), "own").cursor.step == "third"
    assert script.take(script.start(), "other").cursor.step == "second"
    assert script.take(script.take(script.start(), "other").cursor).cursor.step == "third"


def test_choices_that_no_condition_looks_at_do_not_multiply_the_states(machine: PhaseMachine) -> None:
    decisions = [decision(f"d{number}", a={"effects": [{"set": f"f{number}"}]}, b={}) for number in range(6)]
    plain = find_paths(scenario(*decisions, ending("done")), machine)
    assert plain.states == len(decisions) + 1
    looked_at = find_paths(scenario(*decisions, note("n", when={"flag": "f0"}), ending("done")), machine)
    assert looked_at.states > plain.states
