"""When an app has nothing left to do: known from its event loop, instead of guessed from the processor."""

import asyncio
import heapq
from typing import Any

from textual import _wait
from textual._context import active_app
from textual.app import App

SOON = 1 / 50  # seconds; what an app puts off for a moment only, such as a new size, comes within that
LONGEST = 10.0  # seconds; the toolkit gives up after one, which on a busy machine is too soon

_guessed = _wait.wait_for_idle


async def wait_for_idle(min_sleep: float = 0.0) -> None:
    """Until no callback waits for its turn and none comes due soon.

    The toolkit sleeps 20 ms and looks whether the processor has been busy, two or three times for a key. Most
    of what the tests took was that sleep. While something works in the background, beside the loop, there is
    no other way, and it is taken.
    """
    app = active_app.get()
    loop = asyncio.get_running_loop()
    end = loop.time() + LONGEST
    while loop.time() < end:
        await asyncio.sleep(0)
        if any(worker.is_running for worker in app.workers):
            await _guessed(min_sleep)
            return
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if _paints(app):
            continue
        waits = _until_next(loop)
        if waits > SOON:
            return
        await asyncio.sleep(max(0.0, waits))


def _paints(app: App[object]) -> bool:
    """Lay out and paint now what the screen would with the next sixtieth of a second; whether it had to."""
    waiting = False
    for screen in app._screen_stack[-1:]:
        timer: Any = screen._update_timer  # its own types say that it never runs
        if timer._active.is_set():
            screen._on_timer_update()
            waiting = True
    return waiting


def _until_next(loop: asyncio.AbstractEventLoop) -> float:
    """Seconds until the next timer of the loop that still counts."""
    timers: list[asyncio.TimerHandle] = loop._scheduled  # type: ignore[attr-defined]
    due = heapq.nsmallest(1, (timer.when() for timer in timers if not timer.cancelled()))
    return due[0] - loop.time() if due else LONGEST
