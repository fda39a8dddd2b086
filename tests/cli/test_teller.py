"""A play as text tells what happened, and nothing of what stands beside it for the facilitator."""

from pathlib import Path
from typing import Any

import pytest

from simulator.cli.teller import Teller
from simulator.exercise.headless import always, begin_headless, run
from simulator.exercise.play import Play
from simulator.machine import PhaseMachine
from simulator.scenario import Decision, Scenario, Script
from simulator.scenario.library import scenario_files
from tests.exercise.canaries import SECRET
from tests.scenario.plain import plain_of, scenario_of

BESIDE = {"notes": SECRET, "expect": [{"text": SECRET, "ticks": [SECRET]}], "problems": [SECRET]}


def with_words_for_the_facilitator(scenario: Scenario) -> Scenario:
    plain = plain_of(scenario)
    options = [option for step in plain["steps"] for option in step.get("options", ())]
    messages: list[dict[str, Any]] = [message for option in options for message in option.get("later", ())]
    for step in plain["steps"]:
        step.update(BESIDE if "inject" in step else {"notes": SECRET})
    for message in messages:
        message.update(BESIDE)
    return scenario_of(plain)


def begun(path: Path, machine: PhaseMachine) -> Play:
    return begin_headless(path.read_text("utf-8"), path.name, machine)


@pytest.mark.parametrize("path", scenario_files(), ids=lambda path: path.stem)
@pytest.mark.parametrize("choosing", [False, True], ids=["headless", "line by line"])
def test_notes_and_expected_responses_are_no_part_of_the_text(
    path: Path, machine: PhaseMachine, capsys: pytest.CaptureFixture[str], *, choosing: bool
) -> None:
    play = begun(path, machine)
    play.script = Script(with_words_for_the_facilitator(play.scenario), machine)
    teller = Teller(play, choosing=choosing)
    teller.opening()
    for record in run(play, always("last")):
        teller.tell(record)
    teller.hot_wash()
    text = capsys.readouterr().out
    assert play.ended
    assert play.scenario.hotwash[0][:10] in text
    assert SECRET not in text


def test_a_decision_that_was_passed_is_told_with_the_options_of_its_own_moment(
    machine: PhaseMachine, capsys: pytest.CaptureFixture[str]
) -> None:
    play = begun(scenario_files()[0], machine)
    while play.waiting is None:
        play.advance()
    decision, seq = play.waiting, play.exercise.history.head
    play.decide(decision.options[0].id)
    assert isinstance(play.script.step(decision.id), Decision)
    assert Teller(play).tell(play.exercise.history.records[seq])
    text = capsys.readouterr().out
    assert all(f"{number} {option.id}: " in text for number, option in enumerate(decision.options, 1))


def test_what_told_nothing_prints_nothing(machine: PhaseMachine, capsys: pytest.CaptureFixture[str]) -> None:
    play = begun(scenario_files()[0], machine)
    assert Teller(play).tell(play.exercise.history.records[1]) is None
    assert not capsys.readouterr().out
