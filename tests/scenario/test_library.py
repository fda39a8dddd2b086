"""The ten scenarios that ship: sound, of the size a class needs, and together going through the text."""

from pathlib import Path

import pytest

from simulator.document import Document
from simulator.exercise.headless import always, begin_headless, run
from simulator.exercise.state import State
from simulator.machine import PhaseMachine
from simulator.scenario import (
    Decision,
    Ending,
    Inject,
    Option,
    Question,
    Scenario,
    TransitionStep,
    load_scenario,
    scenario_files,
)

FILES = scenario_files()
SCENARIOS = {path.stem: load_scenario(path) for path in FILES}


def cites(scenario: Scenario) -> set[str]:
    """Every clause a scenario cites."""
    parts: list[Inject | TransitionStep | Question | Option] = []
    for step in scenario.steps:
        if isinstance(step, Inject | TransitionStep | Question):
            parts.append(step)
        elif isinstance(step, Decision):
            parts += step.options
    return {cite.clause for part in parts for cite in part.cites}


def test_there_are_ten() -> None:
    assert len(FILES) == 10


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_each_fits_a_lesson(scenario: Scenario) -> None:
    decisions = [step for step in scenario.steps if isinstance(step, Decision)]
    assert 60 <= scenario.duration <= 90
    assert 12 <= len(scenario.steps) <= 30
    assert 4 <= len(decisions) <= 8
    assert all(len(decision.options) >= 2 for decision in decisions)
    assert any(isinstance(step, Ending) for step in scenario.steps)
    assert len(scenario.hotwash) >= 3


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_first_line_points_the_editor_at_the_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../docs/scenario.schema.json"
    assert (path.parent / "../docs/scenario.schema.json").resolve().exists()


def test_every_citation_is_exact(document: Document) -> None:
    for name, scenario in SCENARIOS.items():
        assert all(clause in document for clause in cites(scenario)), name


def test_together_they_cite_every_clause_of_three_four_and_six(document: Document) -> None:
    cited = {document.unit(clause).id for scenario in SCENARIOS.values() for clause in cites(scenario)}
    headings = {document.unit(name).clause for name in cited}
    for unit in document.units:
        if unit.id.split(".")[0] in {"III", "IV", "VI"} and unit.text:
            assert unit.id in cited or unit.clause in cited, unit.id
            assert unit.clause in headings, unit.clause


@pytest.mark.parametrize("chapter", ["I", "II", "V", "VII"])
def test_together_they_touch_the_other_chapters(chapter: str) -> None:
    assert any(c.split(".")[0] == chapter for s in SCENARIOS.values() for c in cites(s))


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_plays_to_an_ending(machine: PhaseMachine, path: Path, which: str) -> None:
    play = begin_headless(path.read_text(encoding="utf-8"), path.name, machine)
    assert len(list(run(play, always("first" if which == "first" else "last")))) > 12
    state: State = play.state
    assert play.ended
    assert isinstance(play.script.step(state.shown[-1].step), Ending)
    assert not [f for move in state.moves for f in move.firings if f.reason]
