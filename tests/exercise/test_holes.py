"""Faults that only long exercises, failing disks and cleared flags show."""

import pytest

from simulator.exercise import (
    Exercise,
    JournalError,
    MemoryJournal,
    Play,
    Record,
    ScenarioClock,
    VirtualClock,
)
from simulator.exercise.state import State, fold
from simulator.machine import START, PhaseMachine
from tests.exercise.sample import SAMPLE

CLEARING = SAMPLE.replace(
    "        feedback: 戻る。\n",
    "        feedback: 戻る。\n        effects: [{clear: raised, because: 初めに戻るため}]\n",
)


class FullDisk(MemoryJournal):
    """Keeps what comes until it is full."""

    full = False

    def append(self, exercise: str, record: Record) -> None:
        if self.full:
            raise JournalError("空き容量がありません")
        super().append(exercise, record)


def test_each_moment_of_a_long_exercise_with_branches_is_the_fold_of_its_own_path(
    machine: PhaseMachine,
) -> None:
    exercise = Exercise.begin(machine, MemoryJournal(), VirtualClock(), title="長い", start=START)
    for number in range(300):
        exercise.note(str(number))
        if number % 70 == 69:
            for _ in range(number % 5 + 2):
                exercise.undo()
    history = exercise.history
    for seq in [*history.branch_of, *reversed(history.branch_of)]:
        plain = State()
        for record in history.path(seq):
            plain = fold(plain, record)
        assert history.state(seq) == plain, seq


def test_time_does_not_pass_where_a_step_or_a_pace_could_not_be_kept(machine: PhaseMachine) -> None:
    journal = FullDisk()
    play = Play.begin(SAMPLE, "sample.yaml", machine, journal, ScenarioClock(ticking=lambda: 0.0))
    play.advance()
    journal.full = True
    with pytest.raises(JournalError):
        play.advance()
    assert play.clock.elapsed() == 0
    with pytest.raises(JournalError):
        play.pace(running=True, speed=60)
    assert (play.clock.running, play.clock.speed) == (False, 1.0)
    journal.full = False
    play.advance()
    assert play.clock.elapsed() == 300


def test_a_flag_that_was_cleared_stands_no_more(machine: PhaseMachine) -> None:
    play = Play.begin(CLEARING, "sample.yaml", machine, MemoryJournal(), ScenarioClock())
    flags = []
    for option in ("up", "back"):
        while not play.state.waiting:
            play.advance()
        play.decide(option)
        flags.append(play.state.flags)
    play.undo()
    assert [*flags, play.state.flags] == [{"raised"}, set(), {"raised"}]


def test_a_jump_to_any_moment_folds_no_more_than_a_few_dozen_records(
    machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    exercise = Exercise.begin(machine, MemoryJournal(), VirtualClock(), title="長い", start=START)
    for number in range(300):
        exercise.note(str(number))
    folded: list[int] = []

    def counted(state: State, record: Record) -> State:
        folded.append(record.seq)
        return fold(state, record)

    monkeypatch.setattr("simulator.exercise.history.fold", counted)
    for seq in (290, 5, 130, 64, 65, 200, 63):
        folded.clear()
        exercise.history.state(seq)
        assert len(folded) <= 64
    assert len(exercise.history._kept) <= 1 + 300 // 64  # so few states are held for it
