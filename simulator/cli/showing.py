"""Show the app, and tell how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.cli.failures import ScreenFaultError

if TYPE_CHECKING:
    from simulator.tui.app import ShishinApp


def show(app: ShishinApp) -> None:
    """Run the app to its end. Raises `ScreenFaultError` if a fault ended it."""
    app.run()
    if app.fault:
        raise ScreenFaultError from app.fault
