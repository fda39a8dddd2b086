"""The door: joining with the code, choosing a seat if none was given, and leaving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.classroom.desk import Desk, form_of
from simulator.classroom.keys import form_token, hash_of, new_token, same, typed_code
from simulator.classroom.limits import CodeGate
from simulator.classroom.markup import el
from simulator.classroom.shell import ANY_SEAT, NAME_LENGTH, join_page, message_page, page
from simulator.exercise import JournalError
from simulator.exercise.roll import Person
from simulator.language import tr

RETRY = 60  # seconds to wait after too many wrong codes


class Door:
    """The pages to join and leave."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._following = desk.following
        self._codes = CodeGate()

    def routes(self) -> list[Route]:
        """The routes served here."""
        return [
            Route("/", self._entrance, methods=["GET"]),
            Route("/join", self._join, methods=["POST"]),
            Route("/choose", self._choose, methods=["POST"]),
            Route("/leave", self._leave_page, methods=["GET"]),
            Route("/leave", self._leave, methods=["POST"]),
        ]

    async def _entrance(self, request: Request) -> Response:
        desk = self._desk
        with desk.spoken(request):
            if desk.who(request):
                return RedirectResponse("/seat", 303)
            answer = self._join_page(code=request.query_params.get("code", ""))
        if not desk.token(request, desk.cookie):
            # Set before joining, so that a form sent twice, or whose answer is lost, adds one person.
            desk.know_again(answer, desk.cookie, new_token())
        return desk.in_language(request, answer)

    def _join_page(self, *, code: str = "", name: str = "", refused: str = "", status: int = 200) -> Response:
        room = self._following.class_room
        if not room.is_open or self._following.ended:
            words = tr("進行役が開くのを待ってください。")
            return HTMLResponse(message_page(tr("教室は閉じています"), words, "/"), status)
        if room.locked and not refused:
            refused = tr("いまは新しく入れません。進行役に言ってください。")
        content = join_page(
            self._desk.following.seated(),
            code=typed_code(code)[:12],
            name=name[:NAME_LENGTH],
            names_asked=room.names_asked,
            refused=refused,
        )
        return HTMLResponse(content, status)

    async def _join(self, request: Request) -> Response:
        form = await form_of(request)
        code, name = form.get("code", ""), " ".join(form.get("name", "").split())[:NAME_LENGTH]
        with self._desk.spoken(request):
            status, refused = self._refusal(request, code, name, form.get("seat", ANY_SEAT))
            if refused:
                answer = self._join_page(code=code, name=name, refused=refused, status=status)
                if status == 429:
                    answer.headers["Retry-After"] = str(RETRY)
                return answer
            return self._let_in(request, name, form.get("seat", ANY_SEAT))

    def _refusal(self, request: Request, code: str, name: str, seat: str) -> tuple[int, str]:
        """The status and the reason for refusing to join; an empty reason if joining is allowed."""
        if refusal := self._code_refused(request, code):
            return refusal
        room = self._following.class_room
        if room.locked:
            return 403, tr("いまは新しく入れません。進行役に言ってください。")
        if room.names_asked and not name:
            return 400, tr("名前を入れてください。")
        if seat != ANY_SEAT and self._following.viewer(seat) is None:
            return 400, tr("その席はありません。")
        if not self._desk.token(request, self._desk.cookie):
            return 400, tr("クッキーを受け取れる設定にして、ページを開き直してください。")
        return 200, ""

    def _code_refused(self, request: Request, code: str) -> tuple[int, str] | None:
        room, now = self._following.class_room, self._desk.now()
        address = request.client.host if request.client else ""
        if not room.is_open or self._following.ended:
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
        return None

    def _let_in(self, request: Request, name: str, seat: str) -> Response:
        following, room = self._following, self._following.class_room
        token_hash = hash_of(self._desk.token(request, self._desk.cookie))
        kept_name = name if room.names_asked else ""
        chosen_seat = self._emptiest() if seat == ANY_SEAT else seat
        try:
            person_before = following.person(token_hash)
            if person_before and person_before.left and len(following.present()) >= room.seats:
                return self._refuse_full()
            person = following.roll.join(
                following.exercise, token_hash, kept_name, chosen_seat, following.wall(), limit=room.seats
            )
            if person is None:
                return self._refuse_full()
            if person.left:
                person = following.roll.change(
                    following.exercise, person.id, lambda known: replace(known, left=None)
                )
        except JournalError:
            return self._desk.refuse_unkept(request)
        following.take_up_person(person)
        self._desk.streams.wake()
        return RedirectResponse("/seat", 303)

    def _refuse_full(self) -> Response:
        return self._join_page(refused=tr("満席です。進行役に言ってください。"), status=409)

    def _emptiest(self) -> str:
        seats = self._desk.following.seated()
        return min(seats, key=lambda seat: seat[1])[0].value if seats else ""

    async def _choose(self, request: Request) -> Response:
        form = await form_of(request)
        desk = self._desk
        with desk.spoken(request):
            person = desk.acting(request, form)
            if isinstance(person, Response):
                return person
            seat = form.get("seat", ANY_SEAT)
            chosen = self._emptiest() if seat == ANY_SEAT else seat
            if self._following.viewer(person.seat) is not None:
                return desk.refuse(request, 409, tr("席を移るには、進行役に言ってください。"))
            if self._following.viewer(chosen) is None:
                return desk.refuse(request, 400, tr("その席はありません。"))
            return self._change_person(request, person, lambda known: replace(known, seat=chosen), "/seat")

    async def _leave_page(self, request: Request) -> Response:
        with self._desk.spoken(request):
            person = self._desk.who(request)
            if not person:
                return RedirectResponse("/", 303)
            token = form_token(self._following.class_room.secret, person.token_hash)
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
        form = await form_of(request)
        with self._desk.spoken(request):
            person = self._desk.acting(request, form)
            if isinstance(person, Response):
                return person
            now = self._following.wall()
            answer = self._change_person(request, person, lambda known: replace(known, left=now), "/")
        if answer.status_code == 303:
            answer.delete_cookie(self._desk.cookie, path="/")
        return answer

    def _change_person(
        self, request: Request, person: Person, change: Callable[[Person], Person], next_page: str
    ) -> Response:
        following = self._following
        try:
            following.take_up_person(following.roll.change(following.exercise, person.id, change))
        except JournalError:
            return self._desk.refuse_unkept(request)
        self._desk.streams.wake()
        return RedirectResponse(next_page, 303)
