"""The base of every window over a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.screen import ModalScreen, Screen, ScreenResultType

from simulator.tui.kit import commands


class Window(ModalScreen[ScreenResultType]):
    """A window over a screen; it binds `?` itself, because the keys of screen and app do not work in it."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.HELP)
    HELP: ClassVar[str] = ""


def to_field(window: Screen[Any], fields: Sequence[str], step: int) -> None:
    """Focus the next of some fields (by id), in a circle."""
    field = window.focused.id if window.focused else ""
    number = fields.index(field) if field in fields else -1
    window.query_one(f"#{fields[(number + step) % len(fields)]}").focus()
