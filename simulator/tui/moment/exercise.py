"""An exercise on the screen: the keys that every kind of exercise has."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from simulator.exercise import JournalError, LostError
from simulator.exercise.events import Event
from simulator.language import tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.rows import Target
from simulator.tui.kit.services import services
from simulator.tui.moment import commands as keys
from simulator.tui.moment.acts import UNKNOWN, Act, redone, undone, undone_to, walk_act
from simulator.tui.moment.present import PresentScreen
from simulator.tui.moment.sheet import section_starts
from simulator.tui.moment.timeline_bar import TimelineBar


class ExerciseScreen(PresentScreen):
    """Acting writes to the journal first, and then shows its fold."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        keys.UNDO,
        keys.REDO,
        keys.EARLIER,
        keys.LATER,
        keys.CHANGES,
        keys.NOTE,
        keys.READ,
        keys.SECTION,
        keys.SECTION_BACK,
        keys.LANES,
        keys.RESCUE,
        commands.COPY,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
    )

    # Acting

    def keep(self, act: Callable[[], object]) -> bool:
        """Do something that is recorded; False, and said, if it could not be: then nothing changed."""
        try:
            act()
        except LostError as error:
            self.recording.fault = str(error)
            self.offer_rescue()
            return False
        except JournalError as error:
            self.say(
                str(error)
                if self.watched
                else tr("記録できないので、何も変えていません。{error}", error=error)
            )
            return False
        return True

    def is_past(self) -> bool:
        """Whether an earlier moment is shown; then acting is refused, and it is said how to go on."""
        if self.looking is None:
            return False
        self.say(self.past_words)
        return True

    @property
    def past_words(self) -> str:
        """How to go on from the earlier moment that is shown."""
        if self.elsewhere:
            return tr("別の分岐の時点を見ています。→ で分岐の終わりまで進むと、いまに戻ります。")
        return tr("前の時点を見ています。→ でいまに戻るか、u でここまで戻してから進めてください。")

    def action_tick(self) -> None:
        """Tick off the step chosen, or untick it."""
        move = self.state.last_move
        sheet = self.query_one("#sheet", BlockView)
        target = Target.read(sheet.target)
        if self.is_past() or move is None:
            return
        done = target.name not in move.ticked
        if self.keep(lambda: self.exercise.tick(target.name, done=done)):
            self.hush()
            self.refused = None
            self.sheet_ticked()

    def action_undo(self) -> None:
        """Undo the last act, or everything after the moment looked at; and say what that was."""
        history, to = self.exercise.history, self.looking
        done = history.records[history.head]
        if self.undo(to):
            self.show_head()
            one = to is None or to == done.parent
            self.tell(undone(self.act_of(done.event)) if one else undone_to(history.records[to or 1].elapsed))

    def undo(self, to: int | None) -> bool:
        """Undo the last act, or all after a record; False if that could not be kept."""
        return self.keep(self.exercise.undo if to is None else lambda: self.exercise.undo_to(to))

    def action_redo(self) -> None:
        """Take back an undo, and say what was done again."""
        history = self.exercise.history
        again = history.records.get(history.redo_to or 0)
        if self.redo():
            self.show_head()
            self.tell(redone(self.act_of(again.event) if again else UNKNOWN))

    def redo(self) -> bool:
        """Take back an undo; False if that could not be kept."""
        return self.keep(self.exercise.redo)

    def act_of(self, event: Event) -> Act:
        """What was done, as whoever looks at this screen may know it."""
        return walk_act(event)

    def tell(self, words: str) -> None:
        """Say in passing what was done."""
        services(self).say(words)

    def show_head(self) -> None:
        """Show where the exercise stands."""
        self.hush()
        self.looking = self.refused = None
        self.show_moment()

    def action_earlier(self) -> None:
        """Look at the moment before; nothing is undone."""
        self.look(self.exercise.history.back(self.looking or self.exercise.history.head))

    def action_later(self) -> None:
        """Look at the moment after."""
        if self.looking is not None:
            history = self.exercise.history
            self.look(history.forward(self.looking) or history.head)

    def look(self, seq: int | None) -> None:
        """Show the moment of a record, without undoing anything; None shows no other."""
        if seq is not None:
            self.hush()
            self.looking = None if seq == self.exercise.history.head else seq
            self.refused = None
            self.show_moment()

    # Keys and clicks

    @on(TimelineBar.Wanted)
    def _look_there(self, message: TimelineBar.Wanted) -> None:
        newest = self.lanes.lanes[0].ticks[-1:]
        is_newest = bool(newest) and newest[0].seq == message.seq  # what followed it shows nothing: it is now
        self.look(self.exercise.history.head if is_newest else message.seq)

    def action_section(self, step: int) -> None:
        """To the next or the previous part of the sheet."""
        sheet = self.query_one("#sheet", BlockView)
        starts = section_starts(list(sheet.blocks))
        order = sheet.targets
        here = order.index(sheet.target) if sheet.target in order else 0
        passed = [start for start in starts if order.index(start) <= here]
        at = len(passed) - 1 + step
        if step < 0 and passed and order.index(passed[-1]) < here:
            at = len(passed) - 1
        sheet.choose(starts[max(0, min(len(starts) - 1, at))])
        self.focus_pane("sheet")

    def action_copy_citation(self) -> None:
        """Copy the words that the chosen row cites, as the whole sentence."""
        if name := self._cited():
            services(self).copy_citation(name)

    def _cited(self) -> str:
        target = self.query_one(f"#{self.PANES[self.current_pane]}", BlockView).target
        found = Target.read(target) if target else None
        return found.name if found and found.kind in ("cite", "step") else ""

    def action_lanes(self) -> None:
        """Bring further branches into sight on the line of time."""
        self.query_one(TimelineBar).scroll_lanes(1)

    def action_back(self) -> None:
        """Where one came from; what was done is kept, and it is said where to find it again."""
        self.leave(self._go_back)

    def _go_back(self) -> None:
        self.app.pop_screen()
        if not self.warning and not self.watched and len(self.exercise.history.records) > 1:
            self.tell_where_kept()

    def action_rescue(self) -> None:
        """Keep in a new file what is not being kept."""
        self.offer_rescue()

    def tell_where_kept(self) -> None:
        """On the screen below: the list of records shows it anyway, and at home a new walk looks the same."""
        key = cap_of(commands.RECORDS, self.app)
        if self.app.screen is self.app.screen_stack[0]:
            self.tell(tr("記録に残しました。{key} で続けられます。", key=key))
        elif not getattr(self.app.screen, "LISTS_EXERCISES", False):
            self.tell(tr("記録に残しました。はじめの画面の {key} で続けられます。", key=key))

    def enter(self, phase: str) -> None:
        """What choosing a phase in the map does."""

    def take(self, option: str) -> None:
        """What choosing an option of a decision does."""

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.read(message.target)
        if target.kind == "phase":
            self.enter(target.name)
        elif target.kind == "option":
            self.take(target.name)
        else:
            services(self).open_clause(target.name, (target.quote,))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would do something now."""
        history = self.exercise.history
        match action:
            case "undo":
                return not self.elsewhere if self.looking is not None else history.undo_to is not None
            case "redo":
                return self.looking is None and history.redo_to is not None
            case "earlier":
                return history.back(self.looking or history.head) is not None
            case "later":
                return self.looking is not None
            case "tick":
                return self._step_is_chosen()
            case "lanes":
                return self.query_one(TimelineBar).hidden > 0
            case "copy_citation":
                return bool(self._cited())
            case "section":
                return bool(self.query_one("#sheet", BlockView).targets)
        return super().check_action(action, parameters)

    def _step_is_chosen(self) -> bool:
        sheet = self.query_one("#sheet", BlockView)
        if self.PANES[self.current_pane] != "sheet" or not sheet.target or self.looking is not None:
            return False
        return Target.read(sheet.target).kind == "step"
