"""Whether records form a history is checked without folding them."""

from datetime import UTC, datetime

import pytest

from simulator.exercise import Exercise, History, MemoryJournal, VirtualClock
from simulator.exercise.events import Event, HeadSet, Noted, Paced, Record, Started, Ticked
from simulator.exercise.trail import RecordTrail
from simulator.machine import START, PhaseMachine, Trigger

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def record(seq: int, event: Event, parent: int | None = 1) -> Record:
    return Record(seq=seq, parent=parent, wall=NOON, elapsed=0.0, event=event)


def begun() -> RecordTrail:
    trail = RecordTrail()
    assert trail.fault(record(1, Started(title="演習", phases=()), None)) is None
    return trail


def test_undo_redo_and_branches_of_an_exercise_fit(machine: PhaseMachine) -> None:
    journal = MemoryJournal()
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="演習", start=START)
    exercise.fire(Trigger.TO_JUYO)
    exercise.note("一")
    exercise.undo()
    exercise.redo()
    exercise.undo()
    exercise.note("二")
    trail = RecordTrail()
    kept = journal.read(exercise.name)
    assert any(isinstance(each.event, HeadSet) and each.event.branch is None for each in kept)
    assert [trail.fault(each) for each in kept] == [None] * len(kept)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (record(3, Noted(text="三")), "通し番号"),
        (record(2, Noted(text="二"), None), "前の記録の番号がありません"),
        (record(2, Noted(text="二"), 2), "前の記録 2 がありません"),
        (record(2, HeadSet(to=7, tip=7)), "指す先の記録 7 がありません"),
        (record(2, HeadSet(to=1, tip=1, branch=5)), "分岐 5 がありません"),
        (record(2, Paced(running=True, speed=0.0)), "時計の速さ"),
        (record(2, Paced(running=True, speed=float("nan"))), "時計の速さ"),
        (record(2, Ticked(move=9, sentence="IV.p1.s1", done=True)), "9"),
    ],
    ids=["number", "no parent", "parent", "head", "branch", "slow", "no speed", "move"],
)
def test_what_does_not_fit_is_told_and_not_taken(wrong: Record, said: str) -> None:
    trail = begun()
    told = trail.fault(wrong)
    assert told is not None
    assert said in told
    assert trail.fault(record(2, Noted(text="二"))) is None


def test_where_the_end_of_a_branch_does_not_follow_the_head_there_is_nothing_to_redo() -> None:
    started, aside = record(1, Started(title="演習", phases=()), None), HeadSet(to=3, tip=2)
    history = History([started, record(2, Noted(text="二")), record(3, Noted(text="三")), record(4, aside)])
    assert (history.head, history.redo_to) == (3, None)
