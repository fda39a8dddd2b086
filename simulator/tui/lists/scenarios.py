"""The scenarios there are; Enter begins one."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from simulator.document import load_guidelines
from simulator.language import msg
from simulator.scenario import library_folder, scenario_files
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.services import services
from simulator.tui.lists.entry import Listed
from simulator.tui.lists.scenario_page import listed_scenario
from simulator.tui.lists.screen import ListScreen
from simulator.tui.reports import commands as report_keys


class ScenariosScreen(ListScreen):
    """The library's files (or those of another folder), each with what it is for and the clauses it uses."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(report_keys.PAPERS)
    TITLE_LINE: ClassVar[str] = msg("シナリオを演習する")
    EMPTY: ClassVar[str] = msg("シナリオはまだありません。")
    HELP: ClassVar[str] = msg("シナリオを選ぶ画面。Enter で始める。右（狭い画面では Tab の先）に内容と条項。")

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder

    def names(self) -> list[str]:
        """The files, by name."""
        folder = self.folder or library_folder()
        return [str(path) for path in scenario_files(folder)] if folder.is_dir() else []

    def read(self, name: str) -> Listed:
        """One file."""
        return listed_scenario(Path(name), load_guidelines())

    def action_papers(self) -> None:
        """Papers of the scenario chosen."""
        from simulator.doctrine import load_doctrine  # noqa: PLC0415 - only who makes one pays
        from simulator.tui.reports.desk import of_scenario  # noqa: PLC0415

        name = self.query_one("#list", BlockView).target
        if name in self.entries and not self.entries[name].error:
            of_scenario(self, Path(name), load_doctrine()).open()

    def open(self, name: str) -> None:
        """Begin it."""
        services(self).open_play(Path(name))
