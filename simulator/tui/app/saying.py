"""Telling the person something in passing, and when it has been read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.actions import ActionParseResult
from textual.dom import DOMNode

from simulator.language import tr
from simulator.tui.app.ending import EndingApp

if TYPE_CHECKING:
    from simulator.tui.kit.key_bar import KeyBar


class SayingApp(EndingApp):
    """Says things in the foot of the screen."""

    def say(self, text: str, *, warning: bool = False) -> None:
        """Tell the person something in passing; `text` may come from anywhere."""
        for bar in self._bars():
            bar.say(text, warning=warning)

    def garbled(self) -> None:
        """Say once that bytes came which are no text."""
        if not self._has_been_garbled:
            self._has_been_garbled = True
            words = tr("端末から、文字（UTF-8）でないバイトが届きました。別の印で示すか、無視します。")
            # A little later: keys that came with them do something, which takes a message away.
            self.call_later(self.set_timer, 0.5, lambda: self.say(words, warning=True))

    def _bars(self) -> list[KeyBar]:
        from simulator.tui.kit.key_bar import KeyBar  # noqa: PLC0415 - loaded with the first screen

        return list(self.screen.query(KeyBar))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Do what a key is for; what was said before it has then been read."""
        bars = self._bars()
        for bar in bars:
            bar.grow_old()
        done = await super().run_action(action, default_namespace, namespaces)
        for bar in bars if done else ():
            bar.hush_old()
        return done
