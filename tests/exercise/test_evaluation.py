"""Reasons, ratings and the plan are kept, folded, undone and exported; old records stay as they are."""

import json
from collections.abc import Iterator

import pytest

from simulator.exercise import Exercise, MemoryJournal, Play, Rating, ScenarioClock, VirtualClock
from simulator.exercise.events import Decided, Record, Started
from simulator.journal import TransferError, export_lines, import_lines
from simulator.machine import START, PhaseMachine
from tests.exercise.sample import SAMPLE, advance_to_decision
from tests.exercise.ticks import Ticks


@pytest.fixture
def play(machine: PhaseMachine) -> Play:
    """A play of the sample at its first decision."""
    begun = Play.begin(SAMPLE, "sample.yaml", machine, MemoryJournal(), ScenarioClock(ticking=Ticks()))
    advance_to_decision(begun)
    return begun


def test_a_decision_carries_the_reason_of_the_class_in_one_line(play: Play) -> None:
    play.decide("up", "  まだ攻撃は\n受けていないから ")
    assert play.state.decisions[-1].reason == "まだ攻撃は 受けていないから"
    play.undo()
    play.decide("wait")
    assert play.state.decisions[-1].reason == ""


def test_the_last_rating_of_an_evaluator_counts_and_evaluators_are_never_averaged(play: Play) -> None:
    exercise = play.exercise
    exercise.rate("ground", Rating.M, evaluator="佐藤", text="条項を挙げられなかった")
    exercise.rate("ground", Rating.P, evaluator="鈴木")
    exercise.rate("ground", Rating.S, evaluator="佐藤", text=" 後では挙げた ")
    assert [
        (observation.evaluator, observation.rating, observation.text)
        for observation in exercise.state.ratings
    ] == [
        ("鈴木", Rating.P, ""),
        ("佐藤", Rating.S, "後では挙げた"),
    ]
    exercise.undo()
    assert [(observation.evaluator, observation.rating) for observation in exercise.state.ratings] == [
        ("佐藤", Rating.M),
        ("鈴木", Rating.P),
    ]


def test_rating_moves_neither_the_script_nor_the_machine(play: Play) -> None:
    before = play.state
    play.exercise.rate("ground", Rating.N, evaluator="佐藤")
    play.exercise.improve("窓口を探した", "一覧を配る")
    after = play.state
    assert (after.cursor, after.waiting, after.shown) == (before.cursor, before.waiting, before.shown)


def test_an_item_of_the_plan_takes_the_place_of_the_one_it_names(play: Play) -> None:
    exercise = play.exercise
    exercise.improve("窓口を探した", "一覧を配る")
    first = exercise.state.improvements[-1].seq
    exercise.improve("記録が遅れた", "書記を置く", who="教官", by="次の回まで")
    exercise.improve("窓口を探した", "一覧を机に置く", instead=first)
    second = exercise.state.improvements[-1].seq
    exercise.improve("窓口を探した", "一覧を壁に貼る", instead=second)
    assert [item.action for item in exercise.state.plan] == ["一覧を壁に貼る", "書記を置く"]


def exported(play: Play) -> list[str]:
    return list(export_lines(play.exercise.journal, play.exercise.name))


def test_reasons_ratings_and_plan_are_exported_and_imported_to_the_same_state(
    play: Play, machine: PhaseMachine
) -> None:
    play.decide("up", "理由")
    play.exercise.rate("ground", Rating.U, evaluator="佐藤", text="言えなかった", about=2)
    play.exercise.improve("言えなかった", "条項を先に読む", who="全員", by="来週", instead=None)
    lines = exported(play)
    elsewhere = MemoryJournal()
    name = import_lines(elsewhere, lines)
    carried = Play.resume(name, machine, elsewhere, ScenarioClock())
    assert carried.state == play.state
    assert list(export_lines(elsewhere, name)) == lines


def with_last_event(lines: list[str], **values: object) -> Iterator[str]:
    """The exported lines with these values in the last event."""
    yield from lines[:-1]
    last = json.loads(lines[-1])
    yield json.dumps({**last, "event": {**last["event"], **values}})


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"objective": "none"}, "学習目標「none」はシナリオにありません"),
        ({"about": 99}, "指す先の記録 99 がありません"),
        ({"rating": "A"}, "rating"),
    ],
)
def test_a_rating_from_elsewhere_must_fit_the_scenario(
    play: Play, values: dict[str, object], message: str
) -> None:
    play.exercise.rate("ground", Rating.P, evaluator="佐藤")
    with pytest.raises(TransferError, match=message):
        import_lines(MemoryJournal(), with_last_event(exported(play), **values))


def test_records_of_the_first_version_are_written_as_they_were() -> None:
    started = '{"kind":"started","v":1,"title":"演習","phases":[],"script":null}'
    decided = '{"kind":"decided","v":1,"decision":"a","option":"b","next":null,"flags":[],"fired":[]}'
    for event in (started, decided):
        line = f'{{"seq":1,"parent":null,"wall":"2026-04-01T12:00:00Z","elapsed":0.0,"event":{event}}}'
        assert Record.model_validate_json(line).model_dump_json() == line


def test_the_offset_of_the_beginning_is_kept_and_older_records_have_none(machine: PhaseMachine) -> None:
    journal, clock = MemoryJournal(), VirtualClock(ahead=540)
    exercise = Exercise.begin(machine, journal, clock, title="歩く", start=START)
    assert exercise.state.offset == 540
    assert Started(v=1, title="演習", phases=()).offset is None
    assert Decided(decision="a", option="b", next=None).reason == ""
