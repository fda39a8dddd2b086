"""The wall's page: the newest thing that the room was told, and what the class answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.classroom.articles import Articles
from simulator.classroom.following import Following
from simulator.classroom.markup import Html, el, join
from simulator.classroom.page_head import notices, when
from simulator.classroom.told import hotwash_html
from simulator.exercise.attendance import vote_count
from simulator.exercise.classroom import QuizSent
from simulator.exercise.roll import Response, about_record
from simulator.exercise.told import Seen, Told, ToldDecision, ToldEnding, ToldInject, ToldQuestion
from simulator.exercise.viewer import ROOM
from simulator.language import tr, tr_count
from simulator.scenario import Decision


@dataclass(frozen=True, slots=True)
class WallPage:
    """The content of the wall's page, without links: nobody touches it."""

    following: Following
    articles: Articles

    def present(self, band: Html, panel: Html) -> Html:
        """What the room sees now, below the band of phases; `panel` says how to join."""
        following = self.following
        seen = following.sight(ROOM).seen(following.shown_state())
        top = el("header", band, notices(following), cls="top")
        seated = [f"{seat.label} {count}" for seat, count in following.seated()]
        counted = tr_count("{count}人", len(following.present()))
        foot = el("p", " · ".join((seen.title, when(following, seen), *seated, counted)), cls="quiet foot")
        if following.play.exercise.stage.blank:
            return join([top, foot])
        return join([top, el("div", el("div", self._told(seen), cls="told"), panel, cls="wide"), foot])

    def _told(self, seen: Seen) -> Html:
        """The newest thing, the last inject below it if that is another, and what the class answered."""
        quizzes = [self._quiz(quiz) for quiz in self.following.class_room.quiz]
        if not seen.told:
            return join([el("h1", seen.title), el("p", seen.summary.strip(), cls="words"), *quizzes])
        *earlier, newest = seen.told
        articles = [self.articles.article(newest, links=False), self._responses(seen, newest)]
        injects = [thing for thing in earlier if isinstance(thing, ToldInject)]
        if injects and not isinstance(newest, (ToldInject, ToldEnding)):
            articles.append(el("div", self.articles.article(injects[-1], links=False), cls="before"))
        answered = [
            join([el("p", thing.text.strip(), cls="words quiet"), self._responses(seen, thing)])
            for thing in earlier
            if isinstance(thing, (ToldDecision, ToldQuestion)) and self._shows(thing)
        ]
        return join([*quizzes, *articles, *answered[-1:], hotwash_html(seen)])

    def _shows(self, asked: ToldDecision | ToldQuestion) -> bool:
        """Whether the facilitator shows the class's answers to it."""
        return self.following.class_room.shows(about_record(asked.seq))

    def _responses(self, seen: Seen, thing: Told) -> Html | None:
        """How many have answered; once the facilitator shows them, the answers."""
        if not isinstance(thing, (ToldDecision, ToldQuestion)):
            return None
        if self._shows(thing):
            return self._answers(thing) if isinstance(thing, ToldQuestion) else self._votes(thing)
        about = about_record(thing.seq)
        if not any(open_thing.about == about for open_thing in self.following.open_to(ROOM, seen)):
            return None
        deciders = {seat.value for seat in thing.seats} if isinstance(thing, ToldDecision) else None
        return self._answered(self.following.about(about), deciders)

    def _answers(self, question: ToldQuestion) -> Html:
        """The class's own words, each with its seat."""
        following = self.following
        seats = {seat.value: seat.label for seat in following.seats}
        answers = [
            el(
                "li",
                el("b", seats.get(response.seat_of(following.people[response.person]), "")),
                " ",
                response.body.strip(),
            )
            for response in following.about(about_record(question.seq))
        ]
        return el("section", el("h2", tr("教室の答え")), el("ul", answers, cls="answers"))

    def _votes(self, decision: ToldDecision) -> Html | None:
        """The votes of each option."""
        following = self.following
        entry = next((shown for shown in following.shown_state().shown if shown.seq == decision.seq), None)
        step = following.sight(ROOM).step(entry.step) if entry else None
        if not isinstance(step, Decision):
            return None
        about = about_record(decision.seq)
        # As it was counted, also where the facilitator looks back at what came before it was closed.
        count = vote_count(
            step,
            about,
            following.about(about),
            list(following.people.values()),
            state=following.play.state,
            room=following.class_room,
        )
        rows = [(option.text.strip(), count.by_option.get(option.id, 0)) for option in decision.options]
        return _bars(tr("票（{answered}／{of}）", answered=count.answered, of=count.of), rows)

    def _answered(self, responses: Sequence[Response], seats: set[str] | None = None) -> Html:
        """How many have answered of those who can or did before leaving; only those in `seats`, if given."""
        answered = {response.person for response in responses}
        could_answer = [
            person.id
            for person in self.following.people.values()
            if (person.present or person.id in answered) and (seats is None or person.seat in seats)
        ]
        count = sum(person in answered for person in could_answer)
        return el("p", tr("回答 {count}／{of}", count=count, of=len(could_answer)), cls="counted")

    def _quiz(self, quiz: QuizSent) -> Html | None:
        """A short quiz: its options while it is open, then how many chose each."""
        class_room = self.following.class_room
        responses = self.following.about(quiz.about)
        shown = class_room.shows(quiz.about)
        if not shown and not class_room.takes(quiz.about):
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


def _bars(title: str, rows: list[tuple[str, int]]) -> Html:
    """Counts, each as a number beside a meter: readers need no colour or length, and hear only the number."""
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
