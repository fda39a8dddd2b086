"""The result of a class's votes, and which part of it becomes an event."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.exercise import MemoryJournal, Play, PlayError, ScenarioClock
from simulator.exercise.attendance import vote_count
from simulator.exercise.classroom import ClassRoom
from simulator.exercise.events import Record, Voted
from simulator.exercise.grown import Grown
from simulator.exercise.replay import Replay
from simulator.exercise.roll import Person, Response, about_record
from simulator.exercise.state import VoteTaken
from simulator.exercise.told import OptionVotes, ToldVote
from simulator.exercise.viewer import FACILITATOR, ROOM, Viewer
from simulator.exercise.visibility import Visibility
from simulator.exercise.votes import count_votes
from simulator.machine import PhaseMachine
from simulator.scenario import Decision, Seat
from tests.exercise.sample import SAMPLE, advance_to_decision
from tests.journal.test_contract import NOON

ABOUT = about_record(5)  # which shows the first decision of the sample, `raise`, of the Japanese Government
OURS, OTHERS = "japan_government", "sdf"


def person(number: int, seat: str = OURS, **values: Any) -> Person:
    return Person(f"p{number}", f"t{number}", "", seat, NOON, **values)


def vote(number: int, option: str, second: int = 0) -> Response:
    return Response(f"p{number}", ABOUT, option, NOON.replace(second=second))


@pytest.mark.parametrize("other", [4, 6])
def test_a_vote_that_was_closed_counts_for_no_other_showing(play: Play, other: int) -> None:
    decision = play.waiting
    assert decision
    kept = VoteTaken(9, 0.0, decision.id, other, ((decision.options[0].id, OURS, 3),), 3, 3)
    state = play.state._replace(votes=Grown((kept,)))
    room = ClassRoom(code="K7M2QX").close(ABOUT)
    assert vote_count(decision, ABOUT, [], [person(1)], state=state, room=room).answered == 0


@pytest.fixture
def play(machine: PhaseMachine) -> Play:
    """A play of the sample at its first decision."""
    play = Play.begin(SAMPLE, "sample.yaml", machine, MemoryJournal(), ScenarioClock(wall=lambda: NOON))
    advance_to_decision(play)
    return play


@pytest.fixture(scope="module")
def decision(machine: PhaseMachine) -> Decision:
    play = Play.begin(SAMPLE, "sample.yaml", machine, MemoryJournal(), ScenarioClock(wall=lambda: NOON))
    step = play.script.step("raise")
    assert isinstance(step, Decision)
    return step


def test_votes_stand_by_option_and_then_by_the_seats_in_the_order_of_the_scenario(decision: Decision) -> None:
    seats = (Seat.SDF, Seat.US_FORCES, Seat.AGENCIES)
    shared = decision.model_copy(update={"seats": seats})
    people = [
        person(number, seat.value) for number, seat in enumerate((*reversed(seats), *reversed(seats)), 1)
    ]
    options = [option.id for option in decision.options]
    votes = [
        vote(number, options[-1] if number <= len(seats) else options[0])
        for number in range(1, len(people) + 1)
    ]
    counts = tuple((option, seat.value, 1) for option in (options[0], options[-1]) for seat in seats)
    assert count_votes(shared, votes, people).counts == counts
    in_order_of_names = tuple(sorted(counts, key=lambda count: (options.index(count[0]), count[1])))
    assert count_votes(decision, votes, people).others == in_order_of_names


def test_each_vote_is_counted_for_its_option_and_seat(decision: Decision) -> None:
    people = [person(1), person(2), person(3), person(4)]
    votes = [vote(1, "wait"), vote(2, "up"), vote(3, "wait")]
    count = count_votes(decision, votes, people)
    assert count.counts == (("up", OURS, 1), ("wait", OURS, 2))
    assert (count.answered, count.of) == (3, 4)
    assert count.by_option == {"up": 1, "wait": 2}
    assert count.leading == ("wait",)


def test_votes_that_are_even_have_no_one_leader_and_none_lead_before_the_first(decision: Decision) -> None:
    people = [person(1), person(2)]
    assert count_votes(decision, [], people).leading == ()
    assert count_votes(decision, [vote(1, "wait"), vote(2, "up")], people).leading == ("up", "wait")


def test_votes_of_other_seats_stand_apart_and_count_for_nothing(decision: Decision) -> None:
    people = [person(1), person(2, OTHERS), person(3, "")]
    count = count_votes(decision, [vote(1, "up"), vote(2, "wait"), vote(3, "wait")], people)
    assert count.counts == (("up", OURS, 1),)
    assert count.others == (("wait", "", 1), ("wait", OTHERS, 1))
    assert (count.answered, count.of) == (1, 1)


def test_who_was_removed_has_no_vote_and_who_left_keeps_one(decision: Decision) -> None:
    people = [person(1, removed=True), person(2, left=NOON), person(3, left=NOON), person(4)]
    count = count_votes(decision, [vote(1, "up"), vote(2, "up")], people)
    assert count.counts == (("up", OURS, 1),)
    assert (count.answered, count.of) == (1, 2)  # nobody waits for the third


def test_what_names_no_option_and_who_is_not_on_the_roll_is_left_out(decision: Decision) -> None:
    count = count_votes(decision, [vote(1, "x"), vote(9, "up"), vote(1, "")], [person(1)])
    assert (count.counts, count.answered, count.of) == ((), 0, 1)


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
    count = count_votes(decision, votes, people)
    shuffled_votes, shuffled_people = votes[:], people[:]
    random.shuffle(shuffled_votes)
    random.shuffle(shuffled_people)
    assert count_votes(decision, shuffled_votes, shuffled_people) == count
    # The last vote of a person counts, and no other: counting by hand gives the same.
    last: dict[str, Response] = {}
    for response in sorted(votes, key=lambda response: (response.at, response.body)):
        if response.body != "x":
            last[response.person] = response
    voters = [voter for voter in people if not voter.removed and voter.id in last]
    by_hand = Counter((last[voter.id].body, voter.seat) for voter in voters)
    assert {(option, seat): number for option, seat, number in (*count.counts, *count.others)} == by_hand
    assert sum(number for *_, number in count.counts) == count.answered <= count.of <= len(people)
    assert {seat for _, seat, _ in count.counts} <= {OURS}


@given(_PEOPLE, _VOTES, st.integers(1, 8), st.sampled_from(["up", "wait"]))
def test_a_later_vote_takes_the_place_of_the_earlier_and_adds_none(
    decision: Decision, people: list[Person], votes: list[Response], voter: int, option: str
) -> None:
    before = count_votes(decision, [vote(voter, "up", 10), *votes], people)
    after = count_votes(decision, [vote(voter, option, 20), vote(voter, "up", 10), *votes], people)
    assert (after.answered, after.of) == (before.answered, before.of)
    assert sum(number for *_, number in after.others) == sum(number for *_, number in before.others)


def test_of_two_votes_of_one_moment_the_same_counts_in_either_order(decision: Decision) -> None:
    votes = [vote(1, "up"), vote(1, "wait")]
    count = count_votes(decision, votes, [person(1)])
    assert count == count_votes(decision, votes[::-1], [person(1)])
    assert count.answered == 1


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
    assert [taken.counts for taken in play.state.votes] == [for_up.counts]
    play.fork(5, "二つ目")
    play.vote(for_waiting)
    assert [taken.counts for taken in play.state.votes] == [for_waiting.counts]
    play.switch(play.exercise.history.branches()[0])
    assert [taken.counts for taken in play.state.votes] == [for_up.counts]


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
    resumed = Play.resume("one", machine, elsewhere, ScenarioClock(wall=lambda: NOON))
    assert resumed.state == play.state == replay.history.state()
    assert [taken.answered for taken in resumed.state.votes] == [2, 0]
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
