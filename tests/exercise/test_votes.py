"""The result of a class's votes, and which part of it becomes an event."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.exercise import MemoryJournal, Play, PlayError, ScenarioClock
from simulator.exercise.classroom import ClassRoom, QuizSent, class_of
from simulator.exercise.events import Record, Voted
from simulator.exercise.replay import Replay
from simulator.exercise.roll import Person, Response, about_quiz, about_record, record_of
from simulator.exercise.told import OptionVotes, ToldVote
from simulator.exercise.viewer import FACILITATOR, ROOM, Viewer
from simulator.exercise.visibility import Visibility
from simulator.exercise.votes import count_votes
from simulator.machine import PhaseMachine
from simulator.scenario import Decision, Seat
from tests.exercise.sample import SAMPLE
from tests.journal.test_contract import NOON

ABOUT = about_record(5)  # which shows the first decision of the sample, `raise`, of the Japanese Government
OURS, OTHERS = "japan_government", "sdf"


def person(number: int, seat: str = OURS, **values: Any) -> Person:
    return Person(f"p{number}", f"t{number}", "", seat, NOON, **values)


def vote(number: int, option: str, second: int = 0) -> Response:
    return Response(f"p{number}", ABOUT, option, NOON.replace(second=second))


@pytest.fixture
def play(machine: PhaseMachine) -> Play:
    """Standing at the first decision of the sample."""
    play = Play.begin(SAMPLE, "sample.yaml", machine, MemoryJournal(), ScenarioClock(wall=lambda: NOON))
    while play.waiting is None:
        play.advance()
    return play


@pytest.fixture(scope="module")
def decision(machine: PhaseMachine) -> Decision:
    play = Play.begin(SAMPLE, "sample.yaml", machine, MemoryJournal(), ScenarioClock(wall=lambda: NOON))
    found = play.script.step("raise")
    assert isinstance(found, Decision)
    return found


def test_votes_stand_by_option_and_then_by_the_seats_in_the_order_of_the_scenario(decision: Decision) -> None:
    seats = (Seat.SDF, Seat.US_FORCES, Seat.AGENCIES)
    shared = decision.model_copy(update={"seats": seats})
    people = [person(n, seat.value) for n, seat in enumerate((*reversed(seats), *reversed(seats)), 1)]
    options = [option.id for option in decision.options]
    votes = [vote(n, options[-1] if n <= len(seats) else options[0]) for n in range(1, len(people) + 1)]
    wanted = tuple((option, seat.value, 1) for option in (options[0], options[-1]) for seat in seats)
    assert count_votes(shared, votes, people).counts == wanted
    in_order_of_names = tuple(sorted(wanted, key=lambda one: (options.index(one[0]), one[1])))
    assert count_votes(decision, votes, people).others == in_order_of_names


def test_each_vote_is_counted_for_its_option_and_seat(decision: Decision) -> None:
    people = [person(1), person(2), person(3), person(4)]
    votes = [vote(1, "wait"), vote(2, "up"), vote(3, "wait")]
    found = count_votes(decision, votes, people)
    assert found.counts == (("up", OURS, 1), ("wait", OURS, 2))
    assert (found.answered, found.of) == (3, 4)
    assert found.by_option == {"up": 1, "wait": 2}
    assert found.leading == ("wait",)


def test_votes_that_are_even_have_no_one_leader_and_none_lead_before_the_first(decision: Decision) -> None:
    people = [person(1), person(2)]
    assert count_votes(decision, [], people).leading == ()
    assert count_votes(decision, [vote(1, "wait"), vote(2, "up")], people).leading == ("up", "wait")


def test_votes_of_other_seats_stand_apart_and_count_for_nothing(decision: Decision) -> None:
    people = [person(1), person(2, OTHERS), person(3, "")]
    found = count_votes(decision, [vote(1, "up"), vote(2, "wait"), vote(3, "wait")], people)
    assert found.counts == (("up", OURS, 1),)
    assert found.others == (("wait", "", 1), ("wait", OTHERS, 1))
    assert (found.answered, found.of) == (1, 1)


def test_who_was_removed_has_no_vote_and_who_left_keeps_hers(decision: Decision) -> None:
    people = [person(1, removed=True), person(2, left=NOON), person(3, left=NOON), person(4)]
    found = count_votes(decision, [vote(1, "up"), vote(2, "up")], people)
    assert found.counts == (("up", OURS, 1),)
    assert (found.answered, found.of) == (1, 2)  # nobody waits for the third


def test_what_names_no_option_and_who_is_not_on_the_roll_is_left_out(decision: Decision) -> None:
    found = count_votes(decision, [vote(1, "x"), vote(9, "up"), vote(1, "")], [person(1)])
    assert (found.counts, found.answered, found.of) == ((), 0, 1)


_PEOPLE = st.lists(
    st.builds(
        person,
        st.integers(1, 8),
        st.sampled_from([OURS, OTHERS, ""]),
        removed=st.booleans(),
        left=st.sampled_from([None, NOON]),
    ),
    unique_by=lambda each: each.id,
)
_VOTES = st.lists(
    st.builds(vote, st.integers(1, 9), st.sampled_from(["up", "wait", "x"]), st.integers(0, 3)), max_size=30
)


@given(_PEOPLE, _VOTES, st.randoms(use_true_random=False))
def test_one_person_one_vote_in_whatever_order_they_come(
    decision: Decision, people: list[Person], votes: list[Response], random: Any
) -> None:
    found = count_votes(decision, votes, people)
    mixed, others = votes[:], people[:]
    random.shuffle(mixed)
    random.shuffle(others)
    assert count_votes(decision, mixed, others) == found
    # Her last one counts, and nobody has two: so it comes to what counting by hand does.
    last: dict[str, Response] = {}
    for one in sorted(votes, key=lambda one: (one.at, one.body)):
        if one.body != "x":
            last[one.person] = one
    voters = [each for each in people if not each.removed and each.id in last]
    by_hand = Counter((last[each.id].body, each.seat) for each in voters)
    assert {(option, seat): n for option, seat, n in (*found.counts, *found.others)} == by_hand
    assert sum(n for *_, n in found.counts) == found.answered <= found.of <= len(people)
    assert {seat for _, seat, _ in found.counts} <= {OURS}


@given(_PEOPLE, _VOTES, st.integers(1, 8), st.sampled_from(["up", "wait"]))
def test_a_later_vote_takes_the_place_of_the_earlier_and_adds_none(
    decision: Decision, people: list[Person], votes: list[Response], who: int, option: str
) -> None:
    before = count_votes(decision, [vote(who, "up", 10), *votes], people)
    after = count_votes(decision, [vote(who, option, 20), vote(who, "up", 10), *votes], people)
    assert (after.answered, after.of) == (before.answered, before.of)
    assert sum(n for *_, n in after.others) == sum(n for *_, n in before.others)


# As an event


def test_a_vote_that_was_closed_is_kept_and_the_decision_still_waits(play: Play) -> None:
    assert play.asked == 5
    assert play.waiting
    play.vote(count_votes(play.waiting, [vote(1, "up")], [person(1), person(2)]))
    (taken,) = play.state.votes
    assert (taken.decision, taken.about, taken.counts) == ("raise", 5, (("up", OURS, 1),))
    assert (taken.answered, taken.of) == (1, 2)
    assert play.waiting.id == "raise"
    play.decide("wait")
    assert play.asked == 0
    with pytest.raises(PlayError, match="判断を待っていません"):
        play.vote(count_votes(play.script.step("raise"), [], []))  # type: ignore[arg-type]
    play.advance()
    assert play.state.votes == (taken,)  # a step shown after it leaves it


def test_a_vote_undone_is_no_more_and_a_branch_has_its_own(play: Play) -> None:
    assert play.waiting
    for_up = count_votes(play.waiting, [vote(1, "up")], [person(1)])
    for_waiting = count_votes(play.waiting, [vote(1, "wait")], [person(1)])
    play.vote(for_up)
    play.decide("up")
    assert play.undo()
    assert len(play.state.votes) == 1
    assert play.undo()
    assert play.state.votes == ()
    assert play.asked == 5
    assert play.redo()
    assert [one.counts for one in play.state.votes] == [for_up.counts]
    play.fork(5, "二つ目")
    play.vote(for_waiting)
    assert [one.counts for one in play.state.votes] == [for_waiting.counts]
    play.switch(play.exercise.history.branches()[0])
    assert [one.counts for one in play.state.votes] == [for_up.counts]


def test_a_play_with_votes_is_replayed_from_its_records_alone(play: Play, machine: PhaseMachine) -> None:
    assert play.waiting
    play.vote(count_votes(play.waiting, [vote(1, "up"), vote(2, "wait")], [person(1), person(2)]))
    play.decide("up")
    while not play.state.waiting:
        play.advance()
    play.vote(count_votes(play.waiting, [], []))
    play.decide("finish")
    elsewhere = MemoryJournal()
    records = [
        Record.model_validate_json(record.model_dump_json())
        for record in play.exercise.journal.read(play.exercise.name)
    ]
    elsewhere.adopt("one", "演習", NOON, records)
    replay = Replay(strict=True)
    assert [replay.fault(record) for record in records] == [None] * len(records)
    again = Play.resume("one", machine, elsewhere, ScenarioClock(wall=lambda: NOON))
    assert again.state == play.state == replay.history.state()
    assert [one.answered for one in again.state.votes] == [2, 0]
    assert elsewhere.roll.people("one") == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"decision": "again"}, "判断「again」は待っていません"),
        ({"decision": "why"}, "判断「why」は待っていません"),
        ({"about": 99}, "指す先の記録 99 がありません"),
        ({"about": 2}, "記録 2 は判断「raise」を示していません"),
        ({"counts": (("sideways", OURS, 1),)}, "判断「raise」に選択肢「sideways」はありません"),
        ({"counts": (("up", OTHERS, 1),)}, "判断「raise」は席「sdf」のものではありません"),
        ({"counts": (("up", OURS, 2),)}, "投票の数が合いません"),
        ({"counts": (("up", OURS, 1), ("up", OURS, 1)), "answered": 2, "of": 2}, "投票の数が合いません"),
        ({"of": 0}, "投票の数が合いません"),
    ],
)
def test_a_vote_from_elsewhere_that_cannot_be_is_refused(play: Play, change: Any, why: str) -> None:
    replay = Replay(strict=True)
    records = list(play.exercise.history.records.values())
    for record in records:
        assert replay.fault(record) is None
    event = Voted(decision="raise", about=5, counts=(("up", OURS, 1),), answered=1, of=1)
    wrong = records[-1].model_copy(update={"seq": 6, "parent": 5, "event": event.model_copy(update=change)})
    assert replay.fault(wrong) == why


def test_a_vote_that_was_closed_is_told_to_the_facilitator_alone(play: Play) -> None:
    """The class is shown its votes when the facilitator wishes, and not because they were counted."""
    assert play.waiting
    play.vote(
        count_votes(play.waiting, [vote(1, "wait"), vote(2, "wait")], [person(1), person(2), person(3)])
    )
    (taken,) = play.state.votes

    def sight(viewer: Viewer) -> Visibility:
        return Visibility(play.script, play.exercise.history, viewer)

    told = sight(FACILITATOR).told(taken)
    assert isinstance(told, ToldVote)
    assert told.options == (
        OptionVotes(1, "重要な影響を与える事態とみる", 0),
        OptionVotes(2, "様子を見る", 2),
    )
    assert (told.answered, told.of) == (2, 3)
    for viewer in (ROOM, Viewer("seat", Seat.JAPAN_GOVERNMENT), Viewer("seat", Seat.SDF)):
        assert sight(viewer).told(taken) is None
        assert sight(viewer).aside(taken) is None
    aside = sight(FACILITATOR).aside(taken)
    assert aside is not None
    assert aside.votes == ((Seat.JAPAN_GOVERNMENT, 2, 2),)
    assert taken in sight(ROOM).things(play.state)


# How a class stands


def test_a_class_comes_back_as_it_was_kept_and_the_same_class_is_the_same_text() -> None:
    quiz = QuizSent(number=1, question="q", stem="問", options=("甲", "乙"))
    room = ClassRoom(code="ABC234", address=("http://192.0.2.1:8000",), since=NOON, quiz=(quiz,))
    room = room.close(about_record(5)).close(about_record(12)).show(quiz.about)
    assert class_of(room.text()) == room
    other = ClassRoom(code="ABC234", address=("http://192.0.2.1:8000",), since=NOON, quiz=(quiz,))
    other = other.show(about_quiz(1)).close(about_record(12)).close(about_record(5))
    assert other.text() == room.text()
    assert (room.takes(about_record(5)), room.takes(about_record(6)), room.shows(quiz.about)) == (
        False,
        True,
        True,
    )
    assert room.reopen(about_record(5)).takes(about_record(5))


def test_a_class_that_was_never_opened_or_cannot_be_read_is_closed() -> None:
    for text in ("", "x", "[]", '{"seats": 0}', '{"seats": 100000}'):
        assert class_of(text) == ClassRoom()
    assert not ClassRoom().is_open
    assert not ClassRoom().takes(ABOUT)
    assert class_of('{"code":"A","later":1}').is_open  # of a version to come


def test_somebody_is_present_unless_removed_or_gone() -> None:
    anna = person(1)
    assert anna.present
    assert not replace(anna, removed=True).present
    assert not replace(anna, left=NOON).present


def test_only_what_names_a_record_has_its_number() -> None:
    assert record_of(about_record(12)) == 12
    assert [
        record_of(about) for about in (about_quiz(12), "12", "record:", "record:x", "record:1234567890")
    ] == [None] * 5
