"""The keys of a command as this person has them."""

from __future__ import annotations

from string import Formatter
from typing import Any

from textual.app import App

from simulator.language import tr
from simulator.tui.kit.commands import Command, keycap, known_commands
from simulator.tui.kit.services import services


def keys_of(command: Command, app: App[Any]) -> list[str]:
    """Its keys as the toolkit names them, remapped or not."""
    return services(app).keys.get(command.id, command.keys).split(",")


def cap_of(command: Command, app: App[Any]) -> str:
    """Its first key, as written on the key."""
    return keycap(keys_of(command, app)[0])


def word_of(command: Command, app: App[Any]) -> str:
    """Its first key as written in a sentence: `Ctrl+S`, where the key bar has `^s`."""
    key = keys_of(command, app)[0]
    return f"Ctrl+{key.removeprefix('ctrl+').upper()}" if key.startswith("ctrl+") else keycap(key)


def with_keys(message: str, app: App[Any]) -> str:
    """A message with the keys it names: `{list_open}` is the key of the command `list.open`."""
    if "{" not in message:
        return tr(message)
    names = {name for _, name, _, _ in Formatter().parse(message) if name}
    commands = {command.id.replace(".", "_"): command for command in known_commands()}
    return tr(message, **{name: word_of(commands[name], app) for name in names})
