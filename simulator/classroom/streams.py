"""Screens pushed to browsers: server-sent events in which each event is the whole screen.

So nothing hangs on an event that was lost, and a slow reader is owed one screen at most. The stream of
`sse-starlette` is not used, because it patches the signal handling of uvicorn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

from simulator.classroom.guard import Message, Receive, Scope, Send

BEAT = 15.0  # seconds between two signs of life
SLOW = 20.0  # seconds after which a reader that takes nothing is dropped
STREAMS_OF_ONE = 2
STREAMS_OF_WALL = 8


class Stream:
    """One browser that listens. `render` gives its screen and the number of that screen."""

    def __init__(self, owner: str, render: Callable[[], tuple[int, str] | None]) -> None:
        self.owner = owner
        self._render = render
        self._wake = asyncio.Event()
        self._wake.set()
        self._ends = False

    def wake(self) -> None:
        """There may be another screen to send; several wakings become one."""
        self._wake.set()

    def end(self) -> None:
        """Send what there is, and no more."""
        self._ends = True
        self._wake.set()

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it: send until the browser is gone, or told to end."""
        gone = asyncio.ensure_future(_gone(receive))
        gone.add_done_callback(lambda _: self._wake.set())
        try:
            start: Message = {"type": "http.response.start", "status": 200, "headers": _HEADERS}
            await _send(send, start)
            await self._run(gone, send)
        except TimeoutError:
            return  # a slow reader: it comes again by itself
        finally:
            gone.cancel()
            with suppress(asyncio.CancelledError):
                await gone

    async def _run(self, gone: asyncio.Future[None], send: Send) -> None:
        sent = ""
        while not gone.done():
            chunk = _BEAT
            if await self._woken():
                found = None if gone.done() else self._render()
                if found is None:
                    break
                number, screen = found
                if screen == sent and not self._ends:
                    continue
                sent, chunk = screen, event(number, screen)
            await _send(send, {"type": "http.response.body", "body": chunk, "more_body": True})
            if self._ends:
                break
        await _send(send, {"type": "http.response.body", "body": b"", "more_body": False})

    async def _woken(self) -> bool:
        """Wait until there may be another screen; False when it is time for a sign of life."""
        try:
            async with asyncio.timeout(BEAT):
                await self._wake.wait()
        except TimeoutError:
            return False
        self._wake.clear()
        return True


class Streams:
    """All that listen. One person has at most two streams: a third ends the oldest."""

    def __init__(self) -> None:
        self._streams: list[Stream] = []

    def __len__(self) -> int:
        return len(self._streams)

    def add(self, stream: Stream, most: int) -> None:
        """One more; the oldest of the same owner gives way."""
        own = [one for one in self._streams if one.owner == stream.owner]
        for one in own[: len(own) - most + 1]:
            one.end()
            self._streams.remove(one)
        self._streams.append(stream)

    def drop(self, stream: Stream) -> None:
        """It is over."""
        with suppress(ValueError):
            self._streams.remove(stream)

    def wake(self, owner: str | None = None) -> None:
        """Those of one owner, or all."""
        for stream in self._streams:
            if owner is None or stream.owner == owner:
                stream.wake()

    def end(self) -> None:
        """All."""
        for stream in self._streams:
            stream.end()

    def owners(self) -> set[str]:
        """Who listens."""
        return {stream.owner for stream in self._streams}


def event(number: int, screen: str) -> bytes:
    """A screen as one event."""
    lines = "".join(f"data: {line}\n" for line in screen.split("\n"))
    return f"id: {number}\n{lines}\n".encode()


_BEAT = b"event: beat\ndata: 1\n\n"
_HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]


async def _send(send: Send, message: Message) -> None:
    async with asyncio.timeout(SLOW):
        await send(message)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
