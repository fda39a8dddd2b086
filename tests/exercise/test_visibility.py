"""Visibility: words that only the facilitator may know reach no other viewer at any moment."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import Play
from simulator.exercise.events import Decided, Firing
from simulator.exercise.headless import begin_headless
from simulator.exercise.told import (
    Aside,
    SampleAnswer,
    Seen,
    ToldChoice,
    ToldDecision,
    ToldInject,
    ToldNote,
    ToldQuestion,
    ToldVote,
)
from simulator.exercise.viewer import FACILITATOR, ROOM, Viewer, next_viewer, viewer_named, viewers
from simulator.exercise.visibility import Visibility
from simulator.machine import PhaseMachine
from simulator.scenario import (
    Cite,
    Decision,
    Expected,
    Inject,
    Mode,
    Option,
    Question,
    Scenario,
    Script,
    Seat,
    scenario_files,
)
from simulator.scenario.steps import StepBase
from tests.exercise.canaries import SECRET, marked
from tests.exercise.sample import SAMPLE, advance_to_decision

MACHINE = PhaseMachine(load_doctrine())
PLAYS = [path.stem for path in scenario_files()]


def played(path: Path, which: int) -> Iterator[Play]:
    """A play of the marked scenario, at each moment; each decision takes its option `which`, from 0."""
    play = begin_headless(path.read_text("utf-8"), path.name, MACHINE)
    play.script = Script(marked(play.scenario), MACHINE)
    yield play
    for _ in range(400):
        if play.ended:
            return
        if play.waiting:
            options = play.waiting.options
            play.decide(options[min(which, len(options) - 1)].id)
        else:
            play.advance()
        yield play


def types_within(hint: object) -> set[type]:
    """Our own types that a value of this type may hold, at any depth."""
    types: set[type] = set()
    hints = [hint]
    while hints:
        hint = hints.pop()
        hints += get_args(hint)
        if isinstance(hint, type) and hint.__module__.startswith("simulator.") and hint not in types:
            types.add(hint)
            hints += get_type_hints(hint).values()
    return types


def test_what_seats_and_the_room_are_given_has_no_place_for_the_facilitators_things() -> None:
    types = types_within(Seen)
    assert {ToldInject, SampleAnswer, Firing, Cite} <= types  # or else nothing was looked at
    assert not types & {Aside, ToldNote, ToldVote, Expected, Scenario, Option}
    assert not [kind for kind in types if issubclass(kind, StepBase)]


@pytest.mark.parametrize("path", scenario_files(), ids=PLAYS)
@pytest.mark.parametrize("which", [0, 1, 2])
def test_nothing_of_the_facilitators_reaches_the_room_or_a_seat(path: Path, which: int) -> None:
    moments = 0
    for play in played(path, which):
        moments += 1
        for viewer in viewers(play.scenario)[1:]:
            seen = Visibility(play.script, play.exercise.history, viewer).seen(play.state)
            shown = repr(seen)
            if seen.ended:  # what was to be learnt may be read when it is over
                shown = shown.replace(f"{SECRET}目標", "")
            assert SECRET not in shown
    assert moments > 5


@pytest.mark.parametrize("path", scenario_files(), ids=PLAYS)
def test_the_facilitator_sees_every_word(path: Path) -> None:
    play = list(played(path, 0))[-1]
    view = Visibility(play.script, play.exercise.history, FACILITATOR)
    shown = repr(view.seen(play.state)) + repr([view.aside(thing) for thing in view.things(play.state)])
    passed = {entry.step for entry in play.state.shown}
    for step in play.scenario.steps:
        if step.id in passed:
            assert step.notes in shown
            if isinstance(step, Inject):
                for expected in step.expect:
                    assert repr(expected) in shown
                assert all(problem in shown for problem in step.problems)
            if isinstance(step, Question):
                assert step.answer in shown


@pytest.mark.parametrize("path", scenario_files(), ids=PLAYS)
def test_no_step_to_come_and_no_untaken_feedback_is_told_even_when_all_is_revealed(path: Path) -> None:
    for play in played(path, 0):
        revealed = frozenset(play.exercise.history.records)
        told = Visibility(play.script, play.exercise.history, ROOM, revealed).seen(play.state).told
        passed = {entry.step for entry in play.state.shown}
        texts = repr(told)
        for number, step in enumerate(play.scenario.steps):
            assert step.id in passed or f"{SECRET}講評{number}" not in texts
            if isinstance(step, Decision) and step.id == play.state.waiting:
                assert f"{SECRET}講評{number}" not in texts


def sight(play: Play, viewer: Viewer) -> Visibility:
    return Visibility(play.script, play.exercise.history, viewer, play.exercise.stage.revealed)


def at_first(kind: type, path: Path) -> Play:
    """A play that stands where the first step of a kind was just shown."""
    for play in played(path, 0):
        step = play.script.steps.get(play.state.shown[-1].step) if play.state.shown else None
        if isinstance(step, kind):
            return play
    pytest.fail(f"no {kind.__name__} is shown")


def test_an_answer_is_told_once_it_is_revealed_and_our_remarks_wait_for_it() -> None:
    play = at_first(Question, scenario_files()[0])
    room = sight(play, ROOM)
    asked = room.seen(play.state).told[-1]
    assert isinstance(asked, ToldQuestion)
    assert asked.answer is None
    assert not room.hints(play.state)
    seq = room.to_reveal(play.state)
    assert seq == asked.seq
    play.exercise.keep_stage(play.exercise.stage.reveal(seq))
    told = sight(play, ROOM).seen(play.state).told[-1]
    assert isinstance(told, ToldQuestion)
    assert told.answer
    assert SECRET in told.answer.text
    assert sight(play, ROOM).hints(play.state)


def test_the_clauses_of_options_and_then_the_feedback_are_revealed_one_at_a_time() -> None:
    play = at_first(Decision, scenario_files()[0])
    told = sight(play, ROOM).seen(play.state).told[-1]
    assert isinstance(told, ToldDecision)
    assert not any(option.cites for option in told.options)
    seq = sight(play, ROOM).to_reveal(play.state)
    assert seq == told.seq
    play.exercise.keep_stage(play.exercise.stage.reveal(seq))
    told = sight(play, ROOM).seen(play.state).told[-1]
    assert isinstance(told, ToldDecision)
    assert all(option.cites for option in told.options)
    assert play.waiting
    play.decide(play.waiting.options[0].id)
    taken = sight(play, ROOM).seen(play.state).told[-1]
    assert isinstance(taken, ToldChoice)
    assert taken.number == 1
    assert taken.feedback is None
    play.exercise.keep_stage(play.exercise.stage.reveal(taken.seq))
    taken = sight(play, ROOM).seen(play.state).told[-1]
    assert isinstance(taken, ToldChoice)
    assert taken.feedback
    assert SECRET in taken.feedback.text


def test_what_is_taken_again_after_an_undo_is_hidden_again() -> None:
    play = at_first(Decision, scenario_files()[0])
    assert play.waiting
    option = play.waiting.options[0].id
    play.decide(option)
    play.exercise.keep_stage(play.exercise.stage.reveal(len(play.exercise.history.records)))
    play.undo()
    play.decide(option)
    taken = sight(play, ROOM).seen(play.state).told[-1]
    assert isinstance(taken, ToldChoice)
    assert taken.feedback is None


def test_another_seat_learns_only_whose_the_decision_is_and_that_it_was_taken() -> None:
    play = at_first(Decision, scenario_files()[0])
    decision = play.waiting
    assert decision
    other_seat = next(seat for seat in play.scenario.seats if seat not in decision.seats)
    seen = sight(play, Viewer("seat", other_seat)).seen(play.state)
    asked = seen.told[-1]
    assert isinstance(asked, ToldDecision)
    assert (asked.seats, asked.text, asked.options, seen.choices) == (decision.seats, "", (), ())
    play.decide(decision.options[0].id)
    taken = sight(play, Viewer("seat", other_seat)).seen(play.state).told[-1]
    assert isinstance(taken, ToldChoice)
    assert (taken.number, taken.text, taken.feedback) == (0, "", None)


def test_an_inject_is_told_to_the_seats_it_goes_to_and_to_the_room() -> None:
    play = next(played(scenario_files()[0], 0))
    play.advance()
    play.add("県庁", (Seat.SDF,), Mode.PHONE, "知らせ")
    for viewer in viewers(play.scenario):
        told = repr(sight(play, viewer).seen(play.state).told)
        assert ("知らせ" in told) is (viewer.seat in (None, Seat.SDF))


def test_going_on_from_viewer_to_viewer_never_comes_back_to_the_facilitator() -> None:
    play = next(played(scenario_files()[0], 0))
    viewer, followed = FACILITATOR, []
    for _ in range(7):
        viewer = next_viewer(viewer, play.scenario)
        followed.append(viewer)
    assert followed[0] is ROOM
    assert FACILITATOR not in followed
    assert set(followed) == set(viewers(play.scenario)[1:])
    assert all(viewer_named(viewer.name, play.scenario) == viewer for viewer in viewers(play.scenario))
    assert viewer_named("nobody", play.scenario) is None


def test_only_the_facilitator_is_told_of_notes_and_of_what_was_held_back() -> None:
    play = next(played(scenario_files()[0], 0))
    while not isinstance(play.next_step, Inject):
        play.advance()
    held = play.hold_back()
    play.exercise.note("ひとりごと")
    for viewer in viewers(play.scenario):
        view = sight(play, viewer)
        assert "ひとりごと" not in repr(view.seen(play.state))  # which is what seats and the room are given
        told = [view.told(thing) for thing in view.things(play.state)]
        assert ("ひとりごと" in repr(told)) is viewer.is_facilitator
        assert (held in view.held(play.state)) is viewer.is_facilitator
        assert (view.coming(play.state) is None) is not viewer.is_facilitator
        assert (view.preview(held) is None) is not viewer.is_facilitator
        assert (not view.following(play.state)) is not viewer.is_facilitator


def test_a_seat_knows_the_name_only_of_what_reached_it() -> None:
    play = at_first(Decision, scenario_files()[0])
    decision = play.waiting
    assert decision
    play.decide(decision.options[0].id)
    event = play.exercise.history.records[len(play.exercise.history.records)].event
    assert isinstance(event, Decided)
    for viewer in viewers(play.scenario):
        knows = sight(play, viewer).option_taken(event) is not None
        assert knows is viewer.decides(decision)


def test_the_option_that_was_taken_is_known_to_whom_the_decision_belonged() -> None:
    play = begin_headless(SAMPLE, "sample.yaml", MACHINE)
    advance_to_decision(play)
    decision = play.waiting
    assert decision
    play.decide("wait")
    (taken,) = [
        record.event for record in play.exercise.history.records.values() if isinstance(record.event, Decided)
    ]
    for viewer in viewers(play.scenario):
        option = Visibility(play.script, play.exercise.history, viewer).option_taken(taken)
        assert option == (decision.option("wait") if viewer.decides(decision) else None)
