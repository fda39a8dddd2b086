"""Who is on a roll: numbers that are given once, orders that do not depend on letters, and who counts."""

from dataclasses import replace

import pytest

from simulator.exercise.roll import (
    NOBODY,
    Attendance,
    Person,
    Response,
    about_quiz,
    about_record,
    in_order,
    next_id,
    record_of,
    response_order,
)
from tests.journal.test_contract import MORNING, NOON

ANNA = Person("p1", "aa", "安", "sdf", NOON)


@pytest.mark.parametrize(
    ("taken", "given"),
    [
        ([], "p1"),
        (["p1"], "p2"),
        (["p2", "p10", "p9"], "p11"),
        (["p999999999"], "p1000000000"),
        (["x", "p", "", "p-3", "p1.5", "p9999999999"], "p1"),  # no numbers of ours
    ],
)
def test_a_number_is_above_all_that_were_given(taken: list[str], given: str) -> None:
    assert next_id(taken) == given


def test_people_and_answers_stand_in_the_order_of_numbers_and_not_of_letters() -> None:
    names = ["p10", "p2", "x", "p1", "a"]
    assert [person.id for person in in_order(replace(ANNA, id=name) for name in names)] == [
        "a",
        "x",
        "p1",
        "p2",
        "p10",
    ]
    answers = [
        Response(name, about, "b", NOON)
        for name in ("p10", "p2")
        for about in (about_record(3), about_quiz(1))
    ]
    assert [(response.person, response.about) for response in sorted(answers, key=response_order)] == [
        ("p2", "quiz:1"),
        ("p2", "record:3"),
        ("p10", "quiz:1"),
        ("p10", "record:3"),
    ]


@pytest.mark.parametrize("number", [0, 1, 12, 999_999_999])
def test_a_record_that_was_asked_about_is_found_again(number: int) -> None:
    assert record_of(about_record(number)) == number
    assert record_of(about_quiz(number)) is None
    assert record_of(str(number)) is None


@pytest.mark.parametrize("about", ["", "record:", "record:x", "record:-1", "record:1234567890"])
def test_what_names_no_record_has_no_number(about: str) -> None:
    assert record_of(about) is None


def test_an_answer_stands_under_the_seat_in_which_it_was_given_or_else_under_that_of_its_person() -> None:
    answer = Response("p1", about_record(3), "b", NOON)
    assert answer.seat_of(ANNA) == "sdf"
    assert replace(answer, seat="us_forces").seat_of(ANNA) == "us_forces"


def test_neither_who_was_removed_nor_who_left_takes_a_place() -> None:
    left, removed = replace(ANNA, left=NOON), replace(ANNA, removed=True)
    assert [person.present for person in (ANNA, left, removed, replace(left, removed=True))] == [
        True,
        False,
        False,
        False,
    ]


def test_of_somebody_only_name_seat_removal_and_leaving_change() -> None:
    changed = Person("p9", "zz", "安子", "us_forces", MORNING, removed=True, left=NOON)
    assert ANNA.changed_to(changed) == replace(changed, id="p1", token_hash="aa", joined=NOON)


def test_a_roll_counts_from_the_first_person_on() -> None:
    assert Attendance("開", (ANNA,))
    assert not Attendance("開")
    assert not NOBODY
