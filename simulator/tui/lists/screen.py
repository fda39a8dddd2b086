"""A list whose entries are read one by one while it already shows, and the page of the chosen one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.language import msg, tr
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content, pieces
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.rows import Target
from simulator.tui.kit.services import services
from simulator.tui.lists.entry import Listed

AT_ONCE = 0.05  # seconds of reading between two paints


class ListScreen(PaneScreen):
    """Entries by name, in order. A subclass says which there are, reads one, and opens one."""

    PANES: ClassVar[tuple[str, ...]] = ("list", "page")
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "list": msg("一覧。行を選ぶと内容が出る。Enter で開く。"),
        "page": msg("選んだものの内容。条項の行は Enter で開く。"),
    }
    TITLE_LINE: ClassVar[str] = ""
    EMPTY: ClassVar[str] = ""
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.NEXT_PANE, commands.PREVIOUS_PANE, commands.BACK
    )

    def __init__(self) -> None:
        super().__init__()
        self.order: list[str] = []
        self.entries: dict[str, Listed] = {}

    def names(self) -> list[str]:
        """The names of the entries. May say why there are none."""
        raise NotImplementedError

    def read(self, name: str) -> Listed:
        """One entry, also of what does not load."""
        raise NotImplementedError

    def open(self, name: str) -> None:
        """Open an entry that loads."""
        raise NotImplementedError

    def left_out(self) -> list[Block]:
        """What is to be said below the entries of those that are not listed."""
        return []

    def compose(self) -> ComposeResult:
        """Title, tabs (when narrow), the list and the page, keys."""
        yield Static(pieces((tr(self.TITLE_LINE), "heading")), id="list-title", markup=False)
        yield PaneTabs((tr(self.TITLE_LINE), tr("内容")))
        with Horizontal(id="list-body"):
            with Vertical(id="list-pane", classes="pane"):
                yield BlockView(rows=True, id="list")
            with Vertical(id="page-pane", classes="pane"):
                yield BlockView(rows=True, measure=80, id="page")
        yield KeyBar()

    def on_mount(self) -> None:
        """The list takes the keys; its entries are read after the first paint."""
        self.focus_pane("list")
        self.fill()

    def fill(self) -> None:
        """Look again what there is."""
        self.order = self.names()
        self.entries = {}
        self._show_list()
        self._read_all()

    @work(exclusive=True)
    async def _read_all(self) -> None:
        """One entry after the other, with a breath for keys and paint between them."""
        loop = asyncio.get_running_loop()
        painted = loop.time()
        for name in self.order:
            self.entries[name] = self.read(name)
            if loop.time() - painted > AT_ONCE:
                self._show_list()
                await asyncio.sleep(0)
                painted = loop.time()
        self._show_list()

    def _show_list(self) -> None:
        view = self.query_one("#list", BlockView)
        chosen = view.target
        rows = [
            self.entries[name].row()
            if name in self.entries
            else Block(tr("{name}\n読んでいます…", name=name), target=name)
            for name in self.order
        ]
        rows = [*(rows or [Block(tr(self.EMPTY), look="quiet")]), *self.left_out()]
        view.show(rows, choose=chosen or "")
        self.query_one("#list-pane").border_title = content(f" {tr(self.TITLE_LINE)}  {len(self.order)} ")
        self._show_page()

    def _show_page(self) -> None:
        entry = self.entries.get(self.query_one("#list", BlockView).target)
        self.query_one("#page", BlockView).show(entry.page if entry else ())
        self.query_one("#page-pane").border_title = content(f" {entry.title if entry else ''} ")
        self.refresh_bindings()

    @on(BlockView.Chosen, "#list")
    def _explain(self) -> None:
        self._show_page()

    @on(BlockView.Opened, "#list")
    def _open(self, message: BlockView.Opened) -> None:
        entry = self.entries.get(message.target)
        if entry is None:
            return
        if entry.error:
            services(self).say(tr("開けません。{error}", error=entry.error), warning=True)
        else:
            self.open(entry.name)

    @on(BlockView.Opened, "#page")
    def _open_clause(self, message: BlockView.Opened) -> None:
        services(self).open_clause(Target.read(message.target).name)

    def action_back(self) -> None:
        """Where one came from."""
        self.app.pop_screen()
