"""The body of a list's screen: entries, read one by one while the list is already shown, and a page."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from simulator.language import msg, tr
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content, pieces
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Target, name_in
from simulator.tui.lists.entry import Listed

AT_ONCE = 0.05  # seconds of reading before the list is painted again
PANE_HELP: Mapping[str, str] = {
    "list": msg("一覧。行を選ぶと内容が出る。{list_open} で開く。"),
    "page": msg("選んだものの内容。条項の行は {list_open} で開く。"),
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows. `title` and `empty`, shown in a list without entries, are catalogue messages."""

    title: str
    empty: str
    # Gives the names of the entries, in order; may show a message why there are none.
    names: Callable[[], list[str]]
    read: Callable[[str], Listed]  # reads one entry, also one that does not load
    open: Callable[[str], object]  # opens an entry that loads
    # Gives rows below the entries, about exercises that are not listed.
    left_out: Callable[[], list[Block]] = list


class ListBody(Vertical):
    """All that a list's screen shows: title, the panes of `#list` and `#page`, keys."""

    def __init__(self, listing: Listing) -> None:
        super().__init__()
        self.listing = listing
        self.order: list[str] = []
        self.entries: dict[str, Listed] = {}
        self._awaited = ""  # the entry to open once it has been read
        self._list = BlockView(rows=True, id="list")
        self._page = BlockView(rows=True, measure=80, id="page")

    def compose(self) -> ComposeResult:
        """Title, tabs (when narrow), the two panes, keys."""
        title = tr(self.listing.title)
        yield Static(pieces((title, "heading")), id="list-title", markup=False)
        yield PaneTabs((title, tr("内容")))
        with Horizontal(id="list-body"):
            yield Vertical(self._list, id="list-pane", classes="pane")
            yield Vertical(self._page, id="page-pane", classes="pane")
        yield KeyBar()

    def on_mount(self) -> None:
        """Focus the list; its entries are read after the first paint."""
        self.screen.set_focus(self._list)
        self.fill()

    @property
    def chosen(self) -> str:
        """The name of the chosen entry; empty if there is none."""
        return self._list.target if isinstance(self._list.target, str) else ""

    @property
    def openable(self) -> str:
        """The chosen entry, if it has been read and loads."""
        entry = self.entries.get(self.chosen)
        return entry.name if entry and not entry.error else ""

    def choose(self, name: str) -> None:
        """Move the choice to an entry."""
        self._list.choose(name)

    def fill(self) -> None:
        """Read the names and all entries again."""
        self.order = self.listing.names()
        self.entries = {}
        self._show()
        self._read_all()

    def renew(self) -> None:
        """Read again while the old entries are still shown, for a list that changes by itself."""
        self.order = self.listing.names()
        self._read_all()

    def sort(self, order: list[str]) -> None:
        """The same entries in another order; the chosen row stays chosen."""
        self.order = order
        self._show()

    @work(exclusive=True)
    async def _read_all(self) -> None:
        """Read one entry after the other, with pauses for keys and paint."""
        loop = asyncio.get_running_loop()
        painted = loop.time()
        for name in self.order:
            self.entries[name] = self.listing.read(name)
            self._open_awaited()
            if loop.time() - painted > AT_ONCE:
                self._show()
                await asyncio.sleep(0)
                painted = loop.time()
        self._show()

    def _show(self) -> None:
        rows = [
            self.entries[name].row()
            if name in self.entries
            else Block(tr("{name}\n読んでいます…", name=name), target=name)
            for name in self.order
        ]
        rows = [*(rows or [Block(tr(self.listing.empty), look="quiet")]), *self.listing.left_out()]
        self._list.show(rows, choose=self.chosen or None)
        self.query_one("#list-pane").border_title = content(f" {tr(self.listing.title)}  {len(self.order)} ")
        self._show_page()

    def _show_page(self) -> None:
        entry = self.entries.get(self.chosen)
        self._page.show(entry.page if entry else ())
        self.query_one("#page-pane").border_title = content(f" {entry.title if entry else ''} ")
        self.refresh_bindings()

    @on(BlockView.Chosen, "#list")
    def _explain(self) -> None:
        self._awaited = ""
        self._show_page()

    @on(BlockView.Opened, "#list")
    def _open(self, message: BlockView.Opened) -> None:
        self._awaited = name_in(message.target)
        self._open_awaited()

    def _open_awaited(self) -> None:
        """Open the entry that Enter was pressed on, once it has been read."""
        entry = self.entries.get(self._awaited)
        if entry is None:
            return
        self._awaited = ""
        if entry.error:
            services(self).say(tr("開けません。{error}", error=entry.error), warning=True)
        else:
            self.listing.open(entry.name)

    @on(BlockView.Opened, "#page")
    def _open_clause(self, message: BlockView.Opened) -> None:
        services(self).doors.open_clause(Target.of(message.target).name)
