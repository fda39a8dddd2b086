"""The reader's left pane: the outline of clauses, or the hits of a search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from simulator.document import Document, glossed
from simulator.language import tr
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import content
from simulator.tui.kit.finding import Place as Finding
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Aim, name_in
from simulator.tui.reader.search import SearchHit, SearchResult, beside, beside_target, find, parted, rows


class OutlinePane(Vertical):
    """The outline of clauses, or search results between `open_search` and `close_search`."""

    @dataclass
    class Looked(Message):
        """A row was chosen by moving: show `place`."""

        place: str

    @dataclass
    class Opened(Message):
        """A row was opened: go to `place`."""

        place: str

    @dataclass
    class Searched(Message):
        """The words changed; `place` is the best place to show, empty if there is none."""

        place: str

    def __init__(self, document: Document) -> None:
        super().__init__(id="outline-pane", classes="pane")
        self.document = document
        self.result: SearchResult | None = None
        self.hit = -1
        self.places: tuple[Finding, ...] = ()  # the named places that words can find, once loaded
        self._beside: dict[str, Finding] = {}  # the places that the words have found, by target of their rows

    def compose(self) -> ComposeResult:
        """The search line, hidden, above the rows."""
        box = Input(placeholder=tr("語または条項番号、Enter で開く"), id="search")
        box.display = False
        yield box
        yield BlockView(self._tree(), rows=True, id="outline")

    def on_mount(self) -> None:
        """Name the pane."""
        self._retitle()

    @property
    def view(self) -> BlockView:
        """The rows."""
        return self.query_one("#outline", BlockView)

    @property
    def searching(self) -> bool:
        """Whether the search is open."""
        return self.result is not None

    @property
    def place(self) -> SearchHit | None:
        """The present hit."""
        return self.result.places[self.hit] if self.result and self.hit >= 0 else None

    def choose(self, clause: str) -> None:
        """Choose a clause, unless the rows are hits."""
        if not (self.result and self.result.words):
            self.view.choose(clause)

    def open_search(self) -> None:
        """Show and focus the search line."""
        self.result = self.result or SearchResult("", "", (), ())
        box = self.query_one("#search", Input)
        box.display = True
        box.focus()
        self._retitle()

    def close_search(self, clause: str) -> None:
        """Back to the outline, at a clause."""
        self.result, self.hit = None, -1
        box = self.query_one("#search", Input)
        box.value = ""
        box.display = False
        self.view.show(self._tree(), choose=clause)
        self._retitle()

    def look_at(self, place: str) -> None:
        """Make the first hit in the unit of `place` the present one."""
        self.hit = self.result.first_place(self.document.unit(place).id) if self.result else -1
        self._retitle()

    def step(self, step: int) -> SearchHit | None:
        """Move to another hit, in a circle; None without hits."""
        if not self.result or not self.result.places:
            return None
        self.hit = (self.hit + step) % len(self.result.places)
        self.view.choose(self.result.places[self.hit].unit)
        self._retitle()
        return self.place

    @on(Input.Changed, "#search")
    def _search(self, message: Input.Changed) -> None:
        message.stop()
        if self.result is None:
            return
        result = self.result = find(self.document, message.value)
        self.hit = -1
        self._show_result(result)
        self.post_message(self.Searched(result.clause or (result.hits[0].unit.id if result.hits else "")))

    def know(self, places: Iterable[Finding]) -> None:
        """Set the named places that words can find, and repeat the present search."""
        self.places = tuple(places)
        if self.result and self.result.words:
            self._show_result(self.result, choose=self.view.target)

    def _show_result(self, result: SearchResult, choose: Aim = None) -> None:
        found_places = beside(self.document, result, self.places, services(self)) if result.words else []
        places_beside, measures_named = parted(self.document, result, found_places)
        self._beside = {beside_target(place): place for place in places_beside}
        shown = rows(self.document, result, places_beside, measures_named) if result.words else self._tree()
        self.view.show(shown, choose=choose)
        self._retitle()

    @on(Input.Submitted, "#search")
    def _submit(self, message: Input.Submitted) -> None:
        message.stop()
        if self.view.target is not None and self.result and self.result.words:
            self._open(name_in(self.view.target))

    @on(BlockView.Chosen, "#outline")
    def _chosen(self, message: BlockView.Chosen) -> None:
        message.stop()
        place = name_in(message.target)
        if place in self.document:
            self.post_message(self.Looked(place))

    @on(BlockView.Opened, "#outline")
    def _opened(self, message: BlockView.Opened) -> None:
        message.stop()
        self._open(name_in(message.target))

    def _open(self, target: str) -> None:
        """Open a place of the text in the reader, any other target by itself."""
        if target in self.document:
            self.post_message(self.Opened(target))
        else:
            self._beside[target].open()

    def _retitle(self) -> None:
        title = tr("目次") if self.result is None else tr("検索")
        if self.result and self.result.words:
            at = f"{self.hit + 1}/" if self.hit >= 0 else ""
            title = tr(
                "検索 {at}{places}か所・{paragraphs}段落",
                at=at,
                places=len(self.result.places),
                paragraphs=len(self.result.hits),
            )
            if self._beside:
                title += "  " + tr("ほか{count}", count=len(self._beside))
        self.border_title = content(f" {title} ")

    def _tree(self) -> list[Block]:
        blocks = []
        for unit in self.document.clauses():
            label = "  " * max(0, unit.level - 1) + (unit.number and f"{unit.number}. ")
            item = unit.text and unit.number
            text = f"{unit.sentences[0].text[:20]}…" if item else glossed(unit.heading)
            blocks.append(Block(text, (), label, len(label), target=unit.id))
        return blocks
