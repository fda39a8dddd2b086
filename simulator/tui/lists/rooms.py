"""The live list of exercises in progress, on this machine and others. Enter watches the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from simulator.exercise import JournalError
from simulator.exercise.viewer import ROOM
from simulator.journal import Room, Rooms
from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.lists import commands as keys
from simulator.tui.lists.body import PANE_HELP, ListBody, Listing
from simulator.tui.lists.entry import Listed
from simulator.tui.lists.kept_journal import KeptJournal
from simulator.tui.lists.room_page import LEAVE, TAKE_OVER, listed_room, taking_over

LOOKS = 1.0  # seconds between two checks for a change


class RoomsScreen(PaneScreen):
    """Exercises in progress by their ids, read again whenever the journal changes."""

    LISTS_EXERCISES: ClassVar[bool] = True
    PANES: ClassVar[tuple[str, ...]] = ("list", "page")
    PANE_HELP: ClassVar[Mapping[str, str]] = PANE_HELP
    HELP: ClassVar[str] = msg(
        "いま進められている演習を見渡す画面。だれかが進めるたびに変わる。"
        "{list_open} で、教室の画面として見る。応答の絶えた機械の演習は、{rooms_take_over} で引き継げる。"
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.NEXT_PANE, commands.PREVIOUS_PANE, commands.BACK, keys.TAKE_OVER
    )

    def __init__(self) -> None:
        super().__init__()
        self.journal = KeptJournal(self)
        self._rooms: Rooms | None = None
        self._by_id: dict[str, Room] = {}
        self._signs: tuple[object, ...] = ()
        self._fault = ""  # the error already shown
        self.body = ListBody(
            Listing(
                title=msg("進行中の演習"),
                empty=msg("進行中の演習はありません。"),
                names=self._names,
                read=self._read,
                open=self._watch,
            )
        )

    def compose(self) -> ComposeResult:
        """The list, its page and the keys."""
        yield self.body

    def on_mount(self) -> None:
        """Check for changes from now on."""
        self.set_interval(LOOKS, self.look)

    def look(self) -> None:
        """Show changes since the last check, if there are any."""
        if not self.is_current:
            return
        try:
            rooms = self._open_rooms()
            signs = rooms.signs() if rooms else ()
        except JournalError as error:
            self._report(error)
            return
        if signs != self._signs:
            self._signs = signs
            self.body.renew()

    def _open_rooms(self) -> Rooms | None:
        """The exercises in progress; None while there is no journal. Raises `JournalError`."""
        journal = self.journal.open()
        if self._rooms is None and journal:
            self._rooms = Rooms(journal)
        return self._rooms

    def _names(self) -> list[str]:
        """Their ids; if the journal cannot be read, the ids of the last look."""
        try:
            rooms = self._open_rooms()
            self._by_id = {room.id: room for room in rooms.look()} if rooms else {}
        except JournalError as error:
            self._report(error)
        else:
            self._fault = ""
        return list(self._by_id)

    def _report(self, error: JournalError) -> None:
        """Report an error once, until reading works again."""
        if str(error) != self._fault:
            self._fault = str(error)
            services(self).say(self._fault, warning=True)

    def _read(self, name: str) -> Listed:
        return listed_room(self._by_id[name], cap_of(keys.TAKE_OVER, self.app))

    def _watch(self, name: str) -> None:
        services(self).doors.open_window(name, ROOM.name)

    @property
    def _silent(self) -> Room | None:
        """The chosen exercise, if its holder gave no sign of life for long."""
        room = self._by_id.get(self.body.chosen)
        return room if room and room.busy.silent else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to take over if the holder is silent."""
        if action == "take_over":
            return self._silent is not None
        return super().check_action(action, parameters)

    def action_take_over(self) -> None:
        """Ask, and then take over the chosen exercise from its silent holder."""
        if room := self._silent:
            window = Chooser(tr("引き継ぎますか"), taking_over(room.busy), LEAVE, measure=60)
            self.app.push_screen(window, partial(self._take_over, room.id))

    def _take_over(self, name: str, answer: str | None) -> None:
        if answer == TAKE_OVER:
            services(self).doors.open_record(name, seize=True)

    def on_unmount(self) -> None:
        """Close the journal."""
        self.journal.close()
