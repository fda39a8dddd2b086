"""The keys of a command as they stand on this person's keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import App

from simulator.tui.kit.commands import Command, keycap

if TYPE_CHECKING:
    from simulator.tui.app.shishin import ShishinApp


def keys_of(command: Command, app: App[object]) -> list[str]:
    """Its keys as the toolkit names them, also where they were remapped."""
    return cast("ShishinApp", app).keys.get(command.id, command.keys).split(",")


def cap_of(command: Command, app: App[object]) -> str:
    """Its first key, as it is written on it."""
    return keycap(keys_of(command, app)[0])
