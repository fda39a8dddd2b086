"""What reaches a learner and the wall: nothing of the facilitator's, nothing of another seat's."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from simulator.classroom.following import Following
from simulator.classroom.keys import wall_token
from simulator.classroom.screens import Screens
from simulator.classroom.told import heading
from simulator.exercise import Exercise, Play
from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.classroom import ClassRoom
from simulator.exercise.headless import begin_headless
from simulator.exercise.roll import Person, Response
from simulator.exercise.stage import Timer
from simulator.exercise.told import ToldDecision, ToldOption
from simulator.exercise.viewer import ROOM, Viewer
from simulator.exercise.visibility import Visibility
from simulator.journal import WatchedJournal
from simulator.language import spoken
from simulator.scenario import Decision, Inject, Mode, Question, Script, Seat, scenario_files
from tests.classroom.table import MACHINE, Browser, Table, asked, at_work, online, options, table
from tests.exercise.canaries import SECRET, marked

PLAYS = [path.stem for path in scenario_files()]


class OwnJournal(WatchedJournal):
    """The play and what follows it share one exercise here, so there is nothing to take up."""

    def follow(self, exercise: Exercise) -> bool:
        return exercise.history.head > 0


def moments(path: Path) -> Iterator[tuple[Play, Following, Screens]]:
    """A class at every record of a scenario; all that only the facilitator knows holds the word `SECRET`."""
    play = begin_headless(path.read_text("utf-8"), path.name, MACHINE)
    play.script = Script(marked(play.scenario), MACHINE)
    roll = play.exercise.journal.roll
    roll.change_class(play.exercise.name, lambda _: ClassRoom(code="ABC234", secret="s").text())
    for seat in play.scenario.seats:
        roll.join(play.exercise.name, seat.value, "", seat.value, play.clock.wall(), limit=40)
    watched = OwnJournal(play.exercise.journal, "")
    following = Following(play, watched, roll)
    screens = Screens(following)
    for _ in range(400):
        following.look()
        yield play, following, screens
        if play.ended:
            return
        if play.waiting:
            play.decide(play.waiting.options[-1].id)
        else:
            play.advance()


@pytest.mark.parametrize("path", scenario_files(), ids=PLAYS)
def test_no_page_of_any_seat_holds_a_word_of_the_facilitators_or_of_other_seats_at_any_record(
    path: Path,
) -> None:
    pages = 0
    for play, following, screens in moments(path):
        injects = [step for step in play.scenario.steps if isinstance(step, Inject)]
        everything = str(screens.wall())
        for person in following.people.values():
            pages_of_seat = screens.person(person) + screens.history(person)
            for_others = [
                inject for inject in injects if person.seat not in [seat.value for seat in inject.to]
            ]
            assert not [inject.id for inject in for_others if inject.text.strip()[:30] in pages_of_seat]
            everything += pages_of_seat
            pages += 2
        if play.ended:  # what was to be learnt may be read when it is over
            everything = everything.replace(f"{SECRET}目標", "")
        assert SECRET not in everything
    assert pages > 50


def test_the_pages_show_each_thing_that_a_seat_was_told() -> None:
    """Or else the tests above could pass on empty pages."""
    for play, following, screens in moments(scenario_files()[0]):
        if not play.ended:
            continue
        (person, *_) = following.people.values()
        page = screens.history(person)
        viewer = next(Viewer("seat", seat) for seat in play.scenario.seats if seat.value == person.seat)
        seen = Visibility(play.script, play.exercise.history, viewer).seen(play.state)
        texts = [line for told in seen.told for line in getattr(told, "text", "").split() if line]
        assert texts
        assert all(words[:20] in page for words in texts)


async def test_the_same_over_http_as_a_class_plays(tmp_path: Path) -> None:
    """A sample on a real socket: each seat's page and the wall at each record of a whole scenario."""
    async with at_work(tmp_path) as table:
        table.play.script = Script(marked(table.play.scenario), MACHINE)
        table.app.following.play.script = table.play.script
        async with online(table) as learner, online(table) as wall:
            await learner.join("sdf")
            await wall.get(f"/wall?token={wall_token(table.room.secret)}")
            for _ in range(60):
                if table.play.waiting:
                    table.play.decide(table.play.waiting.options[0].id)
                else:
                    table.play.advance()
                table.look()
                everything = await learner.seat() + (await wall.get("/wall")).text
                if table.play.ended:  # what was to be learnt may be read when it is over
                    assert SECRET not in everything.replace(f"{SECRET}目標", "")
                    return
                assert SECRET not in everything
            pytest.fail("the scenario did not end")


@pytest.mark.parametrize("name", ["room", "removed"])
async def test_a_seat_of_any_id_reads_its_own_page_and_no_more(tmp_path: Path, name: str) -> None:
    flood = next(path for path in scenario_files() if path.stem == "10-flood-beside-a-rising-threat")
    scenario = tmp_path / "scenario.yaml"
    scenario.write_text(flood.read_text("utf-8").replace("county", name), "utf-8")
    copytree(flood.parent / "files", tmp_path / "files")
    with table(tmp_path, scenario) as at_table:
        at_table.advance(Inject)  # to others than this seat
        screens = at_table.app.desk.screens
        async with at_table.browser() as browser, at_table.browser() as beside:
            await browser.join(name)
            await beside.join("sdf")
            roll = at_table.play.exercise.journal.roll
            (outside,) = (person for person in roll.people(at_table.exercise) if person.seat == "sdf")
            roll.change(at_table.exercise, outside.id, lambda person: replace(person, removed=True))
            at_table.look()
            assert "夜半からの雨" in screens.wall()
            assert "教室の外にいます" in await beside.seat()
            page = await browser.seat()
        assert "<h1>己県</h1>" in page
        assert "夜半からの雨" not in page


async def test_what_is_revealed_is_read_by_all(at_table: Table, learner: Browser) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    seq = Visibility(at_table.play.script, at_table.play.exercise.history, ROOM).to_reveal(
        at_table.play.state
    )
    assert seq is not None
    at_table.play.exercise.keep_stage(at_table.play.exercise.stage.reveal(seq))
    at_table.look()
    page = await learner.seat()
    assert "解答の例" in page
    assert about not in asked(page)  # and takes no more answers
    desk = ClassDesk(at_table.play)
    desk.look()
    (question,) = desk.asked()
    assert not question.is_open  # as the facilitator is told
    assert not question.may_reopen


async def test_a_blank_stage_shows_nothing_and_a_frozen_one_stands(at_table: Table, learner: Browser) -> None:
    at_table.advance(Inject)
    exercise = at_table.play.exercise
    exercise.keep_stage(replace(exercise.stage, frozen=exercise.history.head))
    at_table.advance(Question)
    assert not asked(await learner.seat())
    exercise.keep_stage(replace(exercise.stage, frozen=None))
    at_table.look()
    assert asked(await learner.seat())
    exercise.keep_stage(replace(exercise.stage, blank=True))
    at_table.look()
    page = await learner.seat()
    assert "前を見てください" in page
    assert "<article" not in page
    assert "<article" not in (await learner.get("/history")).text


async def test_the_wall_counts_answers_and_shows_them_once_the_facilitator_does(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    (about,) = asked(await learner.seat())
    await learner.respond(about, "同盟調整メカニズム")
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    wall = (await learner.get("/wall")).text
    assert "回答 1／1" in wall
    assert "同盟調整メカニズム" not in wall
    at_table.keep(at_table.room.show(about))
    assert "同盟調整メカニズム" in (await learner.get("/wall")).text


async def test_votes_on_the_wall_are_hidden_until_they_are_shown(at_table: Table, learner: Browser) -> None:
    at_table.advance(Decision)
    page = await learner.seat()
    about = asked(page)[0]
    option = re.findall(r'name="body" value="([^"]+)"', page)[1]
    await learner.respond(about, option)
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    assert "<meter" not in (await learner.get("/wall")).text
    at_table.keep(at_table.room.show(about))
    assert 'value="1"' in (await learner.get("/wall")).text


async def test_a_vote_that_was_counted_leaves_the_question_on_every_screen(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Decision)
    page = await learner.seat()
    await learner.respond(asked(page)[0], options(page)[1])
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    wall = (await learner.get("/wall")).text
    assert at_table.play.waiting
    ClassDesk(at_table.play).close_answers(asked(page)[0])
    at_table.look()
    for before, after in ((page, await learner.seat()), (wall, (await learner.get("/wall")).text)):
        assert at_table.play.waiting.text.strip() in after
        assert after.count("<article") == before.count("<article")
        assert "<meter" not in after


async def test_a_vote_that_was_counted_stays_as_it_was_when_who_voted_is_moved(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Decision)
    about, option = asked(await learner.seat())[0], options(await learner.seat())[1]
    await learner.respond(about, option)
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    desk = ClassDesk(at_table.play)
    desk.close_answers(about)
    desk.show(about)
    desk.seat("p1", "sdf")
    at_table.look()
    assert "票（1／1）" in (await learner.get("/wall")).text
    assert [question.answered for question in desk.asked() if question.about == about] == [1]
    exercise = at_table.play.exercise
    exercise.keep_stage(replace(exercise.stage, looking=at_table.play.state.shown[-1].seq))
    at_table.look()
    assert "票（1／1）" in (await learner.get("/wall")).text  # looked back at, too
    exercise.keep_stage(replace(exercise.stage, looking=None))
    desk.reopen_answers(about)
    at_table.look()
    assert "票（0／0）" in (await learner.get("/wall")).text
    counted = desk.close_answers(about)
    assert counted is not None
    assert counted.answered == 0


async def test_answers_that_stay_on_the_wall_below_something_newer_say_what_was_asked(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    about = asked(await learner.seat())[0]
    question = at_table.play.script.step(at_table.play.state.shown[-1].step or "")
    assert isinstance(question, Question)
    await learner.respond(about, "同盟調整メカニズム")
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    at_table.keep(at_table.room.show(about))
    at_table.advance(Inject)
    wall = (await learner.get("/wall")).text
    assert wall.index(question.text.strip()) < wall.index("同盟調整メカニズム")


async def test_no_time_of_a_discussion_is_told_while_nobody_plays(at_table: Table, learner: Browser) -> None:
    exercise = at_table.play.exercise
    exercise.keep_stage(replace(exercise.stage, timer=Timer(left=60.0, since=at_table.play.clock.wall())))
    at_table.look()
    assert "話し合い 残り" in await learner.seat()
    for held in at_table.holds:
        held.release()
    at_table.app.following.see_who_plays()
    assert "休んでいます" in await learner.seat()
    assert "話し合い" not in await learner.seat()


async def test_who_answered_reads_their_own_answer_beside_the_sample_answer(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Question)
    about = asked(await learner.seat())[0]
    await learner.respond(about, "主語は<自衛隊>")
    seq = int(about.removeprefix("record:"))
    at_table.play.exercise.keep_stage(at_table.play.exercise.stage.reveal(seq))
    at_table.look()
    for page in (await learner.seat(), (await learner.get("/history")).text):
        assert "解答の例" in page
        assert "主語は&lt;自衛隊&gt;" in page
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    assert "主語は" not in (await learner.get("/wall")).text
    async with at_table.browser("10.0.0.2") as other:
        await other.join("japan_government")
        assert "主語は" not in await other.seat()


async def test_who_voted_sees_which_option_was_theirs_once_it_is_decided(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Decision)
    page = await learner.seat()
    await learner.respond(asked(page)[0], options(page)[1])
    assert at_table.play.waiting
    at_table.play.decide(options(page)[0])
    at_table.look()
    for page_after in (await learner.seat(), (await learner.get("/history")).text):
        second = page_after.split('class="options"')[1].split("<li")[2]
        assert "あなたの票" in second
        assert page_after.count("あなたの票") == 1


@pytest.mark.parametrize(("seconds", "words"), [(59.2, "話し合い 残り 1:00"), (0.0, "話し合い 時間です")])
async def test_the_time_of_a_discussion_is_told_as_in_the_window_of_the_room(
    at_table: Table, learner: Browser, seconds: float, words: str
) -> None:
    exercise = at_table.play.exercise
    exercise.keep_stage(replace(exercise.stage, timer=Timer(left=seconds)))
    at_table.look()
    assert re.search(rf"<b[^>]*>{words}</b>", await learner.seat())


async def test_a_vote_of_who_was_moved_to_another_seat_is_not_counted_on_the_wall(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Decision)
    page = await learner.seat()
    await learner.respond(asked(page)[0], re.findall(r'name="body" value="([^"]+)"', page)[0])
    await learner.get(f"/wall?token={wall_token(at_table.room.secret)}")
    assert "回答 1／1" in (await learner.get("/wall")).text
    ClassDesk(at_table.play).seat("p1", "sdf")
    at_table.look()
    assert "回答 0／0" in (await learner.get("/wall")).text


async def test_asking_is_hushed_while_a_decision_waits_below_an_inject_of_the_facilitators_own(
    at_table: Table, learner: Browser
) -> None:
    at_table.advance(Decision)
    at_table.play.add("", (at_table.play.scenario.seats[0],), Mode.PHONE, "追加の連絡。")
    at_table.look()
    assert "すべてを拘束する前提" not in (await learner.get("/ask?q=後方支援")).text


async def test_asking_is_hushed_while_its_answer_is_asked_for(at_table: Table, learner: Browser) -> None:
    assert "すべてを拘束する前提" in (await learner.get("/ask?q=後方支援")).text
    at_table.advance(Question)
    assert "すべてを拘束する前提" not in (await learner.get("/ask?q=後方支援")).text
    assert "後方支援</mark>" in (await learner.get("/text?q=後方支援")).text


@pytest.mark.parametrize(("acknowledges", "kind"), [(True, "確認"), (False, "判断")])
def test_what_a_seat_can_only_take_note_of_is_called_so(acknowledges: bool, kind: str) -> None:
    option = ToldOption(1, "told", "伝え終えた")
    decision = ToldDecision(5, 0.0, (Seat.AGENCIES,), "伝えたか。", (option,), acknowledges=acknowledges)
    assert heading(decision)[0] == kind


async def test_a_page_is_in_the_language_of_who_reads_it(at_table: Table, learner: Browser) -> None:
    at_table.advance(Question)
    assert 'lang="en"' in (await learner.get("/seat", **{"Accept-Language": "en-US,en;q=0.9"})).text
    assert 'lang="ja"' in (await learner.get("/seat", **{"Accept-Language": "fr"})).text
    await learner.get("/seat?lang=en")
    assert 'lang="en"' in await learner.seat()


def test_one_rendering_serves_all_in_a_seat_and_each_reads_only_their_own_answer() -> None:
    for play, following, screens in moments(scenario_files()[0]):
        told = Visibility(play.script, play.exercise.history, ROOM).seen(play.state).told
        if not told or not isinstance(told[-1], ToldDecision):
            continue
        seat = told[-1].seats[0].value
        voter, other = (Person(name, name, "", seat, play.clock.wall()) for name in ("p8", "p9"))
        for person in (voter, other):
            following.take_up_person(person)
        about, option = f"record:{told[-1].seq}", told[-1].options[0].id
        following.take_up_responses([Response("p8", about, option, play.clock.wall())])
        assert 'aria-pressed="true"' in screens.person(voter)
        assert 'aria-pressed="true"' not in screens.person(other)
        with spoken("en"):
            assert 'aria-pressed="true"' in screens.person(voter)
        return
    pytest.fail("no decision")
