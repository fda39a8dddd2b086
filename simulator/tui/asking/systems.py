"""The standing systems of the text in a situation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from simulator.doctrine import Phase, load_doctrine
from simulator.language import msg, tr
from simulator.tui.asking import commands as keys
from simulator.tui.asking.situation import configured, toggled
from simulator.tui.asking.stations import asked_stations
from simulator.tui.asking.system_rows import system_rows
from simulator.tui.kit import commands
from simulator.tui.kit.band import Band
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target


class SystemsScreen(PaneScreen):
    """Shows what each system does in `phases` and on what basis; phases can be added and removed."""

    PANES: ClassVar[tuple[str, ...]] = ("systems",)
    CITING: ClassVar[tuple[str, ...]] = ("systems",)
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(*keys.TOGGLE, commands.COPY, commands.BACK)
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "systems": msg("仕組みごとの参加者、働き、言い方の強さ、根拠。{list_open} で条項を開く。"),
    }
    HELP: ClassVar[str] = msg(
        "同盟調整メカニズムなど、段階を越えて立つ仕組みが、選んだ段階で何をするとされるか。"
        "{situation_heiji}–{situation_saigai} か上の帯で段階を選ぶ。存立危機と大規模災害は並べられる。"
    )

    def __init__(self, phases: frozenset[str] = frozenset()) -> None:
        super().__init__()
        self.doctrine = load_doctrine()
        self.now = frozenset(map(Phase, phases))
        self.at = configured(phases)

    def compose(self) -> ComposeResult:
        """The band, the systems, keys."""
        yield Band()
        yield PaneTabs((tr("仕組み"),))
        with Vertical(id="systems-body"), Vertical(id="systems-pane", classes="pane asking"):
            yield BlockView(rows=True, measure=100, id="systems")
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin with the situation given."""
        self._show()
        self.focus_pane("systems")

    def _show(self) -> None:
        self.query_one(Band).show_stations(asked_stations(self.doctrine, self.at, self.now), keys.TOGGLE)
        self.query_one("#systems", BlockView).show(system_rows(self.doctrine, self.at.phases), keep=True)
        self.query_one("#systems-pane").border_title = content(f" {tr('仕組み')} ▸ {self.at.label} ")

    def action_situation(self, name: str) -> None:
        """Change the situation."""
        try:
            self.at = toggled(self.at, Phase(name))
        except ValueError as error:
            services(self).say(tr("{error}。", error=error), warning=True)
            return
        self._show()

    @on(Band.Picked)
    def _pick_phase(self, message: Band.Picked) -> None:
        self.action_situation(message.phase.value)

    @on(BlockView.Opened)
    def _open(self, message: BlockView.Opened) -> None:
        target = Target.of(message.target)
        services(self).doors.open_clause(target.name, (target.quote,))
