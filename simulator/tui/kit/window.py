"""What every window over a screen has: a key that closes it, and one that explains it."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.screen import ModalScreen, ScreenResultType

from simulator.tui.kit import commands


class Window(ModalScreen[ScreenResultType]):
    """Lies over a screen, whose keys and those of everywhere do not reach it: `?` is offered anew."""

    BINDINGS: ClassVar[list[BindingType]] = commands.bindings(commands.HELP)
    HELP: ClassVar[str] = ""
