"""The window of `?`: the keys that work now, those of the pane first, and what the marks mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widgets import Input, TextArea

from simulator.language import msg, tr
from simulator.settings import settings_file
from simulator.tui.app.fields import FIELDS, KEYS, PALETTE
from simulator.tui.app.legend import LEGEND
from simulator.tui.kit import commands
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Command, command_of, keycaps
from simulator.tui.kit.key_bar import KeyBar, working_keys
from simulator.tui.kit.page_window import PageFrame
from simulator.tui.kit.remapped import with_keys
from simulator.tui.kit.window import Window
from simulator.typography import cells

TERMINAL = msg(
    "罫線や ▸ ※ ① などの文字は、端末で半角の幅にする（「曖昧な幅の文字を全角にする」設定を切る）。"
    "全角の幅にすると枠と列がずれる。"
)
SETTINGS = msg("言語・色・キーは {path} で変えられる。書き方は shishin settings で見られる。")

Offered = Mapping[DOMNode, Mapping[Command, list[str]]]


class HelpScreen(Window[None]):
    """The keys of the focused pane, of the screen and of the app, then the legend."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE)
    OFFERS_HELP: ClassVar[bool] = False

    def __init__(self, blocks: list[Block]) -> None:
        super().__init__()
        self.frame = PageFrame(tr("手引き"), blocks)

    def compose(self) -> ComposeResult:
        """The page in a frame, and the keys."""
        yield self.frame
        yield KeyBar()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()

    @classmethod
    def over(cls, screen: Screen[object]) -> HelpScreen:
        """Help for a screen or window in its present state, with the focused pane or field."""
        offered = _offered(screen)
        keys = [keycaps(keys) for by_command in offered.values() for keys in by_command.values()]
        signs = [tr(mark) for _, marks in LEGEND for mark, _ in marks]
        width = 2 + max(cells(label) for label in (*keys, *signs))
        blocks = [*_field(screen, width), *_keys(screen, offered, width)]
        blocks[0] = replace(blocks[0], gap=0)
        blocks.append(Block(tr("印"), look="heading", gap=1))
        for number, (where, marks) in enumerate(LEGEND):
            blocks.append(Block(tr(where), look="strong", gap=1 if number else 0))
            blocks += [
                Block(with_keys(meaning, screen.app), label=tr(mark), indent=width) for mark, meaning in marks
            ]
        blocks += [Block(tr("端末の設定"), look="heading", gap=1), Block(tr(TERMINAL))]
        blocks += [Block(tr("設定"), look="heading", gap=1), Block(tr(SETTINGS, path=settings_file()))]
        return cls(blocks)


def _field(screen: Screen[object], width: int) -> Iterator[Block]:
    """The focused input field with its keys, if there is one; it comes first."""
    field = screen.focused
    if not isinstance(field, Input | TextArea):
        return
    yield Block(tr("いまの入力欄"), look="heading")
    palette = isinstance(screen, CommandPalette)
    if about := PALETTE if palette else FIELDS.get(field.id or "", ""):
        yield Block(with_keys(about, screen.app), look="quiet")
    for keys, meaning in KEYS:
        yield Block(tr(meaning), label=keys, indent=width)
    if palette:
        yield Block(tr("窓を閉じる"), label="Esc", indent=width)


def _keys(screen: Screen[object], offered: Offered, width: int) -> Iterator[Block]:
    explained = set()
    for number, (node, by_command) in enumerate(offered.items()):
        yield Block(_title(node, screen), look="heading", gap=1)
        about = _about(node) or _of_pane(node, screen) or ("" if number else _about(screen))
        if about and about not in explained:
            yield Block(with_keys(about, screen.app), look="quiet")
            explained.add(about)
        for command, keys in by_command.items():
            yield Block(command.help, label=keycaps(keys), indent=width)


def _about(node: DOMNode) -> str:
    return str(getattr(node, "HELP", "") or "")


def _of_pane(node: DOMNode, screen: Screen[object]) -> str:
    """The screen's help for the focused pane, where the focused view has none of its own."""
    panes: Mapping[str, str] = getattr(screen, "PANE_HELP", {})
    return panes.get(node.id or "", "")


def _offered(screen: Screen[object]) -> Offered:
    """Commands that work now with their keys, by the node that has them: focused one first, app last."""
    offered: dict[DOMNode, dict[Command, list[str]]] = {}
    for key, active in working_keys(screen).items():
        command = command_of(active.binding)
        if screen.focused and screen.focused.check_consume_key(key, key_to_character(key)):
            continue  # here this key is a letter
        if command and active.enabled:
            offered.setdefault(active.node, {}).setdefault(command, []).append(key)
    return dict(sorted(offered.items(), key=lambda entry: entry[0] is screen.app))


def _title(node: DOMNode, screen: Screen[object]) -> str:
    if node is screen:
        return tr("この窓のキー") if screen.is_modal else tr("この画面のキー")
    return tr("どこでも使えるキー") if node is screen.app else tr("いまの枠のキー")
