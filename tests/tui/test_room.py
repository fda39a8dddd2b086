"""The room's window follows the facilitator's, shows what the class may see, and writes nothing."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.exercise.classroom import ClassRoom, QuizSent
from simulator.exercise.journal import Busy
from simulator.exercise.roll import Person, Response, about_record
from simulator.exercise.stage import Stage, Timer
from simulator.exercise.votes import count_votes
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.play.screen import PlayScreen
from simulator.tui.room.screen import RoomScreen
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import SECRETS, TO_DECISION, Console, OpenPlay

Watching = Callable[..., AbstractAsyncContextManager[tuple[Console, Pilot[None]]]]


@pytest.fixture
def watching(playing: OpenPlay, tmp_path: Path) -> Watching:
    """A play on one screen, and a second window on the same journal."""

    @asynccontextmanager
    async def both(
        *keys: str, view: str = "room", size: tuple[int, int] = (80, 24), shown: int = TO_DECISION
    ) -> AsyncIterator[tuple[Console, Pilot[None]]]:
        async with playing(*keys, shown=shown) as console:
            name = console.play.exercise.name
            hold = console.journal.hold(name)
            assert not isinstance(hold, Busy)
            app = ShishinApp(start="watch", exercise=name, view=view, journal=tmp_path / "j")
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                try:
                    yield console, pilot
                finally:
                    hold.release()

    return both


def room_window(pilot: Pilot[None]) -> RoomScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RoomScreen)
    screen.follow()
    return screen


def window_text(pilot: Pilot[None]) -> str:
    views = room_window(pilot).query(BlockView)
    return "\n".join(block.text for view in views for block in view.blocks)


async def test_the_window_shows_the_newest_thing_and_the_inject_before_it(watching: Watching) -> None:
    async with watching() as (_, pilot):
        text = window_text(pilot)
        assert "どう見るか。" in text
        assert "重要な影響があると見る。" in text
        assert "皆に届く知らせ。" in text
        assert not any(secret in text for secret in SECRETS)
        assert "教室の画面" in screen_text(pilot.app)


async def test_a_clause_that_is_revealed_is_named_as_everywhere(watching: Watching) -> None:
    async with watching("e") as (console, pilot):
        await console.press("e")
        text = window_text(pilot).replace("\u00a0", " ")
        assert "IV.B ¶1 s1" in text
        assert ".p1" not in text


async def test_what_is_done_on_the_facilitators_screen_is_followed(watching: Watching) -> None:
    async with watching() as (console, pilot):
        kinds_before = console.kinds
        await console.press("2")
        assert "段階を上げた講評" not in window_text(pilot)
        assert "重要な影響があると見る。" in window_text(pilot)
        assert [s.phase for s in room_window(pilot).query_one(Band).stations if s.here] == ["juyo"]
        await console.press("e")
        assert "段階を上げた講評" in window_text(pilot)
        await console.press("space")
        assert "自治体への電話" in window_text(pilot)
        await console.press("u")
        assert "自治体への電話" not in window_text(pilot)
        assert console.kinds == [*kinds_before, "decided", "shown", "head"]  # the window has written nothing


async def test_the_window_says_how_long_a_decision_may_take_and_names_what_is_revealed(
    watching: Watching,
) -> None:
    async with watching() as (console, pilot):
        assert "制限時間 1分30秒（実時間）" in window_text(pilot)
        await console.press("2")
        assert "制限時間" not in window_text(pilot)
        assert "講評" not in window_text(pilot).splitlines()
        await console.press("e")
        assert "講評" in window_text(pilot).splitlines()


async def test_the_window_looks_back_with_the_facilitator(watching: Watching) -> None:
    async with watching("2") as (console, pilot):
        await console.press("left", "left")
        await console.pilot.pause(0.3)
        await console.pilot.pause()
        assert "どう見るか。" not in window_text(pilot)
        assert "根拠はどの条項か。" in window_text(pilot)
        await console.press("right", "right")
        await console.pilot.pause(0.3)
        assert "重要な影響があると見る。" in window_text(pilot)


@pytest.mark.parametrize("back", [("u",), ("f", "enter")], ids=["undone to", "forked from"])
async def test_the_window_goes_on_from_a_moment_that_was(watching: Watching, back: tuple[str, ...]) -> None:
    async with watching("2") as (console, pilot):
        await console.press("left", "left")
        await console.pilot.pause(0.3)
        assert "根拠はどの条項か。" in window_text(pilot)
        await console.press(*back)
        await console.pilot.pause(0.3)
        await console.press("space")
        assert console.play.exercise.stage.looking is None
        assert "どう見るか。" in window_text(pilot)


async def test_a_play_that_is_gone_on_with_shows_the_room_where_it_stands(watching: Watching) -> None:
    async with watching("2") as (console, pilot):
        console.play.exercise.keep_stage(
            Stage(looking=2, timer=Timer(left=60.0, since=console.real_time.wall()))
        )
        console.real_time.seconds += 61
        await console.pilot.app.push_screen(PlayScreen(console.play))
        await console.pilot.pause()
        assert console.play.exercise.stage == Stage()
        assert "重要な影響があると見る。" in window_text(pilot)


async def test_a_frozen_window_stays_while_the_play_goes_on_until_it_is_let_go(watching: Watching) -> None:
    async with watching("z", shown=3) as (console, pilot):
        assert "止めました" in foot_message(console.pilot.app)
        frozen = window_text(pilot)
        await console.press("space", "space")
        assert window_text(pilot) == frozen
        await console.press("z")
        assert "どう見るか。" in window_text(pilot)


async def test_a_blank_window_shows_nothing_until_it_is_shown_again(watching: Watching) -> None:
    async with watching("0") as (console, pilot):
        assert not window_text(pilot)
        await pilot.pause()
        assert "重要影響" not in screen_text(pilot.app)
        await console.press("0")
        room_window(pilot)
        await pilot.pause()
        assert "どう見るか。" in window_text(pilot)


async def test_a_timer_counts_down_in_both_windows_and_decides_nothing(watching: Watching) -> None:
    async with watching("space", shown=2) as (console, pilot):
        await console.press("D", "enter")
        await console.wait(1)
        assert "話し合い 残り" in screen_text(console.pilot.app)
        room_window(pilot)
        await pilot.pause()
        assert "話し合い" in screen_text(pilot.app)
        kinds = console.kinds
        await console.wait(10_000)
        assert "時間です" in screen_text(console.pilot.app)
        assert console.kinds == kinds
        await console.press("D", "end", "enter")
        assert console.play.exercise.stage.timer is None


async def test_the_facilitator_is_told_all_the_time_that_the_room_does_not_follow(watching: Watching) -> None:
    async with watching() as (console, _):
        for key, notice in (("0", "教室は伏せています"), ("z", "教室は止めています")):
            await console.press(key, "left", "right")
            assert notice in screen_text(console.pilot.app)
            await console.press(key)
            await console.wait(0)
            assert notice not in screen_text(console.pilot.app)


async def test_the_last_second_of_a_timer_passes_in_the_window(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watching() as (console, pilot):
        console.play.exercise.keep_stage(Stage(timer=Timer(left=60.0, since=console.real_time.wall())))
        room = room_window(pilot)
        for passed, notice in ((59.2, "話し合い 残り 0:01"), (60.0, "話し合い 時間です")):
            now = console.real_time.wall() + timedelta(seconds=passed)
            monkeypatch.setattr(room.play.clock, "_wall", lambda now=now: now)
            room.show()
            await pilot.pause()
            assert notice in screen_text(pilot.app)


async def test_votes_that_were_counted_are_not_in_the_window_until_they_are_shown(watching: Watching) -> None:
    async with watching() as (console, pilot):
        decision = console.play.waiting
        assert decision
        (seat,) = decision.seats
        learner = Person("p1", "hash", "", seat.value, console.real_time.wall())
        about = about_record(console.play.asked)
        response = Response("p1", about, decision.options[1].id, console.real_time.wall())
        console.play.vote(count_votes(decision, [response], [learner]))
        assert "どう見るか。" in window_text(pilot)
        assert "1票" not in window_text(pilot)
        roll, name = console.journal.roll, console.play.exercise.name
        roll.join(name, "hash", "", seat.value, learner.joined, limit=9)
        roll.respond(name, [response])
        roll.change_class(name, lambda _: ClassRoom(code="A").show(about).text())
        assert window_text(pilot).count("1票") == 1
        assert window_text(pilot).count("どう見るか。") == 1
        await console.press("2", "space")
        text = window_text(pilot)
        assert "自治体への電話" in text
        assert text.index("どう見るか。") < text.index("1票")  # what was voted on, below the newer thing


@pytest.mark.parametrize(("view", "sees"), [("japan_government", True), ("sdf", False)])
async def test_a_window_may_be_a_seats(watching: Watching, view: str, sees: bool) -> None:
    async with watching(view=view) as (_, pilot):
        assert ("どう見るか。" in window_text(pilot)) is sees
        assert ("判断中" in window_text(pilot)) is not sees


async def test_the_views_of_the_window_never_come_to_the_facilitators(watching: Watching) -> None:
    async with watching() as (_, pilot):
        viewers_met = set()
        for _ in range(6):
            await pilot.press("v")
            viewers_met.add(room_window(pilot).viewer.name)
        assert viewers_met == {"room", "japan_government", "sdf", "agencies"}


async def test_the_facilitators_own_window_turns_into_the_rooms_and_back(playing: OpenPlay) -> None:
    async with playing("W", shown=TO_DECISION) as console:
        screen = console.pilot.app.screen
        assert isinstance(screen, RoomScreen)
        assert not any(secret in screen_text(console.pilot.app) for secret in SECRETS)
        await console.press("W")
        assert console.pilot.app.screen is console.screen


async def test_the_facilitators_view_follows_too_and_may_do_nothing(
    playing: OpenPlay, tmp_path: Path
) -> None:
    async with playing(shown=2) as console:
        name = console.play.exercise.name
        app = ShishinApp(start="watch", exercise=name, journal=tmp_path / "j")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            await console.press("space")
            screen.keeping.follow()
            assert len(screen.exercise.state.shown) == 3
            await pilot.press("space", "0", "z", "e")
            assert console.play.exercise.stage.blank is False
            assert len(SqliteJournal(tmp_path / "j", EXERCISES).read(name)) == len(console.kinds)


async def test_what_is_revealed_shows_in_a_seats_view_of_a_window_that_watches(
    playing: OpenPlay, tmp_path: Path
) -> None:
    async with playing(shown=4) as console:
        name = console.play.exercise.name
        app = ShishinApp(start="watch", exercise=name, journal=tmp_path / "j")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            await pilot.press("v")
            assert SECRETS[2] not in screen_text(app)
            await console.press("e")
            screen.keeping.follow()
            await pilot.pause()
            assert SECRETS[2] in screen_text(app)


async def test_a_seat_that_the_scenario_does_not_have_is_said(playing: OpenPlay, tmp_path: Path) -> None:
    async with playing(shown=2) as console:
        name = console.play.exercise.name
        app = ShishinApp(start="watch", exercise=name, view="us_forces", journal=tmp_path / "j")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert len(app.screen_stack) == 1
            assert "us_forces" in screen_text(app)


async def test_the_room_is_told_that_nobody_plays_any_more_and_its_timer_says_no_false_time(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watching("D", "enter") as (console, pilot):
        room = room_window(pilot)
        assert "話し合い" in screen_text(pilot.app)
        text = window_text(pilot)
        room.look_for_holder()
        room.follow()
        assert "閉じています" not in screen_text(pilot.app)
        with monkeypatch.context() as death:
            death.setattr(type(console.journal), "holders", lambda _: [])  # as if the process had died
            room.look_for_holder()
            room.follow()
            await settle(pilot)
            assert "進行役の画面が閉じています。続きを待っています。" in screen_text(pilot.app)
            assert "話し合い" not in screen_text(pilot.app)
            assert window_text(pilot) == text  # its last picture stays
        room.look_for_holder()
        room.follow()
        await settle(pilot)
        assert "話し合い" in screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_situation_stays_below_a_question_of_self_study(
    watching: Watching, size: tuple[int, int]
) -> None:
    async with watching(shown=3, size=size) as (console, pilot):
        sent = QuizSent(number=1, question="q", stem="だれが行うか。", options=("自衛隊", "米軍"))
        room = ClassRoom(code="K7M2QX", quiz=(sent,))
        console.journal.roll.change_class(console.play.exercise.name, lambda _: room.text())
        room_window(pilot)
        await settle(pilot)
        text = screen_text(pilot.app)
        assert text.index("だれが行うか。") < text.index("米軍") < text.index("皆に届く知らせ。")
