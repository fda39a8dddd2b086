"""Files attached to an inject, for the viewers whom it reached: a picture, a text, or a file to save."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from simulator.classroom.desk import Desk
from simulator.classroom.told import PICTURES, file_ending
from simulator.exercise.told import ToldInject
from simulator.exercise.viewer import ROOM, Viewer
from simulator.language import tr
from simulator.scenario.attachments import Attachment

TEXT = "text/plain; charset=utf-8"
KEPT_BY_BROWSER = "private, max-age=3600"  # each new screen requests its pictures again
_DIGITS = 9


class Attached:
    """Serves the attachments that a viewer was sent."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._following = desk.following

    def routes(self) -> list[Route]:
        """The routes served here."""
        return [Route("/file", self._file, methods=["GET"])]

    async def _file(self, request: Request) -> Response:
        at, number = (_number(request.query_params.get(name, "")) for name in ("at", "n"))
        for viewer in self._viewers(request):
            attachment = self._sent(viewer, at, number)
            content = self._following.play.attached(attachment.file) if attachment else None
            if attachment and content is not None:
                return _answer(attachment.file, content)
        with self._desk.spoken(request):
            return PlainTextResponse(tr("このページはありません。"), 404)

    def _viewers(self, request: Request) -> list[Viewer]:
        """The viewers that the browser may look as; none while the facilitator has blanked every screen."""
        if self._following.play.exercise.stage.blank or self._following.ended:
            return []
        person = self._desk.who(request)
        seat = self._following.viewer(person.seat) if person and not person.removed else None
        return [*([seat] if seat else []), *([ROOM] if self._desk.at_wall(request) else [])]

    def _sent(self, viewer: Viewer, at: int, number: int) -> Attachment | None:
        """The attachment of the inject that the viewer was told at a record."""
        for thing in self._following.sight(viewer).seen(self._following.shown_state()).told:
            if isinstance(thing, ToldInject) and thing.seq == at and number < len(thing.attachments):
                return thing.attachments[number]
        return None


def _answer(file: str, content: bytes) -> Response:
    kind = file_ending(file)
    disposition = "attachment" if kind == "pdf" else "inline"
    name = quote(file.rsplit("/", maxsplit=1)[-1], safe="")
    headers = {
        "Content-Disposition": f"{disposition}; filename*=UTF-8''{name}",
        "Cache-Control": KEPT_BY_BROWSER,
    }
    media = "application/pdf" if kind == "pdf" else PICTURES.get(kind, TEXT)
    return Response(content, headers=headers, media_type=media)


def _number(text: str) -> int:
    """A number from an address; for other text one that matches nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 10**_DIGITS
