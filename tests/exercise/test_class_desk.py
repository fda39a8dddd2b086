"""What the facilitator does with a class, on the roll that the serving process writes too."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from simulator.exercise import JournalError
from simulator.exercise.attendance import AWAY_AFTER, Whereabouts
from simulator.exercise.classroom import QuizSent, class_of
from simulator.exercise.events import Decided, Voted
from simulator.exercise.roll import Person, Response
from simulator.machine import PhaseMachine
from simulator.scenario import Mode
from tests.exercise.class_at_play import NOON, SEATS, ClassAtPlay


@pytest.fixture
def room(machine: PhaseMachine) -> ClassAtPlay:
    return ClassAtPlay(machine)


def test_the_decision_that_waits_and_the_newest_question_are_open(room: ClassAtPlay) -> None:
    assert [asked.is_open for asked in room.desk.asked()] == [True, True]
    assert room.desk.open_now() == room.vote


def test_nothing_is_open_in_a_class_that_is_closed(room: ClassAtPlay) -> None:
    room.desk.close()
    assert not any(asked.is_open for asked in room.desk.asked())


def test_a_decision_taken_is_no_longer_open(room: ClassAtPlay) -> None:
    room.play.decide("stay")
    assert not next(asked for asked in room.desk.asked() if asked.text == "どう見るか。").is_open


def test_a_closed_vote_is_an_event_without_names_and_leaves_the_decision_open(room: ClassAtPlay) -> None:
    room.answer("one", "rise")
    room.answer("two", "rise")
    room.answer("three", "stay")
    room.answer("four", "stay")  # who sits elsewhere has no vote
    room.desk.close_answers(room.vote.about)
    event = room.journal.read(room.name)[-1].event
    assert isinstance(event, Voted)
    assert event.counts == (("stay", "japan_government", 1), ("rise", "japan_government", 2))
    assert (event.answered, event.of) == (3, 3)
    assert not any(name in event.model_dump_json() for name in SEATS)
    assert room.play.waiting


def test_where_the_majority_decides_its_option_is_taken_with_the_vote(room: ClassAtPlay) -> None:
    room.desk.let_majority_decide(decides=True)
    room.answer("one", "rise")
    room.answer("two", "rise")
    room.answer("three", "stay")
    room.desk.close_answers(room.vote.about)
    event = room.journal.read(room.name)[-1].event
    assert isinstance(event, Decided)
    assert event.option == "rise"
    assert room.kinds[-2:] == ["voted", "decided"]


def test_a_tie_decides_nothing(room: ClassAtPlay) -> None:
    room.desk.let_majority_decide(decides=True)
    room.answer("one", "rise")
    room.answer("two", "stay")
    room.desk.close_answers(room.vote.about)
    assert room.play.waiting


def test_a_vote_stays_open_below_an_inject_of_the_facilitators_own(room: ClassAtPlay) -> None:
    seat = room.play.scenario.seats[0]
    room.play.add("", (seat,), Mode.PHONE, "追加の連絡。")
    room.answer("one", "rise")
    assert room.vote.is_open
    room.desk.close_answers(room.vote.about)
    assert room.kinds[-1] == "voted"


def test_an_answer_kept_just_before_the_closing_is_counted(
    room: ClassAtPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_class = room.roll.change_class
    about = room.vote.about

    def late(exercise: str, change: Callable[[str], str]) -> str:
        room.roll.respond(room.name, [Response(room.ids["one"], about, "rise", NOON)])
        return change_class(exercise, change)

    monkeypatch.setattr(room.roll, "change_class", late)
    closed = room.desk.close_answers(about)
    assert closed
    assert closed.count
    assert closed.count.leading == ("rise",)
    event = room.journal.read(room.name)[-1].event
    assert isinstance(event, Voted)
    assert event.answered == 1


def test_what_could_not_be_read_is_taken_up_at_the_next_look(
    room: ClassAtPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    changes = [1]
    monkeypatch.setattr(room.journal, "changes", lambda _: changes[0])
    room.desk.look()
    room.roll.join(room.name, "five", "five", "sdf", NOON, limit=40)
    changes[0] = 2

    def unreadable(_: str) -> list[Person]:
        raise JournalError("")

    with monkeypatch.context() as broken:
        broken.setattr(room.roll, "people", unreadable)
        with pytest.raises(JournalError):
            room.desk.look()
    assert room.desk.look()
    assert len(room.desk.people) == 5


def test_a_vote_that_could_not_be_kept_stays_open(room: ClassAtPlay, monkeypatch: pytest.MonkeyPatch) -> None:
    room.answer("one", "rise")

    def full(*_: object) -> None:
        raise JournalError("")

    with monkeypatch.context() as broken:
        broken.setattr(room.journal, "append", full)
        with pytest.raises(JournalError):
            room.desk.close_answers(room.vote.about)
    assert room.vote.is_open
    assert room.desk.close_answers(room.vote.about)
    assert room.kinds.count("voted") == 1


def test_a_vote_is_closed_once(room: ClassAtPlay) -> None:
    about = room.vote.about
    assert room.desk.close_answers(about)
    assert room.desk.close_answers(about) is None
    assert room.kinds.count("voted") == 1


def test_a_vote_closed_by_mistake_is_opened_and_counted_again(room: ClassAtPlay) -> None:
    room.answer("one", "rise")
    about = room.vote.about
    room.desk.close_answers(about)
    assert (room.vote.is_open, room.vote.may_reopen) == (False, True)
    room.desk.reopen_answers(about)
    assert (room.vote.is_open, room.vote.may_reopen) == (True, False)
    room.answer("one", "stay")
    room.desk.close_answers(about)
    votes = [record.event for record in room.journal.read(room.name) if isinstance(record.event, Voted)]
    assert [vote.counts for vote in votes] == [
        (("rise", "japan_government", 1),),
        (("stay", "japan_government", 1),),
    ]
    room.play.decide("stay")
    assert not any(asked.may_reopen for asked in room.desk.asked() if asked.about == about)


def test_an_answer_changed_counts_once(room: ClassAtPlay) -> None:
    room.answer("one", "III.A", room.question.about)
    room.answer("one", "IV.A.2", room.question.about)
    assert [(person.name, response.body) for person, response in room.question.answers] == [("one", "IV.A.2")]
    assert (room.question.answered, room.question.of) == (1, 4)


def test_the_room_knows_how_many_answered_and_what_only_once_it_is_shown(room: ClassAtPlay) -> None:
    room.answer("four", "IV.A.2", room.question.about)
    hidden = room.question.for_room()
    assert hidden
    assert (hidden.answered, hidden.words, hidden.tally) == (1, (), ())
    room.desk.show(room.question.about)
    shown = room.question.for_room()
    assert shown
    assert shown.words == (("sdf", "IV.A.2"),)
    assert "four" not in str(shown)
    room.desk.hide(room.question.about)
    assert room.question.for_room() == hidden


def test_votes_are_hidden_from_the_room_until_shown(room: ClassAtPlay) -> None:
    room.answer("one", "rise")
    told = room.vote.for_room()
    assert told
    assert told.tally == ()
    room.desk.show(room.vote.about)
    told = room.vote.for_room()
    assert told
    assert told.tally == (("平時のままとする。", 0), ("重要な影響があると見る。", 1))


def test_who_is_removed_has_no_vote_and_gets_it_back_when_let_in_again(room: ClassAtPlay) -> None:
    room.answer("one", "rise")
    room.desk.remove(room.ids["one"], removed=True)
    assert (room.vote.answered, room.vote.of) == (0, 2)
    assert room.desk.members(NOON)[0].where is Whereabouts.REMOVED
    room.desk.remove(room.ids["one"], removed=False)
    assert (room.vote.answered, room.vote.of) == (1, 3)


def test_somebody_moved_votes_with_the_new_seat(room: ClassAtPlay) -> None:
    room.answer("four", "stay")
    assert (room.vote.answered, room.vote.of) == (0, 3)
    room.desk.seat(room.ids["four"], "japan_government")
    assert (room.vote.answered, room.vote.of) == (1, 4)


def test_somebody_not_seen_for_a_while_is_away(room: ClassAtPlay) -> None:
    later = NOON + timedelta(minutes=5)
    room.roll.keep_presence(room.name, f'{{"{room.ids["two"]}": "{later.isoformat()}"}}')
    room.desk.look()
    where = {member.name: member.where for member in room.desk.members(later)}
    assert where == {**dict.fromkeys(SEATS, Whereabouts.AWAY), "two": Whereabouts.HERE}
    still = {member.name: member.where for member in room.desk.members(later + AWAY_AFTER)}
    assert still["two"] is Whereabouts.HERE


@pytest.mark.parametrize("hint", ["", "{", "[]", "7", '{"p1": "noon"}', '{"p1": 3}', '{"p1": "2026-04-01"}'])
def test_a_hint_that_cannot_be_read_leaves_nobody_out(room: ClassAtPlay, hint: str) -> None:
    room.roll.keep_presence(room.name, hint)
    room.desk.look()
    assert [member.where for member in room.desk.members(NOON)] == [Whereabouts.HERE] * 4


def test_the_room_is_invited_until_something_happens(room: ClassAtPlay) -> None:
    room.desk.invite(inviting=True)
    assert room.desk.invites
    room.play.decide("stay")
    assert not room.desk.invites


def test_a_setting_does_not_undo_what_the_server_kept_meanwhile(room: ClassAtPlay) -> None:
    kept = class_of(room.roll.kept_class(room.name))
    room.roll.change_class(room.name, lambda _: kept.model_copy(update={"port": 8123}).text())
    room.desk.lock(locked=True)
    kept = class_of(room.roll.kept_class(room.name))
    assert (kept.port, kept.locked) == (8123, True)


def test_a_new_code_opens_no_class_that_is_closed(room: ClassAtPlay) -> None:
    room.desk.renew_code("AAAAAA")
    assert room.desk.room.code == "AAAAAA"
    room.desk.close()
    room.desk.renew_code("BBBBBB")
    assert not room.desk.room.is_open


def test_a_question_of_self_study_is_numbered_answered_and_solved(room: ClassAtPlay) -> None:
    def quiz(number: int) -> QuizSent:
        return QuizSent(number=number, question="q", stem="だれか。", options=("甲", "乙"))

    first, second = room.desk.send(quiz), room.desk.send(quiz)
    assert (first.number, second.number) == (1, 2)
    room.answer("one", "2", second.about)
    room.answer("four", "2", second.about)
    newest = room.desk.asked()[0]
    assert newest.about == second.about
    assert newest.tally() == (("甲", 0), ("乙", 2))
    told = newest.for_room()
    assert told
    assert (told.answered, told.of, told.tally, told.right) == (2, 4, (), 0)
    room.desk.show(second.about, right=2)
    told = room.desk.asked()[0].for_room()
    assert told
    assert (told.tally, told.right) == ((("甲", 0), ("乙", 2)), 2)
    assert not room.desk.asked()[0].is_open  # who has seen the answer answers no more
