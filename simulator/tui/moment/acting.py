"""The keys that act on an exercise: recorded acts, undo and redo, and looking at other moments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from textual import events

from simulator.exercise.events import Event
from simulator.journal import WatchedJournal
from simulator.language import tr
from simulator.tui.kit.answering import explain_idle_key
from simulator.tui.kit.commands import Command
from simulator.tui.kit.deeds import Deed, Deeds
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.target import Target
from simulator.tui.moment import commands as keys
from simulator.tui.moment.acts import UNKNOWN, Act, redone, undone, undone_to
from simulator.tui.moment.keeping import Keeping
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.moment.phases import clock
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.tui.moment.view import MomentView

ANSWERED = (keys.UNDO, keys.REDO, keys.EARLIER, keys.LATER)  # commands that say why they do nothing now


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Means:
    """What acting needs from a walk or a play. `refusals` are the errors of acts that do not fit."""

    undo: Callable[[int | None], object]  # undoes the last act, or all after a record
    redo: Callable[[], object]
    act_of: Callable[[Event], Act]  # names an act as far as the viewer may know it
    # Called before undoing, so that what is undone does not come due again at once.
    halt: Callable[[], object] = _nothing
    looked: Callable[[], object] = _nothing  # called after another moment, or the head, was chosen
    refusals: tuple[type[Exception], ...] = ()


class Acting:
    """Acts, undoes, redoes and looks back. While an earlier moment is shown it does not act."""

    def __init__(self, moment: MomentView, keeping: Keeping, means: Means) -> None:
        self.moment = moment
        self.shown = moment.shown
        self.exercise = moment.shown.exercise
        self.keeping = keeping
        self.means = means

    def deeds(self) -> Deeds:
        """What the keys do."""
        history = self.exercise.history
        return {
            "undo": Deed(self.undo, self._can_undo, records=True),
            "redo": Deed(
                self.redo,
                lambda: self.shown.looking is None and history.redo_to is not None,
                records=True,
            ),
            "earlier": Deed(self.earlier, lambda: history.back(self.shown.seq) is not None),
            "later": Deed(self.later, lambda: self.shown.looking is not None),
            "tick": Deed(self.tick, self._can_tick),
            "section": Deed(self.moment.to_section, lambda _step: bool(self.moment.sheet.targets)),
            "lanes": Deed(
                partial(self.moment.timeline.scroll_lanes, 1), lambda: self.moment.timeline.hidden > 0
            ),
            "note": Deed(self.note, records=True),
        }

    # Acting

    def act(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; if it does not fit or cannot be kept, say so and return False."""
        try:
            return self.keeping.keep(act)
        except self.means.refusals as error:
            self.moment.warn(str(error))
            return False

    def is_past(self) -> bool:
        """Whether an earlier moment is shown; if so, tell how to go on, since acting is refused there."""
        if self.shown.looking is None:
            return False
        self.moment.warn(self._past_words())
        return True

    def show_head(self) -> None:
        """Show where the exercise stands; whoever follows an earlier moment comes back with it."""
        self.moment.hush()
        self.shown.looking = self.shown.refused = None
        self.moment.show_moment()
        self.means.looked()

    def tick(self) -> None:
        """Tick off the step chosen, or untick it; a part of the sheet is folded or unfolded."""
        move = self.shown.state.last_move
        target = Target.of(self.moment.sheet.target)
        if target.kind == "fold":
            self.moment.fold(target.name)
            return
        if self.is_past() or move is None:
            return
        done = target.name not in self.shown.state.ticked.get(move.seq, ())
        if self.act(lambda: self.exercise.tick(target.name, done=done)):
            self.moment.hush()
            self.shown.refused = None
            self.moment.sheet_ticked()

    def _can_tick(self) -> bool:
        """Whether a part of the sheet is chosen to fold, or a step that may be ticked now."""
        chosen = self._chosen_in_sheet()
        return chosen == "fold" or (chosen == "step" and self.shown.looking is None and not self.watched)

    def _chosen_in_sheet(self) -> str:
        """The kind of the row chosen in the sheet; empty while another pane is current."""
        panes, sheet = self.moment.panes, self.moment.sheet
        if panes.PANES[panes.current_pane] != "sheet" or not isinstance(sheet.target, Target):
            return ""
        return sheet.target.kind

    # Undo, redo, earlier, later

    def undo(self) -> None:
        """Undo the last act, or everything after the moment shown, and say what it was."""
        history, to = self.exercise.history, self.shown.looking
        last = history.records[history.head]
        self.means.halt()
        if self.act(partial(self.means.undo, to)):
            self.show_head()
            is_last = to is None or to == last.parent
            elapsed = history.records[to or 1].elapsed
            self.moment.inform(undone(self.means.act_of(last.event)) if is_last else undone_to(elapsed))

    def _can_undo(self) -> bool:
        if self.shown.looking is not None:
            return not self.shown.elsewhere
        return self.exercise.history.undo_to is not None

    def redo(self) -> None:
        """Take back an undo, and say what was done again."""
        history = self.exercise.history
        undone_record = history.records.get(history.redo_to or 0)
        self.means.halt()
        if self.act(self.means.redo):
            self.show_head()
            self.moment.inform(redone(self.means.act_of(undone_record.event) if undone_record else UNKNOWN))

    def earlier(self) -> None:
        """Look at the moment before; nothing is undone."""
        self.look(self.exercise.history.back(self.shown.seq))

    def later(self) -> None:
        """Look at the moment after."""
        if self.shown.looking is not None:
            history = self.exercise.history
            self.look(history.forward(self.shown.looking) or history.head)

    def look(self, seq: int | None) -> None:
        """Show the moment of a record, without undoing anything; nothing for None."""
        if seq is not None:
            self.moment.hush()
            self.shown.looking = None if seq == self.exercise.history.head else seq
            self.shown.refused = None
            self.moment.show_moment()
        self.means.looked()

    def look_there(self, message: TimelineBar.Wanted) -> None:
        """Show the moment that was clicked on the line of time."""
        newest = self.shown.lanes.lanes[0].ticks[-1:]
        is_newest = bool(newest) and newest[0].seq == message.seq  # what followed it shows nothing: it is now
        self.look(self.exercise.history.head if is_newest else message.seq)

    # Notes

    def note(self) -> None:
        """Write a note."""
        about = self.shown.looking
        if about is None:
            title = f"{tr('メモ')} {clock(self.exercise.elapsed())}"
        else:
            title = tr("メモ {time} について", time=self._time(about))
        self.moment.app.push_screen(
            NoteEditor(title, self.keeping.recording.draft), partial(self._keep_note, about)
        )

    def _keep_note(self, about: int | None, note: str | None) -> None:
        if not (note and note.strip() and self.act(lambda: self.exercise.note(note, about))):
            return
        self.keeping.recording.draft.write("")
        if about is None:
            self.show_head()
            self.moment.inform(tr("メモを残しました。"))
        else:
            self.moment.hush()
            self.moment.show_moment()
            words = tr("{time} についてのメモを、いまの時点に残しました。", time=self._time(about))
            self.moment.inform(words)

    def _time(self, seq: int) -> str:
        return clock(self.exercise.history.records[seq].elapsed)

    # Keys that do nothing now

    @property
    def watched(self) -> WatchedJournal | None:
        """The journal of the other process that acts, if this one only watches."""
        return self.keeping.recording.watched

    def explain_idle_key(
        self,
        event: events.Key,
        known: Sequence[Command],
        ticks: Command,
        why_not: Callable[[Command], str] | None = None,
    ) -> None:
        """Say why a key does nothing now: for the commands `known`, and for all that could be recorded.

        `ticks` is the screen's command that ticks a step off, which has a reason of its own only on a step.
        """
        panes = self.moment.panes
        if self._chosen_in_sheet() == "step":
            known = (*known, ticks)
        if self.watched:
            known = (*known, *(command for command in panes.commands() if panes.records(command)))
        explain_idle_key(panes, event, known, why_not or self.why_not)

    def why_not(self, command: Command) -> str:
        """Why a command of `ANSWERED`, or one that acts, does nothing now, and what to do instead."""
        if command is keys.LATER:
            return tr("いまの時点です。")
        if command is keys.EARLIER:
            return tr("始まりの時点です。")
        if self.watched:
            return self.watched.reason
        if self.shown.looking is not None:
            return self._past_words()
        return tr("やり直すものはありません。") if command is keys.REDO else tr("取り消すものはありません。")

    def _past_words(self) -> str:
        """How to go on from the earlier moment that is shown."""
        later, undo = cap_of(keys.LATER, self.moment.app), cap_of(keys.UNDO, self.moment.app)
        if self.shown.elsewhere:
            return tr(
                "別の分岐の時点を見ています。{later} で分岐の終わりまで進むと、いまに戻ります。", later=later
            )
        return tr(
            "前の時点を見ています。{later} でいまに戻るか、{undo} でここまで戻してから進めてください。",
            later=later,
            undo=undo,
        )
