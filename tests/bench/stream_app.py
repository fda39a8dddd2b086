"""What a screen of so many bytes for so many browsers costs at least: `python -m tests.bench.stream_app`.

    HOW SIZE COUNT      HOW: `asgi` streams with uvicorn and h11 as the class does; `sendall` has bare sockets

Each byte on standard input is a step. The port is said on standard output.
"""

import asyncio
import os
import socket
import sys
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

Message = MutableMapping[str, Any]
WAKES: list[asyncio.Event] = []


def _step() -> bytes:
    return os.read(0, 1)


async def _asgi(listening: socket.socket, data: bytes) -> None:
    async def app(
        _scope: Message,
        _receive: Callable[[], Awaitable[Message]],
        send: Callable[[Message], Awaitable[None]],
    ) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        wake = asyncio.Event()
        WAKES.append(wake)
        while True:
            await wake.wait()
            wake.clear()
            await send({"type": "http.response.body", "body": data, "more_body": True})

    def stepped() -> None:
        if not _step():
            os._exit(0)
        for wake in WAKES:
            wake.set()

    asyncio.get_running_loop().add_reader(0, stepped)
    config = uvicorn.Config(app, http="h11", ws="none", loop="asyncio", lifespan="off", log_level="critical")
    await uvicorn.Server(config).serve([listening])


def _sendall(listening: socket.socket, data: bytes, count: int) -> None:
    connections = [listening.accept()[0] for _ in range(count)]
    while _step():
        for connection in connections:
            connection.sendall(data)


def main() -> None:
    """Serve until standard input ends."""
    how, size, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    data = b"data: " + b"x" * (size - 8) + b"\n\n"
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listening:
        print(listening.getsockname()[1], flush=True)
        if how == "asgi":
            asyncio.run(_asgi(listening, data))
        else:
            _sendall(listening, data, count)


if __name__ == "__main__":
    main()
