"""Playing a scenario: steps, decisions, time, holding back, adding, branches."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, MemoryJournal, Play, PlayError, ScenarioClock
from simulator.machine import START, PhaseMachine
from simulator.scenario import Mode, Seat
from tests.exercise.sample import SAMPLE, advance_to_decision
from tests.exercise.ticks import Ticks

MACHINE = PhaseMachine(load_doctrine())


def begin(ticks: Ticks | None = None) -> tuple[Play, MemoryJournal]:
    journal = MemoryJournal()
    clock = ScenarioClock(ticking=ticks or Ticks())
    return Play.begin(SAMPLE, "sample.yaml", MACHINE, journal, clock), journal


def test_steps_come_in_their_order_and_scenario_time_with_them() -> None:
    play, _ = begin()
    shown = [play.advance().id for _ in range(4)]
    assert shown == ["opening", "report", "news", "raise"]
    assert play.clock.elapsed() == 20 * 60
    assert [entry.elapsed for entry in play.state.shown] == [0, 300, 600, 1200]


def test_a_decision_waits_until_it_is_taken() -> None:
    play, _ = begin()
    advance_to_decision(play)
    with pytest.raises(PlayError, match="判断を待っています"):
        play.advance()
    with pytest.raises(PlayError, match="選べるもの: up、wait"):
        play.decide("other")
    assert play.decide("up").text.startswith("重要")
    assert play.state.configuration.label == "重要影響事態"
    assert play.state.flags == {"raised"}


def test_a_step_whose_condition_does_not_hold_is_passed_over() -> None:
    play, _ = begin()
    advance_to_decision(play)
    play.decide("wait")
    assert play.advance().id == "why"
    assert not play.state.moves


def test_a_move_says_what_made_it() -> None:
    play, _ = begin()
    advance_to_decision(play)
    play.decide("up")
    play.advance()
    moves = play.state.moves
    assert [firing.because for move in moves for firing in move.firings] == [
        "重要な影響があるため",
        "武力攻撃が予測されるため",
    ]
    assert moves[-1].transitions == ("juyo-yosoku",)


def test_the_play_may_return_to_an_earlier_step_and_end() -> None:
    play, _ = begin()
    advance_to_decision(play)
    play.decide("wait")
    advance_to_decision(play)
    play.decide("back")
    assert play.advance().id == "report"
    assert play.clock.elapsed() == 50 * 60, "scenario time never runs back"
    advance_to_decision(play)
    play.decide("wait")
    advance_to_decision(play)
    play.decide("finish")
    play.advance()
    assert play.ended
    with pytest.raises(PlayError, match="終わっています"):
        play.advance()


def test_an_inject_held_back_is_not_shown_until_it_is_released() -> None:
    play, _ = begin()
    play.advance()
    play.hold_back()
    assert play.state.held == ("report",)
    assert play.advance().id == "news"
    play.release("report")
    assert [entry.step for entry in play.state.shown] == ["opening", "news", "report"]
    with pytest.raises(PlayError):
        play.release("report")


def test_only_injects_can_be_held_back() -> None:
    play, _ = begin()
    with pytest.raises(PlayError, match="状況付与だけ"):
        play.hold_back()


def test_the_facilitator_adds_an_inject_of_their_own() -> None:
    play, _ = begin()
    play.add("進行役", (Seat.SDF,), Mode.PHONE, "追加の状況。")
    added = play.state.shown[-1].added
    assert added is not None
    assert added.text == "追加の状況。"
    assert play.advance().id == "opening"
    with pytest.raises(PlayError):
        play.add("進行役", (), Mode.PHONE, "だれにも届かない")


def test_clock_paced_steps_are_due_when_scenario_time_reaches_them() -> None:
    ticks = Ticks()
    play, _ = begin(ticks)
    play.advance()
    play.pace(running=True, speed=60)
    ticks.seconds = 4.9
    assert not play.due()
    ticks.seconds = 5.0
    assert play.due()
    play.pace(running=False)
    ticks.seconds = 500
    assert play.clock.elapsed() == 300


def test_speed_stays_between_one_and_two_hundred_and_forty() -> None:
    play, _ = begin()
    play.pace(running=True, speed=0.1)
    assert play.clock.speed == 1
    play.pace(running=True, speed=1000)
    assert play.clock.speed == 240


def test_undo_takes_scenario_time_back_with_it() -> None:
    play, _ = begin()
    advance_to_decision(play)
    play.undo()
    assert play.clock.elapsed() == 600
    assert play.advance().id == "raise"


def test_a_fork_keeps_both_branches_named() -> None:
    play, _ = begin()
    advance_to_decision(play)
    decision = play.exercise.history.head
    play.decide("up")
    end = play.exercise.history.head
    play.fork(decision, "もし待ったら")
    play.decide("wait")
    branches = play.exercise.history.branches()
    assert [(branch.name, branch.current, branch.undone) for branch in branches] == [
        ("本筋", False, False),
        ("もし待ったら", True, False),
    ]
    assert play.exercise.history.state(end).configuration.label == "重要影響事態"
    assert branches[0].tip == end
    play.switch(branches[0])
    assert play.state.flags == {"raised"}
    play.advance()
    assert [(branch.name, branch.current) for branch in play.exercise.history.branches()] == [
        ("本筋", True),
        ("もし待ったら", False),
    ]


def test_a_line_left_by_undoing_is_kept_as_undone() -> None:
    play, _ = begin()
    advance_to_decision(play)
    play.decide("up")
    play.undo()
    play.decide("wait")
    assert [branch.undone for branch in play.exercise.history.branches()] == [False, True]


acts = st.lists(
    st.sampled_from(["next", "first", "last", "undo", "redo", "hold", "fork", "note"]), max_size=30
)


def act(play: Play, name: str) -> None:
    with suppress(PlayError):
        match name:
            case "next":
                play.advance()
            case "first" | "last":
                decision = play.waiting
                play.decide(decision.options[0 if name == "first" else -1].id if decision else "?")
            case "undo":
                play.undo()
            case "redo":
                play.redo()
            case "hold":
                play.hold_back()
            case "fork":
                play.fork(max(1, play.exercise.history.head - 2))
            case "note":
                play.exercise.note("覚書")


@given(acts)
def test_resuming_a_play_stands_where_it_stood(sequence: list[str]) -> None:
    play, journal = begin()
    for name in sequence:
        act(play, name)
    resumed = Play.resume(play.exercise.name, MACHINE, journal, ScenarioClock())
    assert resumed.state == play.state
    assert resumed.cursor == play.cursor
    assert resumed.exercise.history.branches() == play.exercise.history.branches()
    assert resumed.clock.elapsed() == play.state.elapsed


@given(acts)
def test_the_recorded_state_is_what_the_script_would_say(sequence: list[str]) -> None:
    play, _ = begin()
    for name in sequence:
        act(play, name)
        if play.waiting:
            assert play.cursor.step == play.state.waiting
        assert play.cursor == play.script.settle(play.cursor)


@pytest.mark.parametrize("running", [True, False])
def test_a_play_is_taken_up_at_the_speed_it_had_and_its_clock_stands(running: bool) -> None:
    play, journal = begin()
    play.pace(running=True, speed=5)
    play.advance()
    play.pace(running=running, speed=30)
    play.undo()  # undoing takes back no speed
    resumed = Play.resume(play.exercise.name, MACHINE, journal, ScenarioClock(ticking=Ticks()))
    assert (resumed.clock.running, resumed.clock.speed) == (False, 30)
    assert resumed.clock.elapsed() == resumed.state.elapsed


def test_the_last_choice_at_each_decision_is_known_without_going_over_all_that_were_taken() -> None:
    play, _ = begin()
    for option in ("wait", "back", "up"):
        advance_to_decision(play)
        play.decide(option)
    first, second, again = (taken.choice for taken in play.state.decisions)
    assert again.decision == first.decision
    assert play.cursor.chosen == {second, again}
    unread = play.state._replace(decisions=None)  # type: ignore[arg-type]  # nobody may ask for them
    assert unread.cursor == play.cursor
    play.undo()
    assert play.cursor.chosen == {first, second}


def test_a_walk_is_not_resumed_as_a_play() -> None:
    journal, clock = MemoryJournal(), ScenarioClock()
    walk = Exercise.begin(MACHINE, journal, clock, title="歩く", start=START)
    with pytest.raises(PlayError, match="シナリオの演習ではありません"):
        Play.resume(walk.name, MACHINE, journal, clock)


def test_an_attachment_is_given_as_it_was_at_the_beginning_each_by_its_own_name(
    tmp_path: Path,
) -> None:
    files = {"b.txt": b"second", "a.txt": b"first", "c.txt": b"third"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    attachments = ", ".join(f"{{file: {name}, caption: 図}}" for name in files)
    text = "    text: A国の動き。\n"
    source = SAMPLE.replace("schema: 1", "schema: 2").replace(
        text, f"{text}    attachments: [{attachments}]\n"
    )
    play = Play.begin(source, str(tmp_path / "own.yaml"), MACHINE, MemoryJournal(), ScenarioClock())
    for name in files:
        (tmp_path / name).write_bytes(b"changed since")
    assert {name: play.attached(name) for name in files} == files
    assert [play.attached(name) for name in ("", "a", "bb.txt", "d.txt")] == [None] * 4


@pytest.mark.parametrize(("sender", "recorded"), [("", "進行役"), ("報道機関", "報道機関")])
def test_an_inject_of_the_facilitators_own_is_from_whom_it_says_or_from_the_facilitator(
    sender: str, recorded: str
) -> None:
    play, _ = begin()
    play.add(sender, (Seat.SDF,), Mode.PHONE, "追加の連絡。")
    added = play.state.shown[-1].added
    assert added is not None
    assert (added.sender, added.to, added.mode, added.text) == (
        recorded,
        ("sdf",),
        Mode.PHONE,
        "追加の連絡。",
    )
