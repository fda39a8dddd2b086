"""Choose a theme, ours or the toolkit's; the theme of the chosen row is shown at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.theme import Theme

from simulator.language import msg, tr
from simulator.tui.kit import commands, theme
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import ChoiceFrame
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.kit.rows import RowText
from simulator.tui.kit.services import services
from simulator.tui.kit.target import name_in
from simulator.tui.kit.window import Window


class ThemeChooser(Window[None]):
    """Enter keeps the theme shown; Esc goes back to the one before."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.CLOSE)
    HELP: ClassVar[str] = msg("行を移ると、その色で示す。{list_open} で残し、{panel_close} で元の色に戻る。")

    def __init__(self, present: str, available: Mapping[str, Theme]) -> None:
        """`present` is the name of the theme in use."""
        super().__init__()
        self.present = present
        self.choices = ChoiceFrame(tr("画面の色"), theme_rows(available), present)

    def compose(self) -> ComposeResult:
        """The themes in a frame, and the keys."""
        yield self.choices
        yield KeyBar()

    @on(BlockView.Chosen)
    def _try(self, message: BlockView.Chosen) -> None:
        self.app.theme = name_in(message.target)

    @on(BlockView.Opened)
    def _keep(self, message: BlockView.Opened) -> None:
        message.stop()
        self.dismiss(None)
        services(self).keep_theme(name_in(message.target))

    def action_close(self) -> None:
        """Close, and restore the theme before."""
        self.app.theme = self.present
        self.dismiss()


def theme_rows(available: Mapping[str, Theme]) -> list[Block]:
    """A row for each theme, our own first."""
    ours = [our_theme.name for our_theme in theme.THEMES]
    rows = []
    for name in (*ours, *sorted(set(available) - set(ours))):
        line = (
            RowText().add(name, "strong").add(tr("暗い") if available[name].dark else tr("明るい"), "quiet")
        )
        line.add(tr("投影と色覚に合わせた色") if name in ours else "", "quiet")
        rows.append(line.block(target=name))
    return rows
