"""What all pages share: who asks, in which language, what is kept of them, and how they are refused."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from simulator.classroom.following import Following
from simulator.classroom.guard import Receive, Scope, Send
from simulator.classroom.keeping import Batches
from simulator.classroom.keys import form_token, hash_of, same
from simulator.classroom.limits import RateWindow
from simulator.classroom.screens import Screens
from simulator.classroom.shell import message_page
from simulator.classroom.streams import Stream, Streams
from simulator.exercise.roll import Person
from simulator.exercise.roll import Response as Given
from simulator.language import JAPANESE, LANGUAGES, choose_language, spoken, tr

ACTS, ACT_SECONDS = 10, 10.0  # of one person
STAYS = 12 * 3600  # seconds that a browser is known again: a day of school
WALL = "wall"  # who listens for a wall; no person has such an id
LANGUAGE_COOKIE = "shishin-lang"
FIELDS = 10  # of a form
Form: TypeAlias = dict[str, str]


class Desk:
    """The class behind its pages. `now` is a clock that never goes back."""

    def __init__(self, following: Following, join_urls: tuple[str, ...], now: Callable[[], float]) -> None:
        self.following = following
        self.join_urls = join_urls
        self.now = now
        self.screens = Screens(following)
        self.streams = Streams()
        self.batches = Batches(self._keep)
        self.acts = RateWindow(ACTS, ACT_SECONDS)
        self.seen: dict[str, float] = {}  # when each person last did or asked for something
        mark = sha256(following.exercise.encode()).hexdigest()[:8]  # cookies do not tell ports apart
        self.cookie, self.wall_cookie = f"shishin-{mark}", f"shishin-wall-{mark}"

    def who(self, request: Request) -> Person | None:
        """The person whose browser asks; None where nobody is known by its token, or they have left."""
        token = self.token(request, self.cookie)
        person = self.following.person(hash_of(token)) if token else None
        if person is None or person.left:
            return None
        self.seen[person.id] = self.now()
        return person

    def acting(self, request: Request, form: Form) -> Person | Response:
        """Who sends a form, or why they may not, as the class stands at this very moment."""
        if self.following.look():  # somebody may just have been removed, or a vote closed
            self.streams.wake()
        person = self.who(request)
        if person is None:
            return self.no(request, 401, tr("入り直してください。"), "/")
        wanted = form_token(self.following.class_room.secret, person.token_hash)
        if not same(form.get("csrf", ""), wanted):
            return self.no(request, 403, tr("ページが古くなっています。開き直してください。"))
        if person.removed:
            return self.no(request, 403, tr("進行役があなたを外しました。戻るには、進行役に言ってください。"))
        if self.following.ended:
            return self.no(request, 409, tr("教室は閉じました"))
        if not self.acts.take(person.id, self.now()):
            return self.no(request, 429, tr("少し待ってください。"))
        return person

    def at_wall(self, request: Request) -> bool:
        """Whether the browser may show the wall."""
        return self.opens_wall(self.token(request, self.wall_cookie))

    def opens_wall(self, token: str) -> bool:
        """Whether the token is the wall's."""
        wanted = self.following.class_room.wall_token_hash
        return bool(token and wanted) and same(hash_of(token), wanted)

    @staticmethod
    def token(request: Request, name: str) -> str:
        """The token in a cookie; empty where there is none, or it cannot be one."""
        token = request.cookies.get(name, "")
        return token if token.isascii() and 16 <= len(token) <= 64 else ""

    @staticmethod
    def know_again(answer: Response, name: str, token: str) -> None:
        """Give the browser a token to be known by."""
        # Lax, not strict: a strict cookie may not come with a scanned code, and another would be given then.
        # Nothing is done by GET, and forms have `Origin` and a token of their own.
        answer.set_cookie(name, token, max_age=STAYS, path="/", httponly=True, samesite="lax")

    def listening(self, request: Request, stream: Stream, most: int) -> Response:
        """The answer that is a stream; none for a tab that gave way before, while others fill its place."""
        if "again" in request.query_params and not self.streams.has_place(stream.owner, most):
            return Response(status_code=204)  # an `EventSource` does not try again by itself after this
        self.streams.add(stream, most)
        return _Listening(stream, self.streams)

    @staticmethod
    def no(request: Request, status: int, words: str, back: str = "/seat") -> Response:
        """A refusal: a page, or only the words for our own script."""
        if is_script(request):
            return PlainTextResponse(words, status)
        return HTMLResponse(message_page(tr("受け取れません"), words, back), status)

    def unsafe(self, request: Request) -> Response:
        """That it could not be kept."""
        return self.no(request, 503, tr("残せませんでした。少し待って、もう一度送ってください。"))

    @staticmethod
    def language(request: Request) -> str:
        """As the page was asked for, or chosen before, or as the browser wishes."""
        asked = request.query_params.get("lang", "") or request.cookies.get(LANGUAGE_COOKIE, "")
        wished = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0]
        return choose_language(asked if asked in LANGUAGES else "", "", {"LANG": wished or JAPANESE})

    def spoken(self, request: Request) -> AbstractContextManager[None]:
        """Speak the language of whoever asks. Nothing may be awaited inside: the process has one language."""
        return spoken(self.language(request))

    @staticmethod
    def in_language(request: Request, answer: Response) -> Response:
        """Remember the language that was asked for."""
        asked = request.query_params.get("lang", "")
        if asked in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, asked, max_age=STAYS, path="/", samesite="lax")
        return answer

    def _keep(self, responses: Sequence[Given]) -> None:
        self.following.roll.respond(self.following.exercise, responses)
        self.following.answered(responses)
        for person in {one.person for one in responses}:
            self.streams.wake(person)
        self.streams.wake(WALL)


class _Listening(Response):
    """A stream, known until it is over."""

    def __init__(self, stream: Stream, streams: Streams) -> None:
        super().__init__()
        self._stream = stream
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._stream(scope, receive, send)
        finally:
            self._streams.drop(self._stream)


def is_script(request: Request) -> bool:
    """Whether our own script asks, which shows the words itself."""
    return request.headers.get("x-page") == "1"


def is_foreign(request: Request) -> bool:
    """Whether a page from elsewhere asks."""
    return request.headers.get("sec-fetch-site", "same-origin") != "same-origin"


async def form_of(request: Request) -> Form:
    """The fields of a form; an unreadable one has none.

    U+0000 becomes its sign, as it is shown: not every journal can keep it.
    """
    body = await request.body()
    with suppress(ValueError):
        words = body.decode("utf-8")
        fields = parse_qsl(words, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
        return {name: value.replace("\0", "\u2400") for name, value in fields}
    return {}
