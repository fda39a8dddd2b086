"""Home: the menu, and the page of the chosen line."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Static

from simulator.language import msg, tr, tr_count
from simulator.settings import default_journal
from simulator.source import SOURCE
from simulator.tui.home.menu import MenuEntry, entries, last_page
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import Mark, pieces
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.remapped import word_of
from simulator.tui.kit.services import services
from simulator.tui.kit.target import Aim
from simulator.typography import cells, fit, pad

ROOMY = (160, 44)  # cells and lines from which the last exercise has a pane of its own
IDLE = 0.5  # seconds before the newest exercise is read
NOTICE = msg("教育用・架空の想定。武力の行使を勧めるものではなく、法的権限を持たない。")


class HomeScreen(Screen[None]):
    """The first screen. It paints before models, doctrine or machine are loaded."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.WALK,
        commands.SCENARIOS,
        commands.RECORDS,
        commands.ROOMS,
        commands.READ,
        commands.MATRIX,
        commands.ASK,
        commands.SYSTEMS,
        commands.STUDY,
    )
    HELP: ClassVar[str] = msg("することを選ぶ画面。行を選んで {list_open} を押すか、行頭のキーを押す。")

    _short = False
    _roomy = False
    _last = ""  # how far the newest exercise got

    def compose(self) -> ComposeResult:
        """Title, menu and page side by side (one above the other when narrow), keys.

        In a roomy window the last exercise stands over the page.
        """
        title = pieces(
            (tr("指針シミュレータ"), "heading"),
            f"  {SOURCE.title}",
            (tr("（{date}）", date=tr(SOURCE.date)), "quiet"),
        )
        yield Static(title, id="home-title", markup=False)
        yield Static(pieces((tr(NOTICE), "quiet")), id="home-notice", markup=False)
        with Container(id="home-body"):
            yield BlockView(self._menu(), rows=True, id="home-menu")
            with Vertical(id="home-side"):
                yield BlockView(self._last_page() if self._is_new() else (), id="home-last", measure=72)
                yield BlockView(self._entries()[0].page, id="home-page", measure=72)
        yield KeyBar()

    def _entries(self) -> tuple[MenuEntry, ...]:
        return entries(partial(word_of, app=self.app), web=self.app.is_web, maps=not self._roomy)

    def _last_page(self, title: str = "", reached: str = "", phases: Sequence[str] = ()) -> tuple[Block, ...]:
        return last_page(title, reached, phases, partial(word_of, app=self.app))

    def on_mount(self) -> None:
        """Give the focus to the menu."""
        for page in ("#home-page", "#home-last"):
            self.query_one(page, BlockView).can_focus = False
        self.query_one("#home-menu").focus()

    def on_screen_resume(self) -> None:
        """Read how far the newest exercise got, at the start and on coming back.

        After a short delay, because reading loads the models, which home itself does not need.
        """
        self.set_timer(IDLE, lambda: self.run_worker(self._look, thread=True, exclusive=True))

    def _is_new(self) -> bool:
        """Whether nothing was ever recorded."""
        where = services(self).journal_path or default_journal()
        return isinstance(where, Path) and not where.exists()

    def _look(self) -> None:
        where = services(self).journal_path or default_journal()
        if self._is_new():
            return
        from simulator.journal import newest  # noqa: PLC0415 - loads the models
        from simulator.tui.moment.phases import clock  # noqa: PLC0415

        last_exercise = newest(where)
        words = ""
        page: tuple[Block, ...] = ()  # of a journal that cannot be read, the list of records tells more
        if last_exercise:
            reached = clock(last_exercise.elapsed)
            words = tr("前回 {title} {clock} まで", title=fit(last_exercise.title, 24), clock=reached)
            page = self._last_page(last_exercise.title, reached, last_exercise.phases)
        self.app.call_from_thread(self._show_last, words, page)

    def _show_last(self, words: str, page: tuple[Block, ...]) -> None:
        for view in self.query("#home-last").results(BlockView):  # missing if home is being closed
            view.show(page)
        if words == self._last:
            return
        self._last = words
        for menu in self.query("#home-menu").results(BlockView):
            menu.show(self._menu(), choose=menu.target)

    def on_resize(self, event: events.Resize) -> None:
        """Use one line for each entry where menu and page share the height, three where there is room."""
        short = 64 <= event.size.width < 100
        roomy = event.size.width >= ROOMY[0] and event.size.height >= ROOMY[1]
        if (short, roomy) == (self._short, self._roomy):
            return
        self._short, self._roomy = short, roomy
        self.set_class(roomy, "-roomy")
        menu = self.query_one("#home-menu", BlockView)
        menu.show(self._menu(), choose=menu.target)
        self._explain_entry(menu.target)

    @on(BlockView.Chosen, "#home-menu")
    def _explain(self, message: BlockView.Chosen) -> None:
        self._explain_entry(message.target)

    def _explain_entry(self, target: Aim) -> None:
        page = next((entry.page for entry in self._entries() if entry.command.id == target), None)
        if page:
            self.query_one("#home-page", BlockView).show(page)

    @on(BlockView.Opened, "#home-menu")
    async def _do(self, message: BlockView.Opened) -> None:
        command = next(entry.command for entry in self._entries() if entry.command.id == message.target)
        await self.run_action(command.action)

    def action_walk(self) -> None:
        """Walk the phases."""
        services(self).doors.open_walk()

    def action_scenarios(self) -> None:
        """Choose a scenario."""
        services(self).doors.open_scenarios()

    def action_records(self) -> None:
        """Choose a kept exercise."""
        services(self).doors.open_records()

    def action_rooms(self) -> None:
        """Look over the exercises in progress."""
        services(self).doors.open_rooms()

    def action_read(self) -> None:
        """Read the text."""
        services(self).doors.open_reader()

    def action_matrix(self) -> None:
        """Function × phase."""
        services(self).doors.open_matrix()

    def action_ask(self) -> None:
        """Ask the text."""
        services(self).doors.open_ask()

    def action_systems(self) -> None:
        """The standing systems."""
        services(self).doors.open_systems()

    def action_study(self) -> None:
        """Today's questions."""
        services(self).doors.open_study()

    def _menu(self) -> list[Block]:
        """The rows of the menu, with hints below them, or beside them where room is short."""
        keys = services(self).keys
        entries = self._entries()
        hints = {commands.RECORDS: self._last}
        counts = {commands.SCENARIOS: tr_count("{count}本", _scenario_count())}
        titles = ["  ".join(filter(None, (entry.title, counts.get(entry.command)))) for entry in entries]
        hint_column = 2 + max(map(cells, titles))
        blocks: list[Block] = []
        for entry, title in zip(entries, titles, strict=True):
            command = entry.command
            hint = hints.get(command) or entry.hint
            marks = [Mark(0, len(entry.title), "strong"), Mark(len(entry.title), len(title), "quiet")]
            words = title
            if self._short:
                words = pad(title, hint_column)
                marks.append(Mark(len(words), len(words) + len(hint), "quiet"))
                words += hint
            label = commands.keycap(keys.get(command.id, command.keys).split(",")[0])
            gap = int(self._roomy and bool(blocks))
            blocks.append(Block(words, tuple(marks), label=label, indent=3, target=command.id, gap=gap))
            if not self._short:
                blocks.append(Block(hint, indent=3, look="quiet"))
        return blocks


def _scenario_count() -> int:
    """How many scenarios the library has; counted here, because its own module would load the models."""
    package = Path(__file__).parents[2]
    installed = package / "scenario" / "library"
    folder = installed if installed.is_dir() else package.parent / "scenarios"
    return sum(path.suffix in (".yaml", ".yml") for path in folder.glob("*")) if folder.is_dir() else 0
