"""Saying why a known key does nothing now: the toolkit would drop it without a word."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import actions, events
from textual.screen import Screen

from simulator.tui.kit.commands import Command
from simulator.tui.kit.remapped import keys_of
from simulator.tui.kit.services import services

OF_A_KEY = "key"  # the cause of what is said of a key that does nothing; of several the last stands


def answer(
    screen: Screen[None], event: events.Key, known: Sequence[Command], why_not: Callable[[Command], str]
) -> None:
    """End a key of a known command that does nothing now, before the bindings of the screen are asked."""
    for command in known:
        if event.key in keys_of(command, screen.app):
            _, action, parameters = actions.parse(command.action)
            if not screen.check_action(action, parameters):
                event.stop()
                services(screen).say(why_not(command), warning=True, cause=OF_A_KEY)
            return
