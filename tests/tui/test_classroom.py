"""The class in browsers on its facilitator's screen and in the room's window."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest

from simulator.exercise import Play, ScenarioClock
from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.classroom import ClassRoom, class_of
from simulator.exercise.roll import Response, about_record
from simulator.exercise.viewer import viewers
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import PhaseMachine
from simulator.tui.classroom.rows import OfAsked, OfPerson
from simulator.tui.classroom.screen import REMOVE, ClassScreen
from simulator.tui.classroom.serving import NotOpenedError, ServerWish, serve, started, wall_served
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.qr_code import QrCode, half_blocks
from simulator.tui.kit.target import Aim
from simulator.tui.play.screen import PlayScreen
from simulator.tui.room.screen import RoomScreen
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import SOURCE, TO_DECISION, Console, OpenPlay

ADDRESS = "http://192.168.1.10:8765/"
JOINED = {"p1": "japan_government", "p2": "japan_government", "p3": "sdf"}


@dataclass
class Room:
    """A class of three on the facilitator's screen, and the journal as its serving process has it."""

    console: Console
    served: SqliteJournal

    @property
    def name(self) -> str:
        return self.console.play.exercise.name

    @property
    def screen(self) -> ClassScreen:
        screen = self.console.pilot.app.screen
        assert isinstance(screen, ClassScreen)
        return screen

    @property
    def class_room(self) -> ClassRoom:
        return class_of(self.served.roll.kept_class(self.name))

    def answer(self, person: str, body: str, about: str = "") -> None:
        about = about or about_record(self.console.play.asked)
        response = Response(person, about, body, datetime(2026, 1, 1, tzinfo=UTC))
        self.served.roll.respond(self.name, [response])

    async def look(self) -> str:
        self.screen.follow()
        await self.console.pilot.pause()
        return "\n".join(block.text for block in self.screen.query_one("#class", BlockView).blocks)

    async def choose(self, target: Aim, window: str = "#class") -> None:
        """Open the row of this target."""
        view = self.console.pilot.app.screen.query_one(window, BlockView)
        view.choose(target)
        assert view.target == target
        await self.console.press("enter")
        await self.console.pilot.pause()


OpenRoom = Callable[..., AbstractAsyncContextManager[Room]]


@pytest.fixture
def open_room(playing: OpenPlay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenRoom:
    """`B` in a play whose class stands; what serves it is started by no test but one."""

    @asynccontextmanager
    async def open_class(*keys: str, shown: int = TO_DECISION, width: int = 80) -> AsyncIterator[Room]:
        monkeypatch.setattr("simulator.tui.classroom.screen.serve", lambda _: f"{ADDRESS}wall?token=t")
        async with playing(shown=shown, width=width) as console:
            served = SqliteJournal(tmp_path / "j", EXERCISES)
            name = console.play.exercise.name
            served.roll.change_class(
                name, lambda _: ClassRoom(code="K7M2QX", address=(ADDRESS,), port=8765).text()
            )
            for person, seat in JOINED.items():
                joined = datetime.now(UTC)
                served.roll.join(name, f"hash of {person}", "", seat, joined, limit=40)
            await console.press("B")
            await settle(console.pilot)
            room = Room(console, served)
            for key in keys:
                await console.press(key)
            yield room
            served.close()

    return open_class


async def test_how_to_join_stands_beside_the_people_and_what_they_answered(open_room: OpenRoom) -> None:
    async with open_room() as room:
        text = screen_text(room.console.pilot.app)
        assert ADDRESS in text
        assert "K7M 2QX" in text
        assert room.screen.query_one(QrCode).size.height > 10
        rows = await room.look()
        assert "どう見るか。" in rows
        assert "回答 0／2" in rows


async def test_an_answer_is_seen_as_it_comes(open_room: OpenRoom) -> None:
    async with open_room() as room:
        room.answer("p1", "rise")
        assert "回答 1／2" in await room.look()
        assert "回答 1／2" in screen_text(room.console.pilot.app)


async def test_the_play_says_over_its_feed_how_many_have_answered(open_room: OpenRoom) -> None:
    async with open_room("escape") as room:
        room.answer("p1", "rise")
        await room.console.wait(0)
        assert "回答 1／2" in screen_text(room.console.pilot.app)
        room.served.roll.change_class(room.name, lambda _: ClassRoom().text())
        await room.console.wait(0)
        assert "回答" not in screen_text(room.console.pilot.app)


async def test_the_option_said_to_lead_is_that_of_the_vote_as_it_was_closed(open_room: OpenRoom) -> None:
    async with open_room() as room:
        room.answer("p1", "stay")
        await room.look()
        await room.choose(OfAsked(about_record(room.console.play.asked)))
        room.answer("p1", "rise")  # while the facilitator reads the window
        await room.choose("close", "#chooser")
        assert "一位: 重要な影響があると見る。" in foot_message(room.console.pilot.app)


async def test_a_vote_is_closed_counted_and_left_to_the_facilitator(open_room: OpenRoom) -> None:
    async with open_room() as room:
        room.answer("p1", "rise")
        room.answer("p3", "stay")
        await room.look()
        await room.choose(OfAsked(about_record(room.console.play.asked)))
        await room.choose("close", "#chooser")
        assert room.console.kinds[-1] == "voted"
        assert "一位: 重要な影響があると見る。" in foot_message(room.console.pilot.app)
        assert "締切" in await room.look()
        await room.console.press("escape", "2")
        assert room.console.kinds[-2:] == ["voted", "decided"]


async def test_where_the_majority_decides_the_play_goes_on_by_its_vote(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.choose("majority")
        room.answer("p1", "rise")
        await room.look()
        await room.choose(OfAsked(about_record(room.console.play.asked)))
        await room.choose("close", "#chooser")
        assert room.console.kinds[-2:] == ["voted", "decided"]
        await room.console.press("escape")
        assert "重要な影響があると見る。" in room.console.text()


async def test_e_shows_the_room_what_was_answered_and_hides_it_again(open_room: OpenRoom) -> None:
    async with open_room() as room:
        about = about_record(room.console.play.asked)
        await room.console.press("e")
        assert room.class_room.shows(about)
        await room.console.press("e")
        assert not room.class_room.shows(about)


async def test_somebody_is_moved_removed_and_let_in_again(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.choose(OfPerson("p3"))
        await room.choose("agencies", "#chooser")
        await room.choose(OfPerson("p2"))
        await room.choose(REMOVE, "#chooser")
        people = {person.id: person for person in room.served.roll.people(room.name)}
        assert people["p3"].seat == "agencies"
        assert people["p2"].removed
        assert "外した" in await room.look()
        await room.choose(OfPerson("p2"))
        await room.choose(REMOVE, "#chooser")
        assert not room.served.roll.people(room.name)[1].removed


async def test_joining_is_locked_the_code_renewed_and_names_asked(open_room: OpenRoom) -> None:
    async with open_room() as room:
        for target in ("lock", "code", "names"):
            await room.choose(target)
        class_room = room.class_room
        assert class_room.locked
        assert class_room.names_asked
        assert class_room.code != "K7M2QX"
        assert class_room.spaced_code in screen_text(room.console.pilot.app)


async def test_a_class_is_closed_only_after_asking(open_room: OpenRoom) -> None:
    async with open_room() as room:
        await room.choose("close")
        await room.console.press("escape")
        assert room.class_room.code == "K7M2QX"
        await room.choose("close")
        await room.choose("open", "#chooser")
        assert room.class_room.code == ""
        assert "このネットワークで開く" in await room.look()


async def test_a_question_of_self_study_goes_to_the_seats_and_is_solved_when_shown(
    open_room: OpenRoom,
) -> None:
    async with open_room() as room:
        await room.choose("quiz")
        await room.console.press("2")  # the second question offered
        await room.console.pilot.pause()
        (sent,) = room.class_room.quiz
        assert sent.answer == 0
        assert sent.stem in await room.look()
        await room.choose(OfAsked(sent.about))
        await room.choose("show", "#chooser")
        (sent,) = room.class_room.quiz
        assert 1 <= sent.answer <= len(sent.options)


async def test_a_class_on_the_network_is_opened_only_by_its_row(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[ServerWish] = []

    def serve(wish: ServerWish) -> str:
        wishes.append(wish)
        raise NotOpenedError("網につながっていません。")

    monkeypatch.setattr("simulator.tui.classroom.screen.serve", serve)
    async with playing(shown=1) as console:
        await console.press("B")
        await settle(console.pilot)
        assert not wishes
        assert "暗号化されずに" in screen_text(console.pilot.app)
        await console.press("enter")
        await settle(console.pilot)
        assert wishes[0].lan
        assert "--lan" in wishes[0].command()
        assert "網につながっていません。" in foot_message(console.pilot.app)
        await console.press("down", "enter")
        await settle(console.pilot)
        assert not wishes[1].lan
        assert not {"--lan", "--bind"} & set(wishes[1].command())


async def test_an_open_class_is_served_from_the_file_to_which_its_play_was_rescued(
    open_room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes: list[ServerWish] = []
    monkeypatch.setattr("simulator.tui.classroom.serving.serve", wishes.append)
    async with open_room() as room:
        (tmp_path / "j").rename(tmp_path / "moved")
        room.console.screen.keeping.look()
        await room.console.pilot.pause()
        await room.console.press("enter")
        await settle(room.console.pilot)
        (wish,) = wishes
        assert "rescued-" in str(wish.journal)
        assert (wish.exercise, wish.bind, wish.lan) == (room.name, "192.168.1.10", False)
        command = wish.command()
        assert command[command.index("--bind") + 1] == "192.168.1.10"
        # The screen over the play, too, acts on what was rescued.
        await room.choose("lock")
        with closing(SqliteJournal(Path(str(wish.journal)), EXERCISES)) as rescued:
            assert class_of(rescued.roll.kept_class(room.name)).locked


@pytest.mark.parametrize("view", ["room", "sdf"])
async def test_a_screen_that_a_class_looks_at_opens_no_class(playing: OpenPlay, view: str) -> None:
    async with playing(shown=1) as console:
        viewer = next(candidate for candidate in viewers(console.play.scenario) if candidate.name == view)
        console.screen.staging.set_view(viewer)
        await console.press("B")
        assert isinstance(console.pilot.app.screen, PlayScreen)
        assert "進行役の画面ですることです。" in foot_message(console.pilot.app)


async def test_the_room_is_invited_until_something_happens(open_room: OpenRoom) -> None:
    async with open_room("escape") as room:
        app = room.console.pilot.app
        await app.push_screen(window := RoomScreen(room.console.play))
        await room.console.pilot.pause()
        assert not window.query_one(QrCode).display
        window._class.invite(inviting=True)
        window.show()
        await room.console.pilot.pause()
        assert "K7M 2QX" in screen_text(app)
        assert window.query_one(QrCode).display
        room.console.play.decide("stay")
        window.show()
        await room.console.pilot.pause()
        assert not window.query_one(QrCode).display


async def test_the_room_counts_answers_and_shows_them_once_the_facilitator_does(open_room: OpenRoom) -> None:
    async with open_room() as room:
        app = room.console.pilot.app
        room.answer("p1", "rise")
        await app.push_screen(window := RoomScreen(room.console.play))
        await room.console.pilot.pause()
        assert "回答 1／2" in screen_text(app)
        assert "1票" not in screen_text(app)
        served = room.class_room.show(about_record(room.console.play.asked))
        room.served.roll.change_class(room.name, lambda _: served.text())
        window.show()
        await room.console.pilot.pause()
        assert "1票" in screen_text(app)


async def test_answers_that_are_shown_stay_while_the_room_is_held_at_their_question(
    open_room: OpenRoom,
) -> None:
    async with open_room() as room:
        play, app = room.console.play, room.console.pilot.app
        room.answer("p1", "rise")
        served = room.class_room.show(about_record(play.asked))
        room.served.roll.change_class(room.name, lambda _: served.text())
        play.exercise.keep_stage(replace(play.exercise.stage, frozen=play.asked))
        play.decide("stay")
        play.advance()
        await app.push_screen(RoomScreen(play))
        await settle(room.console.pilot)
        assert "1票" in screen_text(app)


async def test_the_answers_to_another_seats_decision_stand_in_no_seats_window(open_room: OpenRoom) -> None:
    async with open_room() as room:
        play, app = room.console.play, room.console.pilot.app
        room.answer("p1", "rise")
        decision = play.waiting
        assert decision
        for viewer in viewers(play.scenario)[1:]:
            await app.push_screen(RoomScreen(play, viewer=viewer))
            await settle(room.console.pilot)
            words = screen_text(app)
            assert ("回答 1／2" in words) is (viewer.decides(decision))
            assert (decision.text.strip() in words) is (viewer.decides(decision))
            app.pop_screen()


async def test_a_class_that_this_program_still_serves_is_there_at_once(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[ServerWish] = []
    async with open_room() as room:
        app = room.console.pilot.app
        await room.console.press("escape")
        monkeypatch.setattr("simulator.tui.classroom.screen.serve", asked.append)
        monkeypatch.setattr("simulator.tui.classroom.screen.wall_served", lambda *_: f"{ADDRESS}wall?token=k")
        await room.console.press("B")
        await settle(room.console.pilot)
        assert not asked
        assert "開いています…" not in screen_text(app)
        assert f"{ADDRESS}wall?token=k" in await room.look()


def test_the_class_is_served_by_a_process_of_its_own_until_the_facilitator_closes_it(
    tmp_path: Path, machine: PhaseMachine
) -> None:
    pytest.importorskip("uvicorn")
    journal = SqliteJournal(tmp_path / "j", EXERCISES)
    play = Play.begin(SOURCE, "short.yaml", machine, journal, ScenarioClock())
    wish = ServerWish(tmp_path / "j", play.exercise.name)
    desk = ClassDesk(play)
    wall = serve(wish)
    desk.look()
    assert wall.startswith(desk.room.address[0])
    assert serve(wish) == wall  # it is found, and no second one is begun
    assert wall_served(wish, desk.room) == wall  # without asking any process
    assert wall_served(replace(wish, journal=tmp_path / "rescued"), desk.room) == ""
    with urlopen(f"{desk.room.address[0]}") as response:  # an address of this machine
        assert "教室に入る" in response.read().decode()
    desk.close()
    assert [process.wait() for process in started] == [0, 0]
    assert wall_served(wish, desk.room) == ""
    journal.close()


def test_two_rows_of_modules_make_a_line_and_dark_stays_dark() -> None:
    modules = [[1, 0, 1, 0], [1, 1, 0, 0], [1, 0, 1, 0]]
    assert half_blocks(modules) == ["█▄▀ ", "▀ ▀ "]
    assert half_blocks(modules, inverted=True) == [" ▀▄█", "▄█▄█"]
