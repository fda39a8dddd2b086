"""Who is in a class and what each answered: the same rules on every engine."""

import sqlite3
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread

import pytest

from simulator.exercise import Journal, JournalError, MemoryJournal
from simulator.exercise.classroom import ClassRoom
from simulator.exercise.roll import (
    Attendance,
    Erased,
    Person,
    Response,
    about_quiz,
    about_record,
    record_of,
)
from simulator.journal import EXERCISES, WatchedJournal, open_journal, open_kept
from simulator.journal.backup import backups
from simulator.journal.sqlite import SqliteJournal
from simulator.settings.server import journal_at
from tests.journal.damage import spoil
from tests.journal.test_contract import NOON, Open, first, journal, note, opening

__all__ = ["journal", "opening"]  # fixtures

ABOUT = about_record(12)


def at(minute: int) -> datetime:
    """A time so many minutes after noon."""
    return NOON + timedelta(minutes=minute)


def joined(journal: Journal, token: str, seat: str = "sdf", name: str = "", limit: int = 40) -> Person:
    person = journal.roll.join("one", token, name, seat, NOON, limit=limit)
    assert person is not None
    return person


@pytest.fixture
def begun(journal: Journal) -> Journal:
    journal.adopt("one", "演習", NOON, [first(), note(2)])
    journal.adopt("two", "演習", NOON, [first(), note(2)])
    return journal


def test_everybody_gets_an_id_and_the_same_token_is_the_same_person(begun: Journal) -> None:
    assert begun.roll.people("one") == []
    anna, ben = joined(begun, "aa", name="安"), joined(begun, "bb", seat="")
    assert (anna.id, ben.id) == ("p1", "p2")
    assert joined(begun, "aa", seat="us_forces", name="別の名") == anna
    assert begun.roll.people("one") == [anna, ben]
    assert anna == Person("p1", "aa", "安", "sdf", NOON)
    assert begun.roll.people("two") == []


def test_what_changes_of_somebody_changes_of_nobody_else(begun: Journal) -> None:
    people = [joined(begun, str(number)) for number in range(11)]
    begun.roll.change("one", "p10", lambda person: replace(person, removed=True))
    assert [person.id for person in begun.roll.people("one") if person.removed] == ["p10"]
    assert len(people) == len(begun.roll.people("one"))


def test_a_class_that_is_full_takes_nobody_but_those_who_are_in_it(begun: Journal) -> None:
    anna, ben = joined(begun, "aa", limit=2), joined(begun, "bb", limit=2)
    assert begun.roll.join("one", "cc", "", "", NOON, limit=2) is None
    assert joined(begun, "aa", limit=2) == anna
    begun.roll.change("one", ben.id, lambda person: replace(person, removed=True))
    cora = joined(begun, "cc", limit=2)
    assert cora.id == "p3"
    begun.roll.change("one", cora.id, lambda person: replace(person, left=at(5)))
    assert joined(begun, "dd", limit=2).id == "p4"
    assert joined(begun, "bb", limit=2).removed


def test_two_at_the_same_moment_do_not_both_get_the_last_place(opening: Open) -> None:
    shared = opening()
    shared.adopt("one", "演習", NOON, [first()])
    barrier = Barrier(4)
    admitted: list[Person | None] = []

    def arrive(token: str) -> None:
        journal = shared if isinstance(shared, MemoryJournal) else open_kept(journal_at(shared.name)).journal
        barrier.wait(30)
        admitted.append(journal.roll.join("one", token, "", "", NOON, limit=1))
        journal.close()

    arriving = [Thread(target=arrive, args=(f"t{number}",)) for number in range(4)]
    for thread in arriving:
        thread.start()
    for thread in arriving:
        thread.join(60)
    assert [person.id for person in admitted if person] == ["p1"]
    assert len(admitted) == 4


def test_two_who_change_the_class_at_the_same_moment_both_keep_what_they_did(opening: Open) -> None:
    shared = opening()
    shared.adopt("one", "演習", NOON, [first()])
    joined(shared, "aa", seat="")
    barrier = Barrier(2)

    def act(mark: str) -> None:
        journal = shared if isinstance(shared, MemoryJournal) else open_kept(journal_at(shared.name)).journal
        barrier.wait(30)
        for _ in range(20):
            journal.roll.change_class("one", lambda kept: kept + mark)
            journal.roll.change("one", "p1", lambda person: replace(person, seat=person.seat + mark))
        journal.close()

    acting = [Thread(target=act, args=(mark,)) for mark in "ab"]
    for thread in acting:
        thread.start()
    for thread in acting:
        thread.join(60)
    assert Counter(shared.roll.kept_class("one")) == {"a": 20, "b": 20}
    assert Counter(shared.roll.people("one")[0].seat) == {"a": 20, "b": 20}


def test_name_seat_removal_and_leaving_change_and_nothing_else_does(begun: Journal) -> None:
    anna = joined(begun, "aa", name="安")
    changed = replace(anna, name="安子", seat="us_forces", removed=True, left=at(3))
    begun.roll.change("one", changed.id, lambda _: replace(changed, token_hash="zz", joined=at(9)))
    assert begun.roll.people("one") == [changed]
    begun.roll.change("one", anna.id, lambda _: anna)
    assert begun.roll.people("one") == [anna]
    with pytest.raises(JournalError, match="p9 はいません"):
        begun.roll.change("one", "p9", lambda person: person)


def test_people_stand_in_the_order_in_which_they_joined(begun: Journal) -> None:
    for number in range(12):
        joined(begun, f"t{number}")
    assert [person.id for person in begun.roll.people("one")] == [f"p{number}" for number in range(1, 13)]


def test_the_last_response_to_one_thing_counts_whatever_its_clock_said(begun: Journal) -> None:
    for token in ("aa", "bb"):
        joined(begun, token)
    begun.roll.respond("one", [Response("p1", ABOUT, "a", at(5)), Response("p2", ABOUT, "a", at(5))])
    begun.roll.respond("one", [Response("p1", ABOUT, "b", at(1)), Response("p1", about_quiz(1), "3", at(6))])
    begun.roll.respond("one", [Response("p2", ABOUT, "c", at(7)), Response("p2", ABOUT, "b", at(7))])
    begun.roll.respond("one", [])
    votes = [Response("p1", ABOUT, "b", at(1)), Response("p2", ABOUT, "b", at(7))]
    assert begun.roll.responses("one", ABOUT) == votes
    assert begun.roll.responses("one") == [Response("p1", about_quiz(1), "3", at(6)), *votes]
    assert begun.roll.responses("two") == []


def test_of_responses_of_a_stranger_none_is_kept(begun: Journal) -> None:
    joined(begun, "aa")
    with pytest.raises(JournalError, match="p7 はいません"):
        begun.roll.respond("one", [Response("p1", ABOUT, "a", NOON), Response("p7", ABOUT, "a", NOON)])
    assert begun.roll.responses("one") == []


def test_times_are_kept_to_the_microsecond_in_utc(begun: Journal) -> None:
    odd = datetime(2026, 4, 1, 12, 0, 0, 1, tzinfo=UTC)
    person = begun.roll.join("one", "aa", "", "", odd, limit=1)
    assert person is not None
    begun.roll.change("one", person.id, lambda person: replace(person, left=odd))
    begun.roll.respond("one", [Response("p1", ABOUT, "a", odd)])
    (person,), (answer,) = begun.roll.people("one"), begun.roll.responses("one")
    for time in (person.joined, person.left, answer.at):
        assert time is not None
        assert (time, time.isoformat()) == (odd, "2026-04-01T12:00:00.000001+00:00")


def test_any_words_come_back_as_they_were_typed(begun: Journal) -> None:
    words = "一行目\n「引用」'; DROP TABLE person; --\t\u200b𠮷 %s ?"
    joined(begun, "aa", name=words)
    begun.roll.respond("one", [Response("p1", ABOUT, words, NOON)])
    assert [person.name for person in begun.roll.people("one")] == [words]
    assert [response.body for response in begun.roll.responses("one")] == [words]


def test_how_the_class_stands_and_who_was_seen_are_kept_apart(begun: Journal) -> None:
    assert (begun.roll.kept_class("one"), begun.roll.kept_presence("one")) == ("", "")
    begun.roll.change_class("one", lambda _: "開")
    begun.roll.change_class("one", lambda _: "閉")
    begun.roll.keep_presence("one", '{"p1":"x"}')
    begun.roll.keep_presence("one", '{"p1":"y"}')
    assert (begun.roll.kept_class("one"), begun.roll.kept_presence("one")) == ("閉", '{"p1":"y"}')
    assert (begun.roll.kept_class("two"), begun.roll.kept_presence("two")) == ("", "")


def test_an_exercise_that_is_not_there_has_no_class(journal: Journal) -> None:
    roll = journal.roll
    with pytest.raises(JournalError):
        roll.change_class("x", lambda _: "開")
    with pytest.raises(JournalError):
        roll.join("x", "aa", "", "", NOON, limit=40)
    with pytest.raises(JournalError):
        roll.respond("x", [Response("p1", ABOUT, "a", NOON)])
    assert (roll.people("x"), roll.responses("x"), roll.kept_class("x")) == ([], [], "")


def test_a_response_keeps_the_seat_in_which_it_was_given(begun: Journal) -> None:
    joined(begun, "aa")
    begun.roll.respond("one", [Response("p1", ABOUT, "a", NOON, "sdf")])
    begun.roll.change("one", "p1", lambda person: replace(person, seat="us_forces"))
    assert [response.seat for response in begun.roll.responses("one")] == ["sdf"]
    begun.roll.respond("one", [Response("p1", ABOUT, "b", at(1), "us_forces")])
    assert [response.seat for response in begun.roll.responses("one")] == ["us_forces"]


def test_a_whole_roll_is_taken_in_as_it_was(begun: Journal) -> None:
    people = [
        Person("p1", "", "安", "sdf", at(1)),
        Person("p2", "", "", "", at(2), removed=True),
        Person("p10", "", "", "us_forces", at(3), left=at(4)),
    ]
    responses = [Response("p1", ABOUT, "a", at(3)), Response("p10", ABOUT, "b", at(3))]
    attendance = Attendance("閉じた", tuple(people), tuple(responses))
    name = begun.adopt("two", "演習", NOON, [first()], attendance)
    assert name == "two-2"
    assert begun.roll.people(name) == people
    assert begun.roll.responses(name) == responses
    assert begun.roll.kept_class(name) == "閉じた"
    assert begun.roll.people("two") == []
    newcomer = begun.roll.join(name, "aa", "", "", NOON, limit=40)
    assert newcomer is not None
    assert newcomer.id == "p11"


def test_who_is_erased_is_gone_with_all_they_answered_and_the_records_stay(begun: Journal) -> None:
    for name in ("one", "two"):
        begun.roll.join(name, "aa", "安", "sdf", NOON, limit=40)
        begun.roll.respond(name, [Response("p1", ABOUT, "a", NOON), Response("p1", about_quiz(1), "1", NOON)])
        begun.roll.keep_presence(name, "見えた")
        begun.roll.change_class(name, lambda _: "開")
    assert begun.roll.erase("one") == Erased(persons=1, responses=2)
    assert (begun.roll.people("one"), begun.roll.responses("one")) == ([], [])
    assert (begun.roll.kept_presence("one"), begun.roll.kept_class("one")) == ("", "開")
    assert len(begun.roll.people("two")) == 1
    assert len(begun.roll.responses("two")) == 2
    assert begun.read("one") == [first(), note(2)]
    assert begun.roll.erase("one") == Erased()


def test_an_exercise_deleted_for_good_takes_its_class_with_it(begun: Journal) -> None:
    joined(begun, "aa")
    begun.roll.respond("one", [Response("p1", ABOUT, "a", NOON)])
    begun.roll.change_class("one", lambda _: "開")
    begun.roll.keep_presence("one", "見えた")
    assert begun.delete("one") is None
    begun.adopt("one", "演習", NOON, [first()])
    roll = begun.roll
    assert (roll.people("one"), roll.responses("one")) == ([], [])
    assert (roll.kept_class("one"), roll.kept_presence("one")) == ("", "")


def test_what_a_server_keeps_and_what_a_play_keeps_do_not_disturb_each_other(opening: Open) -> None:
    play, server = opening(), opening()
    play.adopt("one", "演習", NOON, [first()])
    held = play.hold("one")
    person = server.roll.join("one", "aa", "", "sdf", NOON, limit=40)
    assert person is not None
    for number in range(2, 42):
        play.append("one", note(number))
        server.roll.respond("one", [Response("p1", about_record(number), f"答{number}", NOON)])
        play.roll.change_class("one", lambda kept: str(int(kept or 1) + 1))
    play.settle()
    assert server.count("one") == len(server.read("one")) == 41
    assert len(play.roll.responses("one")) == 40
    assert server.roll.kept_class("one") == "41"
    play.look()
    server.look()
    held.release()  # type: ignore[union-attr]


def test_another_process_notices_who_joined_and_what_they_answered(opening: Open) -> None:
    server, play = opening(), opening()
    server.adopt("one", "演習", NOON, [first()])
    before = play.changes()
    joined(server, "aa")
    assert any(play.changes() != before for _ in range(1_000_000))
    before = play.changes()
    server.roll.respond("one", [Response("p1", ABOUT, "a", NOON)])
    assert any(play.changes() != before for _ in range(1_000_000))
    assert [response.body for response in play.roll.responses("one")] == ["a"]


def test_a_watcher_sees_the_class_and_lets_nobody_in(begun: Journal) -> None:
    anna = joined(begun, "aa")
    begun.roll.respond("one", [Response("p1", ABOUT, "a", NOON)])
    begun.roll.change_class("one", lambda _: "開")
    begun.roll.keep_presence("one", "見えた")
    roll = WatchedJournal(begun, "見るだけです。").roll
    assert (roll.people("one"), len(roll.responses("one", ABOUT))) == ([anna], 1)
    assert (roll.kept_class("one"), roll.kept_presence("one")) == ("開", "見えた")
    for act in (
        lambda: roll.join("one", "bb", "", "", NOON, limit=40),
        lambda: roll.change("one", anna.id, lambda _: anna),
        lambda: roll.respond("one", []),
        lambda: roll.erase("one"),
        lambda: roll.change_class("one", lambda _: ""),
        lambda: roll.keep_presence("one", ""),
    ):
        with pytest.raises(JournalError, match="見るだけ"):
            act()
    assert begun.roll.people("one") == [anna]


def test_what_is_asked_about_names_a_record_or_a_quiz() -> None:
    assert record_of(about_record(12)) == 12
    for other in (about_quiz(3), "record:", "record:x", "12", "record:-1", "record:" + "9" * 40):
        assert record_of(other) is None


# In a file


def test_a_letter_changed_in_the_file_takes_out_that_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    journal.adopt("one", "演習", NOON, [first()])
    for token in ("aa", "bb"):
        joined(journal, token, name=token)
    journal.roll.respond("one", [Response("p1", ABOUT, "a", NOON), Response("p2", ABOUT, "a", NOON)])
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("UPDATE person SET name = 'ax' WHERE id = 'p1'")
    db.execute("UPDATE response SET body = CAST(x'ff' AS TEXT) WHERE person = 'p2'")
    db.close()
    assert [person.id for person in journal.roll.people("one")] == ["p2"]
    assert [response.person for response in journal.roll.responses("one")] == ["p1"]
    assert joined(journal, "aa").id == "p3"  # her number stays hers
    journal.close()


def test_a_file_without_a_class_has_no_tables_for_one(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    journal.adopt("one", "演習", NOON, [first()])
    assert (journal.roll.people("one"), journal.roll.responses("one")) == ([], [])
    assert journal.roll.erase("one") == Erased()
    journal.close()
    db = sqlite3.connect(path)
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    db.close()
    assert not tables & {"class", "person", "response", "presence"}


def test_a_file_from_before_seats_were_kept_is_read_and_written_on(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    journal.adopt("one", "演習", NOON, [first()])
    joined(journal, "aa")
    joined(journal, "bb")
    journal.roll.respond("one", [Response("p1", ABOUT, "a", NOON, "sdf")])
    journal.close()
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("DROP TABLE response_seat")
    db.close()
    journal = SqliteJournal(path, EXERCISES)
    assert [response.seat for response in journal.roll.responses("one")] == [""]
    journal.roll.respond("one", [Response("p2", ABOUT, "b", NOON, "us_forces")])
    assert [response.seat for response in journal.roll.responses("one")] == ["", "us_forces"]
    journal.close()


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_class_its_persons_and_their_answers_come_through_damage_as_records_do(
    tmp_path: Path, with_backup: bool
) -> None:
    path = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(path, EXERCISES)
    journal.adopt("one", "演習", NOON, [first(), note(2)])
    people = [joined(journal, token, name=token) for token in ("aa", "bb")]
    answers = [Response("p1", ABOUT, "は", NOON, "sdf"), Response("p2", ABOUT, "い", NOON, "sdf")]
    journal.roll.respond("one", answers)
    room = journal.roll.change_class(
        "one", lambda _: ClassRoom(code="K7M2QX", secret="s", majority=True).text()
    )
    journal.close()
    if not with_backup:
        for backup in backups(path):
            backup.unlink()
    spoil(path, 0, b"\xa5" * (4096 if with_backup else 60))
    mended, notices = open_journal(path)
    assert notices
    assert mended.read("one") == [first(), note(2)]
    assert mended.roll.people("one") == people
    assert mended.roll.responses("one") == answers
    assert mended.roll.kept_class("one") == room
    mended.close()
