"""The line of keys at the foot: only what works now, the most important first to stay."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.keys import key_to_character
from textual.screen import Screen
from textual.widget import Widget

from simulator.tui.commands import Command, command_of, keycap
from simulator.tui.content import pieces
from simulator.typography import cells


class KeyBar(Widget, can_focus=False):
    """One line of the keys that work now. At any width ? and q stay; a click does what the key does."""

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__(id="key-bar")
        self._shown: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the focus and the state of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen:
            self.refresh()

    def render(self) -> Content:
        """The keys that fit, in the order in which the focus, the screen and the app offer them."""
        width = self.size.width
        offered = offered_commands(self.screen)
        kept: list[tuple[Command, str]] = []
        for rank in range(9):
            for command, key in offered:
                if command.rank == rank and _length([*kept, (command, key)]) <= width:
                    kept.append((command, key))
        ordered = [entry for entry in offered if entry in kept]
        parts: list[str | tuple[str, str]] = []
        self._shown = []
        at = 0
        for command, key in ordered:
            size = _size(command, key)
            self._shown.append((at, at + size, key))
            at += size
            parts += [(f" {_cap(command, key)}", "key"), f" {command.label} "]
        return pieces(*parts)

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        for start, end, key in self._shown:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _cap(command: Command, key: str) -> str:
    """The key as printed on a keyboard, or what stands for several."""
    return command.cap or keycap(key)


def _size(command: Command, key: str) -> int:
    return cells(_cap(command, key)) + cells(command.label) + 3


def _length(entries: list[tuple[Command, str]]) -> int:
    return sum(_size(command, key) for command, key in entries)


def offered_commands(screen: Screen[object]) -> list[tuple[Command, str]]:
    """One described command for each action that works now, with its key; those of everywhere last."""
    found: dict[str, tuple[Command, str]] = {}
    typing = screen.focused
    for key, active in screen.active_bindings.items():
        if typing and typing.check_consume_key(key, key_to_character(key)):
            continue  # in an input line this key is a letter
        command = command_of(active.binding)
        if not command or not active.enabled:
            continue
        known = found.get(command.action)
        # Two ways to the same action: the plain key before the one with Ctrl.
        if known is None or (known[1].startswith("ctrl+") and not key.startswith("ctrl+")):
            found[command.action] = (command, key)
    return sorted(found.values(), key=_everywhere_last)


def _everywhere_last(entry: tuple[Command, str]) -> tuple[bool, int, str]:
    everywhere = entry[0].id.startswith("app.")
    return (True, entry[0].rank, entry[0].id) if everywhere else (False, 0, "")
