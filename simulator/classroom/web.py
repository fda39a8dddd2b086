"""The pages of a class and what may be sent to them. No function of the facilitator's is here at all."""

from __future__ import annotations

import io
import time
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import TypeAlias
from urllib.parse import parse_qsl, urlsplit

import segno
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route, Router

from simulator.classroom.following import LONGEST_ANSWER, Following
from simulator.classroom.guard import App, Guard, Receive, Scope, Send
from simulator.classroom.keeping import Batches
from simulator.classroom.keys import form_token, hash_of, new_token, same, sign_of_life, typed_code
from simulator.classroom.limits import CodeGate, Window
from simulator.classroom.markup import EMPTY, Html, el
from simulator.classroom.screens import Screens
from simulator.classroom.shell import ANY_SEAT, NAME_LENGTH, join_page, message_page, page
from simulator.classroom.streams import STREAMS_OF_ONE, STREAMS_OF_WALL, Stream, Streams
from simulator.classroom.text_pages import ask_page, text_page
from simulator.exercise import JournalError
from simulator.exercise.roll import Person
from simulator.exercise.roll import Response as Given
from simulator.language import JAPANESE, LANGUAGES, choose_language, spoken, tr

ACTS, ACT_SECONDS = 10, 10.0  # of one person
STAYS = 12 * 3600  # seconds that a browser is known again: a day of school
WALL = "wall"  # who listens for a wall; no person has such an id
LANGUAGE_COOKIE = "shishin-lang"
FIELDS = 10  # of a form
RETRY = 60  # seconds, for who gave too many wrong codes
Form: TypeAlias = dict[str, str]


class ClassApp:
    """The application. `join_urls` are what is typed to come in; `on_fault` is told of faults of ours."""

    def __init__(
        self,
        following: Following,
        hosts: frozenset[str],
        join_urls: tuple[str, ...],
        on_fault: Callable[[Exception], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.following = following
        self.join_urls = join_urls
        self.screens = Screens(following, {})
        self.streams = Streams()
        self.batches = Batches(self._keep)
        self.seen: dict[str, float] = {}  # when each person last did or asked for something
        self._now = now
        self._on_fault = on_fault
        self._codes = CodeGate()
        self._acts = Window(ACTS, ACT_SECONDS)
        mark = sha256(following.exercise.encode()).hexdigest()[:8]  # cookies do not tell ports apart
        self._cookie, self._wall_cookie = f"shishin-{mark}", f"shishin-wall-{mark}"
        self._qr: tuple[str, bytes] = ("", b"")
        data = files("simulator.classroom") / "data"
        self._files = {name: (data / name).read_bytes() for name in ("page.css", "page.js")}
        self._app = Guard(self._router(), hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """As ASGI has it. A fault of ours is an answer like any other, and ends nothing."""
        if scope["type"] != "http":
            return
        started = False

        async def sending(message: object) -> None:
            nonlocal started
            started = True
            await send(message)  # type: ignore[arg-type]

        try:
            await self._app(scope, receive, sending)
        except Exception as error:  # noqa: BLE001  whatever it is, the class goes on
            self._on_fault(error)
            if not started:
                await PlainTextResponse(tr("プログラムの誤りです。"), 500)(scope, receive, send)

    def wake(self) -> None:
        """Something may have changed for everybody."""
        self.streams.wake()

    # What there is

    def _router(self) -> App:
        async def nowhere(scope: Scope, receive: Receive, send: Send) -> None:
            await PlainTextResponse(tr("このページはありません。"), 404)(scope, receive, send)

        def get(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
            return Route(path, endpoint, methods=["GET"])

        def post(path: str, endpoint: Callable[[Request], Awaitable[Response]]) -> Route:
            return Route(path, endpoint, methods=["POST"])

        return Router(
            [
                get("/", self._door),
                post("/join", self._join),
                get("/seat", self._seat),
                get("/history", self._history),
                get("/events", self._events),
                post("/choose", self._choose),
                post("/respond", self._respond),
                get("/leave", self._leaving),
                post("/leave", self._leave),
                get("/text", self._text),
                get("/ask", self._ask),
                get("/wall", self._wall),
                get("/wall/events", self._wall_events),
                get("/qr.svg", self._qr_svg),
                get("/here", self._here),
                get("/page.css", self._file),
                get("/page.js", self._file),
            ],
            redirect_slashes=False,
            default=nowhere,
        )

    async def _file(self, request: Request) -> Response:
        name = request.url.path[1:]
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        return Response(self._files[name], media_type=f"{kind}; charset=utf-8")

    async def _here(self, _request: Request) -> Response:
        return PlainTextResponse(sign_of_life(self.following.class_room.secret))

    # Coming in

    async def _door(self, request: Request) -> Response:
        with self._spoken(request):
            if self._is_in(self._who(request)):
                return RedirectResponse("/seat", 303)
            answer = self._join_page(request, code=request.query_params.get("code", ""))
        if not _token(request, self._cookie):
            # Before anybody has joined: so a form that is sent twice, or whose answer is lost, is one person.
            self._known_again(answer, self._cookie, new_token())
        return answer

    def _join_page(
        self, _request: Request, *, code: str = "", name: str = "", refused: str = "", status: int = 200
    ) -> Response:
        room = self.following.class_room
        if not room.is_open or self.following.ended:
            words = tr("進行役が開くのを待ってください。")
            return HTMLResponse(message_page(tr("教室は閉じています"), words, "/"), status)
        if room.locked and not refused:
            refused = tr("いまは新しく入れません。進行役に言ってください。")
        content = join_page(
            self.screens.seats(),
            code=typed_code(code)[:12],
            name=name[:NAME_LENGTH],
            names_asked=room.names_asked,
            refused=refused,
        )
        return HTMLResponse(content, status)

    async def _join(self, request: Request) -> Response:
        form = await _form(request)
        code, name = form.get("code", ""), " ".join(form.get("name", "").split())[:NAME_LENGTH]
        with self._spoken(request):
            status, refused = self._refusal(request, code, name, form.get("seat", ANY_SEAT))
            if refused:
                answer = self._join_page(request, code=code, name=name, refused=refused, status=status)
                if status == 429:
                    answer.headers["Retry-After"] = str(RETRY)
                return answer
            return self._joined(request, name, form.get("seat", ANY_SEAT))

    def _refusal(self, request: Request, code: str, name: str, seat: str) -> tuple[int, str]:
        """The status and why nobody may join by this; no words if they may."""
        room, now, address = self.following.class_room, self._now(), _address(request)
        if not room.is_open or self.following.ended:
            return 409, tr("進行役が開くのを待ってください。")
        if self._codes.locked(room.code):
            return 403, tr(
                "違うコードが何度も入れられたので、いまのコードでは入れません。進行役に言ってください。"
            )
        if self._codes.waits(address, now):
            return 429, tr("違うコードが続きました。一分待ってください。")
        if not same(typed_code(code), room.code):
            self._codes.wrong(address, now)
            return 403, tr("コードが違います。前の画面を見て入れ直してください。")
        if room.locked:
            return 403, tr("いまは新しく入れません。進行役に言ってください。")
        if room.names_asked and not name:
            return 400, tr("名前を入れてください。")
        if seat != ANY_SEAT and self.following.viewer(seat) is None:
            return 400, tr("その席はありません。")
        if not _token(request, self._cookie):
            return 400, tr("クッキーを受け取れる設定にして、ページを開き直してください。")
        return 200, ""

    def _joined(self, request: Request, name: str, seat: str) -> Response:
        following, room = self.following, self.following.class_room
        token_hash = hash_of(_token(request, self._cookie))
        given = name if room.names_asked else ""
        chosen = self._emptiest() if seat == ANY_SEAT else seat
        try:
            before = following.person(token_hash)
            if before and before.left and len(following.present()) >= room.seats:
                return self._full(request)
            person = following.roll.join(
                following.exercise, token_hash, given, chosen, following.wall(), limit=room.seats
            )
            if person is None:
                return self._full(request)
            if person.left:
                person = replace(person, left=None)
                following.roll.change(following.exercise, person)
        except JournalError:
            return self._unsafe(request)
        following.known(person)
        self.wake()
        return RedirectResponse("/seat", 303)

    def _full(self, request: Request) -> Response:
        return self._join_page(request, refused=tr("満席です。進行役に言ってください。"), status=409)

    def _emptiest(self) -> str:
        seats = self.screens.seats()
        return min(seats, key=lambda one: one[1])[0].value if seats else ""

    async def _choose(self, request: Request) -> Response:
        form = await _form(request)
        with self._spoken(request):
            person = self._acting(request, form)
            if isinstance(person, Response):
                return person
            seat = form.get("seat", ANY_SEAT)
            chosen = self._emptiest() if seat == ANY_SEAT else seat
            if self.following.viewer(person.seat) is not None:
                return self._no(request, 409, tr("席を移るには、進行役に言ってください。"))
            if self.following.viewer(chosen) is None:
                return self._no(request, 400, tr("その席はありません。"))
            return self._changed(request, replace(person, seat=chosen), "/seat")

    async def _leaving(self, request: Request) -> Response:
        with self._spoken(request):
            person = self._who(request)
            if not person:
                return RedirectResponse("/", 303)
            token = form_token(self.following.class_room.secret, person.token_hash)
            body = [
                el("h1", tr("教室を出る")),
                el("p", tr("出ると、この機械では別の人として入り直すことになります。答えは残ります。")),
                el(
                    "form",
                    el("input", type="hidden", name="csrf", value=token),
                    el("button", tr("出る"), type="submit"),
                    method="post",
                    action="/leave",
                ),
            ]
            return HTMLResponse(page(tr("教室を出る"), body, kind="plain", path="/leave"))

    async def _leave(self, request: Request) -> Response:
        form = await _form(request)
        with self._spoken(request):
            person = self._acting(request, form)
            if isinstance(person, Response):
                return person
            answer = self._changed(request, replace(person, left=self.following.wall()), "/")
        answer.delete_cookie(self._cookie, path="/")
        return answer

    def _changed(self, request: Request, person: Person, then: str) -> Response:
        try:
            self.following.roll.change(self.following.exercise, person)
        except JournalError:
            return self._unsafe(request)
        self.following.known(person)
        self.wake()
        return RedirectResponse(then, 303)

    # A seat

    async def _seat(self, request: Request) -> Response:
        with self._spoken(request) as _:
            person = self._who(request)
            if not self._is_in(person):
                return RedirectResponse("/", 303)
            assert person is not None  # noqa: S101 - for the type checker
            screen = self.screens.person(person)
            viewer = self.following.viewer(person.seat)
            content = page(
                viewer.label if viewer else tr("席を選ぶ"),
                screen,
                kind="seat",
                events="/events",
                refresh="<textarea" not in screen,  # it would take away what is being written
                path="/seat",
            )
            return self._in_language(request, HTMLResponse(content))

    async def _history(self, request: Request) -> Response:
        with self._spoken(request):
            person = self._who(request)
            if not self._is_in(person):
                return RedirectResponse("/", 303)
            assert person is not None  # noqa: S101 - for the type checker
            content = page(tr("これまでの全て"), self.screens.history(person), kind="seat", path="/history")
            return self._in_language(request, HTMLResponse(content))

    async def _events(self, request: Request) -> Response:
        person = self._who(request)
        if not self._is_in(person) or _is_foreign(request):
            return PlainTextResponse(tr("入り直してください。"), 401)
        assert person is not None  # noqa: S101 - for the type checker
        name, language = person.id, self._language(request)

        def render() -> tuple[int, str] | None:
            now = self.following.people.get(name)
            if now is None or now.left:
                return None
            with spoken(language):
                return self.following.version, self.screens.person(now)

        return self._listening(Stream(name, render), STREAMS_OF_ONE)

    async def _respond(self, request: Request) -> Response:
        form = await _form(request)
        with self._spoken(request):
            person = self._acting(request, form)
            if isinstance(person, Response):
                return person
            refused = self._answer_refused(person, form.get("about", ""), form.get("body", ""))
            if refused:
                return self._no(request, *refused)
        given = Given(person.id, form["about"], form["body"], self.following.wall())
        try:
            await self.batches.add(given)
        except JournalError:
            with self._spoken(request):
                return self._unsafe(request)
        with self._spoken(request):
            if _is_page(request):
                return PlainTextResponse(tr("受け取りました。"))
            return RedirectResponse("/seat", 303)

    def _answer_refused(self, person: Person, about: str, body: str) -> tuple[int, str] | None:
        viewer = self.following.viewer(person.seat)
        if viewer is None:
            return 403, tr("先に席を選んでください。")
        asked = next((one for one in self.following.asked(viewer) if one.about == about), None)
        if asked is None:
            return 409, tr("もう受け付けていません。")
        if asked.accepts(body):
            return None
        if len(body) > LONGEST_ANSWER:
            return 400, tr("長すぎます。{most}字までにしてください。", most=LONGEST_ANSWER)
        return 400, tr("その答えはありません。")

    def _keep(self, responses: object) -> None:
        given: list[Given] = list(responses)  # type: ignore[call-overload]
        self.following.roll.respond(self.following.exercise, given)
        self.following.answered(given)
        for one in given:
            self.streams.wake(one.person)
        self.streams.wake(WALL)

    # The text

    async def _text(self, request: Request) -> Response:
        with self._spoken(request):
            if not self._may_read(request):
                return RedirectResponse("/", 303)
            doctrine = self.following.play.exercise.machine.doctrine
            content = text_page(doctrine.document, request.query_params.get("q", ""))
            return self._in_language(request, HTMLResponse(content))

    async def _ask(self, request: Request) -> Response:
        with self._spoken(request):
            person = self._who(request)
            if not self._is_in(person):
                return RedirectResponse("/", 303)
            assert person is not None  # noqa: S101 - for the type checker
            words = request.query_params.get("q", "")
            if words and not self._acts.take(person.id, self._now()):
                return self._no(request, 429, tr("少し待ってください。"))
            state = self.following.shown_state()
            viewer = self.following.viewer(person.seat)
            hints = viewer is None or self.following.sight(viewer).seen(state).hints
            doctrine = self.following.play.exercise.machine.doctrine
            content = ask_page(doctrine, words, state.configuration.phases, hushed=not hints)
            return self._in_language(request, HTMLResponse(content))

    # The wall

    async def _wall(self, request: Request) -> Response:
        token = request.query_params.get("token", "")
        shown = request.query_params.get("qr", "1") != "0"
        with self._spoken(request):
            if token and self._opens_wall(token):
                answer: Response = RedirectResponse("/wall" if shown else "/wall?qr=0", 303)
                self._known_again(answer, self._wall_cookie, token)
                return self._in_language(request, answer)
            if not self._at_wall(request):
                words = tr("投影する画面は、進行役の示すアドレスで開きます。")
                return HTMLResponse(message_page(tr("投影する画面"), words, "/"), 403)
            content = page(
                tr("投影する画面"),
                self.screens.wall(self._panel() if shown else EMPTY),
                kind=WALL,
                events="/wall/events" + ("" if shown else "?qr=0"),
                refresh=True,
                path="/wall",
                links=False,
            )
            return self._in_language(request, HTMLResponse(content))

    async def _wall_events(self, request: Request) -> Response:
        if not self._at_wall(request) or _is_foreign(request):
            return PlainTextResponse(tr("投影する画面は、進行役の示すアドレスで開きます。"), 401)
        shown, language = request.query_params.get("qr", "1") != "0", self._language(request)

        def render() -> tuple[int, str] | None:
            with spoken(language):
                number = self.following.version + self.following.roll_version
                return number, self.screens.wall(self._panel() if shown else EMPTY)

        return self._listening(Stream(WALL, render), STREAMS_OF_WALL)

    async def _qr_svg(self, request: Request) -> Response:
        if not self._at_wall(request):
            return PlainTextResponse(tr("投影する画面は、進行役の示すアドレスで開きます。"), 403)
        address = f"{self.join_urls[0]}?code={self.following.class_room.code}" if self.join_urls else ""
        if self._qr[0] != address:
            out = io.BytesIO()
            segno.make(address, error="m").save(
                out, kind="svg", scale=8, border=3, light="#fff", xmldecl=False
            )
            self._qr = (address, out.getvalue())
        return Response(self._qr[1], media_type="image/svg+xml")

    def _panel(self) -> Html:
        """How to join: the code, the address, and both as a picture."""
        room = self.following.class_room
        if room.locked or not room.is_open or not self.join_urls:
            return EMPTY
        code = f"{room.code[:3]} {room.code[3:]}"
        return el(
            "aside",
            el("h2", tr("入り方")),
            el(
                "img",
                src=f"/qr.svg?{room.code}",
                alt=tr("アドレスとコードの QR コード"),
                width=300,
                height=300,
            ),
            [el("p", _short(url), cls="address") for url in self.join_urls[:3]],
            el("p", code, cls="code"),
            cls="join",
        )

    # Who asks

    def _who(self, request: Request) -> Person | None:
        token = _token(request, self._cookie)
        person = self.following.person(hash_of(token)) if token else None
        if person:
            self.seen[person.id] = self._now()
        return person

    @staticmethod
    def _is_in(person: Person | None) -> bool:
        """Whether they have a page here; who was removed has one that says so."""
        return person is not None and person.left is None

    def _acting(self, request: Request, form: Form) -> Person | Response:
        """Who sends a form, or why they may not."""
        person = self._who(request)
        if person is None or person.left:
            return self._no(request, 401, tr("入り直してください。"), "/")
        wanted = form_token(self.following.class_room.secret, person.token_hash)
        if not same(form.get("csrf", ""), wanted):
            return self._no(request, 403, tr("ページが古くなっています。開き直してください。"))
        if person.removed:
            return self._no(
                request, 403, tr("進行役があなたを外しました。戻るには、進行役に言ってください。")
            )
        if self.following.ended:
            return self._no(request, 409, tr("教室は閉じました"))
        if not self._acts.take(person.id, self._now()):
            return self._no(request, 429, tr("少し待ってください。"))
        return person

    def _may_read(self, request: Request) -> bool:
        return self._is_in(self._who(request)) or self._at_wall(request)

    def _at_wall(self, request: Request) -> bool:
        return self._opens_wall(_token(request, self._wall_cookie))

    def _opens_wall(self, token: str) -> bool:
        wanted = self.following.class_room.wall_token_hash
        return bool(token and wanted) and same(hash_of(token), wanted)

    def _listening(self, stream: Stream, most: int) -> Response:
        self.streams.add(stream, most)
        return _Listening(stream, self.streams)

    @staticmethod
    def _known_again(answer: Response, name: str, token: str) -> None:
        # Lax, not strict: a strict cookie may not come with a scanned code, and another would be given then.
        # Nothing is done by GET, and forms have `Origin` and a token of their own.
        answer.set_cookie(name, token, max_age=STAYS, path="/", httponly=True, samesite="lax")

    # What is answered

    def _no(self, request: Request, status: int, words: str, back: str = "/seat") -> Response:
        if _is_page(request):
            return PlainTextResponse(words, status)
        return HTMLResponse(message_page(tr("受け取れません"), words, back), status)

    def _unsafe(self, request: Request) -> Response:
        return self._no(request, 503, tr("残せませんでした。少し待って、もう一度送ってください。"))

    def _language(self, request: Request) -> str:
        asked = request.query_params.get("lang", "") or request.cookies.get(LANGUAGE_COOKIE, "")
        wished = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0]
        return choose_language(asked if asked in LANGUAGES else "", "", {"LANG": wished or JAPANESE})

    def _spoken(self, request: Request) -> AbstractContextManager[None]:
        return spoken(self._language(request))

    @staticmethod
    def _in_language(request: Request, answer: Response) -> Response:
        """Remember the language that was asked for."""
        asked = request.query_params.get("lang", "")
        if asked in LANGUAGES:
            answer.set_cookie(LANGUAGE_COOKIE, asked, max_age=STAYS, path="/", samesite="lax")
        return answer


class _Listening(Response):
    """The answer that is a stream, known until it is over."""

    def __init__(self, stream: Stream, streams: Streams) -> None:
        super().__init__()
        self._stream = stream
        self._streams = streams

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._stream(scope, receive, send)
        finally:
            self._streams.drop(self._stream)


def _short(url: str) -> str:
    """An address as people type it."""
    return urlsplit(url).netloc


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _token(request: Request, name: str) -> str:
    token = request.cookies.get(name, "")
    return token if token.isascii() and 16 <= len(token) <= 64 else ""


def _is_page(request: Request) -> bool:
    """Whether our own script asks, which shows the words itself."""
    return request.headers.get("x-page") == "1"


def _is_foreign(request: Request) -> bool:
    return request.headers.get("sec-fetch-site", "same-origin") != "same-origin"


async def _form(request: Request) -> Form:
    """The fields of a form; an unreadable one has none."""
    body = await request.body()
    with suppress(ValueError):
        pairs = parse_qsl(
            body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"
        )
        return dict(pairs)
    return {}
