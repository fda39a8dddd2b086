"""The reader: the outline, the text, and what cites it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical

from simulator.document import load_guidelines
from simulator.language import msg, tr, tr_count
from simulator.tui.kit import commands
from simulator.tui.kit.answering import say_end
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import Mark, content
from simulator.tui.kit.finding import Place
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.tui.kit.panes import PaneScreen
from simulator.tui.kit.services import services
from simulator.tui.kit.target import name_in
from simulator.tui.reader import places as known
from simulator.tui.reader.citing import LOADING, Citing
from simulator.tui.reader.clause_text import ClauseText, quote_marks
from simulator.tui.reader.history import VisitedPlaces
from simulator.tui.reader.outline import OutlinePane


class ReaderScreen(PaneScreen):
    """The whole text. `place` is an id of any kind to open at, `quotes` are words marked there."""

    PANES: ClassVar[tuple[str, ...]] = ("outline", "text", "citing")
    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.SEARCH,
        commands.BACK,
        commands.NEXT_HIT,
        commands.PREVIOUS_HIT,
        commands.OLDER,
        commands.NEWER,
        commands.NEXT_CLAUSE,
        commands.PREVIOUS_CLAUSE,
        commands.COPY,
        commands.COPY_CLAUSE,
        commands.NEXT_PANE,
        commands.PREVIOUS_PANE,
    )
    PANE_HELP: ClassVar[Mapping[str, str]] = {
        "outline": msg("目次。選ぶと本文が出る。検索のあいだは、見つかった所の一覧。"),
        "citing": msg("この条項を引く措置・手順・遷移・段階と、本文の中の参照。{list_open} でたどる。"),
    }
    HELP: ClassVar[str] = msg(
        "指針の全文。左に目次、右に本文、その下に、この条項を引くもの。"
        "狭い画面では {pane_next} で枠を切り替える。"
    )

    def __init__(
        self, place: str | None = None, quotes: tuple[str, ...] = (), *, scripts: bool = True
    ) -> None:
        """`scripts` says whether the steps of scenarios that cite a clause show."""
        super().__init__()
        self.document = load_guidelines()
        self.start = (place if place and place in self.document else "I", quotes)
        self.history = VisitedPlaces()
        self.citing = Citing(self.document, scripts=scripts)
        self.clause = ""  # empty until a place is opened; keys do nothing before that
        self.quoted: dict[str, tuple[Mark, ...]] = {}

    def compose(self) -> ComposeResult:
        """Tabs (when narrow), three panes, keys."""
        yield PaneTabs((tr("目次"), tr("本文"), tr("引くもの")))
        with Horizontal(id="reader-body"):
            yield OutlinePane(self.document)
            with Vertical(id="reading"):
                with Vertical(id="text-pane", classes="pane"):
                    yield ClauseText(id="text")
                with Vertical(id="citing-pane", classes="pane"):
                    yield BlockView((Block(tr(LOADING), look="quiet"),), rows=True, id="citing")
        yield KeyBar()

    def on_mount(self) -> None:
        """Open at the place asked for; its citations are shown when they are loaded."""
        self.set_focus(self.outline.view)
        place, quotes = self.start
        self.go(place, quotes=quotes)
        if place != "I":
            self.focus_pane("text")
        self.call_after_refresh(self.run_worker, self._load, thread=True, exclusive=True, group="citing")

    @property
    def outline(self) -> OutlinePane:
        """The outline with the search."""
        return self.query_one(OutlinePane)

    @property
    def text(self) -> ClauseText:
        """The text."""
        return self.query_one("#text", ClauseText)

    def _load(self) -> None:
        from simulator.datafile import DataFileError  # noqa: PLC0415 - loaded together with the citations

        try:
            self.citing.load()
            app = services(self)
            kinds = (known.phases, known.functions, known.measures, known.clauses)
            places = [place for kind in kinds for place in kind(app)]
            if self.citing.scripts:
                places += known.scenarios(app)
        except DataFileError as error:
            self.app.call_from_thread(services(self).say, str(error), warning=True)
            return
        self.app.call_from_thread(self._loaded, places)

    def _loaded(self, places: list[Place]) -> None:
        if self.is_attached:
            self._show(keep=True)
            self.outline.know(places)

    # Places

    def go(self, place: str, *, quotes: tuple[str, ...] = (), visit: bool = True) -> None:
        """Show a clause, or the clause of a paragraph or sentence with that place in sight."""
        at_sentence = self.document.is_sentence(place)
        self.quoted = quote_marks(self.document, place, quotes) if quotes or at_sentence else {}
        self.clause = self.document.unit(place).clause
        if visit:
            self.history.visit(place)
        self._show(at=place)
        self.outline.choose(self.clause)
        self.refresh_bindings()

    def _preview(self, place: str) -> None:
        """Show a place without visiting it, so that it is not in the history."""
        self.outline.look_at(place)
        self.quoted = {}
        if self.outline.place:
            self._show_hit()
        else:
            self.clause = self.document.unit(place).clause
            self._show(at=place)
        self.refresh_bindings()

    def _show_hit(self) -> None:
        if place := self.outline.place:
            self.clause = place.clause
            self._show(at=place.unit)
            self.call_after_refresh(self.text.reveal_mark, "here")

    def _show(self, *, at: str = "", keep: bool = False) -> None:
        self._show_text(at=at, keep=keep)
        entries = self.citing.entries(self.clause)
        cited = (
            tr("この条項を引くもの")
            if entries is None
            else tr_count("この条項を引くもの {count}件", len(entries))
        )
        self.query_one("#citing-pane").border_title = content(f" {cited} ")
        self.query_one("#citing", BlockView).show(self.citing.rows(self.clause))
        first = tr("検索") if self.outline.searching else tr("目次")
        self.query_one(PaneTabs).name_tabs((first, f"{tr('本文')} {self.document.label(self.clause)}", cited))

    def _show_text(self, *, at: str = "", keep: bool = False) -> None:
        marks = self.citing.links(self.clause)
        result = self.outline.result
        found_or_quoted = (
            result.marks(self.clause, self.outline.hit) if result and result.places else self.quoted
        )
        for unit, unit_marks in found_or_quoted.items():
            marks[unit] = (*marks.get(unit, ()), *unit_marks)
        self.text.walks_marks = not (result and result.places)
        self.text.show_clause(self.document, self.clause, marks, at=at, keep=keep)
        self._retitle()

    @on(ClauseText.Placed)
    def _retitle(self) -> None:
        title = self.document.label(self.text.place or self.clause)
        self.query_one("#text-pane").border_title = content(f" {title} ")

    # Search

    def action_search(self) -> None:
        """Open the search line."""
        self.make_current("outline")
        self.outline.open_search()

    @on(OutlinePane.Searched)
    def _searched(self, message: OutlinePane.Searched) -> None:
        if message.place:
            self._preview(message.place)
        else:
            self._show(keep=True)
            self.refresh_bindings()

    def action_hit(self, step: int) -> None:
        """To the next hit or the one before, in this clause or another."""
        if place := self.outline.step(step):
            self._show_hit()
            self.history.visit(place.unit)

    def action_back(self) -> None:
        """Leave the search; without one, the reader."""
        if not self.outline.searching:
            self.app.pop_screen()
            return
        is_in_outline = self.focused is None or self.focused.id in ("search", "outline")
        self.outline.close_search(self.clause)
        self._show(keep=True)
        if is_in_outline:
            self.focus_pane("outline")
        self.refresh_bindings()

    # Keys and clicks

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what would move; before a place is open, only going back."""
        if not self.clause:
            return action == "back"
        match action:
            case "hit":
                return self.is_mounted and bool(self.outline.result and self.outline.result.places)
            case "older":
                return self.history.can_go_back
            case "newer":
                return self.history.can_go_on
        return super().check_action(action, parameters)

    @on(OutlinePane.Looked)
    def _look(self, message: OutlinePane.Looked) -> None:
        self._preview(message.place)

    @on(OutlinePane.Opened)
    def _open_row(self, message: OutlinePane.Opened) -> None:
        self._preview(message.place)
        self.history.visit(message.place)
        self.focus_pane("text")

    @on(BlockView.Opened, "#text")
    def _follow(self, message: BlockView.Opened) -> None:
        self.go(name_in(message.target))

    @on(BlockView.Chosen, "#citing")
    def _show_cited(self, message: BlockView.Chosen) -> None:
        entry = self.citing.entry(self.clause, message.target)
        self.quoted = quote_marks(self.document, entry.sentence, (entry.quote,) if entry.quote else ())
        self._show_text(at=entry.sentence)

    @on(BlockView.Opened, "#citing")
    def _open_cited(self, message: BlockView.Opened) -> None:
        entry = self.citing.entry(self.clause, message.target)
        quotes = (entry.quote,) if entry.quote and not entry.target else ()
        self.go(entry.target or entry.sentence, quotes=quotes)
        self.focus_pane("text")

    def action_older(self) -> None:
        """Back to the place before."""
        self.go(self.history.back(), visit=False)

    def action_newer(self) -> None:
        """Forward again."""
        self.go(self.history.forward(), visit=False)

    def action_turn(self, step: int) -> None:
        """Go to the next or the previous clause in the order of the text."""
        clause = self.document.next_clause(self.clause, step).id
        if clause == self.clause:
            say_end(self, step)
        else:
            self.go(clause)

    def action_copy_citation(self) -> None:
        """Copy the paragraph or sentence chosen, cited or found, or the clause."""
        services(self).copies.copy_citation(self.text.place or self.clause)

    def action_copy_clause(self) -> None:
        """Copy the whole clause."""
        services(self).copies.copy_citation(self.clause)

    def show_current(self) -> None:
        """On a narrow screen, hide the column of text and citations as a whole."""
        super().show_current()
        self.query_one("#reading").set_class(self.PANES[self.current_pane] != "outline", "-current")
