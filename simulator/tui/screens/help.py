"""What works now, pane first, and what the marks mean."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from simulator.language import msg, tr
from simulator.tui import commands
from simulator.tui.commands import Command, command_of
from simulator.tui.content import content
from simulator.tui.widgets.blocks import Block, BlockView
from simulator.tui.widgets.key_bar import KeyBar
from simulator.typography import cells

LEGEND = (
    (msg("明文"), msg("本文の語がそのまま定めている")),
    (msg("解釈"), msg("本文の語からそう読む。理由を添える")),
    (msg("定めなし"), msg("本文に定めがない。補って言わない")),
    ("¶2", msg("その条項の第2段落")),
    ("•1", msg("その条項の箇条の1番目")),
    ("s3", msg("その段落の第3文")),
    ("▸", msg("選んでいる行、または開ける条項")),
    (msg("［－ ＋］"), msg("比べた文言で、左の欄だけにある語と、この欄だけにある語")),
    (msg("続3"), msg("その欄に、ほかの欄から続くだけの措置が三つある")),
    (msg("下線"), msg("開ける参照、引用された語、検索の当たり")),
)
TERMINAL = msg(
    "罫線や ▸ ※ ① などの文字は、端末で半角の幅にする（「曖昧な幅の文字を全角にする」設定を切る）。"
    "全角の幅にすると枠と列がずれる。"
)


class HelpScreen(ModalScreen[None]):
    """The keys of the focused pane, of the screen and of everywhere, then the legend."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE)
    HELP: ClassVar[str] = ""

    def __init__(self, blocks: list[Block]) -> None:
        super().__init__()
        self.page = blocks

    @classmethod
    def over(cls, screen: Screen[object]) -> HelpScreen:
        """Help for a screen as it stands, with the pane that has the focus."""
        sections = [
            (_title(node, screen), str(getattr(node, "HELP", "") or ""), found)
            for node, found in _offered(screen).items()
        ]
        width = 2 + max((cells(command.keycaps) for _, _, found in sections for command in found), default=0)
        blocks: list[Block] = []
        for title, about, found in sections:
            blocks.append(Block(title, look="heading", gap=1 if blocks else 0))
            if about:
                blocks.append(Block(about, look="quiet"))
            blocks += [Block(command.help, label=command.keycaps, indent=width) for command in found]
        blocks.append(Block(tr("印"), look="heading", gap=1))
        blocks += [Block(meaning, label=mark, indent=width) for mark, meaning in LEGEND]
        blocks += [Block(tr("端末の設定"), look="heading", gap=1), Block(TERMINAL)]
        return cls(blocks)

    def compose(self) -> ComposeResult:
        """The page in a frame, and the keys."""
        with Vertical(id="help-frame"):
            yield BlockView(self.page, id="help-page", measure=88)
        yield KeyBar()

    def on_mount(self) -> None:
        """Name the frame; keys scroll the page."""
        self.query_one("#help-frame").border_title = content(tr(" 手引き "))
        self.query_one("#help-page").focus()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()


def _offered(screen: Screen[object]) -> dict[DOMNode, list[Command]]:
    """Commands that work now, by the node that offers them, the focused one first."""
    found: dict[DOMNode, list[Command]] = {}
    for active in screen.active_bindings.values():
        command = command_of(active.binding)
        if command and active.enabled and command not in found.setdefault(active.node, []):
            found[active.node].append(command)
    return {node: entries for node, entries in found.items() if entries}


def _title(node: DOMNode, screen: Screen[object]) -> str:
    if node is screen:
        return tr("この画面のキー")
    return tr("どこでも使えるキー") if node is screen.app else tr("いまの枠のキー")
