"""What the room is told of a class's answers, at the moment that it is shown."""

import pytest

from simulator.exercise.classroom import QuizSent
from simulator.exercise.room_answers import ToldAnswers, answers_told
from simulator.exercise.viewer import ROOM, Viewer
from simulator.exercise.visibility import Visibility
from simulator.machine import PhaseMachine
from simulator.scenario import Question, Seat
from tests.exercise.class_at_play import ClassAtPlay


@pytest.fixture
def room(machine: PhaseMachine) -> ClassAtPlay:
    return ClassAtPlay(machine)


def told(room: ClassAtPlay, seq: int | None = None, viewer: Viewer = ROOM) -> ToldAnswers:
    """What is told when the room is shown the moment of a record, else the newest."""
    history = room.play.exercise.history
    state = history.state(history.head if seq is None else seq)
    return answers_told(room.desk.asked(), Visibility(room.play.script, history, viewer).seen(state))


def asked_at(room: ClassAtPlay) -> int:
    """The record that showed the question."""
    steps = room.play.script.steps
    return next(entry.seq for entry in room.play.state.shown if isinstance(steps[entry.step or ""], Question))


def test_answers_that_are_shown_stay_where_the_room_is_held_at_their_question(room: ClassAtPlay) -> None:
    room.answer("four", "IV.A.2", room.question.about)
    room.desk.show(room.question.about)
    for seq in (asked_at(room), None):
        last = told(room, seq).things[-1]
        assert last.thing.text == "根拠はどの条項か。"
        assert last.answers.words == (("sdf", "IV.A.2"),)


def test_what_was_asked_after_the_moment_shown_is_not_told(room: ClassAtPlay) -> None:
    newest, question = told(room).things[0], told(room, asked_at(room)).things[0]
    assert newest.thing.seq == room.play.asked
    assert question.thing.seq == asked_at(room)
    assert told(room, asked_at(room) - 1).things == ()


def test_of_an_older_question_nothing_is_told_until_its_answers_are_shown(room: ClassAtPlay) -> None:
    room.answer("four", "IV.A.2", room.question.about)
    assert [answered.thing.seq for answered in told(room).things] == [room.play.asked]
    room.desk.show(room.question.about)
    assert [answered.thing.seq for answered in told(room).things] == [room.play.asked, asked_at(room)]
    room.desk.hide(room.question.about)
    assert [answered.thing.seq for answered in told(room).things] == [room.play.asked]


def test_once_closed_and_not_shown_not_even_the_number_is_told(room: ClassAtPlay) -> None:
    assert told(room).things
    room.desk.close_answers(room.vote.about)
    assert told(room).things == ()


def test_votes_are_told_by_the_options_that_were_offered(room: ClassAtPlay) -> None:
    room.answer("one", "rise")
    room.desk.show(room.vote.about)
    about = room.play.asked
    room.desk.close_answers(room.vote.about)
    room.play.decide("rise")
    for seq in (about, None):
        (vote,) = told(room, seq).things
        assert vote.answers.tally == (("平時のままとする。", 0), ("重要な影響があると見る。", 1))


def test_a_seat_is_told_nothing_of_the_votes_of_others(room: ClassAtPlay) -> None:
    room.answer("one", "rise")
    room.desk.show(room.vote.about)
    things = told(room, viewer=Viewer("seat", Seat.SDF)).things
    assert room.play.asked not in [answered.thing.seq for answered in things]


def test_the_right_option_of_a_quiz_is_absent_until_its_answers_are_shown(room: ClassAtPlay) -> None:
    quiz = room.desk.send(
        lambda number: QuizSent(number=number, question="q", stem="だれか。", options=("甲", "乙"))
    )
    room.answer("one", "2", quiz.about)
    (open_quiz,) = told(room).quizzes
    assert (open_quiz.stem, open_quiz.options, open_quiz.answers.right) == ("だれか。", ("甲", "乙"), 0)
    room.desk.show(quiz.about, right=2)
    (shown,) = told(room).quizzes
    assert (shown.answers.tally, shown.answers.right) == ((("甲", 0), ("乙", 1)), 2)
