"""An exercise is the fold of its journal: undo, redo, branches, resuming."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, History, MemoryJournal, UnknownStepError, VirtualClock
from simulator.exercise.events import Noted, Record
from simulator.machine import START, Accepted, PhaseMachine, Trigger

MACHINE = PhaseMachine(load_doctrine())


def walk() -> tuple[Exercise, MemoryJournal, VirtualClock]:
    journal, clock = MemoryJournal(), VirtualClock()
    return Exercise.begin(MACHINE, journal, clock, title="歩く", start=START), journal, clock


def test_a_move_is_kept_with_its_time_and_what_the_machine_answered() -> None:
    exercise, journal, clock = walk()
    clock.advance(90)
    exercise.fire(Trigger.TO_JUYO)
    move = exercise.state.last_move
    assert move is not None
    assert move.elapsed == 90
    assert move.transitions == ("heiji-juyo",)
    assert exercise.state.configuration.label == "重要影響事態"
    assert journal.read(exercise.name)[-1].wall == clock.wall()


def test_a_refusal_is_kept_and_changes_nothing() -> None:
    exercise, journal, _ = walk()
    before = exercise.state
    exercise.fire(Trigger.END_SAIGAI)
    assert exercise.state == before
    assert journal.read(exercise.name)[-1].event.kind == "refused"
    assert not exercise.undo()


def test_a_step_is_ticked_and_unticked() -> None:
    exercise, _, _ = walk()
    exercise.fire(Trigger.TO_JUYO)
    exercise.tick("IV.b1.s1", done=True)
    exercise.tick("IV.b1.s1", done=True)  # done twice is done
    move = exercise.state.moves[-1].seq
    assert exercise.state.ticked == {move: {"IV.b1.s1"}}
    exercise.tick("IV.b1.s1", done=False)
    assert exercise.state.ticked == {move: set()}


def test_ticking_copies_nothing_that_grew_before() -> None:
    """A copy of the moves at each tick would make ten thousand ticks take minutes."""
    exercise, _, _ = walk()
    exercise.fire(Trigger.TO_JUYO)
    before = exercise.state
    exercise.tick("IV.b1.s1", done=True)
    assert exercise.state.moves is before.moves
    assert before.ticked == {}


def test_each_record_is_looked_at_once_to_find_the_next_on_a_line_left_behind() -> None:
    exercise, _, _ = walk()
    exercise.fire(Trigger.TO_JUYO)
    moved = exercise.state.seq
    for _ in range(40):
        exercise.note("一")
        exercise.note("二")
        exercise.undo()
    history = exercise.history
    exercise.undo_to(1)
    history.records = records = CountedRecords(history.records)
    assert history.forward(moved) == moved + 1
    exercise.keep(Noted(text="別の道"))
    records.lookups = 0
    assert history.forward(moved + 1) is not None
    assert records.lookups <= len(records)


class CountedRecords(dict[int, Record]):
    """Records by number that count how often one is looked up."""

    lookups = 0

    def __getitem__(self, seq: int) -> Record:
        self.lookups += 1
        return super().__getitem__(seq)


def test_a_step_that_is_not_on_the_sheet_cannot_be_ticked() -> None:
    exercise, _, _ = walk()
    with pytest.raises(UnknownStepError):
        exercise.tick("IV.b1.s1", done=True)
    exercise.fire(Trigger.TO_JUYO)
    with pytest.raises(UnknownStepError):
        exercise.tick("VIII.p1.s1", done=True)


def test_after_undoing_a_new_act_grows_a_branch_and_the_old_one_is_kept() -> None:
    exercise, journal, _ = walk()
    exercise.fire(Trigger.TO_JUYO)
    exercise.undo()
    exercise.fire(Trigger.TO_HASSEI)
    assert [firing.trigger for move in exercise.state.moves for firing in move.firings] == [Trigger.TO_HASSEI]
    assert not exercise.redo()
    assert [record.event.kind for record in journal.read(exercise.name)] == [
        "started",
        "moved",
        "head",
        "moved",
    ]
    assert exercise.history.state(2).configuration.label == "重要影響事態"


def test_looking_back_and_forward_changes_nothing() -> None:
    exercise, _, _ = walk()
    exercise.fire(Trigger.TO_JUYO)
    exercise.fire(Trigger.TO_HASSEI)
    history = exercise.history
    back = history.back(history.head)
    assert back == 2
    assert history.state(back).configuration.label == "重要影響事態"
    assert history.forward(back) == history.head
    assert history.forward(history.head) is None


acts = st.lists(
    st.one_of(st.sampled_from(list(Trigger)), st.sampled_from(["undo", "redo", "note"])), max_size=40
)


@given(acts)
def test_undo_restores_exactly_and_redo_takes_it_back(sequence: list[str]) -> None:
    exercise, _, clock = walk()
    for act in sequence:
        clock.advance(1)
        match act:
            case "undo":
                before = exercise.state
                if exercise.undo():
                    assert exercise.redo()
                    assert exercise.state == before
                    exercise.undo()
            case "redo":
                exercise.redo()
            case "note":
                exercise.note("覚書")
            case trigger:
                before = exercise.state
                if isinstance(exercise.fire(Trigger(trigger)), Accepted):
                    assert exercise.undo()
                    assert exercise.state == before
                    assert exercise.redo()


@given(acts)
def test_resuming_stands_where_it_stood(sequence: list[str]) -> None:
    exercise, journal, clock = walk()
    for act in sequence:
        match act:
            case "undo":
                exercise.undo()
            case "redo":
                exercise.redo()
            case "note":
                exercise.note("覚書")
            case trigger:
                exercise.fire(Trigger(trigger))
    resumed = Exercise.resume(exercise.name, MACHINE, journal, clock)
    assert resumed.state == exercise.state
    assert resumed.history.undo_to == exercise.history.undo_to
    assert resumed.history.redo_to == exercise.history.redo_to


def test_a_long_journal_is_folded_from_the_nearest_kept_state() -> None:
    exercise, _, _ = walk()
    for number in range(500):
        exercise.note(str(number))
    assert len(exercise.state.notes) == 500
    assert exercise.history.state(251).notes[-1].text == "249"


def test_what_was_undone_in_an_exercise_of_hundreds_of_records_can_be_redone_after_it_was_read_anew() -> None:
    exercise, journal, _ = walk()
    for number in range(300):
        exercise.note(str(number))
    exercise.undo()
    kept = [Record.model_validate_json(record.model_dump_json()) for record in journal.read(exercise.name)]
    assert History(kept).redo_to == 301
