"""What all pages share: the person and language of a request, keeping changes, and refusals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from simulator.classroom.following import Following
from simulator.classroom.guard import AsgiScope, Receive, Send
from simulator.classroom.keeping import Batches
from simulator.classroom.keys import form_token, hash_of, same
from simulator.classroom.limits import RateWindow
from simulator.classroom.screens import Screens
from simulator.classroom.shell import lost_words, message_page
from simulator.classroom.streams import Stream, Streams
from simulator.exercise.roll import Person
from simulator.exercise.roll import Response as PersonResponse
from simulator.language import JAPANESE, LANGUAGES, choose_language, spoken, tr

ACTS, ACT_SECONDS = 10, 10.0  # how many acts of one person are allowed in how many seconds
STAYS = 12 * 3600  # seconds that a browser keeps its token: a school day
WALL = "wall"  # the owner of a wall's streams; no person has such an id
LANGUAGE_COOKIE = "shishin-lang"
FIELDS = 10  # how many fields a form may have
FormFields: TypeAlias = dict[str, str]


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
        self.seen: dict[str, float] = {}  # the time of each person's last request
        # In the name, because cookies do not distinguish ports.
        mark = sha256(following.exercise.encode()).hexdigest()[:8]
        self.cookie, self.wall_cookie = f"shishin-{mark}", f"shishin-wall-{mark}"

    def who(self, request: Request) -> Person | None:
        """The person of a request; None if nobody has its token, or the person has left."""
        token = self.token(request, self.cookie)
        person = self.following.person(hash_of(token)) if token else None
        if person is None or person.left:
            return None
        self.seen[person.id] = self.now()
        return person

    def acting(self, request: Request, form: FormFields) -> Person | Response:
        """The person who sends a form, or a refusal, by the latest state of the class."""
        if self.following.look():  # a person may have been removed meanwhile, or a vote closed
            self.streams.wake()
        person = self.who(request)
        if person is None:
            return self.refuse(request, 401, tr("入り直してください。"), "/")
        expected_token = form_token(self.following.class_room.secret, person.token_hash)
        if not same(form.get("csrf", ""), expected_token):
            return self.refuse(request, 403, tr("ページが古くなっています。開き直してください。"))
        if person.removed:
            return self.refuse(
                request, 403, tr("進行役があなたを外しました。戻るには、進行役に言ってください。")
            )
        if self.following.ended:
            return self.refuse(request, 409, tr("教室は閉じました"))
        if not self.acts.take(person.id, self.now()):
            return self.refuse(request, 429, tr("少し待ってください。"))
        return person

    def at_wall(self, request: Request) -> bool:
        """Whether the browser has the wall's token."""
        return self.opens_wall(self.token(request, self.wall_cookie))

    def opens_wall(self, token: str) -> bool:
        """Whether the token is the wall's."""
        expected_hash = self.following.class_room.wall_token_hash
        return bool(token and expected_hash) and same(hash_of(token), expected_hash)

    @staticmethod
    def token(request: Request, name: str) -> str:
        """The token in a cookie; empty if there is none, or it has another form."""
        token = request.cookies.get(name, "")
        return token if token.isascii() and 16 <= len(token) <= 64 else ""

    @staticmethod
    def know_again(answer: Response, name: str, token: str) -> None:
        """Give the browser a token by which it is recognised."""
        # Lax, not strict: with a scanned code a strict cookie may not be sent, and would be replaced.
        # GET changes nothing, and forms are checked by `Origin` and a token.
        answer.set_cookie(name, token, max_age=STAYS, path="/", httponly=True, samesite="lax")

    def listening(self, request: Request, stream: Stream, most: int) -> Response:
        """The streaming response; refused to a tab that was ended before, while others use its place."""
        if "again" in request.query_params and not self.streams.has_place(stream.owner, most):
            # After this status an `EventSource` does not reconnect by itself.
            return Response(status_code=204)
        self.streams.add(stream, most)
        return _Listening(stream, self.streams)

    @staticmethod
    def refuse(request: Request, status: int, words: str, back: str = "/seat") -> Response:
        """A refusal, as a page, or as plain words for our own script."""
        if is_script(request):
            return PlainTextResponse(words, status)
        return HTMLResponse(message_page(tr("受け取れません"), words, back), status)

    def refuse_unkept(self, request: Request) -> Response:
        """The refusal where something could not be kept."""
        if self.following.lost:
            return self.refuse(request, 503, lost_words())
        return self.refuse(request, 503, tr("残せませんでした。少し待って、もう一度送ってください。"))

    @staticmethod
    def language(request: Request) -> str:
        """The language of a request: of the address, else chosen before, else the browser's."""
        language = request.query_params.get("lang", "") or request.cookies.get(LANGUAGE_COOKIE, "")
        preferred = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0]
        return choose_language(language if language in LANGUAGES else "", "", {"LANG": preferred or JAPANESE})

    def spoken(self, request: Request) -> AbstractContextManager[None]:
        """Speak the language of the request. Never await inside, because the process has one language."""
        return spoken(self.language(request))

    @staticmethod
    def in_language(request: Request, answer: Response) -> Response:
        """Remember the language of the address in a cookie."""
        language = request.query_params.get("lang", "")
        if language in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, language, max_age=STAYS, path="/", samesite="lax")
        return answer

    def _keep(self, responses: Sequence[PersonResponse]) -> None:
        self.following.roll.respond(self.following.exercise, responses)
        self.following.take_up_responses(responses)
        for person in {response.person for response in responses}:
            self.streams.wake(person)
        self.streams.wake(WALL)


class _Listening(Response):
    """A streaming response that is registered while it lasts."""

    def __init__(self, stream: Stream, streams: Streams) -> None:
        super().__init__()
        self._stream = stream
        self._streams = streams

    async def __call__(self, scope: AsgiScope, receive: Receive, send: Send) -> None:
        try:
            await self._stream(scope, receive, send)
        finally:
            self._streams.drop(self._stream)


def is_script(request: Request) -> bool:
    """Whether our own script sent the request, which shows the words itself."""
    return request.headers.get("x-page") == "1"


def is_foreign(request: Request) -> bool:
    """Whether a page of another site sent the request."""
    return request.headers.get("sec-fetch-site", "same-origin") != "same-origin"


async def form_of(request: Request) -> FormFields:
    """The fields of a form; an unreadable one has none.

    U+0000 is replaced by its picture, because not every journal can keep it. A plain form sends each line
    break as two characters, our script as one; both are one here, as browsers count them.
    """
    body = await request.body()
    with suppress(ValueError):
        words = body.decode("utf-8")
        fields = parse_qsl(words, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
        return {name: value.replace("\0", "\u2400").replace("\r\n", "\n") for name, value in fields}
    return {}
