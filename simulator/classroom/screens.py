"""A learner's screen and the wall: rendered once for each seat and moment, then filled for each person."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from simulator.classroom.band import band
from simulator.classroom.following import LONGEST_ANSWER, Following, OpenToAnswers
from simulator.classroom.keys import form_token
from simulator.classroom.markup import EMPTY, Html, el, join, slot, text
from simulator.classroom.shell import lost_words, seat_form
from simulator.classroom.template import Template
from simulator.classroom.told import cites_html, closed_html, heading, told_html
from simulator.exercise import State
from simulator.exercise.attendance import vote_count
from simulator.exercise.classroom import QuizSent
from simulator.exercise.roll import Person, Response, about_record
from simulator.exercise.times import clock, scenario_clock
from simulator.exercise.told import Seen, Told, ToldDecision, ToldEnding, ToldInject, ToldNote, ToldQuestion
from simulator.exercise.viewer import ROOM, Viewer
from simulator.language import current, tr, tr_count
from simulator.scenario import AnySeat, Decision

RECENT = 12  # things on a seat's screen; the history page has all
MOST_KEPT = 4096  # rendered articles that are kept


@dataclass(frozen=True, slots=True)
class Screens:
    """Renders a followed class. What a person sees depends only on the seat, apart from the slots."""

    following: Following
    _templates: dict[tuple[str, str], tuple[object, Template]] = field(default_factory=dict)
    _articles: dict[tuple[int, str, bool, bool], tuple[Told, Html]] = field(default_factory=dict)

    def person(self, person: Person) -> Html:
        """A learner's present screen, in the language spoken."""
        template = self._of(person)
        return template.page(self._values(template, person))

    def event(self, person: Person) -> bytes:
        """The same as a server-sent event."""
        template = self._of(person)
        return template.event(self._values(template, person))

    def _of(self, person: Person) -> Template:
        """The template of a person's screen, shared by all who see the same."""
        if self.following.ended:
            return self._template("ended", _ended)
        if person.removed:
            return self._template("removed", _removed)
        viewer = self.following.viewer(person.seat)
        if viewer is None:
            stamp = self.following.roll_version
            return self._template("", lambda: seat_form(self.seats(), slot("csrf")), stamp)
        return self._template(viewer.name, lambda: self._seat(viewer))

    def history(self, person: Person) -> Html:
        """All that reached a person's seat, newest first."""
        viewer = self.following.viewer(person.seat)
        if viewer is None or person.removed or self._is_blank:
            return self.person(person)
        seen = self.following.sight(viewer).seen(self.following.shown_state())
        everything = join([el("h1", tr("これまでの全て")), self._feed(seen, most=len(seen.told))])
        template = Template(everything)
        return template.page(self._values(template, person))

    def wall(self, panel: Html = EMPTY) -> Html:
        """The present wall; `panel` says how to join."""
        template = self._of_wall(panel)
        return template.page(self._values(template, None))

    def wall_event(self, panel: Html = EMPTY) -> bytes:
        """The same as a server-sent event."""
        template = self._of_wall(panel)
        return template.event(self._values(template, None))

    def _of_wall(self, panel: Html) -> Template:
        if self.following.ended:
            return self._template("ended", _ended)
        stamp = (self.following.roll_version, panel)
        return self._template(f"wall {bool(panel)}", lambda: self._wall(panel), stamp)

    def seats(self) -> list[tuple[AnySeat, int]]:
        """The seats, each with how many persons it has."""
        present = self.following.present()
        return [(seat, sum(person.seat == seat.value for person in present)) for seat in self.following.seats]

    @property
    def _is_blank(self) -> bool:
        return self.following.play.exercise.stage.blank

    def _template(self, name: str, render: Callable[[], Html], more: object = None) -> Template:
        """A template of this version, rendered once in each language; `more` is what else it depends on."""
        key = (name, current())
        stamp = (self.following.version, more)
        rendered = self._templates.get(key)
        if rendered is None or rendered[0] != stamp:
            rendered = self._templates[key] = (stamp, Template(render()))
        return rendered[1]

    def _values(self, template: Template, person: Person | None) -> Iterator[str]:
        """The person's own content for each slot."""
        return (self._slot(person, *slot) for slot in template.slots)

    def _slot(self, person: Person | None, kind: str, about: str, option: str) -> str:
        if kind in ("left", "clock"):
            left = self._left()
            return f"{left:.1f}" if kind == "left" else _left_words(left)
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
                return _own(response, option)
        return tr("受け取りました。閉じられるまで変えられます。") if response else ""

    def _left(self) -> float:
        timer = self.following.play.exercise.stage.timer
        return timer.at(self.following.wall()) if timer else 0.0

    # A seat

    def _seat(self, viewer: Viewer) -> Html:
        following = self.following
        state = following.shown_state()
        seen = following.sight(viewer).seen(state)
        asked = following.asked(viewer, seen)
        top = el(
            "header",
            el("h1", viewer.label),
            el("p", self._when(seen), cls="quiet"),
            self._band(state, links=True),
            self._notices(),
            cls="top",
        )
        if self._is_blank:
            return join(
                [top, el("p", tr("前を見てください。"), cls="blank", data_news=tr("前を見てください。"))]
            )
        quizzes = [
            self._quiz(open_thing.about, open_thing.what)
            for open_thing in asked
            if isinstance(open_thing.what, QuizSent)
        ]
        more = el("p", el("a", tr("これまでの全て"), href="/history")) if len(seen.told) > RECENT else None
        return join(
            [top, *quizzes, el("h2", tr("届いたもの"), data_news=_news(seen)), self._feed(seen, asked), more]
        )

    def _band(self, state: State, *, links: bool) -> Html:
        doctrine = self.following.play.exercise.machine.doctrine
        return self._template(f"band {links}", lambda: band(doctrine, state, links=links)).page(())

    def _feed(self, seen: Seen, asked: Sequence[OpenToAnswers] = (), most: int = RECENT) -> Html:
        """The newest things first; open questions have their form, and are shown however old they are."""
        things = [thing for thing in seen.told if not isinstance(thing, ToldNote)]
        if not things:
            return el("article", el("h3", seen.title), el("p", seen.summary.strip(), cls="words"))
        open_ones = {open_thing.what.seq for open_thing in asked if not isinstance(open_thing.what, QuizSent)}
        shown = [
            thing for at, thing in enumerate(things) if at >= len(things) - most or thing.seq in open_ones
        ]
        articles = [
            self._article(thing, links=True, asked=thing.seq in open_ones) for thing in reversed(shown)
        ]
        return join([_hotwash(seen), *articles])

    def _article(self, told: Told, *, links: bool, asked: bool = False) -> Html:
        """One thing, with its form if it is `asked`. Articles of the last screen are reused."""
        key = (id(told), current(), links, asked)
        rendered = self._articles.get(key)
        if rendered is None or rendered[0] is not told:
            if len(self._articles) >= MOST_KEPT:
                self._articles.clear()
            form = self._form(told) if asked else None
            about = about_record(told.seq) if links and not asked else ""
            html = told_html(self.following.play.scenario, told, links=links, body=form, own=about)
            rendered = self._articles[key] = (told, html)
        return rendered[1]

    def _form(self, told: Told) -> Html | None:
        match told:
            case ToldDecision():
                return self._vote(about_record(told.seq), told)
            case ToldQuestion():
                return self._answer(about_record(told.seq))
        return None

    def _vote(self, about: str, decision: ToldDecision) -> Html:
        buttons = [
            el(
                "li",
                el(
                    "button",
                    option.text.strip(),
                    type="submit",
                    name="body",
                    value=option.id,
                    id=f"{about}-{option.number}",
                    disabled=bool(option.closed),
                    aria_pressed=slot("chosen", about, option.id),
                ),
                closed_html(option.closed),
                cites_html(option.cites, links=True),
                value=option.number,
            )
            for option in decision.options
        ]
        return _respond(about, el("ol", buttons, cls="choices"))

    def _quiz(self, about: str, quiz: QuizSent) -> Html:
        buttons = [
            el(
                "li",
                el(
                    "button",
                    label,
                    type="submit",
                    name="body",
                    value=number,
                    id=f"{about}-{number}",
                    aria_pressed=slot("chosen", about, str(number)),
                ),
            )
            for number, label in enumerate(quiz.options, 1)
        ]
        return el(
            "article",
            el("h3", el("span", tr("小問"), cls="kind")),
            el("p", quiz.passage, cls="words quiet") if quiz.passage else None,
            el("p", quiz.stem, cls="words"),
            _respond(about, el("ol", buttons, cls="choices")),
            cls="asked",
        )

    @staticmethod
    def _answer(about: str) -> Html:
        name = f"answer-{about}"
        return _respond(
            about,
            join(
                [
                    el("label", tr("あなたの答え（{most}字まで）", most=LONGEST_ANSWER), for_=name),
                    el(
                        "textarea",
                        slot("answer", about),
                        id=name,
                        name="body",
                        rows=5,
                        maxlength=LONGEST_ANSWER,
                        required=True,
                    ),
                    el("button", tr("送る"), type="submit"),
                ]
            ),
        )

    # The wall

    def _wall(self, panel: Html) -> Html:
        following = self.following
        state = following.shown_state()
        seen = following.sight(ROOM).seen(state)
        present = following.present()
        top = el(
            "header",
            self._band(state, links=False),
            self._notices(),
            cls="top",
        )
        foot = el(
            "p",
            " · ".join(
                (
                    seen.title,
                    self._when(seen),
                    *(f"{seat.label} {count}" for seat, count in self.seats()),
                    tr_count("{count}人", len(present)),
                )
            ),
            cls="quiet foot",
        )
        if self._is_blank:
            return join([top, foot])
        return join(
            [top, el("div", el("div", self._told_on_wall(seen), cls="told"), panel, cls="wide"), foot]
        )

    def _told_on_wall(self, seen: Seen) -> Html:
        """The newest thing, the last inject below it if that is another, and what the class answered."""
        things = [thing for thing in seen.told if not isinstance(thing, ToldNote)]
        quizzes = [self._quiz_on_wall(quiz) for quiz in self.following.class_room.quiz]
        if not things:
            return join([el("h1", seen.title), el("p", seen.summary.strip(), cls="words"), *quizzes])
        newest = things[-1]
        articles = [self._article(newest, links=False), self._responses(seen, newest)]
        injects = [thing for thing in things[:-1] if isinstance(thing, ToldInject)]
        if injects and not isinstance(newest, (ToldInject, ToldEnding)):
            articles.append(el("div", self._article(injects[-1], links=False), cls="before"))
        earlier = [
            join([el("p", thing.text.strip(), cls="words quiet"), self._responses(seen, thing)])
            for thing in things[:-1]
            if isinstance(thing, (ToldDecision, ToldQuestion)) and self._is_shown(thing)
        ]
        return join([*quizzes, *articles, *earlier[-1:], _hotwash(seen)])

    def _is_shown(self, asked: ToldDecision | ToldQuestion) -> bool:
        return self.following.class_room.shows(about_record(asked.seq))

    def _responses(self, seen: Seen, told: Told) -> Html | None:
        """How many have answered; once the facilitator shows them, the answers."""
        following = self.following
        if not isinstance(told, (ToldDecision, ToldQuestion)):
            return None
        about = about_record(told.seq)
        responses = following.about(about)
        if not self._is_shown(told):
            is_open = any(open_thing.about == about for open_thing in following.asked(ROOM, seen))
            deciders = {seat.value for seat in told.seats} if isinstance(told, ToldDecision) else None
            return self._answered(responses, deciders) if is_open else None
        if isinstance(told, ToldQuestion):
            seats = {seat.value: seat.label for seat in following.seats}
            answers = [
                el(
                    "li",
                    el("b", seats.get(following.people[response.person].seat, "")),
                    " ",
                    response.body.strip(),
                )
                for response in responses
            ]
            return el("section", el("h2", tr("教室の答え")), el("ul", answers, cls="answers"))
        entry = next((shown for shown in following.shown_state().shown if shown.seq == told.seq), None)
        step = following.sight(ROOM).step(entry.step) if entry else None
        if not isinstance(step, Decision):
            return None
        # As it was counted, also where the facilitator looks back at what came before it was closed.
        state, people = following.play.state, list(following.people.values())
        count = vote_count(step, about, responses, people, state=state, room=following.class_room)
        rows = [(option.text.strip(), count.by_option.get(option.id, 0)) for option in told.options]
        return _bars(tr("票（{answered}／{of}）", answered=count.answered, of=count.of), rows)

    def _answered(self, given: Sequence[Response], seats: set[str] | None = None) -> Html:
        """How many have answered of those who can or did before leaving; only those in `seats`, if given."""
        answered = {response.person for response in given}
        could = [
            person.id
            for person in self.following.people.values()
            if (person.present or person.id in answered) and (seats is None or person.seat in seats)
        ]
        count = sum(name in answered for name in could)
        return el("p", tr("回答 {count}／{of}", count=count, of=len(could)), cls="counted")

    def _quiz_on_wall(self, quiz: QuizSent) -> Html | None:
        following = self.following
        responses = following.about(quiz.about)
        shown = following.class_room.shows(quiz.about)
        if not shown and not following.class_room.takes(quiz.about):
            return None
        head = [
            el("h3", el("span", tr("小問"), cls="kind")),
            el("p", quiz.passage, cls="words quiet") if quiz.passage else None,
            el("p", quiz.stem, cls="words"),
        ]
        if not shown:
            options = el("ol", [el("li", label) for label in quiz.options], cls="options")
            return el("article", head, options, self._answered(responses))
        rows = [
            (label, sum(response.body == str(number) for response in responses))
            for number, label in enumerate(quiz.options, 1)
        ]
        if quiz.answer:
            right = quiz.options[quiz.answer - 1]
            head.append(el("p", tr("答え：{answer}", answer=right), cls="answer"))
        return el("article", head, _bars(tr("教室の答え"), rows))

    def _when(self, seen: Seen) -> str:
        beginning = self.following.play.scenario.beginning
        return f"{clock(seen.elapsed)} {scenario_clock(beginning, seen.elapsed)}"

    def _notices(self) -> Html:
        following = self.following
        stage = following.play.exercise.stage
        notices = []
        if following.lost:
            notices.append(lost_words())
        elif following.unread:
            notices.append(tr("記録が読めるようになるのを待っています。"))
        elif following.paused:
            notices.append(tr("休んでいます。進行役が戻ると続きます。"))
        if stage.frozen is not None:
            notices.append(tr("この画面で止めています"))
        timer = None
        if stage.timer and not following.paused:
            clock_words = el(
                "b",
                slot("clock"),
                data_left=slot("left") if stage.timer.since is not None else None,
                data_rest=_discussion("#"),
                data_over=tr("話し合い 時間です"),
            )
            timer = el("p", clock_words, cls="timer")
        return join([*(el("p", words, cls="notice") for words in notices), timer])


def _ended() -> Html:
    # The page goes on trying to come back, without saying that it lost anything.
    return el("div", _only(tr("教室は閉じました"), tr("進行役がこの教室を閉じました。")), data_ended="1")


def _removed() -> Html:
    return _only(tr("教室の外にいます"), tr("進行役があなたを外しました。戻るには、進行役に言ってください。"))


def _only(title: str, words: str) -> Html:
    return join([el("h1", title), el("p", words, data_news=words)])


def _news(seen: Seen) -> str:
    """The words for a screen reader: the newest thing."""
    things = [thing for thing in seen.told if not isinstance(thing, ToldNote)]
    if not things:
        return tr("始まるのを待っています。")
    return " ".join(filter(None, (clock(things[-1].seconds), *heading(things[-1]))))


def _respond(about: str, body: Html) -> Html:
    return el(
        "form",
        el("input", type="hidden", name="csrf", value=slot("csrf")),
        el("input", type="hidden", name="about", value=about),
        body,
        el("p", slot("got", about), cls="got"),
        method="post",
        action="/respond",
        data_live="1",
    )


def _own(given: Response | None, option: str) -> Html:
    """What a person gave to something that takes no more answers; of a decision, beside the option taken."""
    if given is None or option not in ("", given.body):
        return EMPTY
    words = tr("あなたの票") if option else join([el("b", tr("あなたの答え")), " ", given.body.strip()])
    return el("p", words, cls="own")


def _hotwash(seen: Seen) -> Html | None:
    if not (seen.ended and seen.hotwash):
        return None
    questions = el("ol", [el("li", question.strip()) for question in seen.hotwash])
    return el("article", el("h3", el("span", tr("振り返りの問い"), cls="kind")), questions)


def _bars(title: str, rows: list[tuple[str, int]]) -> Html:
    """Counts, each as a number beside a meter: neither colour nor length is needed, nor said, to read it."""
    most = max((count for _, count in rows), default=0) or 1
    items = [
        el(
            "li",
            el("span", words),
            el("meter", value=count, min=0, max=most, aria_hidden="true"),
            el("b", str(count)),
        )
        for words, count in rows
    ]
    return el("section", el("h2", title), el("ol", items, cls="bars"))


def _discussion(time: str) -> str:
    return tr("話し合い 残り {time}", time=time)


def _left_words(left: float) -> str:
    """The time left of a discussion, in whole seconds begun, as in the room's window."""
    rest = math.ceil(left)
    return _discussion(f"{rest // 60}:{rest % 60:02}") if rest > 0 else tr("話し合い 時間です")
