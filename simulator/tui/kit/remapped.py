"""The keys of a command as they stand on this person's keyboard."""

from __future__ import annotations

from typing import Any

from textual.app import App

from simulator.tui.kit.commands import Command, keycap
from simulator.tui.kit.services import services


def keys_of(command: Command, app: App[Any]) -> list[str]:
    """Its keys as the toolkit names them, also where they were remapped."""
    return services(app).keys.get(command.id, command.keys).split(",")


def cap_of(command: Command, app: App[Any]) -> str:
    """Its first key, as it is written on it."""
    return keycap(keys_of(command, app)[0])
