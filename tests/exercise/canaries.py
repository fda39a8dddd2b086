"""A scenario with a word of its own in every field that only the facilitator may see."""

from pathlib import Path
from typing import Any

from simulator.exercise import Play
from simulator.exercise.clock import ScenarioClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.scenario import Scenario, Script, find_scenario
from tests.scenario.plain import plain_of, scenario_of

SECRET = "金糸雀"  # no scenario and no clause has the word


def marked(scenario: Scenario) -> Scenario:
    """The scenario with a word of its own in every field that only the facilitator may see."""
    plain = plain_of(scenario)
    for number, step in enumerate(plain["steps"]):
        step["notes"] = f"{SECRET}覚え{number}"
        if "inject" in step:
            _mark(step, str(number))
        if "question" in step:
            step["answer"] = f"{SECRET}解答{number}"
            step["cites"] = [{"clause": f"{SECRET}解答の条項{number}"}]
        for option in step.get("options", ()):
            option["feedback"] = f"{SECRET}講評{number}"
            option["cites"] = [{"clause": f"{SECRET}選択肢の条項{number}"}]
            for message in option.get("later", ()):
                message["notes"] = f"{SECRET}後の覚え{number}"
                _mark(message, f"後{number}")
    plain["objectives"] = [{**objective, "text": f"{SECRET}目標"} for objective in plain["objectives"]]
    return scenario_of(plain)


def marked_play(name: str, machine: PhaseMachine, journal: Path) -> Play:
    """A play of a shipped scenario, in a new journal, whose script is the marked scenario."""
    path = find_scenario(name)
    assert path
    play = Play.begin(
        path.read_text("utf-8"), path.name, machine, SqliteJournal(journal, EXERCISES), ScenarioClock()
    )
    play.script = Script(marked(play.scenario), machine)
    return play


def _mark(message: dict[str, Any], number: str) -> None:
    tick = f"{SECRET}評価の点{number}"
    message["expect"] = [{"text": f"{SECRET}対応{number}", "within": 10, "ticks": [tick]}]
    message["problems"] = [f"{SECRET}問題{number}"]
