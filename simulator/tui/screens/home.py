"""Home: what one can do here, and what the chosen thing is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, cast

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.screen import Screen
from textual.widgets import Static

from simulator.document.source import SOURCE
from simulator.tui import commands
from simulator.tui.app import ShishinApp
from simulator.tui.commands import Command
from simulator.tui.content import Mark, pieces
from simulator.tui.widgets.blocks import Block, BlockView
from simulator.tui.widgets.key_bar import KeyBar
from simulator.typography import cells, pad

_TITLE = 26  # cells of a menu line before the hint beside it
NOTICE = "教育用・架空の想定。武力の行使を勧めるものではなく、法的権限を持たない。"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu with the page that explains it."""

    command: Command
    title: str
    hint: str
    page: tuple[Block, ...]


def _phase_map() -> tuple[Block, ...]:
    """The phases as the text places them: four of the situation in a row, two that stand beside them."""
    row = (("平時", "IV.A"), ("重要影響事態", "IV.B"), ("武力攻撃予測", "IV.C.1"), ("武力攻撃発生", "IV.C.2"))
    names = " ━ ".join(f"○ {name}" for name, _ in row)
    clauses = "".join(pad(f"  {clause}", cells(f"○ {name} ━ ")) for name, clause in row)
    beside = "○ 存立危機 IV.D    ○ 大規模災害 IV.E"
    return (
        Block(names, look="strong", gap=1),
        Block(clauses.rstrip(), look="quiet"),
        Block(beside, (Mark(0, 6, "strong"), Mark(15, 22, "strong"))),
    )


ENTRIES = (
    Entry(
        commands.WALK,
        "段階を歩く",
        "自由に段階を進め、根拠と手順を確かめる",
        (
            Block("段階を歩く", look="heading"),
            Block(
                "一つの段階から次の段階へ、どの順にでも進む。一歩ごとに、根拠の条項と、本文が挙げる調整の手順を示す。",
                gap=1,
            ),
            *_phase_map(),
        ),
    ),
    Entry(
        commands.SCENARIOS,
        "シナリオを演習する",
        "状況付与と判断を、時刻を追って進める",
        (
            Block("シナリオを演習する", look="heading"),
            Block(
                "状況付与・問い・判断を順に示し、判断ごとに根拠の条項と講評を示す。想定はすべて架空。", gap=1
            ),
            Block("次のステップへ。", label="Space", indent=8, gap=1),
            Block("時計で進める、止める。", label="p", indent=8),
            Block("選択肢を選ぶ。", label="1–9", indent=8),
            Block("前の時点を見る。そこから u で戻し、f で別の筋を始める。", label="← →", indent=8),
            Block("進行役の画面と、各席の画面を切り替える。", label="v", indent=8),
        ),
    ),
    Entry(
        commands.RECORDS,
        "記録を開く",
        "終えたところから続ける、振り返る",
        (
            Block("記録を開く", look="heading"),
            Block(
                "演習と歩みは、一つの操作ごとに残る。新しい順に並び、選ぶと、終えたところから続けられる。",
                gap=1,
            ),
        ),
    ),
    Entry(
        commands.READ,
        "条文を読む",
        "全文・検索・引用元",
        (
            Block("条文を読む", look="heading"),
            Block(f"「{SOURCE.title}」（{SOURCE.date}、{SOURCE.issuer}）の全文を読む。", gap=1),
            Block("語で探す。全角と半角、第IV章とIVは同じに扱う。", label="/", indent=4, gap=1),
            Block("条項番号でも探せる。", label="", indent=4),
            Block("その条項を引く措置・手順・遷移・段階を示し、そこからたどれる。", label="Tab", indent=4),
            Block("見てきた条項を行き来する。", label="[ ]", indent=4),
        ),
    ),
    Entry(
        commands.HELP,
        "手引き",
        "キーと印の意味",
        (
            Block("手引き", look="heading"),
            Block("いま使えるキーと、画面の印の意味を示す。どの画面でも ? か F1 で開く。", gap=1),
        ),
    ),
    Entry(
        commands.QUIT,
        "終了",
        "q または Ctrl+C",
        (
            Block("終了", look="heading"),
            Block("指針シミュレータを終える。どの画面でも q か Ctrl+C で終わる。", gap=1),
        ),
    ),
)


class HomeScreen(Screen[None]):
    """The first screen. Painted before anything heavy is loaded."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(
        commands.WALK, commands.SCENARIOS, commands.RECORDS, commands.READ
    )
    HELP: ClassVar[str] = "することを選ぶ画面。行を選んで Enter を押すか、行頭の文字を押す。"

    _short = False

    def compose(self) -> ComposeResult:
        """Title, menu and page side by side (one above the other when narrow), keys."""
        title = pieces(("指針シミュレータ", "heading"), f"  {SOURCE.title}", (f"（{SOURCE.date}）", "quiet"))
        yield Static(title, id="home-title", markup=False)
        yield Static(pieces((NOTICE, "quiet")), id="home-notice", markup=False)
        with Container(id="home-body"):
            yield BlockView(_menu(), rows=True, id="home-menu")
            yield BlockView(ENTRIES[0].page, id="home-page", measure=72)
        yield KeyBar()

    def on_mount(self) -> None:
        """Keys go to the menu; the page beside it is only looked at."""
        self.query_one("#home-page", BlockView).can_focus = False
        self.query_one("#home-menu").focus()

    def on_resize(self, event: events.Resize) -> None:
        """Where menu and page share the height, the menu takes one line for each entry."""
        menu = self.query_one("#home-menu", BlockView)
        short = 64 <= event.size.width < 100
        if short != self._short:
            self._short = short
            menu.show(_menu(short=short), choose=menu.target)

    @on(BlockView.Chosen, "#home-menu")
    def _explain(self, message: BlockView.Chosen) -> None:
        page = next(entry.page for entry in ENTRIES if entry.command.id == message.target)
        self.query_one("#home-page", BlockView).show(page)

    @on(BlockView.Opened, "#home-menu")
    async def _do(self, message: BlockView.Opened) -> None:
        command = next(entry.command for entry in ENTRIES if entry.command.id == message.target)
        await self.run_action(command.action)

    def action_walk(self) -> None:
        """Walk the phases."""
        cast("ShishinApp", self.app).open_walk()

    def action_scenarios(self) -> None:
        """Choose a scenario."""
        cast("ShishinApp", self.app).open_scenarios()

    def action_records(self) -> None:
        """Choose a kept exercise."""
        cast("ShishinApp", self.app).open_records()

    def action_read(self) -> None:
        """Read the text."""
        cast("ShishinApp", self.app).open_reader()


def _menu(*, short: bool = False) -> list[Block]:
    """A line for each entry with its hint, below it or, where lines are dear, beside it."""
    blocks: list[Block] = []
    for entry in ENTRIES:
        count = f"  {_scenario_count()}本" if entry.command is commands.SCENARIOS else ""
        title = entry.title + count
        marks = [Mark(0, len(entry.title), "strong"), Mark(len(entry.title), len(title), "quiet")]
        if short:
            title = pad(title, _TITLE)
            marks.append(Mark(len(title), len(title) + len(entry.hint), "quiet"))
            title += entry.hint
        keycap, target = entry.command.keycap, entry.command.id
        blocks.append(Block(title, tuple(marks), label=keycap, indent=3, target=target))
        if not short:
            blocks.append(Block(entry.hint, indent=3, look="quiet"))
    return blocks


def _scenario_count() -> int:
    """How many files the library holds. Its own module would do, but importing it loads the models."""
    package = Path(__file__).parents[2]
    installed = package / "scenario" / "library"
    folder = installed if installed.is_dir() else package.parent / "scenarios"
    return sum(path.suffix in (".yaml", ".yml") for path in folder.glob("*")) if folder.is_dir() else 0
