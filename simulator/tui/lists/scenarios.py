"""The list of scenarios. Enter begins the chosen one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from simulator.document import load_guidelines
from simulator.language import msg
from simulator.scenario import library_folder, scenario_files
from simulator.tui.kit import commands
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.services import services
from simulator.tui.lists.body import PANE_HELP, ListBody, Listing
from simulator.tui.lists.entry import Listed
from simulator.tui.lists.scenario_page import listed_scenario
from simulator.tui.reports import commands as report_keys


class ScenariosScreen(PaneScreen):
    """The scenarios of the library or another folder, each with its purpose and the clauses it uses."""

    PANES: ClassVar[tuple[str, ...]] = ("list", "page")
    PANE_HELP: ClassVar[Mapping[str, str]] = PANE_HELP
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.NEXT_PANE, commands.PREVIOUS_PANE, commands.BACK, report_keys.PAPERS
    )
    HELP: ClassVar[str] = msg(
        "シナリオを選ぶ画面。{list_open} で始める。右（狭い画面では {pane_next} の先）に内容と条項。"
    )

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__()
        self.folder = folder
        self.body = ListBody(
            Listing(
                title=msg("シナリオを演習する"),
                empty=msg("シナリオはまだありません。"),
                names=self._names,
                read=_read,
                open=self._begin,
            )
        )

    def compose(self) -> ComposeResult:
        """The list, its page and the keys."""
        yield self.body

    def _names(self) -> list[str]:
        """The files, by name."""
        folder = self.folder or library_folder()
        return [str(path) for path in scenario_files(folder)] if folder.is_dir() else []

    def _begin(self, name: str) -> None:
        services(self).doors.open_play(Path(name))

    def action_papers(self) -> None:
        """Papers of the scenario chosen."""
        from simulator.doctrine import load_doctrine  # noqa: PLC0415 - loaded when one is made
        from simulator.tui.reports.desk import of_scenario  # noqa: PLC0415

        if name := self.body.openable:
            of_scenario(self, Path(name), load_doctrine()).open()


def _read(name: str) -> Listed:
    return listed_scenario(Path(name), load_guidelines())
