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
from simulator.journal import EXERCISES, SqliteJournal
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.play.screen import PlayScreen
from simulator.tui.room.screen import RoomScreen
from tests.tui.conftest import page, said, settle
from tests.tui.playing import SECRETS, TO_DECISION, Class, Open

Watching = Callable[..., AbstractAsyncContextManager[tuple[Class, Pilot[None]]]]


@pytest.fixture
def watching(playing: Open, tmp_path: Path) -> Watching:
    """A play on one screen, and a second window on the same journal."""

    @asynccontextmanager
    async def both(
        *keys: str, view: str = "room", size: tuple[int, int] = (80, 24), shown: int = TO_DECISION
    ) -> AsyncIterator[tuple[Class, Pilot[None]]]:
        async with playing(*keys, shown=shown) as found:
            name = found.play.exercise.name
            held = found.journal.hold(name)
            assert not isinstance(held, Busy)
            app = ShishinApp(start="watch", exercise=name, view=view, journal=tmp_path / "j")
            async with app.run_test(size=size) as pilot:
                await settle(pilot)
                try:
                    yield found, pilot
                finally:
                    held.release()

    return both


def window(pilot: Pilot[None]) -> RoomScreen:
    screen = pilot.app.screen
    assert isinstance(screen, RoomScreen)
    screen.follow()
    return screen


def words(pilot: Pilot[None]) -> str:
    views = window(pilot).query(BlockView)
    return "\n".join(block.text for view in views for block in view.blocks)


async def test_the_window_shows_the_newest_thing_and_the_inject_before_it(watching: Watching) -> None:
    async with watching() as (_, pilot):
        shown = words(pilot)
        assert "どう見るか。" in shown
        assert "重要な影響があると見る。" in shown
        assert "皆に届く知らせ。" in shown
        assert not any(secret in shown for secret in SECRETS)
        assert "教室の画面" in page(pilot.app)


async def test_a_clause_that_is_revealed_is_named_as_everywhere(watching: Watching) -> None:
    async with watching("e") as (found, pilot):
        await found.press("e")
        shown = words(pilot).replace("\u00a0", " ")
        assert "IV.B ¶1 s1" in shown
        assert ".p1" not in shown


async def test_what_is_done_on_the_facilitators_screen_is_followed(watching: Watching) -> None:
    async with watching() as (found, pilot):
        before = len(found.kinds)
        await found.press("2")
        assert "段階を上げた講評" not in words(pilot)
        assert "重要な影響があると見る。" in words(pilot)
        assert [s.phase for s in window(pilot).query_one(Band).stations if s.here] == ["juyo"]
        await found.press("e")
        assert "段階を上げた講評" in words(pilot)
        await found.press("space")
        assert "自治体への電話" in words(pilot)
        await found.press("u")
        assert "自治体への電話" not in words(pilot)
        assert len(found.kinds) > before
        assert found.kinds.count("head") == 1  # the window has written nothing


async def test_the_window_says_how_long_a_decision_may_take_and_names_what_is_revealed(
    watching: Watching,
) -> None:
    async with watching() as (found, pilot):
        assert "制限時間 1分30秒（実時間）" in words(pilot)
        await found.press("2")
        assert "制限時間" not in words(pilot)
        assert "講評" not in words(pilot).splitlines()
        await found.press("e")
        assert "講評" in words(pilot).splitlines()


async def test_the_window_looks_back_with_the_facilitator(watching: Watching) -> None:
    async with watching("2") as (found, pilot):
        await found.press("left", "left")
        await found.pilot.pause(0.3)
        await found.pilot.pause()
        assert "どう見るか。" not in words(pilot)
        assert "根拠はどの条項か。" in words(pilot)
        await found.press("right", "right")
        await found.pilot.pause(0.3)
        assert "重要な影響があると見る。" in words(pilot)


@pytest.mark.parametrize("back", [("u",), ("f", "enter")], ids=["undone to", "forked from"])
async def test_the_window_goes_on_from_a_moment_that_was(watching: Watching, back: tuple[str, ...]) -> None:
    async with watching("2") as (found, pilot):
        await found.press("left", "left")
        await found.pilot.pause(0.3)
        assert "根拠はどの条項か。" in words(pilot)
        await found.press(*back)
        await found.pilot.pause(0.3)
        await found.press("space")
        assert found.play.exercise.stage.looking is None
        assert "どう見るか。" in words(pilot)


async def test_a_play_that_is_gone_on_with_shows_the_room_where_it_stands(watching: Watching) -> None:
    async with watching("2") as (found, pilot):
        found.play.exercise.keep_stage(Stage(looking=2, timer=Timer(left=60.0, since=found.ticks.wall())))
        found.ticks.seconds += 61
        await found.pilot.app.push_screen(PlayScreen(found.play))
        await found.pilot.pause()
        assert found.play.exercise.stage == Stage()
        assert "重要な影響があると見る。" in words(pilot)


async def test_a_frozen_window_stays_while_the_play_goes_on_until_it_is_let_go(watching: Watching) -> None:
    async with watching("z", shown=3) as (found, pilot):
        assert "止めました" in said(found.pilot.app)
        frozen = words(pilot)
        await found.press("space", "space")
        assert words(pilot) == frozen
        await found.press("z")
        assert "どう見るか。" in words(pilot)


async def test_a_blank_window_shows_nothing_until_it_is_shown_again(watching: Watching) -> None:
    async with watching("0") as (found, pilot):
        assert not words(pilot)
        await pilot.pause()
        assert "重要影響" not in page(pilot.app)
        await found.press("0")
        window(pilot)
        await pilot.pause()
        assert "どう見るか。" in words(pilot)


async def test_a_timer_counts_down_in_both_windows_and_decides_nothing(watching: Watching) -> None:
    async with watching("space", shown=2) as (found, pilot):
        await found.press("D", "enter")
        await found.wait(1)
        assert "話し合い 残り" in page(found.pilot.app)
        window(pilot)
        await pilot.pause()
        assert "話し合い" in page(pilot.app)
        kinds = found.kinds
        await found.wait(10_000)
        assert "時間です" in page(found.pilot.app)
        assert found.kinds == kinds
        await found.press("D", "end", "enter")
        assert found.play.exercise.stage.timer is None


async def test_the_facilitator_is_told_all_the_time_that_the_room_does_not_follow(watching: Watching) -> None:
    async with watching() as (found, _):
        for key, told in (("0", "教室は伏せています"), ("z", "教室は止めています")):
            await found.press(key, "left", "right")
            assert told in page(found.pilot.app)
            await found.press(key)
            await found.wait(0)
            assert told not in page(found.pilot.app)


async def test_the_last_second_of_a_timer_passes_in_the_window(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watching() as (found, pilot):
        found.play.exercise.keep_stage(Stage(timer=Timer(left=60.0, since=found.ticks.wall())))
        room = window(pilot)
        for passed, told in ((59.2, "話し合い 残り 0:01"), (60.0, "話し合い 時間です")):
            now = found.ticks.wall() + timedelta(seconds=passed)
            monkeypatch.setattr(room.play.clock, "_wall", lambda now=now: now)
            room.show()
            await pilot.pause()
            assert told in page(pilot.app)


async def test_votes_that_were_counted_are_not_in_the_window_until_they_are_shown(watching: Watching) -> None:
    async with watching() as (found, pilot):
        decision = found.play.waiting
        assert decision
        (seat,) = decision.seats
        here = Person("p1", "hash", "", seat.value, found.ticks.wall())
        about = about_record(found.play.asked)
        response = Response("p1", about, decision.options[1].id, found.ticks.wall())
        found.play.vote(count_votes(decision, [response], [here]))
        assert "どう見るか。" in words(pilot)
        assert "1票" not in words(pilot)
        roll, name = found.journal.roll, found.play.exercise.name
        roll.join(name, "hash", "", seat.value, here.joined, limit=9)
        roll.respond(name, [response])
        roll.change_class(name, lambda _: ClassRoom(code="A").show(about).text())
        assert words(pilot).count("1票") == 1
        assert words(pilot).count("どう見るか。") == 1
        await found.press("2", "space")
        below = words(pilot)
        assert "自治体への電話" in below
        assert below.index("どう見るか。") < below.index("1票")  # what was voted on, below the newer thing


@pytest.mark.parametrize(("view", "sees"), [("japan_government", True), ("sdf", False)])
async def test_a_window_may_be_a_seats(watching: Watching, view: str, sees: bool) -> None:
    async with watching(view=view) as (_, pilot):
        assert ("どう見るか。" in words(pilot)) is sees
        assert ("判断中" in words(pilot)) is not sees


async def test_the_views_of_the_window_never_come_to_the_facilitators(watching: Watching) -> None:
    async with watching() as (_, pilot):
        met = set()
        for _ in range(6):
            await pilot.press("v")
            met.add(window(pilot).viewer.name)
        assert met == {"room", "japan_government", "sdf", "agencies"}


async def test_the_facilitators_own_window_turns_into_the_rooms_and_back(playing: Open) -> None:
    async with playing("W", shown=TO_DECISION) as found:
        screen = found.pilot.app.screen
        assert isinstance(screen, RoomScreen)
        assert not any(secret in page(found.pilot.app) for secret in SECRETS)
        await found.press("W")
        assert found.pilot.app.screen is found.screen


async def test_the_facilitators_view_follows_too_and_may_do_nothing(playing: Open, tmp_path: Path) -> None:
    async with playing(shown=2) as found:
        name = found.play.exercise.name
        app = ShishinApp(start="watch", exercise=name, journal=tmp_path / "j")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            await found.press("space")
            screen.keeping.follow()
            assert len(screen.exercise.state.shown) == 3
            await pilot.press("space", "0", "z", "e")
            assert found.play.exercise.stage.blank is False
            assert len(SqliteJournal(tmp_path / "j", EXERCISES).read(name)) == len(found.kinds)


async def test_what_is_revealed_shows_in_a_seats_view_of_a_window_that_watches(
    playing: Open, tmp_path: Path
) -> None:
    async with playing(shown=4) as found:
        name = found.play.exercise.name
        app = ShishinApp(start="watch", exercise=name, journal=tmp_path / "j")
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            screen = app.screen
            assert isinstance(screen, PlayScreen)
            await pilot.press("v")
            assert SECRETS[2] not in page(app)
            await found.press("e")
            screen.keeping.follow()
            await pilot.pause()
            assert SECRETS[2] in page(app)


async def test_a_seat_that_the_scenario_does_not_have_is_said(playing: Open, tmp_path: Path) -> None:
    async with playing(shown=2) as found:
        name = found.play.exercise.name
        app = ShishinApp(start="watch", exercise=name, view="us_forces", journal=tmp_path / "j")
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            assert len(app.screen_stack) == 1
            assert "us_forces" in page(app)


async def test_the_room_is_told_that_nobody_plays_any_more_and_its_timer_says_no_false_time(
    watching: Watching, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with watching("D", "enter") as (found, pilot):
        room = window(pilot)
        assert "話し合い" in page(pilot.app)
        shown = words(pilot)
        room.look_for_holder()
        room.follow()
        assert "閉じています" not in page(pilot.app)
        monkeypatch.setattr(found.journal.__class__, "holders", lambda _: [])  # the process died
        room.look_for_holder()
        room.follow()
        await settle(pilot)
        assert "進行役の画面が閉じています。続きを待っています。" in page(pilot.app)
        assert "話し合い" not in page(pilot.app)
        assert words(pilot) == shown  # its last picture stays
        monkeypatch.undo()
        room.look_for_holder()
        room.follow()
        await settle(pilot)
        assert "話し合い" in page(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_situation_stays_below_a_question_of_self_study(
    watching: Watching, size: tuple[int, int]
) -> None:
    async with watching(shown=3, size=size) as (found, pilot):
        sent = QuizSent(number=1, question="q", stem="だれが行うか。", options=("自衛隊", "米軍"))
        room = ClassRoom(code="K7M2QX", quiz=(sent,))
        found.journal.roll.change_class(found.play.exercise.name, lambda _: room.text())
        window(pilot)
        await settle(pilot)
        shown = page(pilot.app)
        assert shown.index("だれが行うか。") < shown.index("米軍") < shown.index("皆に届く知らせ。")
