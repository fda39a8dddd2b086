"""The room's window: follows an exercise live, shows one viewer what it may see, and writes nothing."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from simulator.exercise import JournalError, Play
from simulator.exercise.visibility import ROOM, Viewer, Visibility, next_viewer
from simulator.journal import WatchedJournal
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.moment.stations import Stations
from simulator.tui.play import commands as keys
from simulator.tui.play.times import left_over
from simulator.tui.room.rows import foot_line, room_rows

LOOKS = 0.1  # seconds between two looks at the journal
HOLDER_LOOKS = 2.0  # and between two looks whether anybody still acts on the exercise


class RoomScreen(Screen[None]):
    """What one viewer, as a rule the room, sees of a play just now.

    With a `watched` journal another process acts on the play; without one this process does, and the window
    lies over its own screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(keys.VIEW, keys.ROOM, commands.BACK)
    HELP: ClassVar[str] = msg("教室の画面。全ての席に示したものが出る。進行役が見せるまで、答えは出ない。")
    hides_scripts = True  # a class is looking

    def __init__(self, play: Play, watched: WatchedJournal | None = None, viewer: Viewer = ROOM) -> None:
        super().__init__()
        self.play = play
        self.watched = watched
        self.viewer = viewer
        self.on_leave: Callable[[], None] | None = None
        self._stations = Stations(play.exercise.machine.doctrine)
        self._told: object = None
        self._said = ""
        self._held = True  # whether a process acts on the play

    def compose(self) -> ComposeResult:
        """The band, what is told, and a quiet line."""
        yield Band()
        with Vertical(id="room-body"):
            yield BlockView(id="room", measure=100)
        yield Static(id="room-foot", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Follow from now on."""
        self.set_interval(LOOKS, self.follow)
        self.set_interval(HOLDER_LOOKS, self.look_for_holder)
        self.look_for_holder()
        self.show()

    def on_unmount(self) -> None:
        """Close what was opened for this window."""
        if self.on_leave:
            self.on_leave()

    def follow(self) -> None:
        """Take up what was done since; a journal that cannot be read leaves the last picture."""
        if self.watched:
            try:
                self.watched.follow(self.play.exercise)
                self._said = ""
            except JournalError:
                self._said = tr("記録が読めるようになるのを待っています。")
        self.show()

    def look_for_holder(self) -> None:
        """See whether anybody still plays: where nobody does, no clock runs, and the room must be told."""
        if self.watched:
            with suppress(JournalError):  # `follow` says it
                self._held = self.watched.is_held(self.play.exercise.name)

    def show(self) -> None:
        """The moment that the room is let see, if it is another than before."""
        exercise = self.play.exercise
        history, stage = exercise.history, exercise.stage
        seq = stage.moment(history.head)
        if seq not in history.records:
            seq = history.head
        state = history.state(seq)
        sight = Visibility(self.play.script, history, self.viewer, stage.revealed)
        # A timer is its facilitator's: where nobody acts, nobody knows how long it is still to run.
        left = stage.timer.at(self.play.clock.wall()) if stage.timer and self._held else None
        told = (seq, stage, self.viewer, self._said, self._held, None if left is None else int(left))
        if told == self._told:
            return
        self._told = told
        seen = sight.seen(state)
        self.set_class(stage.blank, "-blank")
        possible = exercise.machine.possible(state.configuration)
        stations = self._stations.at(state, possible, state.elapsed, numbered=False)
        self.query_one(Band).tell(stations)
        self.query_one("#room", BlockView).show([] if stage.blank else room_rows(self.play.scenario, seen))
        words = [self._said or ("" if self._held else tr("進行役の画面が閉じています。続きを待っています。"))]
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

    def action_view(self) -> None:
        """The next seat's view in turn; never the facilitator's."""
        self.viewer = next_viewer(self.viewer, self.play.scenario)
        self.show()

    def action_room(self) -> None:
        """Back to the facilitator's own screen; a window that only watches has none."""
        if not self.watched:
            self.app.pop_screen()

    def action_back(self) -> None:
        """Leave."""
        self.app.pop_screen()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only over a screen of this process there is one to go back to by the same key."""
        if action == "room":
            return self.watched is None
        return super().check_action(action, parameters)
