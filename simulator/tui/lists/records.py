"""The exercises kept; Enter takes one up where it stood."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import events
from textual.binding import BindingType

from simulator.exercise import Journal, JournalError
from simulator.exercise.journal import Kept
from simulator.journal import default_journal, open_kept, touched
from simulator.language import msg, tr, tr_count
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.services import services
from simulator.tui.lists.entry import Listed, faulty
from simulator.tui.lists.exercise_page import listed_record
from simulator.tui.lists.screen import ListScreen
from simulator.tui.reports import commands as report_keys


class RecordsScreen(ListScreen):
    """The one used last first, without those that were only begun or are hidden.

    The journal is open while the list is, and is not created by looking.
    """

    LISTS_EXERCISES: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(report_keys.PAPERS)
    TITLE_LINE: ClassVar[str] = msg("記録を開く")
    EMPTY: ClassVar[str] = msg("記録はまだありません。")
    HELP: ClassVar[str] = msg("過去の演習を選ぶ画面。Enter で、前に中断したところから続ける。")

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Kept] = {}
        self.untouched = 0
        self.hidden = 0
        self._journal: Journal | None = None

    def names(self) -> list[str]:
        """The ids, the one used last first."""
        where = services(self).journal_path or default_journal()
        if isinstance(where, Path) and not where.exists():
            return []
        try:
            if self._journal is None:
                kept = open_kept(where)
                self._journal = kept.journal
                if kept.notice:
                    services(self).say(kept.notice, warning=True)
            self.kept = {one.id: one for one in touched(self._journal)}
            every = self._journal.exercises()
            self.hidden = sum(one.hidden for one in every)
            self.untouched = len(every) - self.hidden - len(self.kept)
        except JournalError as error:
            services(self).say(str(error), warning=True)
            return []
        return list(self.kept)

    def left_out(self) -> list[Block]:
        """How many were begun and left at once, so that nothing is in them; and how many are hidden."""
        words = []
        if self.untouched:
            words.append(
                tr_count("ほかに、始めただけの記録 {count}件（shishin sessions で見られる）", self.untouched)
            )
        if self.hidden:
            words.append(
                tr_count("ほかに、隠した記録 {count}件（shishin sessions --all で見られる）", self.hidden)
            )
        return [Block(each, look="quiet", gap=1) for each in words]

    def read(self, name: str) -> Listed:
        """One exercise."""
        if self._journal is None:
            return faulty(name, name, tr("記録が閉じられました。"))
        return listed_record(self.kept[name], self._journal)

    def action_papers(self) -> None:
        """Papers of the exercise chosen."""
        from simulator.tui.reports.desk import of_kept  # noqa: PLC0415 - only who makes one pays

        name = self.query_one("#list", BlockView).target
        if self._journal and name in self.kept and not self.entries[name].error:
            of_kept(self, self.kept[name], self._journal).open()

    def open(self, name: str) -> None:
        """Take it up."""
        services(self).open_record(name)

    def on_screen_resume(self, _event: events.ScreenResume) -> None:
        """Coming back from an exercise, it has gone further."""
        if self.entries:
            self.fill()

    def on_unmount(self) -> None:
        """Close the journal."""
        if self._journal:
            self._journal.close()
