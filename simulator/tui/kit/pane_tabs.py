"""The names of a screen's panes on one line, for screens too narrow to show the panes side by side."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from simulator.tui.kit.content import pieces
from simulator.typography import cells, fit


class PaneTabs(Widget, can_focus=False):
    """Tabs named by plain words; the current one is in ［］ as well as coloured."""

    ALLOW_SELECT = False
    current = reactive(0)

    @dataclass
    class Picked(Message):
        """A tab was clicked: its number from 0."""

        number: int

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(id="pane-tabs")
        self._names = names

    def name_tabs(self, names: tuple[str, ...]) -> None:
        """Rename the tabs, whose names may have counts and ids."""
        if names != self._names:
            self._names = names
            self.refresh()

    def _labels(self) -> list[str]:
        room = max(6, self.size.width // max(1, len(self._names)) - 5)
        return [f" {fit(name, room)} " for name in self._names]

    def render(self) -> Content:
        """The line."""
        parts: list[str | tuple[str, str]] = []
        for number, label in enumerate(self._labels()):
            here = number == self.current
            parts += [("[", "now"), (label, "now"), ("]", "now")] if here else [" ", (label, "quiet"), " "]
        return pieces(*parts)

    def on_click(self, event: events.Click) -> None:
        """Pick the tab under the pointer."""
        tab_end = 0
        for number, label in enumerate(self._labels()):
            tab_end += cells(label) + 2
            if event.x < tab_end:
                self.post_message(self.Picked(number))
                return
