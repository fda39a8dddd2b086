"""A learner's screen and the wall: rendered once for each seat and moment, then filled for each person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias

from simulator.classroom.articles import Articles
from simulator.classroom.band import band
from simulator.classroom.following import Following
from simulator.classroom.keys import form_token
from simulator.classroom.markup import EMPTY, Html, el, join, slot, text
from simulator.classroom.page_head import discussion_seconds, discussion_words
from simulator.classroom.seat_page import SeatPage
from simulator.classroom.shell import seat_form
from simulator.classroom.template import Template
from simulator.classroom.wall_page import WallPage
from simulator.exercise.roll import Person, Response
from simulator.exercise.viewer import Viewer
from simulator.language import current, tr

TemplateKey: TypeAlias = str | Viewer  # a seat has its viewer as key, because its id may be any word


class Screens:
    """Renders a followed class. What a person sees depends only on the seat, apart from the slots."""

    def __init__(self, following: Following) -> None:
        self.following = following
        articles = Articles(following.play.scenario)
        self._seat_page = SeatPage(following, articles)
        self._wall_page = WallPage(following, articles)
        self._templates: dict[tuple[TemplateKey, str], tuple[object, Template]] = {}

    def person(self, person: Person) -> Html:
        """A learner's present screen, in the language spoken."""
        template = self._seat_template(person)
        return template.page(self._values(template, person))

    def event(self, person: Person) -> bytes:
        """The same as a server-sent event."""
        template = self._seat_template(person)
        return template.event(self._values(template, person))

    def history(self, person: Person) -> Html:
        """All that reached a person's seat, newest first."""
        viewer = self.following.viewer(person.seat)
        if viewer is None or person.removed or self.following.play.exercise.stage.blank:
            return self.person(person)
        template = Template(self._seat_page.history(viewer))
        return template.page(self._values(template, person))

    def wall(self, panel: Html = EMPTY) -> Html:
        """The present wall; `panel` says how to join."""
        template = self._wall_template(panel)
        return template.page(self._values(template, None))

    def wall_event(self, panel: Html = EMPTY) -> bytes:
        """The same as a server-sent event."""
        template = self._wall_template(panel)
        return template.event(self._values(template, None))

    def _seat_template(self, person: Person) -> Template:
        """The template of a person's screen, shared by all who see the same."""
        if self.following.ended:
            return self._template("ended", _ended)
        if person.removed:
            return self._template("removed", _removed)
        viewer = self.following.viewer(person.seat)
        if viewer is None:
            stamp = self.following.roll_version
            return self._template("no seat", lambda: seat_form(self.following.seated(), slot("csrf")), stamp)
        return self._template(viewer, lambda: self._seat_page.present(viewer, self._band(links=True)))

    def _wall_template(self, panel: Html) -> Template:
        if self.following.ended:
            return self._template("ended", _ended)
        stamp = (self.following.roll_version, panel)
        return self._template(
            f"wall {bool(panel)}", lambda: self._wall_page.present(self._band(links=False), panel), stamp
        )

    def _band(self, *, links: bool) -> Html:
        doctrine = self.following.play.exercise.machine.doctrine
        state = self.following.shown_state()
        return self._template(f"band {links}", lambda: band(doctrine, state, links=links)).page(())

    def _template(self, key: TemplateKey, render: Callable[[], Html], more: object = None) -> Template:
        """A template of this version, rendered once in each language; `more` is what else it depends on."""
        stamp = (self.following.version, more)
        rendered = self._templates.get((key, current()))
        if rendered is None or rendered[0] != stamp:
            rendered = self._templates[key, current()] = (stamp, Template(render()))
        return rendered[1]

    def _values(self, template: Template, person: Person | None) -> Iterator[str]:
        """The content of each slot: the person's own, or for the wall only the time left."""
        return (self._value(person, *template_slot) for template_slot in template.slots)

    def _value(self, person: Person | None, kind: str, about: str, option: str) -> str:
        if kind in ("left", "clock"):
            seconds = discussion_seconds(self.following)
            return f"{seconds:.1f}" if kind == "left" else discussion_words(seconds)
        if person is None:
            return ""
        if kind == "csrf":
            return form_token(self.following.class_room.secret, person.token_hash)
        response = self.following.responses.get((person.id, about))
        match kind:
            case "chosen":
                return "true" if response and response.body == option else "false"
            case "answer":
                return text(response.body) if response else ""
            case "own":
                return _own_answer(response, option)
        return tr("受け取りました。閉じられるまで変えられます。") if response else ""


def _ended() -> Html:
    # The page goes on trying to come back, without saying that it lost anything.
    return el("div", _message(tr("教室は閉じました"), tr("進行役がこの教室を閉じました。")), data_ended="1")


def _removed() -> Html:
    return _message(
        tr("教室の外にいます"), tr("進行役があなたを外しました。戻るには、進行役に言ってください。")
    )


def _message(title: str, words: str) -> Html:
    """A screen with nothing but words, which a screen reader says."""
    return join([el("h1", title), el("p", words, data_news=words)])


def _own_answer(response: Response | None, option: str) -> Html:
    """What a person gave to something that takes no more answers; of a decision, beside the option taken."""
    if response is None or option not in ("", response.body):
        return EMPTY
    words = tr("あなたの票") if option else join([el("b", tr("あなたの答え")), " ", response.body.strip()])
    return el("p", words, cls="own")
