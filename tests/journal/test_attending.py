"""The class of an exercise is exported with it and imported unchanged, without codes and tokens."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import Journal, MemoryJournal
from simulator.exercise.classroom import ClassRoom, QuizSent, class_of
from simulator.exercise.roll import Attendance, Erased, Person, Response, about_quiz, about_record
from simulator.journal import (
    TransferError,
    attending,
    back_up_to,
    carry,
    export_lines,
    import_lines,
    restore_from,
)
from simulator.journal.attending import LONGEST_ANSWER, LONGEST_NAME
from simulator.journal.transfer import without_class
from tests.journal.test_contract import NOON, Open, first, note, opening

__all__ = ["opening"]  # a fixture

ROOM = ClassRoom(
    code="ABC234",
    address=("http://192.0.2.1:8000/",),
    port=8000,
    pid=77,
    since=NOON,
    names_asked=True,
    closed=frozenset({about_record(2)}),
    wall_token_hash="f" * 64,
    secret="秘密",
    quiz=(QuizSent(number=1, question="q1", stem="問", options=("甲", "乙")),),
)
PEOPLE = (
    Person("p1", "a" * 64, "安", "sdf", NOON),
    Person("p2", "b" * 64, "", "", NOON, removed=True, left=NOON),
    Person("p10", "", "千代", "us_forces", NOON),
)
RESPONSES = (
    Response("p1", about_quiz(1), "2", NOON),
    Response("p1", about_record(2), "一行目\n二行目", NOON),
    Response("p10", about_record(2), "は", NOON, "sdf"),
)


def filled(journal: Journal, name: str = "one") -> str:
    attendance = Attendance(ROOM.text(), PEOPLE, RESPONSES)
    return journal.adopt(name, "演習", NOON, [first(), note(2)], attendance)


def lines_of(**changes: Any) -> list[str]:
    """The lines of an exercise with a class, with other values in their header."""
    journal = MemoryJournal()
    lines = list(export_lines(journal, filled(journal)))
    return [json.dumps({**json.loads(lines[0]), **changes}), *lines[1:]]


def test_what_goes_out_comes_in_and_goes_out_again_in_the_same_bytes(opening: Open) -> None:
    source = MemoryJournal()
    lines = list(export_lines(source, filled(source)))
    journal = opening()
    assert import_lines(journal, lines) == "one"
    assert list(export_lines(journal, "one")) == lines
    elsewhere = MemoryJournal()
    import_lines(elsewhere, export_lines(journal, "one"))
    assert list(export_lines(elsewhere, "one")) == lines
    assert journal.roll.responses("one") == list(RESPONSES)
    assert [(person.id, person.name, person.seat) for person in journal.roll.people("one")] == [
        ("p1", "安", "sdf"),
        ("p2", "", ""),
        ("p10", "千代", "us_forces"),
    ]


def test_an_exercise_with_a_class_is_of_version_2_and_says_how_many_lines_it_has() -> None:
    header, *rest = map(json.loads, lines_of())
    assert (header["v"], header["records"], header["people"], header["responses"]) == (2, 2, 3, 3)
    assert [next(iter(line)) for line in rest[2:]] == ["room", *["person"] * 3, *["response"] * 3]


def test_an_exercise_without_a_class_is_written_as_before_there_were_classes() -> None:
    journal = MemoryJournal()
    journal.adopt("one", "演習", NOON, [first(), note(2)])
    journal.roll.change_class("one", lambda _: ROOM.text())  # opened, and nobody came
    header, *records = map(json.loads, export_lines(journal, "one"))
    assert header == {
        "shishin": "exercise",
        "v": 1,
        "id": "one",
        "title": "演習",
        "began": "2026-04-01T12:00:00Z",
        "records": 2,
    }
    assert len(records) == 2


@pytest.mark.parametrize("answered", [3, 1, 0])
def test_without_its_class_an_exercise_is_written_as_one_that_never_had_one_and_all_are_counted(
    answered: int,
) -> None:
    journal, plain = MemoryJournal(), MemoryJournal()
    attendance = Attendance(ROOM.text(), PEOPLE, RESPONSES[:answered])
    journal.adopt("one", "演習", NOON, [first(), note(2)], attendance)
    plain.adopt("one", "演習", NOON, [first(), note(2)])
    lines = list(export_lines(plain, "one"))
    assert without_class(export_lines(journal, "one")) == ("one", lines, Erased(3, answered))
    assert without_class(lines) == ("one", lines, Erased())


@pytest.mark.parametrize(("excess", "accepted"), [(0, True), (1, False)])
def test_names_seats_and_answers_are_taken_up_to_their_longest(excess: int, accepted: bool) -> None:
    name, answer = "名" * (LONGEST_NAME + excess), "答" * (LONGEST_ANSWER + excess)
    for attendance in (
        Attendance(ROOM.text(), (Person("p1", "", name, "sdf", NOON),)),
        Attendance(ROOM.text(), (Person("p1", "", "", name, NOON),)),
        Attendance(ROOM.text(), PEOPLE, (Response("p1", about_record(2), answer, NOON),)),
        Attendance(ROOM.text(), PEOPLE, (Response("p1", name, "は", NOON),)),
    ):
        source, target = MemoryJournal(), MemoryJournal()
        source.adopt("one", "演習", NOON, [first(), note(2)], attendance)
        if accepted:
            import_lines(target, export_lines(source, "one"))
            assert target.roll.people("one") == [
                replace(person, token_hash="") for person in attendance.people
            ]
        else:
            with pytest.raises(TransferError, match="読めません"):
                import_lines(target, export_lines(source, "one"))


def test_no_more_people_are_taken_in_than_the_most(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attending, "MOST_PEOPLE", len(PEOPLE))
    import_lines(MemoryJournal(), lines_of())
    monkeypatch.setattr(attending, "MOST_PEOPLE", len(PEOPLE) - 1)
    with pytest.raises(TransferError) as refused:
        import_lines(MemoryJournal(), lines_of())
    assert refused.value.line == 4 + len(PEOPLE)  # the header, two records and the room stand before them


def test_no_token_no_code_and_no_secret_goes_out() -> None:
    text = "\n".join(lines_of())
    for secret in ("a" * 64, "b" * 64, "f" * 64, "ABC234", "秘密", "192.0.2.1"):
        assert secret not in text
    journal = MemoryJournal()
    import_lines(journal, lines_of())
    assert {person.token_hash for person in journal.roll.people("one")} == {""}
    room = class_of(journal.roll.kept_class("one"))
    assert not room.is_open
    assert (room.names_asked, room.quiz, room.closed) == (True, ROOM.quiz, ROOM.closed)


def test_nobody_is_who_came_from_elsewhere_so_each_joins_anew() -> None:
    journal = MemoryJournal()
    import_lines(journal, lines_of())
    person = journal.roll.join("one", "a" * 64, "安", "sdf", NOON, limit=40)
    assert person is not None
    assert person.id == "p11"


@pytest.mark.parametrize(
    ("lines", "line", "why"),
    [
        (lines_of(people=4), 11, "教室の 4人、答え 3件のはずです"),
        (lines_of(responses=0), 11, "教室の 3人、答え 0件のはずです"),
        (lines_of()[:-1], 10, "途中で切れています"),
        (lines_of()[:3], 4, "途中で切れています"),
        (lines_of(records=3), 4, "JSON|記録の"),
        ([*lines_of()[:4], lines_of()[3]], 5, "読めません"),
        ([*lines_of()[:5], lines_of()[4]], 6, "p1 が二度あります"),
        ([*lines_of()[:4], lines_of()[7]], 5, "p1 がいません"),
        ([*lines_of()[:8], lines_of()[7]], 9, "同じ問いへの答えが二度あります"),
        (
            [*lines_of()[:4], '{"person":{"id":"p0","name":"","seat":"","joined":"2026-04-01T12:00:00Z"}}'],
            5,
            "読めません",
        ),
        (
            [*lines_of()[:4], '{"person":{"id":"p1","name":"","seat":"","joined":"2026-04-01T12:00:00"}}'],
            5,
            "読めません",
        ),
        (
            [
                *lines_of()[:4],
                '{"person":{"id":"p1","name":"","seat":"","joined":"0001-01-01T00:00:00+09:00"}}',
            ],
            5,
            "読めません",
        ),
        ([*lines_of()[:4], '{"someone":1}'], 5, "読めません"),
        ([*lines_of()[:4], "[" * 100_000], 5, "読めません"),
        ([*lines_of()[:4], "\ud800"], 5, "読めません"),
        ([*lines_of()[:4], "{}"], 5, "読めません"),
    ],
)
def test_what_is_wrong_with_a_class_is_refused_by_its_line_and_nothing_is_kept(
    lines: list[str], line: int, why: str
) -> None:
    journal = MemoryJournal()
    with pytest.raises(TransferError, match=why) as refused:
        import_lines(journal, lines)
    assert refused.value.line == line
    assert journal.exercises() == []


def test_a_copy_and_a_backup_carry_the_class_and_give_the_same_bytes(opening: Open, tmp_path: Path) -> None:
    source = opening()
    filled(source)
    source.adopt("two", "別の演習", NOON, [first()])
    back_up_to(source, tmp_path / "a.tar")
    lines = list(export_lines(source, "one"))
    restored, copied = MemoryJournal(), MemoryJournal()
    assert restore_from(tmp_path / "a.tar", restored).taken == ["one", "two"]
    assert carry(source, copied).taken == ["one", "two"]
    for number, journal in enumerate((restored, copied)):
        assert list(export_lines(journal, "one")) == lines
        assert {person.token_hash for person in journal.roll.people("one")} == {""}
        back_up_to(journal, tmp_path / f"{number}.tar")
        assert (tmp_path / f"{number}.tar").read_bytes() == (tmp_path / "a.tar").read_bytes()
    assert restore_from(tmp_path / "a.tar", source).there == ["one", "two"]


def test_who_was_erased_does_not_come_back_where_the_exercise_still_is(tmp_path: Path) -> None:
    journal = MemoryJournal()
    filled(journal)
    back_up_to(journal, tmp_path / "a.tar")
    journal.roll.erase("one")
    assert restore_from(tmp_path / "a.tar", journal).there == ["one"]
    assert journal.roll.people("one") == []


def test_a_journal_of_presence_alone_is_in_no_export(opening: Open) -> None:
    journal = opening()
    filled(journal)
    before = list(export_lines(journal, "one"))
    journal.roll.keep_presence("one", '{"p1":"2026-04-01T12:00:00Z"}')
    assert list(export_lines(journal, "one")) == before
