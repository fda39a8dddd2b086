"""A report tells what a class voted and answered: by seat, and by name where names were asked for."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from simulator.exercise import Play
from simulator.exercise.classroom import ClassRoom, QuizSent
from simulator.exercise.roll import Attendance, Person, Response, about_quiz, about_record
from simulator.exercise.votes import VoteCount
from simulator.journal import open_journal
from simulator.report.account import Account
from simulator.report.blocks import Facts, Heading, Table
from simulator.report.content import report
from simulator.report.files import Form, paper_file
from simulator.report.shapes import json_file, shape
from tests.commands import Ran
from tests.report.making import BEGAN, account, played
from tests.report.reading import all_of, section, words

QUIZ = QuizSent(number=1, question="lead-x", stem="だれが主体的に行うか。", options=("自衛隊", "米軍"))
ROOM = ClassRoom(quiz=(QUIZ,))


def person(number: int, seat: str, name: str = "") -> Person:
    return Person(f"p{number}", "", name, seat, BEGAN)


def record(play: Play, step: str) -> int:
    """The number of the record that showed a step."""
    return next(entry.seq for entry in play.state.shown if entry.step == step)


def voted() -> Play:
    """The sample to its first decision, a vote on it, the decision, and the question after it."""
    play = played()
    play.fork(record(play, "raise"), "教室")
    play.vote(VoteCount((("wait", "japan_government", 1),), 1, 5))
    play.vote(VoteCount((("up", "japan_government", 1), ("wait", "japan_government", 2)), 3, 4))
    play.decide("wait")
    while not play.waiting:
        play.advance()
    return play


def account_of_class(room: ClassRoom = ROOM) -> Account:
    """The account of a class of five, one of them removed, that voted and answered two questions."""
    play = voted()
    asked = about_record(record(play, "why"))
    people = (
        person(1, "sdf", "安"),
        person(2, "japan_government", "文"),
        person(3, "japan_government", "千代"),
        replace(person(4, "sdf", "外れた人"), removed=True),
        person(5, ""),
    )
    responses = (
        Response("p1", asked, "IV.C の第2段落", BEGAN),
        Response("p2", asked, "分からない", BEGAN),
        Response("p4", asked, "荒らし", BEGAN),
        Response("p2", about_record(record(play, "raise")), "wait", BEGAN),
        Response("p3", about_record(record(play, "raise")), "wait", BEGAN),
        Response("p1", about_quiz(1), "1", BEGAN),
        Response("p2", about_quiz(1), "1", BEGAN),
        Response("p1", about_record(999), "別の筋への答え", BEGAN),
    )
    return account(play, attendance=Attendance(room.text(), people, responses))


def tables(account: Account) -> list[Table]:
    return all_of(Table, section(report(account).blocks, "教室の答え"))


def test_what_a_vote_counted_and_what_was_then_decided_stand_together() -> None:
    facts = all_of(Facts, section(report(account_of_class()).blocks, "判断"))
    pairs = dict(facts[0].pairs)
    assert pairs["投票"] == "4人中 3人が投票\n2票 様子を見る\n1票 重要な影響を与える事態とみる"
    assert pairs["選んだもの"] == "様子を見る"
    names = [name for name, _ in facts[0].pairs]
    assert names.index("投票") + 1 == names.index("選んだもの")


def test_of_seats_that_voted_together_each_is_told() -> None:
    play = played()
    play.fork(record(play, "raise"), "教室")
    play.vote(VoteCount((("up", "japan_government", 1), ("up", "sdf", 2), ("wait", "sdf", 1)), 4, 4))
    play.decide("up")
    facts = all_of(Facts, section(report(account(play)).blocks, "判断"))[0]
    assert dict(facts.pairs)["席ごとの投票"] == (
        "日本政府: 1票 重要な影響を与える事態とみる\n自衛隊: 2票 重要な影響を与える事態とみる、1票 様子を見る"
    )


def test_a_vote_stands_in_the_course_too() -> None:
    table = all_of(Table, section(report(account_of_class()).blocks, "経過"))[0]
    votes = [row[3] for row in table.rows if row[2] == "投票"]
    assert votes[0] == "5人中 1人が投票\n1票 様子を見る"
    assert len(votes) == 2


def test_a_vote_of_an_earlier_showing_is_not_told_with_a_later_decision() -> None:
    play = voted()
    play.decide("back")
    while not play.waiting:
        play.advance()
    assert play.waiting.id == "raise"
    play.decide("up")
    facts = all_of(Facts, section(report(account(play)).blocks, "判断"))
    assert ["投票" in dict(decision.pairs) for decision in facts] == [True, False, False]


def test_answers_are_told_by_seat_without_names_unless_names_were_asked_for() -> None:
    people, decision, question, quiz = tables(account_of_class())
    assert people.rows == (("日本政府", "2"), ("自衛隊", "1"), ("（席なし）", "1"))
    assert decision.rows == (("日本政府", "様子を見る", "2"),)
    assert question.rows == (("日本政府", "分からない"), ("自衛隊", "IV.C の第2段落"))
    assert quiz.rows == (("日本政府", "自衛隊", "1"), ("自衛隊", "自衛隊", "1"))
    everything = words(list(report(account_of_class()).blocks)) + json_file(account_of_class()).decode()
    for name in ("安", "文子", "千代", "外れた人", "荒らし", "別の筋への答え"):
        assert name not in everything.replace("安全", "")


def test_an_answer_stands_under_the_seat_in_which_it_was_given_and_a_person_under_their_own() -> None:
    before = account_of_class()
    answers = tuple(
        replace(response, seat="sdf") if response.person == "p3" else response
        for response in before.attendance.responses
    )
    moved = replace(before, attendance=replace(before.attendance, responses=answers))
    people, decision, *_ = tables(moved)
    assert people.rows[0] == ("日本政府", "2")
    assert decision.rows == (("日本政府", "様子を見る", "1"), ("自衛隊", "様子を見る", "1"))
    answers_as_json = shape(moved)["class"]["answers"]
    assert [response["seat"] for response in answers_as_json[0]["responses"]] == ["japan_government", "sdf"]


def test_with_names_each_answer_has_its_person() -> None:
    people, decision, question, _ = tables(account_of_class(ROOM.model_copy(update={"names_asked": True})))
    assert people.rows[0] == ("日本政府", "2", "文、千代")
    assert people.rows[2] == ("（席なし）", "1", "p5")
    assert decision.rows == (("日本政府", "文", "様子を見る"), ("日本政府", "千代", "様子を見る"))
    assert question.rows == (("日本政府", "文", "分からない"), ("自衛隊", "安", "IV.C の第2段落"))


def test_who_was_removed_is_left_out_and_that_is_said() -> None:
    assert "外した 1人とその答えは除く" in words(section(report(account_of_class()).blocks, "教室の答え"))


def test_each_of_several_quizzes_is_told_with_its_answers() -> None:
    second = QuizSent(number=2, question="lead-y", stem="だれが支援するか。", options=("自衛隊", "米軍"))
    class_account = account_of_class(ClassRoom(quiz=(QUIZ, second)))
    attendance = class_account.attendance
    answers = (*attendance.responses, Response("p2", about_quiz(2), "2", BEGAN))
    class_account = replace(class_account, attendance=replace(attendance, responses=answers))
    quizzes = [table.rows for table in tables(class_account)][-2:]
    assert [[row[1] for row in rows] for rows in quizzes] == [["自衛隊", "自衛隊"], ["米軍"]]


def test_as_json_the_class_and_the_vote_are_codes_and_ids() -> None:
    value = shape(account_of_class())
    assert value["decisions"][0]["vote"] == {
        "answered": 3,
        "of": 4,
        "counts": [
            {"option": "up", "seat": "japan_government", "votes": 1},
            {"option": "wait", "seat": "japan_government", "votes": 2},
        ],
    }
    room = value["class"]
    assert (room["names_asked"], room["removed"]) == (False, 1)
    assert room["people"][0] == {"id": "p2", "seat": "japan_government"}
    assert [len(answer["responses"]) for answer in room["answers"]] == [2, 2, 2]
    assert room["answers"][2]["quiz"] == "lead-x"
    named = shape(account_of_class(ROOM.model_copy(update={"names_asked": True})))["class"]
    assert named["people"][0]["name"] == "文"


@pytest.mark.parametrize("form", list(Form))
def test_every_form_tells_it_and_the_same_each_time(form: Form) -> None:
    def made() -> bytes:
        return (
            json_file(account_of_class())
            if form is Form.JSON
            else paper_file(report(account_of_class()), form)
        )

    content = made()
    assert made() == content
    if form.is_text:
        assert "IV.C の第2段落" in content.decode()


def test_a_class_that_nobody_joined_changes_nothing_of_a_report() -> None:
    play = played()
    opened = Attendance(ROOM.text())  # a class nobody joined
    plain, with_room = account(play), account(play, attendance=opened)
    assert report(with_room) == report(plain)
    assert json_file(with_room) == json_file(plain)
    assert "class" not in json.loads(json_file(plain))
    assert all("vote" not in decision for decision in shape(plain)["decisions"])
    titles = [heading.text for heading in all_of(Heading, report(plain).blocks) if heading.level == 1]
    assert titles[4] == "5. 段階の動き"


def test_the_command_reports_what_the_journal_keeps_of_the_class(
    tmp_path: Path, shishin: Callable[..., Ran]
) -> None:
    play, path = voted(), tmp_path / "journal.sqlite3"
    journal, _ = open_journal(path)
    records = play.exercise.journal.read(play.exercise.name)
    journal.adopt(play.exercise.name, "演習", records[0].wall, records, account_of_class().attendance)
    journal.close()
    ran = shishin("report", "--as", "md", "--journal", str(path))
    assert ran.status == 0
    assert "IV.C の第2段落" in ran.out
    assert "千代" not in ran.out
