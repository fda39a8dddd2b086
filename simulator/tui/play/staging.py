"""The view of the play's screen, and what the room sees: revealed, blank, frozen, timer."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from simulator.exercise import JournalError
from simulator.exercise.events import Decided
from simulator.exercise.stage import Stage, Timer
from simulator.exercise.viewer import FACILITATOR, ROOM, Viewer, next_viewer, viewers
from simulator.journal import WatchedJournal
from simulator.language import tr
from simulator.scenario import Question
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.moment.acting import Acting
from simulator.tui.play import commands as keys
from simulator.tui.play.aspect import PlayAspect

LOOKED = 0.1  # seconds after which the room is shown the same moment
DISCUSSIONS = (3, 5, 10, 15)  # minutes of a discussion to choose from


class Staging:
    """Changes the view and the `Stage`; `exercise/visibility` decides who may see what."""

    def __init__(self, aspect: PlayAspect, acting: Acting) -> None:
        self.aspect = aspect
        self.acting = acting
        self.moment = acting.moment
        self.play = aspect.play
        self.exercise = aspect.play.exercise

    def deeds(self) -> Deeds:
        """What the keys do."""
        return {
            "view": Deed(
                self.next_view,
                lambda: self.aspect.view.is_facilitator or len(self.play.scenario.seats) > 1,
            ),
            "views": Deed(self.choose_view),
            "reveal": Deed(self.reveal, lambda: self._to_reveal() is not None, records=True),
            "blank": Deed(self.blank, records=True),
            "freeze": Deed(self.freeze, records=True),
            "timer": Deed(self.discuss, records=True),
            "classroom": Deed(self.open_class, self._facilitates, records=True),
            "room": Deed(lambda: services(self.moment).doors.open_room(self.play, self._watched)),
        }

    @property
    def _watched(self) -> WatchedJournal | None:
        return self.acting.keeping.recording.watched

    # The view

    def set_view(self, view: Viewer) -> None:
        """Show the moment in another view."""
        self.aspect.view = view
        self.moment.hush()
        self.moment.show_moment()
        try:
            self.exercise.keep_seat(view.name)
        except JournalError as error:
            self.moment.warn(str(error))

    def next_view(self) -> None:
        """Show the next seat's view in turn.

        Never the facilitator's, since one press too many would show a class the answers.
        """
        leaves = self.aspect.view.is_facilitator
        self.set_view(next_viewer(self.aspect.view, self.play.scenario))
        if leaves:
            key = cap_of(keys.VIEWS, self.moment.app)
            self.moment.inform(tr("進行役の画面に戻るには、{key} で選びます。", key=key))

    def choose_view(self) -> None:
        """Choose a view."""
        views = {view.name: view for view in viewers(self.play.scenario)}
        rows = [Block(tr("{view}の画面", view=view.label), target=name) for name, view in views.items()]

        def chose(chosen: str | None) -> None:
            if chosen is not None:
                self.set_view(views[chosen])

        self.moment.app.push_screen(Chooser(tr("だれの画面"), rows, self.aspect.view.name), chose)

    # The room

    def _keep(self, stage: Stage) -> bool:
        """Change what the room sees; False if the change could not be kept."""
        return not self._watched and self.acting.act(lambda: self.exercise.keep_stage(stage))

    def _to_reveal(self) -> int | None:
        """The newest record with something hidden from the room."""
        return None if self._watched else self.aspect.feed.sight(ROOM).to_reveal(self.acting.shown.state)

    def reveal(self) -> None:
        """Show the room the newest thing that is hidden from it."""
        seq = self._to_reveal()
        if seq is None or not self._keep(self.exercise.stage.reveal(seq)):
            return
        self.moment.hush()
        self.moment.show_moment()
        if self.aspect.view.is_facilitator:
            self.moment.inform(tr("教室と席に見せました: {what}", what=self._hidden(seq)))

    def _hidden(self, seq: int) -> str:
        event = self.exercise.history.records[seq].event
        if isinstance(event, Decided):
            return tr("講評")
        step = self.aspect.feed.sight(FACILITATOR).reached(event)
        return tr("解答の例") if isinstance(step, Question) else tr("選択肢の条項")

    def blank(self) -> None:
        """Blank the room's window, or show it again."""
        stage = self.exercise.stage
        if self._keep(replace(stage, blank=not stage.blank)):
            words = tr("教室の画面を戻しました。") if stage.blank else tr("教室の画面を伏せました。")
            self.moment.inform(words)

    def freeze(self) -> None:
        """Freeze the room's window at the moment shown, or let it follow again."""
        stage = self.exercise.stage
        frozen = None if stage.frozen is not None else self.acting.shown.seq
        if self._keep(replace(stage, frozen=frozen)):
            key = cap_of(keys.FREEZE, self.moment.app)
            self.moment.inform(
                tr("教室の画面を動かします。")
                if frozen is None
                else tr("教室の画面をこの時点で止めました。{key} で動かします。", key=key)
            )

    @property
    def word(self) -> str:
        """What keeps the room from following the facilitator, who may not see the room; empty if nothing."""
        stage = self.exercise.stage
        if not self.aspect.view.is_facilitator:
            return ""
        if stage.blank:
            return tr("教室は伏せています")
        return tr("教室は止めています") if stage.frozen is not None else ""

    def discuss(self) -> None:
        """Choose the length of a discussion and start its timer."""
        lengths = {tr("{minutes}分", minutes=minutes): minutes for minutes in DISCUSSIONS}
        usual = next(words for words, minutes in lengths.items() if minutes == DISCUSSIONS[1])
        if self.exercise.stage.timer:
            lengths[tr("時計を消す")] = 0

        def chose(chosen: str | None) -> None:
            if chosen is not None:
                self._discuss(lengths[chosen])

        rows = [Block(words, target=words) for words in lengths]
        self.moment.app.push_screen(Chooser(tr("討議の時計"), rows, usual), chose)

    def _discuss(self, minutes: int) -> None:
        timer = Timer(left=minutes * 60.0, since=self.play.clock.wall()) if minutes else None
        if self._keep(replace(self.exercise.stage, timer=timer)):
            self.moment.show_title()

    def open_class(self) -> None:
        """Open the class in browsers, and show the moment afterwards, because a vote may have decided."""
        is_kept = not self.acting.keeping.recording.fault
        services(self.moment).doors.open_class(
            self.play, lambda _: self.moment.show_moment(), is_kept=is_kept
        )

    def move_class(self) -> None:
        """Serve an open class from the file to which a rescue moved the exercise.

        The process that served it follows a file that is gone; the new one ends it, and keeps its port, code
        and tokens, so that the browsers come back by themselves.
        """
        from simulator.exercise.class_desk import ClassDesk  # noqa: PLC0415 - loaded for a class only
        from simulator.tui.classroom.serving import (  # noqa: PLC0415
            NotOpenedError,
            ServerWish,
            host_of,
            journal_of,
            serve,
        )

        desk = ClassDesk(self.play)
        with suppress(JournalError):
            desk.look()
        if not desk.room.is_open:
            return
        wish = ServerWish(journal_of(self.exercise, None), self.exercise.name, bind=host_of(desk.room))
        app = self.moment.app

        def move() -> None:
            try:
                serve(wish)
            except NotOpenedError as error:
                app.call_from_thread(self.moment.warn, str(error))

        app.run_worker(move, thread=True, group="class")

    def _facilitates(self) -> bool:
        return self.aspect.view.is_facilitator and self.acting.shown.looking is None

    def begin(self) -> None:
        """Leave behind the moment that an earlier screen looked at, and a timer that is over."""
        stage = self.exercise.stage
        timer = stage.timer if stage.timer and stage.timer.at(self.play.clock.wall()) else None
        begun = replace(stage, looking=None, timer=timer)
        if begun != stage:
            self._keep(begun)

    def looked(self) -> None:
        """Let the room follow to another moment that was chosen, or to the head again."""
        if not self._watched and self.exercise.stage.looking != self.acting.shown.looking:
            self.moment.set_timer(LOOKED, self._look_in_the_room, name="room")

    def _look_in_the_room(self) -> None:
        looking = self.acting.shown.looking
        if self.exercise.stage.looking != looking:
            self._keep(replace(self.exercise.stage, looking=looking))
