"""The format: what may be written, what it means, and that nothing else gets in."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from simulator.datafile import DataFileError
from simulator.doctrine import Phase
from simulator.machine import Configuration, PhaseMachine
from simulator.scenario import Choice, Cite, Cursor, Inject, Mode, Script, ScriptError, Seat, load_scenario
from simulator.scenario.conditions import Condition, Effect
from simulator.scenario.model import Scenario
from simulator.scenario.part import Part
from simulator.scenario.script import holds
from simulator.scenario.steps import KINDS, kind_of
from tests.scenario.making import decision, ending, fires, note, scenario, transition

DATA = Path(__file__).parents[1] / "data"
HERE = Cursor(
    "here",
    Configuration(Phase.JUYO, survival=True),
    flags=frozenset({"alarmed"}),
    chosen=frozenset({Choice("escort", "accept")}),
)


@pytest.mark.parametrize(
    ("written", "seconds"), [("0:00", 0), ("0:40", 2400), ("26:30", 95400), ("999:59", 3599940)]
)
def test_scenario_time_is_hours_and_minutes_since_the_start(written: str, seconds: int) -> None:
    assert scenario(note("n", at=written)).steps[0].at == seconds


@given(st.integers(0, 999), st.integers(0, 59))
def test_every_time_of_the_format_is_read(hours: int, minutes: int) -> None:
    assert scenario(note("n", at=f"{hours}:{minutes:02}")).steps[0].at == hours * 3600 + minutes * 60


@pytest.mark.parametrize(
    "written", ["0:60", "0:5", "1000:00", "-0:10", "10", "0:10:00", " 0:10", 10, None, True]
)
def test_other_times_are_refused(written: Any) -> None:
    with pytest.raises(ValidationError):
        scenario(note("n", at=written))


@pytest.mark.parametrize(
    ("condition", "true"),
    [
        ({"phase": "juyo"}, True),
        ({"phase": "sonritsu"}, True),
        ({"phase": "heiji"}, False),
        ({"flag": "alarmed"}, True),
        ({"flag": "calm"}, False),
        ({"chosen": "escort/accept"}, True),
        ({"chosen": "escort/refuse"}, False),
        ({"not": {"flag": "calm"}}, True),
        ({"all": [{"flag": "alarmed"}, {"phase": "juyo"}]}, True),
        ({"all": [{"flag": "alarmed"}, {"phase": "heiji"}]}, False),
        ({"any": [{"flag": "calm"}, {"phase": "juyo"}]}, True),
        ({"any": [{"flag": "calm"}, {"phase": "heiji"}]}, False),
        ({"not": {"any": [{"flag": "calm"}, {"not": {"phase": "juyo"}}]}}, True),
    ],
)
def test_conditions_look_at_phases_flags_and_choices(condition: Any, true: bool) -> None:
    assert holds(Condition.model_validate(condition), HERE) is true


@pytest.mark.parametrize(
    "condition",
    [{}, {"phase": "juyo", "flag": "alarmed"}, {"all": []}, {"phase": "war"}, {"eval": "1"}, "juyo"],
)
def test_a_condition_has_exactly_one_operator_of_the_closed_set(condition: Any) -> None:
    with pytest.raises(ValidationError):
        Condition.model_validate(condition)


@pytest.mark.parametrize("effect", [{}, {"set": "a", "clear": "b"}, {"trigger": "war"}, {"because": "想定"}])
def test_an_effect_does_exactly_one_thing(effect: Any) -> None:
    with pytest.raises(ValidationError):
        Effect.model_validate(effect)


def models(part: type[Part] = Part) -> list[type[Part]]:
    return [model for child in part.__subclasses__() for model in (child, *models(child))]


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_every_part_is_frozen_and_closed(model: type[Part]) -> None:
    assert model.model_config["extra"] == "forbid"
    assert model.model_config["frozen"]


def test_a_key_that_nobody_reads_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        scenario(note("n", colour="red"))


def test_a_bare_id_is_a_citation_without_a_quote() -> None:
    inject = {"inject": "i", "at": "0:00", "from": "防衛省", "to": ["sdf"], "mode": "news", "text": "知らせ"}
    step = scenario({**inject, "cites": ["IV.B", {"clause": "IV.C", "quote": "語"}]}).steps[0]
    assert isinstance(step, Inject)
    assert step.cites == (Cite(clause="IV.B"), Cite(clause="IV.C", quote="語"))
    assert (step.sender, step.to, step.mode) == ("防衛省", (Seat.SDF,), Mode.NEWS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_of_the_kind_whose_key_it_has(kind: str) -> None:
    assert kind_of({"at": "0:00", kind: "name"}) == kind


def test_every_word_has_a_japanese_label() -> None:
    assert all(word.label for words in (Seat, Mode) for word in words)


def test_a_fault_of_form_is_told_at_the_step_it_is_in(machine: PhaseMachine) -> None:
    with pytest.raises(DataFileError) as caught:
        load_scenario(DATA / "broken" / "SH025-seat.yaml")
    assert ":57:11: " in str(caught.value)


def with_a_decision() -> Scenario:
    return scenario(
        note("begin"),
        decision(
            "act", go={"effects": [fires("juyo"), {"set": "gone"}, {"clear": "gone"}]}, no={"next": "done"}
        ),
        transition("up", "yosoku"),
        note("never", when={"flag": "gone"}),
        ending("done"),
    )


def test_a_play_goes_from_step_to_step_and_stops_at_an_ending(machine: PhaseMachine) -> None:
    script = Script(with_a_decision(), machine)
    cursor = script.take(script.start()).cursor
    taken = script.take(cursor, "go")
    assert taken.cursor.step == "up"
    assert [fired.trigger.value for fired in taken.fired] == ["juyo"]
    cursor = script.take(taken.cursor).cursor
    assert (cursor.step, cursor.configuration.situation) == ("done", Phase.YOSOKU)
    assert script.take(cursor).cursor.step is None


def test_an_option_leads_where_it_says(machine: PhaseMachine) -> None:
    script = Script(with_a_decision(), machine)
    assert script.take(script.take(script.start()).cursor, "no").cursor.step == "done"


def test_what_cannot_be_played_is_refused_in_words(machine: PhaseMachine) -> None:
    script = Script(with_a_decision(), machine)
    start = script.start()
    with pytest.raises(ScriptError, match="判断ではない"):
        script.take(start, "go")
    with pytest.raises(ScriptError, match="選べるもの: go、no"):
        script.take(script.take(start).cursor, "maybe")
    with pytest.raises(ScriptError, match="終わっています"):
        script.take(Cursor(None, start.configuration))
    with pytest.raises(ScriptError, match="ありません"):
        script.step("nowhere")
