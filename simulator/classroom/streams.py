"""Screens pushed to browsers: server-sent events in which each event is the whole screen.

So a lost event does no harm, and at most one screen waits for a slow reader. `sse-starlette` is not used,
because it patches the signal handling of uvicorn.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from simulator.classroom.guard import AsgiMessage, AsgiScope, Receive, Send
from simulator.classroom.lane import SocketLane, lane_of

BEAT = 15.0  # seconds without an event before a sign of life is sent
SLOW = 20.0  # seconds after which a reader that reads nothing is dropped
STREAMS_OF_ONE = 2
STREAMS_OF_WALL = 8


class Stream:
    """The stream of one browser. `render` gives its screen as an event; None once it has no screen."""

    def __init__(self, owner: str, render: Callable[[], bytes | None]) -> None:
        self.owner = owner
        self._render = render
        self._wake = asyncio.Event()
        self._wake.set()
        self._ends = False
        self._last = b""  # sent in place of the screen at the end
        self._sent = b""
        self._lane: SocketLane | None = None  # once the answer has begun
        self._beats = False  # whether a sign of life is due
        self._handed = 0.0  # `time.monotonic` of the last event handed over
        self._is_sending = False
        self._sender: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Send the screen again; where it cannot go at once, several calls become one event."""
        try:
            pushed = self._push()
        except Exception:  # noqa: BLE001  the stream that has the fault meets it again, and ends alone
            pushed = False
        if not pushed:
            self._wake.set()

    def end(self, last: bytes = b"") -> None:
        """Send a last event, `last` or else the screen, and end."""
        self._ends, self._last = True, last
        self._wake.set()

    def tend(self, now: float) -> None:
        """Send a sign of life if nothing was sent for long; drop a reader that reads nothing.

        Called for all streams from one timer, because a timer for each stream and screen costs more than
        sending the screen.
        """
        waited = now - self._handed
        if self._is_sending:
            if waited >= SLOW and self._sender:
                self._sender.cancel()
        elif waited >= BEAT:
            self._beats = True
            self._wake.set()

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Handle an ASGI call: send events until the browser is gone or `end` is called."""
        sender = self._sender = asyncio.ensure_future(self._run(send, lane_of(scope)))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait((sender, gone), return_when=asyncio.FIRST_COMPLETED)
            if sender.done() and not sender.cancelled():
                sender.result()
        finally:
            for task in (sender, gone):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    def _push(self) -> bool:
        """Send the screen straight to the socket; whether that could be done."""
        if self._lane is None or self._is_sending or self._wake.is_set() or not self._lane.is_free:
            return False
        screen = self._render()
        if screen is None:
            return False
        if screen != self._sent:
            self._sent = screen
            self._handed = time.monotonic()
            self._lane.send(screen)
        return True

    async def _run(self, send: Send, lane: SocketLane | None) -> None:
        await self._send(send, {"type": "http.response.start", "status": 200, "headers": _HEADERS})
        self._lane = lane
        ends = False
        while not ends:
            await self._wake.wait()
            self._wake.clear()
            ends = self._ends
            screen = self._last or self._render()
            if screen is None:
                break
            if screen != self._sent:
                self._sent = screen
                await self._send(send, _part(screen))
            elif self._beats:
                await self._send(send, _part(_BEAT))
            self._beats = False
        self._lane = None
        await self._send(send, {"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, send: Send, message: AsgiMessage) -> None:
        self._handed = time.monotonic()
        self._is_sending = True
        await send(message)
        self._is_sending = False


class Streams:
    """All streams. A person has at most two: a third one ends the oldest, and that browser is told.

    The ended browser asks `has_place` from time to time and returns when another one has gone, so that
    streams do not keep ending each other.
    """

    def __init__(self) -> None:
        self._streams: list[Stream] = []

    def __len__(self) -> int:
        return len(self._streams)

    def has_place(self, owner: str, most: int) -> bool:
        """Whether the owner may have one more stream without ending another."""
        return sum(stream.owner == owner for stream in self._streams) < most

    def add(self, stream: Stream, most: int) -> None:
        """Add a stream; the owner's oldest one ends if there are too many."""
        of_owner = [other for other in self._streams if other.owner == stream.owner]
        for oldest in of_owner[: len(of_owner) - most + 1]:
            oldest.end(ELSEWHERE)
            self._streams.remove(oldest)
        self._streams.append(stream)

    def drop(self, stream: Stream) -> None:
        """Remove a stream that is over."""
        with suppress(ValueError):
            self._streams.remove(stream)

    def wake(self, owner: str | None = None) -> None:
        """Wake the streams of one owner, or all."""
        for stream in self._streams:
            if owner is None or stream.owner == owner:
                stream.wake()

    def tend(self, now: float) -> None:
        """Tend every stream; called about every second."""
        for stream in self._streams:
            stream.tend(now)

    def end(self) -> None:
        """End every stream."""
        for stream in self._streams:
            stream.end()

    def owners(self) -> set[str]:
        """The owners of the streams."""
        return {stream.owner for stream in self._streams}


ELSEWHERE = b"event: elsewhere\ndata: 1\n\n"  # the same page is open in other tabs
_BEAT = b"event: beat\ndata: 1\n\n"
_HEADERS = [(b"content-type", b"text/event-stream; charset=utf-8"), (b"x-accel-buffering", b"no")]


def _part(body: bytes) -> AsgiMessage:
    return {"type": "http.response.body", "body": body, "more_body": True}


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
