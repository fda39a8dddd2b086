"""What works now, pane first, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from textual.dom import DOMNode
from textual.screen import Screen

from simulator.language import msg, tr
from simulator.settings import settings_file
from simulator.tui.commands import Command, command_of, keycaps
from simulator.tui.widgets.blocks import Block
from simulator.tui.widgets.key_bar import working_keys
from simulator.tui.widgets.page_window import PageWindow
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
SETTINGS = msg("言語・色・キーは {path} で変えられる。書き方は shishin settings で見られる。")

Offered = Mapping[DOMNode, Mapping[Command, list[str]]]


class HelpScreen(PageWindow):
    """The keys of the focused pane, of the screen and of everywhere, then the legend."""

    def __init__(self, blocks: list[Block]) -> None:
        super().__init__(tr("手引き"), blocks)

    @classmethod
    def over(cls, screen: Screen[object]) -> HelpScreen:
        """Help for a screen as it stands, with the pane that has the focus."""
        offered = _offered(screen)
        keys = [keycaps(keys) for found in offered.values() for keys in found.values()]
        legend = [(tr(mark), tr(meaning)) for mark, meaning in LEGEND]
        width = 2 + max(cells(label) for label in (*keys, *(mark for mark, _ in legend)))
        blocks = list(_keys(screen, offered, width))
        blocks.append(Block(tr("印"), look="heading", gap=1))
        blocks += [Block(meaning, label=mark, indent=width) for mark, meaning in legend]
        blocks += [Block(tr("端末の設定"), look="heading", gap=1), Block(tr(TERMINAL))]
        blocks += [Block(tr("設定"), look="heading", gap=1), Block(tr(SETTINGS, path=settings_file()))]
        return cls(blocks)


def _keys(screen: Screen[object], offered: Offered, width: int) -> Iterator[Block]:
    for number, (node, found) in enumerate(offered.items()):
        yield Block(_title(node, screen), look="heading", gap=1 if number else 0)
        about = str(getattr(node, "HELP", "") or "") or _of_pane(node, screen)
        if about:
            yield Block(tr(about), look="quiet")
        for command, keys in found.items():
            yield Block(command.help, label=keycaps(keys), indent=width)


def _of_pane(node: DOMNode, screen: Screen[object]) -> str:
    """What the screen says of the pane in which a view without words of its own stands."""
    panes: Mapping[str, str] = getattr(screen, "PANE_HELP", {})
    return panes.get(node.id or "", "")


def _offered(screen: Screen[object]) -> Offered:
    """Commands that work now with their keys, by the node that offers them, the focused one first."""
    found: dict[DOMNode, dict[Command, list[str]]] = {}
    for key, active in working_keys(screen).items():
        command = command_of(active.binding)
        if command and active.enabled:
            found.setdefault(active.node, {}).setdefault(command, []).append(key)
    return found


def _title(node: DOMNode, screen: Screen[object]) -> str:
    if node is screen:
        return tr("この画面のキー")
    return tr("どこでも使えるキー") if node is screen.app else tr("いまの枠のキー")
