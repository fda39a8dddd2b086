"""A key that does nothing now says why, instead of keeping silent."""

from __future__ import annotations

from typing import ClassVar

from textual import actions, events

from simulator.language import tr
from simulator.tui.kit.commands import Command
from simulator.tui.kit.remapped import keys_of
from simulator.tui.moment import commands as keys
from simulator.tui.moment.noting import NotingScreen


class AnsweringScreen(NotingScreen):
    """The toolkit drops a key whose action is off; here its command is looked up and answered in words.

    Keys that are off are not offered, but who knows them from before presses them all the same.
    """

    ANSWERED: ClassVar[tuple[Command, ...]] = (keys.UNDO, keys.REDO, keys.EARLIER, keys.LATER)

    def on_key(self, event: events.Key) -> None:
        """Comes before the bindings of the screen are asked; it leaves the key to them."""
        for command in self.ANSWERED:
            if event.key in keys_of(command, self.app):
                _, action, parameters = actions.parse(command.action)
                if not self.check_action(action, parameters):
                    self.say(self.why_not(command))
                return

    def why_not(self, command: Command) -> str:
        """Why a command of `ANSWERED` does nothing now, and what to do instead."""
        if command is keys.LATER:
            return tr("いまの時点です。")
        if command is keys.EARLIER:
            return tr("始まりの時点です。")
        if self.looking is not None:
            return self.past_words
        return tr("やり直すものはありません。") if command is keys.REDO else tr("取り消すものはありません。")
