"""A stream's short way to its socket, once its answer has begun.

A screen for forty browsers costs less than handing it forty times through the router, the guard, the server
and its HTTP. The head of the answer goes that way; the parts of the body are written as HTTP/1.1 has them
(RFC 9112, 7.1) right where the screen is made. Where a socket has not taken all of what came before, the long
way is taken, which waits.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.h11_impl import H11Protocol

from simulator.classroom.guard import AsgiScope

_TRANSPORT = "simulator.transport"


class ClassProtocol(H11Protocol):
    """HTTP as uvicorn has it; the application is told on which transport it answers."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Note the transport of a new connection, for `lane_of`."""
        super().connection_made(transport)
        self.app_state = {**self.app_state, _TRANSPORT: transport}


class SocketLane:
    """Where the parts of one answer go."""

    __slots__ = ("_transport",)

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport

    @property
    def is_free(self) -> bool:
        """Whether the socket has taken all that was written."""
        return not (self._transport.get_write_buffer_size() or self._transport.is_closing())

    def send(self, part: bytes) -> None:
        """Write a part, which has at least one byte: one without any would end the answer."""
        self._transport.write(b"%x\r\n%b\r\n" % (len(part), part))


def lane_of(scope: AsgiScope) -> SocketLane | None:
    """The lane of an answer that is made of parts; None for any other, and under another server."""
    transport = scope.get("state", {}).get(_TRANSPORT)
    in_parts = (scope.get("method"), scope.get("http_version")) == ("GET", "1.1")
    return SocketLane(transport) if transport and in_parts else None
