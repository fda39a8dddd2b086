"""Choose the colours: our two themes and the toolkit's, each shown while it is the chosen row."""

from __future__ import annotations

from textual import on

from simulator.language import msg, tr
from simulator.tui.kit import theme
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.rows import Line
from simulator.tui.kit.services import services


class ThemeChooser(Chooser):
    """Enter keeps the theme shown; Esc goes back to the one before."""

    HELP = msg("行を移ると、その色で示す。Enter で残し、Esc で元の色に戻る。")

    def __init__(self, present: str) -> None:
        super().__init__(tr("画面の色"), [], present)
        self.present = present

    def on_mount(self) -> None:
        """Our own first."""
        ours = [one.name for one in theme.THEMES]
        names = [*ours, *sorted(set(self.app.available_themes) - set(ours))]
        self.query_one("#chooser", BlockView).show([self._row(name) for name in names])
        super().on_mount()

    def _row(self, name: str) -> Block:
        dark = self.app.available_themes[name].dark
        ours = name in {one.name for one in theme.THEMES}
        line = Line().add(name, "strong").add(tr("暗い") if dark else tr("明るい"), "quiet")
        return line.add(tr("投影と色覚に合わせた色") if ours else "", "quiet").block(target=name)

    @on(BlockView.Chosen)
    def _try(self, message: BlockView.Chosen) -> None:
        self.app.theme = message.target

    @on(BlockView.Opened)
    def _keep(self, message: BlockView.Opened) -> None:
        message.prevent_default()
        message.stop()
        self.dismiss(None)
        services(self).keep_theme(message.target)

    def action_close(self) -> None:
        """Back, all as before."""
        self.app.theme = self.present
        super().action_close()
