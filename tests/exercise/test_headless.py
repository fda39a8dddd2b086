"""What decides a play that nobody watches: answers from a list, and what is refused beforehand."""

from datetime import UTC, datetime

import pytest

from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.exercise.headless import Scripted, UnknownChoiceError, always, begin_headless, check_choices
from simulator.machine import PhaseMachine
from simulator.scenario import Choice, Decision, Scenario
from tests.exercise.sample import SAMPLE


@pytest.fixture
def scenario(machine: PhaseMachine) -> Scenario:
    return Play.begin(SAMPLE, "sample.yaml", machine, MemoryJournal(), ScenarioClock()).scenario


def decision(scenario: Scenario) -> Decision:
    return next(step for step in scenario.steps if isinstance(step, Decision))


def test_each_decision_takes_the_first_answer_for_it_that_was_not_used_yet(scenario: Scenario) -> None:
    raised = decision(scenario)
    sorted_before, sorted_after = f"a-{raised.id}", f"z-{raised.id}"
    names = [option.id for option in raised.options]
    answers = Scripted(
        [
            Choice(sorted_before, "other"),
            Choice(sorted_after, "other"),
            Choice(raised.id, names[1]),
            Choice(raised.id, names[0]),
        ]
    )
    assert [answers(raised) for _ in range(3)] == [names[1], names[0], None]


def test_the_first_and_the_last_option_are_those_of_the_decision(scenario: Scenario) -> None:
    first, second = decision(scenario).options
    third = first.model_copy(update={"id": "third"})
    for options in ((first,), (first, second), (first, second, third)):
        raised = decision(scenario).model_copy(update={"options": options})
        assert always("first")(raised) == first.id
        assert always("last")(raised) == options[-1].id
    closed = decision(scenario).model_copy(update={"options": ()})
    assert always("first")(closed) is always("last")(closed) is None


def test_an_answer_for_no_decision_or_no_option_is_refused_with_those_that_there_are(
    scenario: Scenario,
) -> None:
    raised = decision(scenario)
    check_choices(scenario, [Choice(raised.id, option.id) for option in raised.options])
    with pytest.raises(UnknownChoiceError, match=f"nowhere.*あるもの: .*{raised.id}"):
        check_choices(scenario, [Choice("nowhere", raised.options[0].id)])
    with pytest.raises(UnknownChoiceError, match=f"{raised.id}.*nothing.*あるもの: {raised.options[0].id}"):
        check_choices(scenario, [Choice(raised.id, "nothing")])


def test_it_happens_on_the_day_of_the_document(machine: PhaseMachine) -> None:
    play = begin_headless(SAMPLE, "sample.yaml", machine)
    assert play.exercise.history.records[1].wall == datetime(2015, 4, 27, tzinfo=UTC)
