"""The application of a class: its pages behind the guard. It has none of the facilitator's functions."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, Router

from simulator.classroom.attached import Attached
from simulator.classroom.desk import Desk
from simulator.classroom.door import Door
from simulator.classroom.following import Following
from simulator.classroom.guard import AsgiMessage, AsgiScope, Receive, RequestGuard, Send
from simulator.classroom.keys import sign_of_life
from simulator.classroom.seats import Seats
from simulator.classroom.walls import Walls
from simulator.language import tr

LOOKS = 0.5  # seconds for which what was found of the journal is answered again to whoever asks
FILES = {"page.css": "text/css; charset=utf-8", "page.js": "text/javascript; charset=utf-8"}


class ClassApp:
    """The application. `join_urls` are the addresses to join; `on_fault` is told of our own faults."""

    def __init__(
        self,
        following: Following,
        hosts: frozenset[str],
        join_urls: tuple[str, ...],
        on_fault: Callable[[Exception], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.following = following
        self.desk = Desk(following, join_urls, now)
        self.on_fault = on_fault
        self._looked = -LOOKS  # when somebody last asked for a sign of life and the journal was looked at
        data = files("simulator.classroom") / "data"
        self._files = {name: (data / name).read_bytes() for name in FILES}
        parts = (Door(self.desk), Seats(self.desk), Walls(self.desk), Attached(self.desk))
        own_routes = [Route(f"/{name}", self._file, methods=["GET"]) for name in FILES]
        own_routes.append(Route("/here", self._here, methods=["GET"]))
        routes = [*own_routes, *(route for part in parts for route in part.routes())]
        self._app = RequestGuard(Router(routes, redirect_slashes=False, default=_nowhere), hosts)

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        """Handle an ASGI call. Our own fault gives status 500, and the class goes on."""
        if scope["type"] != "http":
            return
        started = False

        async def sending(message: AsgiMessage) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001  told to `on_fault`, and the class goes on
            self.on_fault(error)
            if not started:
                await PlainTextResponse(tr("プログラムの誤りです。"), 500)(scope, receive, send)

    async def _file(self, request: Request) -> Response:
        name = request.url.path[1:]
        return Response(self._files[name], media_type=FILES[name])

    async def _here(self, _request: Request) -> Response:
        """The token by which a server of this class is recognised; status 503 if it can keep nothing.

        Who moves a class to another file asks right after its files were lost, so the journal is looked at
        here too; but anybody may ask, however often.
        """
        now = self.desk.now()
        if now - self._looked >= LOOKS:
            self._looked = now
            self.following.see_who_plays()
        status = 503 if self.following.lost else 200
        return PlainTextResponse(sign_of_life(self.following.class_room.secret), status)


async def _nowhere(scope: AsgiScope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(tr("このページはありません。"), 404)(scope, receive, send)
