"""Run the app, and report how it ended."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable
from types import FrameType
from typing import TYPE_CHECKING

from simulator.cli.failures import ScreenFaultError

if TYPE_CHECKING:
    from simulator.tui.app.shishin import ShishinApp


def show(app: ShishinApp) -> None:
    """Run the app to its end. Raises `ScreenFaultError` if a fault ended it.

    A signal, or a closed terminal, ends the process in order, with status 128 plus the signal's number.
    """
    before = {number: signal.signal(number, _ending(app)) for number in _signals()}
    try:
        app.run()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if app.fault:
        raise ScreenFaultError from app.fault
    if app.ended_by:
        raise SystemExit(128 + app.ended_by)


def _signals() -> list[int]:
    """The signals that ask a program to end; Windows has no SIGHUP."""
    return [number for name in ("SIGTERM", "SIGHUP", "SIGINT") if (number := getattr(signal, name, None))]


def _ending(app: ShishinApp) -> Callable[[int, FrameType | None], None]:
    def end(number: int, _frame: FrameType | None) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # nothing is shown yet, so there is nothing to close
            os._exit(128 + number)
        loop.call_soon_threadsafe(app.end_by, number)

    return end
