"""Messages for keys that do nothing: what the key means elsewhere, or that nothing uses it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import Screen

from simulator.language import tr
from simulator.tui.kit import commands
from simulator.tui.kit.answering import OF_A_KEY
from simulator.tui.kit.commands import Command, keycap
from simulator.tui.kit.remapped import cap_of
from simulator.tui.kit.services import services

# Keys without a character that people may press expecting an effect.
_NAMED = frozenset(
    [
        "enter",
        "escape",
        "tab",
        "shift+tab",
        "space",
        "left",
        "right",
        "up",
        "down",
        "home",
        "end",
        "pageup",
        "pagedown",
        "backspace",
        "delete",
        "insert",
    ]
) | {f"f{number}" for number in range(1, 13)}


class UnusedKeys:
    """Answers keys that did nothing. `done` counts actions run and messages shown; such a key adds none."""

    def __init__(self, app: App[None]) -> None:
        self.app = app
        self.done = 0

    def look(self, event: events.Key) -> None:
        """Say so if the key did nothing, once all messages sent before it have arrived."""
        done_before, screen = self.done, self.app.screen
        answer = partial(self._answer, event, screen)
        arrived = partial(_once_arrived, self.app.focused or screen, answer)
        self.app.call_next(lambda: arrived() if self.done == done_before else None)

    def _answer(self, event: events.Key, screen: Screen[object]) -> None:
        """Say that the key did nothing; if the key before it opened another screen, send it there."""
        if self.app.screen is not screen:
            self.app.simulate_key(event.key)
            return
        from simulator.tui.app.keymap import bound_command  # noqa: PLC0415 - home paints without it

        focused, remapped = self.app.focused, services(self.app).keys
        nodes = focused.ancestors_with_self if focused else (screen,)
        bound_commands = (bound_command(type(node), event.key, remapped) for node in nodes)
        bound = next((command for command in bound_commands if command), None)
        help_cap = cap_of(commands.HELP, self.app)
        if words := why_unused(event, remapped, bound=bound, help_cap=help_cap):
            services(self.app).say(words, cause=OF_A_KEY)


def _once_arrived(node: DOMNode, then: Callable[[], None]) -> None:
    """Call `then` once all messages already sent from a node up to the app have arrived."""
    above = node.parent
    if above is None:
        then()
    elif not node.call_later(_once_arrived, above, then):  # the node is gone, and sends nothing any more
        _once_arrived(above, then)


def why_unused(
    event: events.Key, remapped: Mapping[str, str], *, bound: Command | None, help_cap: str
) -> str:
    """The answer to a key that did nothing; empty for keys that nobody presses on purpose.

    `bound` is the command of the screen that has the key, and does not work now. `remapped` are the remapped
    keys by command id.
    """
    plain = event.key.rpartition("+")[2]
    if plain not in _NAMED and len(plain) > 1 and not (event.is_printable and event.character):
        return ""
    cap = keycap(event.key)
    word = _meaning(event.key, remapped)
    key = tr("{key}（{word}）", key=cap, word=tr(word)) if word else cap
    if bound:
        return tr(bound.unless) if bound.unless else tr("{key} は、いまここでは使えません。", key=key)
    return tr("{key} は、ここでは使いません。使えるキーは {help} で示します。", key=key, help=help_cap)


def _meaning(key: str, remapped: Mapping[str, str]) -> str:
    """What the key means, also if it is remapped; empty if it means nothing."""
    from simulator.tui.kit.key_table import KEYS  # noqa: PLC0415 - home paints without it

    for meaning in KEYS.values():
        if any(key in remapped[name].split(",") for name in meaning.commands if name in remapped):
            return meaning.word
    meant = KEYS.get(key)
    if meant and any(name not in remapped for name in meant.commands):  # a reserved key has no command yet
        return meant.word
    return ""
