"""Plans of exercises as they are in use, brought over: each plays to its end with nothing lost.

Seven are of different origin and shape; the eighth is a table of forty rows. All are fictional.
"""

from pathlib import Path

import pytest

from simulator.datafile import load_yaml
from simulator.exercise.headless import always, begin_headless, run
from simulator.machine import PhaseMachine
from simulator.scenario import Decision, Inject, Mode, Question, Scenario, load_scenario
from simulator.scenario.check.check import check_bytes, check_file
from simulator.scenario.proofs.paths import find_paths
from simulator.scenario.schema import scenario_schema
from tests.scenario.schemas import valid

FOLDER = Path(__file__).parents[1] / "data" / "exercises"
FILES = sorted(FOLDER.glob("*.yaml"))
SOUND = (FOLDER.parent / "sound.yaml").read_text(encoding="utf-8")


def plan(number: int) -> Scenario:
    return load_scenario(FILES[number - 1])


def injects(scenario: Scenario) -> list[Inject]:
    return [*(step for step in scenario.steps if isinstance(step, Inject)), *scenario.messages.values()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_is_sound_and_plays_to_its_end(path: Path, machine: PhaseMachine) -> None:
    assert check_file(path, machine) == ()
    assert find_paths(load_scenario(path), machine).sound
    for which in ("first", "last"):
        play = begin_headless(path.read_text(encoding="utf-8"), str(path), machine)
        list(run(play, always("first" if which == "first" else "last")))
        assert play.ended
        assert play.state.pending == ()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plan_fits_the_schema(path: Path) -> None:
    schema = scenario_schema()
    assert valid(schema, load_yaml(path).data, schema)


def test_subjects_pictures_own_seats_and_a_second_demand_came_over() -> None:
    scenario = plan(1)
    assert [inject.subject for inject in injects(scenario)] == [
        "見慣れないファイル",
        "すべてのファイルを暗号にした",
        "二度目の求め",
    ]
    assert {inject.mode for inject in injects(scenario)} == {Mode.EMAIL}
    assert scenario.files == ("files/list.png", "files/demand.png")
    assert injects(scenario)[1].to == scenario.seats
    assert [decision.decider for decision in scenario.steps if isinstance(decision, Decision)] == [
        "広報・法務"
    ]
    assert scenario.beginning.at(injects(scenario)[1].at) == "月曜 11:00"


def test_joint_decisions_acknowledgements_and_closed_options_came_over() -> None:
    decisions = [step for step in plan(2).steps if isinstance(step, Decision)]
    assert [decision.acknowledges for decision in decisions] == [True, False, False]
    assert decisions[2].decider == "関係機関・自治体・日本政府"
    assert decisions[2].options[0].closed == "まだ手作業に切り替えていない"


def test_questions_without_an_answer_and_days_came_over() -> None:
    scenario = plan(3)
    questions = [step for step in scenario.steps if isinstance(step, Question)]
    assert [(question.answer, len(question.points)) for question in questions] == [("", 2)]
    assert scenario.beginning.at(scenario.steps[-1].at) == "11月1日 日曜 21:30"


def test_windows_ticks_problems_place_and_map_came_over() -> None:
    (row,) = injects(plan(4))
    assert [(response.within, len(response.ticks)) for response in row.expect] == [(10, 2)]
    assert row.problems == ("電話が重なり、人手が足りない",)
    assert row.place == "丙市の県道、橋の東側"
    assert [attachment.label for attachment in row.attachments] == ["水につかった所（flooded.geojson）"]


def test_a_message_waits_for_what_comes_before_it(machine: PhaseMachine) -> None:
    play = begin_headless(FILES[4].read_text(encoding="utf-8"), str(FILES[4]), machine)
    list(run(play, always("first")))
    assert [entry.step for entry in play.state.shown] == ["letter", "registered", "traffic", "done"]


def test_the_table_has_its_forty_rows_in_order() -> None:
    rows = [inject for inject in injects(plan(8)) if inject.id.startswith("no-")]
    assert [row.id for row in rows] == [f"no-{number}" for number in range(1, 41)]
    assert [row.at for row in rows] == sorted(row.at for row in rows)


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ('real: "19:29"', "実時間は書けません"),
        ("cc: [sdf]", "宛先と写しの別は書けません"),
        ("score: [0, 10]", "点数は書けません"),
        ("poll: [払う, 払わない]", "人ごとの投票は書けません"),
        ("requires: {resolved: letter}", "選択肢が一つの decision"),
        ("attachment: s3.png", "attachments"),
        ("issues: [人手が足りない]", "problems"),
        ("respond_within: 10", "within"),
        ("discuss: [重さ]", "points"),
        ("map: area.geojson", "place"),
        ("admin: 内輪の話", "notes"),
    ],
)
def test_what_a_plan_has_and_the_format_has_not_is_named(
    line: str, advice: str, machine: PhaseMachine
) -> None:
    text = SOUND.replace("schema: 1", "schema: 2").replace(
        "    mode: report\n", f"    mode: report\n    {line}\n", 1
    )
    (finding,) = check_bytes(text.encode(), "f", machine)
    assert finding.code == "SH021"
    assert advice in finding.advice
