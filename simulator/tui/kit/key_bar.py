"""The foot of a screen: a message when there is one, and the keys that work now."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.binding import ActiveBinding
from textual.keys import key_to_character
from textual.screen import Screen
from textual.timer import Timer

from simulator.language import tr
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.commands import Command, command_of
from simulator.tui.kit.content import put_together
from simulator.tui.kit.painted_lines import PaintedLines
from simulator.tui.kit.services import services
from simulator.typography import cells, harmless, wrap

UNSHOWN = 9  # the rank of commands that are never shown in the key bar
LEAST_SIZE = (60, 20)  # the smallest size in cells in which the screens can be used


class KeyBar(PaintedLines):
    """One line of the keys that work now. At any width ? and q stay; a click does what the key does.

    A message is shown for some seconds, or until a key does something; a further message joins it. A short
    one is shown before the keys, so that nothing on the screen moves, a longer one above them. The toolkit's
    toasts are not used, because wide characters at a pane's edge are lost under them.
    """

    LINGERS = 8.0  # seconds
    KEYS = 24  # cells that a message before the keys must leave to them

    def __init__(self, as_now: Callable[[Command], Command] | None = None) -> None:
        """`as_now` gives the command to show for one whose name or keys depend on the screen's state."""
        super().__init__(id="key-bar")
        self._as_now = as_now
        self._offered: list[tuple[Command, str]] = []
        self._keys_shown: list[tuple[int, int, str]] = []  # first cell, cell after the last, and key
        self._messages: dict[str, str] = {}  # the messages shown, each with its cause
        self.warns = False  # whether a message shown is about something that was not done
        self._is_old = False  # whether the messages were shown before the last key
        self._timer: Timer | None = None
        self._is_cramped = False  # whether the window is too small to use, which is said

    def say(self, text: str, *, warning: bool, cause: str = "") -> None:
        """Show a message, broken by the rules of Japanese, below those said since the last key.

        It replaces a message with the same `cause`, if it has one.
        """
        unread = {} if self._is_old else self._messages
        self._messages = {
            message: its_cause for message, its_cause in unread.items() if not cause or its_cause != cause
        }
        self.warns = warning or (self.warns and bool(self._messages))
        if text not in self.message:
            self._messages[text] = cause
        self._is_old = False
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(self.LINGERS, self.hush)
        self._fit()

    def grow_old(self) -> None:
        """Mark the messages as older than the key that was pressed now."""
        self._is_old = True

    def hush_old(self) -> None:
        """Take away the messages older than the last key, which did something."""
        if self._messages and self._is_old:
            self.hush()

    @property
    def message(self) -> str:
        """The messages shown now; empty if there are none."""
        return "\n".join(self._messages)

    def hush(self) -> None:
        """Take the messages away."""
        self._messages = {}
        self._fit()

    def on_resize(self) -> None:
        """Break the message for the new width, and say so if the window is too small."""
        self.look_at_size()

    def _fit(self) -> None:
        lines_above, _ = self._message_places()
        if self.styles.height is None or self.styles.height.value != len(lines_above) + 1:
            self.styles.height = len(lines_above) + 1
        self.refresh()

    def _message_places(self) -> tuple[list[str], str]:
        """The lines of the message above the keys; a message that fits before the keys is given as words."""
        lines = self._message_lines()
        if len(lines) == 1 and cells(lines[0]) <= self.size.width - self.KEYS:
            return [], lines[0]
        return lines, ""

    def look_at_size(self) -> None:
        """Show a message while the window is too small."""
        width, height = LEAST_SIZE
        self._is_cramped = self.app.size.width < width or self.app.size.height < height
        self._fit()

    def _message_lines(self) -> list[str]:
        text = harmless(self.message)
        if self._is_cramped:
            width, height = LEAST_SIZE
            small = tr("窓が小さすぎます。{width}×{height} 以上にしてください。", width=width, height=height)
            text = f"{small}\n{text}" if text else small
        if not text or self.size.width < 8:
            return []
        lines = wrap(text, self.size.width - 2)
        return [text[line.start : line.end].rstrip() for line in lines]

    def on_mount(self) -> None:
        """Follow the focus and the state of the screen."""
        # Immediately, so that the keys are painted in the same frame as the change.
        self.screen.bindings_updated_signal.subscribe(self, self._changed, immediate=True)
        self.look_at_size()

    def on_unmount(self) -> None:
        """Stop following."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def _changed(self, screen: Screen[object]) -> None:
        if self.is_attached and screen is self.screen and self._look_again():
            self.refresh()

    def _look_again(self) -> bool:
        """Check which keys work; True if they differ from those offered before."""
        offered_before, self._offered = self._offered, offered_commands(self.screen)
        if self._as_now:
            self._offered = [(self._as_now(command), key) for command, key in self._offered]
        return self._offered != offered_before

    def block(self) -> Block:
        """The keys that fit, in the order of focus, screen and app."""
        lines_above, words_before = self._message_places()
        cell = cells(words_before) + 1 if words_before else 0
        fitting = _that_fit(self._offered, self.size.width - cell)
        look = "warning" if self.warns else "strong"
        parts: list[str | tuple[str, str]] = [(f" {line}\n", look) for line in lines_above]
        if words_before:
            parts.append((f" {words_before}", look))
        self._keys_shown = []
        for number, (command, key) in enumerate(fitting):
            # Adjacent keys of commands with the same name share it.
            shared = number + 1 < len(fitting) and fitting[number + 1][0].label == command.label
            name = "" if shared else f" {command.label} "
            size = 1 + cells(command.cap_for(key)) + cells(name)
            self._keys_shown.append((cell, cell + size, key))
            cell += size
            parts += [(f" {command.cap_for(key)}", "key"), name]
        return Block(*put_together(*parts))

    def on_click(self, event: events.Click) -> None:
        """Press the key that was clicked."""
        if event.y < self.size.height - 1:
            self.hush()
            return
        for start, end, key in self._keys_shown:
            if start <= event.x < end:
                self.app.simulate_key(key)


def _that_fit(offered: list[tuple[Command, str]], room: int) -> list[tuple[Command, str]]:
    """The commands that fit into the cells, lower ranks first; given in their order."""
    fitting: set[int] = set()
    for number, (command, key) in sorted(enumerate(offered), key=lambda entry: entry[1][0].rank):
        size = cells(command.cap_for(key)) + cells(command.label) + 3
        if command.rank < UNSHOWN and size <= room:
            fitting.add(number)
            room -= size
    return [entry for number, entry in enumerate(offered) if number in fitting]


def working_keys(screen: Screen[object]) -> dict[str, ActiveBinding]:
    """The keys that work now, with those of the app, which the toolkit leaves out over a window."""
    working = dict(screen.active_bindings)
    app = services(screen)
    if screen.is_modal:
        for key, binding in app.priority_keys():
            if app.check_action(binding.action.removeprefix("app."), ()):
                working[key] = ActiveBinding(screen.app, binding, enabled=True, tooltip="")
    return working


def offered_commands(screen: Screen[object]) -> list[tuple[Command, str]]:
    """The command of each action that works now, with its key; the app's come last."""
    offered: dict[str, tuple[Command, str]] = {}
    typing = screen.focused
    for key, active in working_keys(screen).items():
        if typing and typing.check_consume_key(key, key_to_character(key)):
            continue  # in an input field this key types a letter
        command = command_of(active.binding)
        if not command or not active.enabled:
            continue
        known = offered.get(command.action)
        # For two commands with the same action, prefer the plain key to the one with Ctrl or priority.
        if known is None or _plainer(command, key) < _plainer(*known):
            offered[command.action] = (command, key)
    if "app.quit" in offered and not offered["app.quit"][1].startswith("ctrl+"):
        offered.pop("app.interrupt", None)  # if a plain key quits, do not show the other
    return sorted(offered.values(), key=_everywhere_last)


def _plainer(command: Command, key: str) -> tuple[bool, bool]:
    return key.startswith("ctrl+"), command.priority


def _everywhere_last(entry: tuple[Command, str]) -> tuple[bool, int, str]:
    everywhere = entry[0].id.startswith("app.")
    return (True, entry[0].rank, entry[0].id) if everywhere else (False, 0, "")
