"""Keep responses in batches: those of the same ten milliseconds in one transaction.

Forty pupils answer at once, and each flush to the disk takes some milliseconds. An answer is confirmed
only after it is safe.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from simulator.exercise.roll import Response

GATHER = 0.01  # seconds


class Batches:
    """Gathers responses, and hands each batch to `keep`, which returns when it is safe."""

    def __init__(self, keep: Callable[[Sequence[Response]], None]) -> None:
        self._keep = keep
        self._waiting: list[tuple[Response, asyncio.Future[None]]] = []

    async def add(self, response: Response) -> None:
        """Keep a response, and return when it is safe. Raises what `keep` raises."""
        loop = asyncio.get_running_loop()
        safe: asyncio.Future[None] = loop.create_future()
        if not self._waiting:
            loop.call_later(GATHER, self.flush)
        self._waiting.append((response, safe))
        await safe

    def flush(self) -> None:
        """Keep all waiting responses in one batch."""
        batch, self._waiting = self._waiting, []
        if not batch:
            return
        try:
            self._keep([response for response, _ in batch])
        except Exception as error:  # noqa: BLE001  passed on to every waiter, so that none waits for ever
            for _, safe in batch:
                if not safe.done():
                    safe.set_exception(error)
            return
        for _, safe in batch:
            if not safe.done():
                safe.set_result(None)
