"""Joining a class, staying one person after reconnecting, and leaving."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from simulator.classroom.following import LONGEST_ANSWER
from simulator.classroom.keeping import Batches
from simulator.classroom.keys import wall_token
from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.classroom import QuizSent
from simulator.exercise.roll import Person, Response
from simulator.scenario import Decision, Question
from tests.classroom.table import CODE, Browser, Table, asked, options


def people(table: Table) -> list[Person]:
    return table.play.exercise.journal.roll.people(table.exercise)


async def test_who_gives_the_code_sits_down(at_table: Table) -> None:
    async with at_table.browser() as browser:
        joined = await browser.join("sdf", code=" abc-234 ")
        assert joined.status_code == 303
        assert "自衛隊" in await browser.seat()
    (person,) = people(at_table)
    assert (person.seat, person.name) == ("sdf", "")


async def test_a_form_sent_twice_is_one_person(at_table: Table) -> None:
    async with at_table.browser() as browser:
        await browser.get("/")
        for seat in ("sdf", "us_forces", "sdf"):
            assert (await browser.post("/join", code=CODE, seat=seat)).status_code == 303
    assert [person.seat for person in people(at_table)] == ["sdf"]


async def test_who_scans_the_code_again_stays_who_they_are(at_table: Table) -> None:
    async with at_table.browser() as browser:
        await browser.join("sdf")
        again = await browser.get(f"/?code={CODE}")
        assert (again.status_code, again.headers["location"]) == (303, "/seat")
    assert len(people(at_table)) == 1


async def test_only_the_hash_of_a_token_is_kept(at_table: Table, learner: Browser) -> None:
    (token,) = [cookie.value for cookie in learner.client.cookies.jar]
    assert token
    (person,) = people(at_table)
    assert token not in repr(person)
    assert token not in at_table.play.exercise.journal.roll.kept_class(at_table.exercise)


async def test_no_choice_of_a_seat_gives_the_emptiest(at_table: Table) -> None:
    for _ in range(5):
        async with at_table.browser() as browser:
            await browser.join("*")
    assert len({person.seat for person in people(at_table)}) == 5


async def test_a_code_typed_by_a_japanese_keyboard_in_full_width_lets_in(at_table: Table) -> None:
    async with at_table.browser() as browser:
        assert (await browser.join("sdf", code="ａｂｃ　２３４")).status_code == 303


async def test_names_are_kept_only_where_they_were_asked_for(at_table: Table) -> None:
    async with at_table.browser() as browser:
        assert 'name="name"' not in (await browser.get("/")).text
        await browser.join("sdf", name="花子")
    at_table.keep(at_table.room.model_copy(update={"names_asked": True}))
    async with at_table.browser() as browser:
        assert 'name="name"' in (await browser.get("/")).text
        assert (await browser.join("sdf")).status_code == 400
        await browser.join("sdf", name="  太郎\u202e ")
    assert [person.name for person in people(at_table)] == ["", "太郎\u202e"]


async def test_a_full_class_takes_nobody_and_one_who_left_makes_room(at_table: Table) -> None:
    at_table.keep(at_table.room.model_copy(update={"seats": 1}))
    async with at_table.browser() as first, at_table.browser() as second:
        await first.join("sdf")
        assert (await second.join("sdf")).status_code == 409
        await first.post("/leave", csrf=await first.csrf())
        assert (await second.join("sdf")).status_code == 303
    assert [bool(person.left) for person in people(at_table)] == [True, False]


async def test_who_was_removed_sees_it_and_may_be_let_in_again(at_table: Table, learner: Browser) -> None:
    at_table.advance(Question)
    roll = at_table.play.exercise.journal.roll
    (person,) = people(at_table)
    roll.change(at_table.exercise, person.id, lambda person: replace(person, removed=True))
    at_table.look()
    page = await learner.seat()
    assert "外しました" in page
    assert at_table.play.scenario.title not in page
    assert not asked(page)
    roll.change(at_table.exercise, person.id, lambda person: replace(person, removed=False))
    at_table.look()
    assert asked(await learner.seat())


async def test_a_seat_is_chosen_once_and_then_only_the_facilitator_moves_anybody(at_table: Table) -> None:
    roll = at_table.play.exercise.journal.roll
    async with at_table.browser() as browser:
        await browser.join("sdf")
        csrf = await browser.csrf()
        assert (await browser.post("/choose", csrf=csrf, seat="us_forces")).status_code == 409
        (person,) = people(at_table)
        roll.change(at_table.exercise, person.id, lambda person: replace(person, seat=""))
        at_table.look()
        assert "席を選ぶ" in await browser.seat()
        assert (await browser.post("/choose", csrf=csrf, seat="us_forces")).status_code == 303
        assert "米軍" in await browser.seat()


async def test_a_new_code_lets_in_by_that_alone_and_whoever_is_in_stays(
    at_table: Table, learner: Browser
) -> None:
    at_table.keep(at_table.room.model_copy(update={"code": "ZZZ999"}))
    assert "日本政府" in await learner.seat()
    async with at_table.browser() as browser:
        assert (await browser.join("sdf")).status_code == 403
        assert (await browser.join("sdf", code="ZZZ999")).status_code == 303


async def test_persons_erased_from_the_journal_are_gone_from_the_class(
    at_table: Table, learner: Browser
) -> None:
    at_table.play.exercise.journal.roll.erase(at_table.exercise)
    at_table.look()
    assert (await learner.get("/seat")).headers["location"] == "/"


async def test_an_answer_is_kept_and_may_be_changed_until_it_is_closed(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    for words in ("初めの答え", "後の答え"):
        assert (await learner.respond(about, words)).status_code == 303
    roll = at_table.play.exercise.journal.roll
    assert [response.body for response in roll.responses(at_table.exercise)] == ["後の答え"]
    assert "後の答え</textarea>" in await learner.seat()
    at_table.keep(at_table.room.close(about))
    assert not asked(await learner.seat())
    assert (await learner.respond(about, "遅い答え")).status_code == 409


async def test_a_vote_is_one_a_person_and_only_of_those_who_decide(at_table: Table, learner: Browser) -> None:
    at_table.advance(Decision)
    page = await learner.seat()
    about = asked(page)[0]
    first, second = options(page)[:2]
    for option in (first, second):
        assert (await learner.respond(about, option)).status_code == 303
    async with at_table.browser() as other:
        await other.join("sdf")
        assert about not in asked(await other.seat())
        assert (await other.respond(about, first)).status_code == 409
    roll = at_table.play.exercise.journal.roll
    votes = [(vote.about, vote.body, vote.seat) for vote in roll.responses(at_table.exercise)]
    assert votes == [(about, second, "japan_government")]


async def test_a_vote_after_the_decision_was_taken_is_not_received(at_table: Table, learner: Browser) -> None:
    at_table.advance(Decision)
    page = await learner.seat()
    option = options(page)[0]
    about = asked(page)[0]
    at_table.play.decide(option)
    at_table.look()
    assert (await learner.respond(about, option)).status_code == 409


async def test_a_quiz_is_answered_by_the_place_of_an_option(at_table: Table, learner: Browser) -> None:
    quiz = QuizSent(number=1, question="q", stem="だれが行うか", options=("日本", "米国"))
    at_table.keep(at_table.room.model_copy(update={"quiz": (quiz,)}))
    assert "だれが行うか" in await learner.seat()
    assert (await learner.respond("quiz:1", "3")).status_code == 400
    assert (await learner.respond("quiz:1", "2")).status_code == 303
    roll = at_table.play.exercise.journal.roll
    assert [response.body for response in roll.responses(at_table.exercise, "quiz:1")] == ["2"]


async def test_the_wall_tells_the_right_option_of_a_quiz_once_it_is_shown(at_table: Table) -> None:
    quiz = QuizSent(number=1, question="q", stem="だれが行うか", options=("日本", "米国"))
    desk = ClassDesk(at_table.play)
    desk.send(lambda _: quiz)
    async with at_table.browser() as wall:
        await wall.get(f"/wall?token={wall_token(at_table.room.secret)}")
        at_table.look()
        assert "答え：" not in (await wall.get("/wall")).text
        desk.show(quiz.about, right=2)
        at_table.look()
        assert "答え：米国" in (await wall.get("/wall")).text


async def test_who_was_removed_just_now_can_neither_answer_nor_leave(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about,), csrf = asked(await learner.seat()), await learner.csrf()
    (person,) = people(at_table)
    roll = at_table.play.exercise.journal.roll
    roll.change(
        at_table.exercise, person.id, lambda person: replace(person, removed=True)
    )  # since the last look
    assert (await learner.post("/leave", csrf=csrf)).status_code == 403
    assert (await learner.post("/respond", csrf=csrf, about=about, body="答え")).status_code == 403
    assert [person.removed for person in people(at_table)] == [True]


async def test_an_answer_after_the_closing_is_not_received_even_before_the_next_look(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    ClassDesk(at_table.play).close_answers(about)
    assert (await learner.respond(about, "遅い答え")).status_code == 409


async def test_no_answer_holds_a_character_that_a_journal_cannot_keep(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    assert (await learner.respond(about, "答\0え")).status_code == 303
    roll = at_table.play.exercise.journal.roll
    assert [response.body for response in roll.responses(at_table.exercise)] == ["答␀え"]


async def test_a_line_break_is_one_character_of_an_answer_as_it_is_for_the_browser(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    lines = "答え\n" * (LONGEST_ANSWER // 3) + "終"
    assert (await learner.respond(about, lines.replace("\n", "\r\n"))).status_code == 303
    roll = at_table.play.exercise.journal.roll
    assert [response.body for response in roll.responses(at_table.exercise)] == [lines]


async def test_nobody_waits_for_ever_for_answers_that_could_not_be_kept() -> None:
    def broken(_: Sequence[Response]) -> None:
        raise LookupError

    answer = Response("p1", "record:1", "", datetime(2026, 4, 1, tzinfo=UTC))
    with pytest.raises(LookupError):
        await asyncio.wait_for(Batches(broken).add(answer), 10)
