"""Branches are kept and named, whatever is undone or forked, and rings do not hang a play."""

import pytest

from simulator.doctrine import load_doctrine
from simulator.exercise import MemoryJournal, Play, PlayError, ScenarioClock
from simulator.exercise.headless import EndlessError, Scripted, begin_headless, run
from simulator.machine import PhaseMachine
from tests.exercise.sample import SAMPLE, advance_to_decision

MACHINE = PhaseMachine(load_doctrine())


def begin(source: str = SAMPLE) -> Play:
    return Play.begin(source, "sample.yaml", MACHINE, MemoryJournal(), ScenarioClock())


def at_decision() -> Play:
    play = begin()
    advance_to_decision(play)
    return play


def branches(play: Play) -> list[tuple[str, bool, bool]]:
    """Each branch by name, whether it is the current one, and whether it was undone."""
    return [(branch.name, branch.current, branch.undone) for branch in play.exercise.history.branches()]


def test_forking_at_the_head_keeps_the_branch_it_left() -> None:
    play = at_decision()
    play.fork(play.exercise.history.head, "仮")
    assert branches(play) == [("本筋", False, False), ("仮", True, False)]
    assert play.exercise.history.branches()[1].empty
    play.decide("up")
    assert branches(play) == [("本筋", False, False), ("仮", True, False)]
    play.switch(play.exercise.history.branches()[0])
    play.decide("wait")
    assert branches(play) == [("本筋", True, False), ("仮", False, False)]


def test_undoing_right_after_a_fork_stays_on_the_new_branch() -> None:
    play = at_decision()
    head = play.exercise.history.head
    play.decide("up")
    play.fork(head, "仮")
    play.undo()
    play.advance()
    assert branches(play) == [("本筋", False, False), ("仮", True, False)]


def test_an_empty_branch_is_kept_over_a_change_of_branch() -> None:
    play = at_decision()
    play.fork(play.exercise.history.head, "仮")
    main, empty = play.exercise.history.branches()
    play.switch(main)
    play.switch(empty)
    play.decide("up")
    assert branches(play)[1] == ("仮", True, False)


def test_no_two_branches_of_an_exercise_are_shown_under_the_same_name() -> None:
    play = at_decision()
    for name in ("仮", "別", "仮", "仮"):
        play.fork(2, name)
        play.advance()
    play.undo()
    play.exercise.note("別のこと")
    labels = [branch.label for branch in play.exercise.history.branches()]
    assert labels == ["本筋", "仮", "別", "仮（2）", "仮（3）", "仮（4）"]


def test_undoing_to_what_is_no_earlier_record_does_nothing() -> None:
    play = at_decision()
    records = len(play.exercise.history.records)
    assert not play.undo(999)
    assert len(play.exercise.history.records) == records


def test_a_step_that_leads_to_itself_is_no_decision() -> None:
    ring = SAMPLE.replace("    text: 始まり。\n", "    text: 始まり。\n    next: opening\n")
    play = begin(ring)
    play.advance()
    assert play.waiting is None
    assert not play.state.waiting
    play.advance()
    with pytest.raises(PlayError, match="いまは判断を待っていません"):
        play.decide("up")


def test_a_ring_without_a_decision_ends_a_headless_run() -> None:
    ring = SAMPLE.replace("    text: 報じられた。\n", "    text: 報じられた。\n    next: report\n")
    with pytest.raises(EndlessError, match="終わりに着きません"):
        list(run(begin_headless(ring, "ring", MACHINE), Scripted([])))
