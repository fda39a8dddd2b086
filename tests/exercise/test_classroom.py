"""How a class stands: its code and address to join by, what is open, and what of it goes elsewhere."""

from typing import Any

import pytest
from pydantic import ValidationError

from simulator.exercise.classroom import (
    LETTERS,
    MOST_SEATS,
    ClassRoom,
    QuizSent,
    class_of,
    is_class,
    new_code,
)
from simulator.exercise.roll import about_record
from tests.journal.test_contract import NOON

QUIZ = QuizSent(number=3, question="q", stem="だれか。", options=("甲", "乙"))
OPEN = ClassRoom(
    code="K7M2QX", address=("http://192.0.2.1:8000/", "http://h:8000/"), port=8000, pid=7, since=NOON
)


def test_the_code_is_read_out_three_letters_at_a_time() -> None:
    assert OPEN.spaced_code == "K7M 2QX"
    assert ClassRoom(code="K7M2QXA").spaced_code == "K7M 2QX A"
    assert ClassRoom().spaced_code == ""


def test_the_first_address_joins_with_the_code_and_there_is_none_without_both() -> None:
    assert OPEN.joining == "http://192.0.2.1:8000/?code=K7M2QX"
    assert OPEN.model_copy(update={"code": ""}).joining == ""
    assert OPEN.model_copy(update={"address": ()}).joining == ""


def test_a_code_is_of_six_letters_that_cannot_be_taken_for_others_and_no_two_are_alike() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(LETTERS)
    assert not set("01OIL") & set(LETTERS)


def test_a_new_class_is_closed_and_asks_and_shows_nothing() -> None:
    room = ClassRoom()
    assert not any((room.is_open, room.locked, room.names_asked, room.majority, room.closed, room.shown))
    assert (room.port, room.pid, room.since, room.inviting, room.quiz) == (0, None, None, None, ())
    assert QUIZ.answer == 0  # until it is shown


@pytest.mark.parametrize(
    ("seats", "allowed"), [(0, False), (1, True), (MOST_SEATS, True), (MOST_SEATS + 1, False)]
)
def test_a_class_has_at_least_one_seat_and_no_more_than_can_be_served(seats: int, allowed: bool) -> None:
    if allowed:
        assert ClassRoom(seats=seats).seats == seats
    else:
        with pytest.raises(ValidationError):
            ClassRoom(seats=seats)


def test_responses_count_while_the_class_is_open_and_what_they_are_about_is() -> None:
    first, second = about_record(5), about_record(6)
    assert OPEN.takes(first)
    assert not OPEN.model_copy(update={"code": ""}).takes(first)
    closed = OPEN.close(first)
    assert (closed.takes(first), closed.takes(second)) == (False, True)
    assert closed.close(second).reopen(first).closed == {second}
    assert not OPEN.shows(first)
    assert OPEN.show(first).show(second).shown == {first, second}


def test_what_goes_elsewhere_is_what_was_asked_and_how_and_nothing_of_where_the_class_was() -> None:
    room = OPEN.model_copy(
        update={"secret": "s", "wall_token_hash": "h", "locked": True, "inviting": 4, "quiz": (QUIZ,)}
    )
    asked: dict[str, Any] = {"names_asked": True, "seats": 7, "majority": True}
    room = room.model_copy(update=asked).close(QUIZ.about).show(QUIZ.about)
    kept = ClassRoom(**asked, closed=frozenset({QUIZ.about}), shown=frozenset({QUIZ.about}), quiz=(QUIZ,))
    assert room.elsewhere() == kept


def test_a_class_that_was_kept_is_one_and_what_cannot_be_read_is_none() -> None:
    assert class_of(OPEN.text()) == OPEN
    assert is_class(OPEN.text())
    for text in ("", "{", "[]", '{"seats": 0}', '{"seats": 100000}', '{"code": 7}'):
        assert not is_class(text)
        assert class_of(text) == ClassRoom()


def test_a_class_kept_by_a_later_version_is_read_without_what_it_adds() -> None:
    assert class_of('{"code":"A","later":1}') == ClassRoom(code="A")


def test_the_same_class_is_the_same_text_in_whatever_order_it_came_about() -> None:
    room = OPEN.model_copy(update={"quiz": (QUIZ,)})
    first, second = about_record(5), about_record(12)
    one = room.close(first).close(second).show(first).show(QUIZ.about)
    other = room.show(QUIZ.about).show(first).close(second).close(first)
    assert one.text() == other.text()
    assert class_of(one.text()) == one
