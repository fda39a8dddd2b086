"""A learner's pages: the seat's live screen, its history, answering, the text and asking it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from simulator.classroom.desk import Desk, form_of, is_foreign, is_script
from simulator.classroom.following import LONGEST_ANSWER
from simulator.classroom.shell import page
from simulator.classroom.streams import STREAMS_OF_ONE, Stream
from simulator.classroom.text_pages import ask_page, text_page
from simulator.exercise import JournalError
from simulator.exercise.roll import Person
from simulator.exercise.roll import Response as PersonResponse
from simulator.language import spoken, tr


class Seats:
    """The pages of persons who have joined."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._following = desk.following

    def routes(self) -> list[Route]:
        """The routes served here."""
        return [
            Route("/seat", self._seat, methods=["GET"]),
            Route("/history", self._history, methods=["GET"]),
            Route("/events", self._events, methods=["GET"]),
            Route("/respond", self._respond, methods=["POST"]),
            Route("/text", self._text, methods=["GET"]),
            Route("/ask", self._ask, methods=["GET"]),
        ]

    async def _seat(self, request: Request) -> Response:
        with self._desk.spoken(request):
            person = self._desk.who(request)
            if person is None:
                return RedirectResponse("/", 303)
            screen = self._desk.screens.person(person)
            viewer = self._following.viewer(person.seat)
            content = page(
                viewer.label if viewer else tr("席を選ぶ"),
                screen,
                kind="seat",
                events="/events",
                refresh="<textarea" not in screen,  # reloading would lose what is being typed
                path="/seat",
            )
            return self._desk.in_language(request, HTMLResponse(content))

    async def _history(self, request: Request) -> Response:
        with self._desk.spoken(request):
            person = self._desk.who(request)
            if person is None:
                return RedirectResponse("/", 303)
            content = page(
                tr("これまでの全て"), self._desk.screens.history(person), kind="seat", path="/history"
            )
            return self._desk.in_language(request, HTMLResponse(content))

    async def _events(self, request: Request) -> Response:
        person = self._desk.who(request)
        if person is None or is_foreign(request):
            return PlainTextResponse(tr("入り直してください。"), 401)
        name, language = person.id, self._desk.language(request)

        def render() -> bytes | None:
            now = self._following.people.get(name)
            if now is None or now.left:
                return None
            with spoken(language):
                return self._desk.screens.event(now)

        return self._desk.listening(request, Stream(name, render), STREAMS_OF_ONE)

    async def _respond(self, request: Request) -> Response:
        form = await form_of(request)
        desk = self._desk
        with desk.spoken(request):
            person = desk.acting(request, form)
            if isinstance(person, Response):
                return person
            refused = self._refusal(person, form.get("about", ""), form.get("body", ""))
            if refused:
                return desk.refuse(request, *refused)
        try:
            at = self._following.wall()
            await desk.batches.add(PersonResponse(person.id, form["about"], form["body"], at, person.seat))
        except JournalError:
            with desk.spoken(request):
                return desk.refuse_unkept(request)
        with desk.spoken(request):
            if is_script(request):
                return PlainTextResponse(tr("受け取りました。"))
            return RedirectResponse("/seat", 303)

    def _refusal(self, person: Person, about: str, body: str) -> tuple[int, str] | None:
        viewer = self._following.viewer(person.seat)
        if viewer is None:
            return 403, tr("先に席を選んでください。")
        asked = next(
            (open_thing for open_thing in self._following.open_to(viewer) if open_thing.about == about), None
        )
        if asked is None:
            return 409, tr("もう受け付けていません。")
        if asked.accepts(body):
            return None
        if len(body) > LONGEST_ANSWER:
            return 400, tr("長すぎます。{most}字までにしてください。", most=LONGEST_ANSWER)
        return 400, tr("その答えはありません。")

    async def _text(self, request: Request) -> Response:
        with self._desk.spoken(request):
            person = self._desk.who(request)
            if person is None and not self._desk.at_wall(request):
                return RedirectResponse("/", 303)
            words = request.query_params.get("q", "")
            if words and person and not self._desk.acts.take(person.id, self._desk.now()):
                return self._desk.refuse(request, 429, tr("少し待ってください。"))
            doctrine = self._following.play.exercise.machine.doctrine
            return self._desk.in_language(request, HTMLResponse(text_page(doctrine.document, words)))

    async def _ask(self, request: Request) -> Response:
        with self._desk.spoken(request):
            person = self._desk.who(request)
            if person is None:
                return RedirectResponse("/", 303)
            words = request.query_params.get("q", "")
            if words and not self._desk.acts.take(person.id, self._desk.now()):
                return self._desk.refuse(request, 429, tr("少し待ってください。"))
            state = self._following.shown_state()
            viewer = self._following.viewer(person.seat)
            hints = viewer is None or self._following.sight(viewer).seen(state).hints
            doctrine = self._following.play.exercise.machine.doctrine
            content = ask_page(doctrine, words, state.configuration.phases, hushed=not hints)
            return self._desk.in_language(request, HTMLResponse(content))
