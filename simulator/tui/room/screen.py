"""The room's window: follows an exercise live, shows one viewer what it may see, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Static

from simulator.exercise import JournalError, Play
from simulator.exercise.attendance import Asked
from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.room_answers import answers_told
from simulator.exercise.told import Seen
from simulator.exercise.viewer import ROOM, Viewer, next_viewer
from simulator.exercise.visibility import Visibility
from simulator.journal import WatchedJournal
from simulator.language import msg, tr, tr_count
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.qr_code import QrCode
from simulator.tui.moment.stations import Stations
from simulator.tui.play import commands as keys
from simulator.tui.play.times import left_over
from simulator.tui.room.answers import answer_rows, joining_rows, quiz_rows
from simulator.tui.room.fitting import Wall, fitted, height_of
from simulator.tui.room.rows import foot_line, room_wall

MEASURE = 100  # cells of a line
WORDS = ("#room", "#room-before")  # ids of the views of the newest thing and of the inject before it
LOOKS = 0.1  # seconds between two readings of the journal
HOLDER_LOOKS = 2.0  # seconds between two checks whether anybody still acts on the exercise


class ToldWords(Vertical):
    """The container of what is told; posts `Resized` when its space changes."""

    class Resized(Message):
        """The space has changed, because of the terminal, a QR code beside it, or being shown again."""

    def on_resize(self) -> None:
        """Post the message."""
        self.post_message(self.Resized())


class RoomScreen(Screen[None]):
    """What one viewer, usually the room, sees of a play now.

    With a `watched` journal another process acts on the play; without one this process does, and the window
    is shown over the play's screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(keys.VIEW, keys.ROOM, commands.BACK)
    HELP: ClassVar[str] = msg(
        "教室の画面。どの席かに示したものが全て出る。進行役が見せるまで、答えは出ない。"
    )
    hides_scripts = True  # a class is looking

    def __init__(self, play: Play, watched: WatchedJournal | None = None, viewer: Viewer = ROOM) -> None:
        super().__init__()
        self.play = play
        self.watched = watched
        self.viewer = viewer
        self.on_leave: Callable[[], None] | None = None
        self._class = ClassDesk(play)
        self._stations = Stations(play.exercise.machine.doctrine)
        self._told: object = None
        self._wall: Callable[[bool], Wall] = _bare  # gives what is told as rows; `brief` for a crowded wall
        self._fitted: tuple[Wall, int, int] | None = None  # the wall laid out last, with its width and height
        self._said = ""
        self._held = True  # whether a process acts on the play

    def compose(self) -> ComposeResult:
        """The band, what is told, and the line at the foot."""
        yield Band()
        with Horizontal(id="room-body"):
            with ToldWords(id="room-words"):
                yield BlockView(id="room", measure=MEASURE)
                yield BlockView(id="room-before", measure=MEASURE)
                yield Static(id="room-more", markup=False)
            yield QrCode(id="room-code")
        yield Static(id="room-foot", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow from now on."""
        self.set_interval(LOOKS, self.follow)
        self.set_interval(HOLDER_LOOKS, self.look_for_holder)
        self.look_for_holder()
        for name in WORDS:
            self.watch(self.query_one(name), "scroll_y", self._mark_more, init=False)
        self.show()

    def on_unmount(self) -> None:
        """Close what was opened for this window."""
        if self.on_leave:
            self.on_leave()

    def present_phases(self) -> frozenset[str]:
        """For the palette: none, because the play below may be further than what the room is shown."""
        return frozenset()

    def follow(self) -> None:
        """Show what was done since; if the journal cannot be read, the last picture stays."""
        if self.watched:
            try:
                self.watched.follow(self.play.exercise)
                self._said = ""
            except JournalError:
                self._said = tr("記録が読めるようになるのを待っています。")
        self.show()

    def look_for_holder(self) -> None:
        """Check whether a process still acts on the play, and show it if none does."""
        if self.watched:
            with suppress(JournalError):  # `follow` reports it
                self._held = self.watched.is_held(self.play.exercise.name)

    def show(self) -> None:
        """Show the moment that the room may see, if it has changed."""
        exercise = self.play.exercise
        history, stage = exercise.history, exercise.stage
        seq = stage.moment(history.head)
        if seq not in history.records:
            seq = history.head
        state = history.state(seq)
        sight = Visibility(self.play.script, history, self.viewer, stage.revealed)
        # Without a process that acts, the remaining time of the timer is unknown.
        left = stage.timer.at(self.play.clock.wall()) if stage.timer and self._held else None
        asked = self._asked()
        seconds = None if left is None else left_over(left)
        message = self._said or ("" if self._held else tr("進行役の画面が閉じています。続きを待っています。"))
        showing = (seq, stage, self.viewer, message, seconds, self._class.room, self._class.invites, asked)
        if showing == self._told:
            return
        self._told = showing
        seen = sight.seen(state)
        self.set_class(stage.blank, "-blank")
        possible = exercise.machine.possible(state.configuration)
        stations = self._stations.at(state, possible, state.elapsed, numbered=False)
        self.query_one(Band).show_stations(stations)
        inviting = self._class.invites and not stage.blank
        self._wall = _bare if stage.blank else self._told_wall(seen, asked, inviting=inviting)
        self._show_code(self._class.room.joining if inviting else "")
        self.fit()
        words = [message]
        if left is not None:
            words.append(
                tr("話し合い 残り {time}", time=left_over(left)) if left else tr("話し合い 時間です")
            )
        if stage.frozen is not None:
            words.append(tr("この画面で止めています"))
        line = foot_line(self.play.scenario, seen, self.viewer.label, "  ".join(filter(None, words)))
        self.query_one("#room-foot", Static).update(
            content(line, look="now" if left is not None else "quiet")
        )

    def _asked(self) -> tuple[Asked, ...]:
        """What the class was asked; empty where that cannot be read."""
        try:
            self._class.look()
        except JournalError:
            return ()
        return self._class.asked()

    def _told_wall(self, seen: Seen, asked: Sequence[Asked], *, inviting: bool) -> Callable[[bool], Wall]:
        """How to join, while the room is invited; else the moment, below a question of self-study if any."""
        if inviting:
            rows = joining_rows(self._class.room)
            return lambda _: Wall(tuple(rows))
        scenario = self.play.scenario
        told = answers_told(asked, seen)
        beneath: list[Block] = []
        for answered in told.things:
            question = "" if answered.thing is seen.told[-1] else answered.thing.text.strip()
            beneath += answer_rows(scenario, answered.answers, question)
        if told.quizzes:
            quizzes = [row for quiz in told.quizzes for row in quiz_rows(scenario, quiz)]
            return lambda brief: Wall(tuple(quizzes), room_wall(scenario, seen, brief=brief).newest)
        return lambda brief: room_wall(scenario, seen, beneath, brief=brief)

    def fit(self) -> None:
        """Fit what is told into the window, since nobody scrolls a wall."""
        words = self.query_one(ToldWords)
        width, height = min(words.size.width, MEASURE), words.size.height
        if width < 2 or not height:
            return
        wall = fitted(self._wall, width, height)
        if (wall, width, height) == self._fitted:
            return
        self._fitted = (wall, width, height)
        newest, before = (self.query_one(name, BlockView) for name in WORDS)
        needed = [height_of(rows, width) for rows in (wall.newest, wall.before)]
        room = height - (sum(needed) > height)  # a line for the mark that there is more
        newest.styles.height = min(needed[0], room)
        before.styles.height = min(needed[1], max(0, room - needed[0]))
        before.display = bool(wall.before) and room > needed[0]
        newest.show(wall.newest)
        before.show(wall.before)
        (newest if needed[0] > room or not before.display else before).focus()
        self._mark_more()

    def _mark_more(self) -> None:
        """Show how many lines do not fit."""
        mark = self.query_one("#room-more", Static)
        if self._fitted is None:
            return
        wall, width, height = self._fitted
        sizes = [height_of(rows, width) for rows in (wall.newest, wall.before)]
        mark.display = sum(sizes) > height
        scrolled = sum(self.query_one(name, BlockView).scroll_offset.y for name in WORDS)
        more = sum(sizes) - (height - 1) - scrolled
        mark.update(content(tr_count("… あと{count}行", more), look="now") if more > 0 else "")

    @on(ToldWords.Resized)
    def _fit_anew(self) -> None:
        self.fit()

    def _show_code(self, address: str) -> None:
        code = self.query_one("#room-code", QrCode)
        code.display = bool(address)
        if address:
            with suppress(
                ModuleNotFoundError
            ):  # the process that serves the class has the library; this one may not
                code.show(address)

    def action_view(self) -> None:
        """The next seat's view in turn; never the facilitator's."""
        self.viewer = next_viewer(self.viewer, self.play.scenario)
        self.show()

    def action_room(self) -> None:
        """Back to the facilitator's screen; a window that only watches has none."""
        if not self.watched:
            self.app.pop_screen()

    def action_back(self) -> None:
        """Leave."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer going back by the same key only over the play's screen."""
        if action == "room":
            return self.watched is None
        return super().check_action(action, parameters)


def _bare(_brief: bool) -> Wall:  # noqa: FBT001 - the signature of every wall
    """A wall with nothing on it."""
    return Wall(())
