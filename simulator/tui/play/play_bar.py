"""The foot of a play: the digits it offers are those of the decision that waits."""

from __future__ import annotations

from dataclasses import replace

from simulator.tui.kit.commands import Command
from simulator.tui.kit.key_bar import KeyBar
from simulator.tui.play.commands import OPTIONS


class PlayBar(KeyBar):
    """`1-3` and not `1-9` where there are three options; the screen tells how many."""

    def __init__(self) -> None:
        super().__init__()
        self.options = 0

    def _look_again(self) -> bool:
        before = self._offered
        super()._look_again()
        self._offered = [(self._counted(command), key) for command, key in self._offered]
        return self._offered != before

    def _counted(self, command: Command) -> Command:
        return replace(command, cap=f"1-{self.options}") if command is OPTIONS[0] else command
