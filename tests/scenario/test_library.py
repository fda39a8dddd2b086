"""The ten scenarios that ship: sound, of the size a class needs, and together going through the text."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.datafile import DataFileError
from simulator.doctrine import Phase, load_doctrine
from simulator.document import Document
from simulator.exercise.headless import always, begin_headless, run
from simulator.exercise.state import State
from simulator.machine import PhaseMachine
from simulator.scenario import (
    Cite,
    Decision,
    Ending,
    Inject,
    Option,
    OwnSeat,
    Question,
    Scenario,
    Seat,
    TransitionStep,
    find_scenario,
    load_scenario,
    scenario_files,
)
from simulator.scenario.citing import sentence_of
from simulator.scenario.conditions import Condition
from simulator.scenario.library import SHIPPED, is_shipped, library_folder
from simulator.scenario.proofs.library import coverage, turns_on
from simulator.scenario.proofs.paths import find_paths

FILES = scenario_files()
SCENARIOS = {path.stem: load_scenario(path) for path in FILES}
DECISIONS = {
    f"{name}/{step.id}": (scenario, step)
    for name, scenario in SCENARIOS.items()
    for step in scenario.steps
    if isinstance(step, Decision) and not step.acknowledges
}

NAMES_OF = {
    Seat.JAPAN_GOVERNMENT: ("日本", "日米両政府", "各政府"),
    Seat.US_GOVERNMENT: ("米国", "日米両政府", "各政府"),
    Seat.SDF: ("自衛隊",),
    Seat.US_FORCES: ("米軍",),
    Seat.AGENCIES: ("関係機関", "地方公共団体", "関係当局", "民間"),
}
"""The words by which the text names each seat. 日米両政府 is both governments, 関係当局 is in IV.B.5."""

CONVENTION = "演習の上の約束"
"""Who recognises a phase stands nowhere in the text; in an exercise somebody does, and that is said."""

LONG = 4
"""A question or inject with more citations than this lists them; it turns on none."""


def cites(scenario: Scenario) -> set[str]:
    """Every clause a scenario cites."""
    parts: list[Inject | TransitionStep | Question | Option] = [*scenario.messages.values()]
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
    decisions = [step for step in scenario.steps if isinstance(step, Decision) and not step.acknowledges]
    assert 60 <= scenario.duration <= 90
    assert 12 <= len(scenario.steps) <= 30
    assert 4 <= len(decisions) <= 8
    assert all(len(decision.options) >= 2 for decision in decisions)
    assert any(isinstance(step, Ending) for step in scenario.steps)
    assert len(scenario.hotwash) >= 3


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
    assert any(
        clause.split(".")[0] == chapter for scenario in SCENARIOS.values() for clause in cites(scenario)
    )


def test_together_they_walk_every_transition_and_turn_on_every_measure(machine: PhaseMachine) -> None:
    played = {path.stem: (SCENARIOS[path.stem], find_paths(SCENARIOS[path.stem], machine)) for path in FILES}
    covered = coverage(machine.doctrine, played)
    assert covered.transitions_left == ()
    assert covered.measures_left == ()


def test_a_paragraph_of_several_sentences_cited_without_words_points_to_none(document: Document) -> None:
    doctrine = load_doctrine()
    measure = doctrine.measure("IV.B.3.p1.s2.m1")
    assert not turns_on(doctrine, Cite(clause="IV.B.3.p1"), measure)
    assert turns_on(doctrine, Cite(clause="IV.B.3.p1", quote="日本が主体的に実施する"), measure)
    assert not turns_on(doctrine, Cite(clause="IV.B.3.p1", quote="日本からの要請に基づき"), measure)


def test_each_measure_is_cited_where_something_turns_on_it(document: Document) -> None:
    doctrine = load_doctrine()
    turning = [
        cite
        for scenario in SCENARIOS.values()
        for step in (*scenario.steps, *scenario.messages.values())
        for cite in _turning(step)
        if cite.clause in document
    ]
    unused = [
        measure.id
        for measure in doctrine.measures
        if not any(turns_on(doctrine, cite, measure) for cite in turning)
    ]
    assert unused == []


def test_each_seat_of_a_class_of_five_has_something_to_decide() -> None:
    seats = Counter(seat for _, decision in DECISIONS.values() for seat in decision.seats)
    assert seats[Seat.JAPAN_GOVERNMENT] <= 35
    assert seats[Seat.SDF] >= 15
    assert seats[Seat.US_GOVERNMENT] >= 11
    assert seats[Seat.US_FORCES] >= 11
    assert seats[Seat.AGENCIES] >= 9


@pytest.mark.parametrize(("scenario", "decision"), DECISIONS.values(), ids=DECISIONS)
def test_a_seat_decides_where_the_text_names_it(
    document: Document, scenario: Scenario, decision: Decision
) -> None:
    cited = [sentence_of(document, cite) for option in decision.options for cite in option.cites]
    texts = [document.sentence(sentence).text for sentence in cited]
    for named in decision.seats:
        seat = named.stands_for if isinstance(named, OwnSeat) else named
        assert seat
        assert any(name in text for text in texts for name in NAMES_OF[seat])


@pytest.mark.parametrize(("scenario", "decision"), DECISIONS.values(), ids=DECISIONS)
def test_what_is_decided_changes_what_follows(scenario: Scenario, decision: Decision) -> None:
    looked_at = {name for step in scenario.steps if step.when for name in _looked_at(step.when)}
    changes = [
        bool(option.next or option.later)
        or f"{decision.id}/{option.id}" in looked_at
        or any(effect.trigger or effect.set in looked_at for effect in option.effects)
        for option in decision.options
    ]
    assert any(changes)


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_that_recognising_a_phase_is_a_convention_is_said_first_and_wherever_one_moves(
    scenario: Scenario,
) -> None:
    first = scenario.steps[0]
    assert CONVENTION in getattr(first, "text", "") + first.notes
    silent = [step.id for step in scenario.steps if _moves(step) and CONVENTION not in step.notes]
    assert silent == []


def test_a_disaster_is_reached_beside_the_survival_of_japan(machine: PhaseMachine) -> None:
    beside = {
        name
        for name, scenario in SCENARIOS.items()
        for configurations in find_paths(scenario, machine).reached.values()
        for configuration in configurations
        if {Phase.SONRITSU, Phase.SAIGAI} <= set(configuration.phases)
    }
    assert beside == {"06-survival-mines-escort"}


def test_each_feedback_closes_with_words_of_its_own() -> None:
    closing = Counter(
        re.split(r"(?<=。)", option.feedback.strip().removesuffix("。"))[-1]
        for _, decision in DECISIONS.values()
        for option in decision.options
    )
    assert [words for words, times in closing.items() if times > 1] == []
    assert not [words for words in closing if "拠ることになっ" in words]


@pytest.mark.parametrize("which", ["first", "last"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_plays_to_an_ending(machine: PhaseMachine, path: Path, which: str) -> None:
    play = begin_headless(path.read_text(encoding="utf-8"), path.name, machine)
    assert len(list(run(play, always("first" if which == "first" else "last")))) > 12
    state: State = play.state
    assert play.ended
    assert isinstance(play.script.step(state.shown[-1].step), Ending)
    assert not [firing for move in state.moves for firing in move.firings if firing.reason]


def _turning(step: object) -> tuple[Cite, ...]:
    """The citations that something turns on: those of an option, and those of a step that has few."""
    if isinstance(step, Decision):
        return tuple(cite for option in step.options for cite in option.cites)
    if isinstance(step, Inject | Question | TransitionStep) and len(step.cites) <= LONG:
        return step.cites
    return ()


def _looked_at(condition: Condition) -> Iterator[str]:
    """The flags and choices that a condition asks for."""
    yield from filter(None, (condition.flag, condition.chosen))
    parts = (*(condition.all or ()), *(condition.any or ()), *filter(None, (condition.not_,)))
    for part in parts:
        yield from _looked_at(part)


def _moves(step: object) -> bool:
    """Whether a step, or one of its options, fires a trigger of the machine."""
    if isinstance(step, Decision):
        return any(effect.trigger for option in step.options for effect in option.effects)
    return isinstance(step, TransitionStep)


def test_what_version_2_adds_is_used_where_a_class_has_something_of_it() -> None:
    """Where the class meets days, other seats, a letter, or a choice that closes another."""
    newer = {name: scenario for name, scenario in SCENARIOS.items() if scenario.version == 2}
    assert set(newer) == {
        "03-evacuation-and-refugees",
        "04-ballistic-missiles",
        "08-cyber-and-space",
        "09-alliance-daily-work",
        "10-flood-beside-a-rising-threat",
    }
    for name, scenario in newer.items():
        injects = [step for step in scenario.steps if isinstance(step, Inject)]
        assert all(objective.topic for objective in scenario.objectives), name
        assert scenario.date, name
        assert scenario.messages, name
        assert any(inject.subject for inject in injects), name
        assert any(response.within and response.ticks for inject in injects for response in inject.expect), (
            name
        )
    steps = [(name, step) for name, scenario in newer.items() for step in scenario.steps]
    open_questions = {
        name for name, step in steps if isinstance(step, Question) and step.points and not step.answer
    }
    assert open_questions == set(newer) - {"04-ballistic-missiles"}
    decisions = [(name, step) for name, step in steps if isinstance(step, Decision)]
    assert {name for name, step in decisions if step.acknowledges} == {"04-ballistic-missiles"}
    closing = {name for name, step in decisions if any(option.closed for option in step.options)}
    assert closing == {"08-cyber-and-space"}
    own_seats = {
        name: [seat.label for seat in scenario.seats if isinstance(seat, OwnSeat)]
        for name, scenario in newer.items()
    }
    assert {name: labels for name, labels in own_seats.items() if labels} == {
        "03-evacuation-and-refugees": ["乙県"],
        "10-flood-beside-a-rising-threat": ["己県"],
    }
    assert newer["10-flood-beside-a-rising-threat"].files == ("files/10-flooded-county.png",)


def test_the_month_of_daily_work_is_worked_on_working_days() -> None:
    scenario = SCENARIOS["09-alliance-daily-work"]
    times = {step.id: scenario.beginning.at(step.at) for step in scenario.steps}
    assert not [step for step, time in times.items() if "土曜" in time or "日曜" in time]
    assert all("08:30" <= time.split()[-1] <= "18:00" for time in times.values())
    assert times["opening"] == "10月5日 月曜 09:30"
    assert times["directed"] == "11月2日 月曜 15:00"  # the committee meets four weeks later


@pytest.mark.parametrize("shared", [True, False])
def test_what_was_told_the_operators_opens_a_way_when_the_satellite_is_lost(
    shared: bool, machine: PhaseMachine
) -> None:
    path = next(path for path in FILES if path.stem == "08-cyber-and-space")
    play = begin_headless(path.read_text(encoding="utf-8"), path.name, machine)
    offered: dict[str, list[str]] = {}

    def answer(decision: Decision) -> str:
        offered[decision.id] = [option.id for option in decision.options]
        return {"ssa-share": "operators" if shared else "two"}.get(decision.id, decision.options[0].id)

    list(run(play, answer))
    assert ("commercial" in offered["satellite"]) is shared


def test_the_scenarios_that_ship_are_those_of_the_library_and_no_others_beside_them(tmp_path: Path) -> None:
    assert [path.name for path in scenario_files()] == list(SHIPPED)
    assert all(is_shipped(path) for path in scenario_files())
    assert not is_shipped(library_folder() / "11-of-mine.yaml")
    assert not is_shipped(tmp_path / SHIPPED[0])


def test_a_scenario_file_that_is_not_there_is_told_at_its_beginning(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="ファイルを読めません") as refused:
        load_scenario(tmp_path / "none.yaml")
    assert [(problem.place.line, problem.place.column) for problem in refused.value.problems] == [(1, 1)]


def test_a_scenario_of_the_library_is_found_by_its_name_and_by_that_of_its_file() -> None:
    for file in scenario_files():
        assert find_scenario(file.stem) == find_scenario(file.name) == file
    assert find_scenario("99-nobody-wrote-it") is None
