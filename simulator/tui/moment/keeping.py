"""Recording on a screen: keep acts, offer a new file if that fails, follow another process."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from textual.screen import Screen

from simulator.exercise import CaughtUpError, JournalError, LostError, PutOffError, UnknownFateError
from simulator.journal import WatchedJournal
from simulator.language import tr
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.services import services
from simulator.tui.moment.drafts import NoteDraft
from simulator.tui.moment.recording import KEEP, Recording

FOLLOWS = 0.1  # seconds between two checks of an exercise that another process acts on


def _nothing() -> None:
    pass


class Keeping:
    """Records acts, offers a new file if recording fails, and follows what another process does.

    `show` shows the moment again; `stop` stops the clock once another process acts; `on_leave` closes what
    was opened for the screen.
    """

    def __init__(
        self,
        screen: Screen[None],
        recording: Recording,
        show: Callable[[], None],
        stop: Callable[[], None] = _nothing,
        *,
        on_leave: Callable[[], None] | None = None,
    ) -> None:
        self.screen = screen
        self.recording = recording
        self.show = show
        self.stop = stop
        self.on_leave = on_leave
        self.on_rescue: Callable[[], object] = _nothing  # called once the exercise is in a new file

    def begin(self, notice: str) -> None:
        """Show the first messages, and follow the process that acts, if it is another one."""
        for words in (self.recording.fault, notice):
            if words:
                self._say(words)
        if self.recording.watched:
            self.screen.set_interval(FOLLOWS, self.follow)

    def deeds(self) -> Deeds:
        """The key to save what is not being kept."""
        return {
            "rescue": Deed(
                self.offer_rescue, lambda: bool(self.recording.band) and not self.recording.watched
            )
        }

    def keep(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; if it cannot be kept, say so, change nothing and return False."""
        try:
            act()
        except LostError as error:
            self.recording.fault = str(error)
            self.offer_rescue()
            return False
        except PutOffError:
            self._put_off()
            return False
        except CaughtUpError as error:
            self.show()
            self._say(str(error))
            return False
        except JournalError as error:
            watched = self.recording.watched or isinstance(error, UnknownFateError)
            words = (
                str(error) if watched else tr("記録できないので、何も変えていません。{error}", error=error)
            )
            self._say(words)
            return False
        return True

    def follow(self) -> None:
        """Show what the process that holds the exercise has done since."""
        if self.recording.watched:
            try:
                moved = self.recording.watched.follow(self.recording.exercise)
            except JournalError as error:
                self._say(str(error))
                return
            if moved:
                self.show()

    def look(self) -> None:
        """Each second, check that all that was kept is still in place; in a pause, make a backup."""
        if self.recording.watched:
            return
        try:
            lost = self.recording.look()
        except PutOffError:
            self._put_off()
            return
        if lost:
            self.offer_rescue()
        elif self.recording.wants_backup():
            self.screen.run_worker(self._back_up, thread=True, group="backup", exclusive=True)

    def _put_off(self) -> None:
        """Watch from now on, because somebody else has taken the exercise over."""
        self.stop()
        exercise, journal = self.recording.exercise, self.recording.exercise.journal
        try:
            holders = [busy.message for busy in journal.holders() if busy.exercise == exercise.name]
        except JournalError:
            holders = []  # the server no longer knows the other process
        message = tr("別の所に引き継がれました。ここからは見るだけの画面です。")
        watched = self.recording.watched = WatchedJournal(journal, message + "".join(holders))
        exercise.move(watched, exercise.name)
        self.recording.draft = NoteDraft(text=self.recording.draft.text)
        self.screen.set_interval(FOLLOWS, self.follow)
        self.follow()
        self.show()
        self.screen.refresh_bindings()
        self._say(watched.reason)

    def _back_up(self) -> None:
        with suppress(JournalError):  # the journal itself is sound; the next pause tries again
            self.recording.exercise.journal.back_up()

    def offer_rescue(self, then: Callable[[], object] | None = None) -> None:
        """Say that nothing is being kept, and offer a new file; `then` is called afterwards, to leave."""
        self.recording.asked = then is not None

        def answered(target: str | None) -> None:
            self.recording.asked = False
            if target == KEEP:
                try:
                    where = self.recording.keep()
                except JournalError as error:
                    self._say(str(error))
                    return
                self.show()
                self.on_rescue()
                services(self.screen).say(tr("残しました: {where}", where=where))
            if target and then:
                then()

        rows = self.recording.rows(leaving=then is not None)
        self.screen.app.push_screen(Chooser(tr("記録されていません"), rows, KEEP, measure=50), answered)

    @property
    def is_unsaved(self) -> bool:
        """Whether leaving would lose what was done, or an unfinished note."""
        self.recording.put_by()
        return self.recording.is_unsaved and not self.recording.watched and not self.recording.asked

    def save_unasked(self) -> None:
        """Keep in a new file what is kept nowhere, without asking."""
        self.recording.put_by()
        if self.recording.is_unsaved and not self.recording.watched:
            with suppress(JournalError):  # no folder can be written
                self.recording.keep()

    def leave(self, then: Callable[[], object]) -> None:
        """Leave by calling `then`; if something would be lost, only after asking."""
        if self.is_unsaved:
            self.offer_rescue(then)
        else:
            then()

    def close(self) -> None:
        """Close what was opened for the screen, and the new file of a rescue."""
        for close in (self.recording.closes, self.on_leave):
            if close:
                close()

    def _say(self, words: str) -> None:
        services(self.screen).say(words, warning=True)
