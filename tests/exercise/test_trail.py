"""Whether records form a history is checked without folding them."""

from datetime import UTC, datetime

import pytest

from simulator.exercise import Exercise, History, MemoryJournal, VirtualClock
from simulator.exercise.events import (
    Event,
    Forked,
    HeadSet,
    Noted,
    Paced,
    Record,
    Refusal,
    Started,
    Ticked,
    Voted,
)
from simulator.exercise.trail import RecordTrail
from simulator.machine import START, PhaseMachine, Trigger

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


def record(seq: int, event: Event, parent: int | None = 1, elapsed: float = 0.0) -> Record:
    return Record(seq=seq, parent=parent, wall=NOON, elapsed=elapsed, event=event)


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
    exercise.keep(Forked(at=2, name="別の道"))
    forked = len(exercise.history.records)
    exercise.note("三")
    exercise.keep(HeadSet(to=3, tip=3, branch=0))
    exercise.keep(HeadSet(to=forked + 1, tip=forked + 1, branch=forked))
    trail = RecordTrail()
    records = journal.read(exercise.name)
    assert {each.event.branch for each in records if isinstance(each.event, HeadSet)} == {None, 0, forked}
    assert [trail.fault(each) for each in records] == [None] * len(records)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (record(3, Noted(text="三")), "通し番号"),
        (record(2, Noted(text="二"), None), "前の記録の番号がありません"),
        (record(2, Noted(text="二"), 2), "前の記録 2 がありません"),
        (record(2, HeadSet(to=7, tip=7)), "指す先の記録 7 がありません"),
        (record(2, HeadSet(to=1, tip=7)), "指す先の記録 7 がありません"),
        (record(2, HeadSet(to=9, tip=7)), "指す先の記録 7 がありません"),
        (record(2, HeadSet(to=1, tip=1, branch=5)), "分岐 5 がありません"),
        (record(2, HeadSet(to=1, tip=1, branch=1)), "分岐 1 がありません"),
        (record(2, Forked(at=2, name="道")), "指す先の記録 2 がありません"),
        (record(2, Paced(running=True, speed=0.99)), "時計の速さ"),
        (record(2, Paced(running=True, speed=240.5)), "時計の速さ"),
        (record(2, Paced(running=True, speed=float("nan"))), "時計の速さ"),
        (record(2, Paced(running=True, speed=float("inf"))), "時計の速さ"),
        (record(2, Ticked(move=9, sentence="IV.p1.s1", done=True)), "9"),
        (record(2, Voted(decision="x", about=9, answered=0, of=0)), "指す先の記録 9 がありません"),
        (record(2, Noted(text="二"), elapsed=-0.001), "経過時間"),
        (record(2, Noted(text="二"), elapsed=float("nan")), "経過時間"),
        (record(2, Noted(text="二"), elapsed=float("inf")), "経過時間"),
    ],
    ids=lambda value: repr(value.event) if isinstance(value, Record) else "",
)
def test_what_does_not_fit_is_told_and_not_taken(wrong: Record, message: str) -> None:
    trail = begun()
    fault = trail.fault(wrong)
    assert fault is not None
    assert message in fault
    assert trail.fault(record(2, Noted(text="二"))) is None


@pytest.mark.parametrize("speed", [1.0, 60.0, 240.0])
def test_any_speed_of_the_clock_and_what_is_beside_the_line_of_acts_fit_and_nothing_follows_them(
    speed: float,
) -> None:
    trail = begun()
    off_the_line: tuple[Event, ...] = (
        Paced(running=True, speed=speed),
        Refusal(trigger=Trigger.END_SAIGAI, reason="", sentences=()),
        Forked(at=1, name="道"),
        HeadSet(to=1, tip=1, branch=4),
    )
    for seq, event in enumerate(off_the_line, 2):
        assert trail.fault(record(seq, event)) is None
        assert trail.fault(record(seq + 1, Noted(text="次"), seq)) == f"前の記録 {seq} がありません"
    assert trail.fault(record(6, HeadSet(to=1, tip=1, branch=3))) == "分岐 3 がありません"
    assert trail.fault(record(6, Noted(text="次"))) is None
    assert trail.fault(record(7, Noted(text="次"), 6)) is None


def test_where_the_end_of_a_branch_does_not_follow_the_head_there_is_nothing_to_redo() -> None:
    started, moved_head = record(1, Started(title="演習", phases=()), None), HeadSet(to=3, tip=2)
    history = History(
        [started, record(2, Noted(text="二")), record(3, Noted(text="三")), record(4, moved_head)]
    )
    assert (history.head, history.redo_to) == (3, None)
