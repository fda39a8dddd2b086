"""A message that follows a choice is shown when it is due, before later steps and never after the end."""

from itertools import pairwise
from typing import Any

import pytest
import yaml

from simulator.exercise import Play, PlayError
from simulator.exercise.events import Decided, Shown
from simulator.exercise.headless import always, begin_headless, run
from simulator.exercise.replay import Replay
from simulator.exercise.viewer import FACILITATOR
from simulator.exercise.visibility import Visibility
from simulator.machine import PhaseMachine
from tests.scenario.making import decision, ending, note, source


def message(name: str, after: str) -> dict[str, Any]:
    """A message of a choice, due so long after it."""
    return {
        "inject": name,
        "after": after,
        "from": "報道機関",
        "to": ["japan_government"],
        "mode": "phone",
        "text": "取材が始まった。",
    }


def begun(machine: PhaseMachine, *later: dict[str, Any], second: str = "1:00") -> Play:
    """A play whose first decision brings these messages where `publish` is chosen, and none for `wait`."""
    return begun_with(
        machine,
        decision("say", publish={"later": list(later)}, wait={}),
        note("first", at="0:20"),
        {**decision("second", yes={}, no={}), "at": second},
        ending("end", at="2:00"),
    )


def begun_with(machine: PhaseMachine, *steps: dict[str, Any]) -> Play:
    """A play with these steps."""
    written = source(*steps, schema=2)
    return begin_headless(yaml.safe_dump(written, allow_unicode=True), "f.yaml", machine)


def published(machine: PhaseMachine, *later: dict[str, Any]) -> Play:
    """A play whose first decision has brought these messages."""
    play = begun(machine, *later)
    play.advance()
    play.decide("publish")
    return play


def steps_to_the_end(play: Play) -> list[tuple[str, int]]:
    """The steps shown from here to the end, with minutes; every decision takes its first option."""
    steps: list[tuple[str, int]] = []
    while not play.ended:
        if play.waiting:
            play.decide(play.waiting.options[0].id)
        else:
            step = play.advance()
            steps.append((step.id, int(play.state.elapsed // 60)))
    return steps


NAMES = pytest.mark.parametrize("name", ["a", "press", "z"])  # before, among and after those of the steps


@NAMES
def test_a_message_comes_when_it_is_due_and_the_script_goes_on_where_it_was(
    machine: PhaseMachine, name: str
) -> None:
    play = begun(machine, message(name, "0:30"))
    assert steps_to_the_end(play) == [("say", 0), ("first", 20), (name, 30), ("second", 60), ("end", 120)]


def test_messages_come_in_the_order_in_which_they_are_due(machine: PhaseMachine) -> None:
    play = begun(machine, message("late", "1:30"), message("early", "0:10"))
    assert [name for name, _ in steps_to_the_end(play)] == ["say", "early", "first", "second", "late", "end"]


def test_another_choice_brings_no_message(machine: PhaseMachine) -> None:
    play = begun(machine, message("press", "0:30"))
    play.advance()
    play.decide("wait")
    assert play.state.pending == ()
    assert "press" not in [name for name, _ in steps_to_the_end(play)]


def test_a_message_waits_while_a_decision_waits_and_comes_right_after_it(machine: PhaseMachine) -> None:
    play = begun(machine, message("press", "0:30"), second="0:25")
    for _ in range(2):
        play.advance()
        if play.waiting:
            play.decide("publish")
    play.advance()
    assert play.waiting is not None
    play.clock.jump(40 * 60.0)
    assert not play.due()
    with pytest.raises(PlayError):
        play.advance()
    play.decide("yes")
    assert play.due()
    assert play.advance().id == "press"
    assert play.state.elapsed == 40 * 60


def test_what_is_due_after_the_end_never_comes(machine: PhaseMachine) -> None:
    play = begun(machine, message("press", "2:30"))
    assert steps_to_the_end(play)[-1] == ("end", 120)
    assert play.ended


def test_undo_takes_a_message_back_with_the_choice_that_brought_it(machine: PhaseMachine) -> None:
    play = published(machine, message("press", "0:10"))
    assert play.next_step is not None
    assert (play.next_step.id, play.next_step.at) == ("press", 600)
    play.undo()
    assert play.state.pending == ()
    play.decide("wait")
    assert play.next_step.id == "first"


@NAMES
def test_a_message_can_be_held_back_and_shown_later(machine: PhaseMachine, name: str) -> None:
    play = published(machine, message(name, "0:10"))
    assert play.hold_back().id == name
    assert (play.state.pending, play.state.held) == ((), (name,))
    assert play.advance().id == "first"
    play.release(name)
    assert play.state.shown[-1].step == name


def test_the_facilitator_is_told_what_comes_next_and_when_it_is_due(machine: PhaseMachine) -> None:
    play = published(machine, message("press", "0:10"))
    coming = Visibility(play.script, play.exercise.history, FACILITATOR).coming(play.state)
    assert coming is not None
    assert (coming.id, coming.at) == ("press", 600)


def test_records_of_messages_replay_and_one_of_an_unknown_step_is_a_fault(machine: PhaseMachine) -> None:
    play = begun(machine, message("press", "0:10"))
    steps_to_the_end(play)
    records = list(play.exercise.history.records.values())
    replay = Replay(strict=True)
    assert [replay.fault(record) for record in records] == [None] * len(records)
    assert all(before.seq < after.seq for before, after in pairwise(records))
    decided = next(record for record in records if isinstance(record.event, Decided))
    event = decided.event
    assert isinstance(event, Decided)
    unknown = event.later[0].model_copy(update={"step": "nothing"})
    strange = decided.model_copy(update={"event": event.model_copy(update={"later": (unknown,)})})
    replay = Replay(strict=True)
    faults = [replay.fault(record) for record in records[: decided.seq - 1]]
    assert faults == [None] * (decided.seq - 1)
    assert replay.fault(strange) == "ステップ「nothing」はシナリオにありません"


def test_a_choice_that_brings_nothing_has_no_messages_in_its_record(machine: PhaseMachine) -> None:
    play = begun(machine)
    play.advance()
    play.decide("wait")
    line = play.exercise.history.records[3].model_dump_json()
    assert '"later"' not in line
    assert isinstance(play.exercise.history.records[2].event, Shown)


def test_many_messages_that_are_due_only_after_the_last_decision_are_no_ring(machine: PhaseMachine) -> None:
    names = ("one", "two", "three")
    decisions = [
        decision(name, yes={"later": [message(f"{name}-{number}", "1:00") for number in range(20)]})
        for name in names
    ]
    play = begun_with(machine, *decisions, ending("end", at="2:00"))
    records = list(run(play, always("first")))
    assert play.ended
    assert sum(isinstance(record.event, Shown) for record in records) == 3 + 3 * 20 + 1


def test_a_message_is_listed_at_the_earliest_time_at_which_it_can_come(machine: PhaseMachine) -> None:
    late = {**decision("late", yes={"later": [message("call", "0:30")]}), "at": "0:40"}
    play = begun_with(machine, late, ending("end", at="2:00"))
    assert play.scenario.messages["call"].at == 70 * 60
