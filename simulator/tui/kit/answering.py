"""Saying why a known key does nothing now, which the toolkit would ignore silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import actions, events
from textual.dom import DOMNode
from textual.screen import Screen

from simulator.language import tr
from simulator.tui.kit.commands import Command
from simulator.tui.kit.remapped import keys_of
from simulator.tui.kit.services import services

OF_A_KEY = "key"  # the cause of messages on keys that do nothing, so that a new one replaces the last


def say_end(node: DOMNode, direction: int) -> None:
    """Say that a key moved nothing, because a list, a text or a table goes no further; below 0 is up."""
    words = tr("これより先はありません。") if direction > 0 else tr("これより前はありません。")
    services(node).say(words, cause=OF_A_KEY)


def explain_idle_key(
    screen: Screen[None], event: events.Key, known: Sequence[Command], why_not: Callable[[Command], str]
) -> None:
    """Stop a key of a known command that does nothing now, before its bindings are tried, and say why."""
    for command in known:
        if event.key in keys_of(command, screen.app):
            _, action, parameters = actions.parse(command.action)
            if not screen.check_action(action, parameters):
                event.stop()
                services(screen).say(why_not(command), warning=True, cause=OF_A_KEY)
            return
