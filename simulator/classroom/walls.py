"""The wall, for a projector: opened with its own token, it also shows how to join."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.classroom.desk import WALL, Desk, is_foreign
from simulator.classroom.markup import EMPTY, Html, el
from simulator.classroom.shell import message_page, page
from simulator.classroom.streams import STREAMS_OF_WALL, Stream
from simulator.language import spoken, tr

MOST_ADDRESSES = 3  # URLs shown on the wall


class Walls:
    """The pages for browsers with the wall's token. They are read-only."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._following = desk.following
        self._qr: tuple[str, bytes] = ("", b"")

    def routes(self) -> list[Route]:
        """The routes served here."""
        return [
            Route("/wall", self._wall, methods=["GET"]),
            Route("/wall/events", self._events, methods=["GET"]),
            Route("/qr.svg", self._picture, methods=["GET"]),
        ]

    async def _wall(self, request: Request) -> Response:
        desk = self._desk
        token = request.query_params.get("token", "")
        shows_code = _shows_code(request)
        with desk.spoken(request):
            if token and desk.opens_wall(token):
                answer: Response = RedirectResponse("/wall" if shows_code else "/wall?qr=0", 303)
                desk.know_again(answer, desk.wall_cookie, token)
                return desk.in_language(request, answer)
            if not desk.at_wall(request):
                words = tr("投影する画面は、進行役の示すアドレスで開きます。")
                return HTMLResponse(message_page(tr("投影する画面"), words, "/"), 403)
            content = page(
                tr("投影する画面"),
                self._desk.screens.wall(self._panel() if shows_code else EMPTY),
                kind=WALL,
                events="/wall/events" + ("" if shows_code else "?qr=0"),
                refresh=True,
                path="/wall",
                links=False,
            )
            return desk.in_language(request, HTMLResponse(content))

    async def _events(self, request: Request) -> Response:
        if not self._desk.at_wall(request) or is_foreign(request):
            return PlainTextResponse(tr("投影する画面は、進行役の示すアドレスで開きます。"), 401)
        shows_code, language = _shows_code(request), self._desk.language(request)

        def render() -> bytes | None:
            with spoken(language):
                return self._desk.screens.wall_event(self._panel() if shows_code else EMPTY)

        return self._desk.listening(request, Stream(WALL, render), STREAMS_OF_WALL)

    async def _picture(self, request: Request) -> Response:
        """The address and the code as a QR code."""
        if not self._desk.at_wall(request):
            return PlainTextResponse(tr("投影する画面は、進行役の示すアドレスで開きます。"), 403)
        urls = self._desk.join_urls
        address = f"{urls[0]}?code={self._following.class_room.code}" if urls else ""
        if self._qr[0] != address:
            import segno  # noqa: PLC0415  a megabyte, where no wall was opened yet

            out = io.BytesIO()
            code = segno.make(address, error="m")
            code.save(out, kind="svg", scale=8, border=3, light="#fff", xmldecl=False)
            self._qr = (address, out.getvalue())
        return Response(self._qr[1], media_type="image/svg+xml")

    def _panel(self) -> Html:
        """How to join: the code, the address, and both as a QR code."""
        room, urls = self._following.class_room, self._desk.join_urls
        if room.locked or not room.is_open or not urls:
            return EMPTY
        picture = tr("アドレスとコードの QR コード")
        return el(
            "aside",
            el("h2", tr("入り方")),
            el("img", src=f"/qr.svg?{room.code}", alt=picture, width=300, height=300),
            [el("p", urlsplit(url).netloc, cls="address") for url in urls[:MOST_ADDRESSES]],
            el("p", f"{room.code[:3]} {room.code[3:]}", cls="code"),
            cls="join",
        )


def _shows_code(request: Request) -> bool:
    return request.query_params.get("qr", "1") != "0"
