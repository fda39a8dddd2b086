"""The list of kept exercises. Enter continues the chosen one where it stopped."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import partial
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from simulator.exercise import JournalError
from simulator.exercise.journal import Kept
from simulator.exercise.naming import shown_name, title_of
from simulator.journal import export_lines, touched
from simulator.language import msg, tr, tr_count
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.prompt import Prompt
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services
from simulator.tui.lists import commands as keys
from simulator.tui.lists.body import PANE_HELP, ListBody, Listing
from simulator.tui.lists.entry import Listed, faulty
from simulator.tui.lists.exercise_page import listed_record
from simulator.tui.lists.kept_journal import KeptJournal
from simulator.tui.reports import commands as report_keys

LONGEST_TITLE = 80  # the most characters of a title


class Order(Enum):
    """The orders of the list; the value is the name shown."""

    USED = msg("最後に使った順")
    TITLE = msg("題名の順")
    BEGAN = msg("始めた順（新しいものから）")

    @property
    def next(self) -> Order:
        """The next order, in a circle."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


class RecordsScreen(PaneScreen):
    """Kept exercises, the last used first. Hidden ones and those only begun are counted, not listed."""

    LISTS_EXERCISES: ClassVar[bool] = True
    PANES: ClassVar[tuple[str, ...]] = ("list", "page")
    PANE_HELP: ClassVar[Mapping[str, str]] = PANE_HELP
    HELP: ClassVar[str] = msg(
        "過去の演習を選ぶ画面。{list_open} で、前に中断したところから続ける。"
        "題名を付け、並べ替え、書き出し、一覧から隠せる。隠しても何も消えない。"
    )
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
        commands.BACK,
        keys.RENAME,
        keys.SORT,
        keys.EXPORT,
        keys.REMOVE,
        keys.RESTORE,
        commands.ROOMS,
        report_keys.PAPERS,
    )

    def __init__(self) -> None:
        super().__init__()
        self.sorting = Order.USED
        self._removed: list[str] = []  # exercises hidden on this screen, the last one last
        self.kept: dict[str, Kept] = {}
        self.untouched = 0
        self.hidden = 0
        self.journal = KeptJournal(self)
        self.body = ListBody(
            Listing(
                title=msg("記録を開く"),
                empty=msg("記録はまだありません。"),
                names=self._names,
                read=self._read,
                open=self._take_up,
                left_out=self._left_out,
            )
        )

    def compose(self) -> ComposeResult:
        """The list, its page and the keys."""
        yield self.body

    def _names(self) -> list[str]:
        """The ids, the one used last first."""
        try:
            journal = self.journal.open()
            if journal is None:
                return []
            self.kept = {exercise.id: exercise for exercise in touched(journal)}
            exercises = journal.exercises()
            self.hidden = sum(exercise.hidden for exercise in exercises)
            self.untouched = len(exercises) - self.hidden - len(self.kept)
        except JournalError as error:
            services(self).say(str(error), warning=True)
            return []
        return self._sorted()

    def _sorted(self) -> list[str]:
        """The ids in the order chosen; `touched` gives the one used last first."""
        if self.sorting is Order.TITLE:
            return sorted(self.kept, key=self._title)
        if self.sorting is Order.BEGAN:
            return sorted(self.kept, key=lambda name: self.kept[name].began, reverse=True)
        return list(self.kept)

    def _title(self, name: str) -> str:
        entry = self.body.entries.get(name)
        return entry.title if entry else shown_name(self.kept[name].title)

    def _left_out(self) -> list[Block]:
        """How many exercises are not listed, because nothing was done in them or they are hidden."""
        words = []
        if self.untouched:
            words.append(
                tr_count("ほかに、始めただけの記録 {count}件（shishin sessions で見られる）", self.untouched)
            )
        if self.hidden:
            words.append(
                tr_count("ほかに、隠した記録 {count}件（shishin sessions --all で見られる）", self.hidden)
            )
        return [Block(word, look="quiet", gap=1) for word in words]

    def _read(self, name: str) -> Listed:
        """One exercise."""
        journal = self.journal.opened
        if journal is None:
            return faulty(name, name, tr("記録が閉じられました。"))
        return listed_record(self.kept[name], journal)

    def action_rooms(self) -> None:
        """Look over the exercises in progress."""
        services(self).doors.open_rooms()

    def action_papers(self) -> None:
        """Papers of the exercise chosen."""
        from simulator.tui.reports.desk import of_kept  # noqa: PLC0415 - loaded when one is made

        name, journal = self.body.openable, self.journal.opened
        if not (journal and name):
            return
        try:
            desk = of_kept(self, self.kept[name], journal)
        except JournalError as error:
            services(self).say(str(error), warning=True)
            return
        desk.open()

    def _take_up(self, name: str) -> None:
        services(self).doors.open_record(name)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer commands on a row only if there is one, and restoring if something was hidden here."""
        match action:
            case "rename" | "remove" | "export":
                return bool(self.body.chosen)
            case "papers":
                return bool(self.body.openable)
            case "restore":
                return bool(self._removed)
            case "sort":
                return len(self.kept) > 1
        return super().check_action(action, parameters)

    def action_rename(self) -> None:
        """Rename the chosen exercise."""
        name = self.body.chosen
        prompt = Prompt(tr("題名"), shown_name(self.kept[name].title), LONGEST_TITLE)
        self.app.push_screen(prompt, partial(self._rename, name))

    def _rename(self, name: str, typed: str | None) -> None:
        journal = self.journal.opened
        if typed is None or journal is None:
            return
        try:
            journal.rename(name, title_of(typed))
        except (ValueError, JournalError) as error:
            services(self).say(str(error), warning=True)
            return
        self.body.entries.pop(name, None)  # has the old title, by which the row would be sorted
        self.body.fill()
        services(self).say(tr("題名を「{title}」にしました。", title=title_of(typed)))

    def action_remove(self) -> None:
        """Hide the chosen exercise; nothing is deleted."""
        name = self.body.chosen
        if self._change_hidden(name, hide=True):
            self._removed.append(name)
            key = cap_of(keys.RESTORE, self.app)
            services(self).say(tr("一覧から隠しました。記録は残っています。{key} で戻します。", key=key))

    def action_restore(self) -> None:
        """Put the exercise that was hidden last back into the list."""
        name = self._removed[-1]
        if self._change_hidden(name, hide=False):
            self._removed.pop()
            self.body.choose(name)
            services(self).say(tr("一覧に戻しました。"))

    def _change_hidden(self, name: str, *, hide: bool) -> bool:
        """Hide an exercise or put it back; if that cannot be kept, say so and return False."""
        journal = self.journal.opened
        if journal is None:
            return False
        try:
            (journal.hide if hide else journal.unhide)(name)
        except JournalError as error:
            services(self).say(str(error), warning=True)
            return False
        self.body.fill()
        return True

    def action_export(self) -> None:
        """Write the chosen exercise to a new file."""
        journal = self.journal.opened
        if journal is None:
            return
        try:
            lines = list(export_lines(journal, self.body.chosen))
        except JournalError as error:
            services(self).say(str(error), warning=True)
            return
        services(self).copies.give_file(f"{self.body.chosen}.jsonl", "".join(f"{line}\n" for line in lines))

    def action_sort(self) -> None:
        """Sort in the next order; the chosen row stays chosen."""
        self.sorting = self.sorting.next
        self.body.sort(self._sorted())
        services(self).say(tr("並び: {order}", order=tr(self.sorting.value)))

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Read the entries again on coming back from an exercise."""
        if self.body.entries:
            self.body.fill()

    def on_unmount(self) -> None:
        """Close the journal."""
        self.journal.close()
