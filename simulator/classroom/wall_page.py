"""The wall's page: the newest thing that the room was told, and what the class answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.classroom.articles import Articles
from simulator.classroom.following import Following
from simulator.classroom.markup import Html, el, join
from simulator.classroom.page_head import notices, when
from simulator.classroom.told import hotwash_html
from simulator.exercise.attendance import Asked, RoomAnswers, asked
from simulator.exercise.room_answers import AnsweredThing, RoomQuiz, answers_told
from simulator.exercise.told import Seen, ToldDecision, ToldEnding, ToldInject
from simulator.exercise.viewer import ROOM
from simulator.language import tr, tr_count


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
        answers = answers_told(self._asked(), seen)
        quizzes = [_quiz_html(quiz) for quiz in answers.quizzes]
        if not seen.told:
            return join([el("h1", seen.title), el("p", seen.summary.strip(), cls="words"), *quizzes])
        *earlier, newest = seen.told
        articles = [self.articles.article(newest, links=False)]
        articles += [self._answers(answered) for answered in answers.things if answered.thing is newest]
        injects = [thing for thing in earlier if isinstance(thing, ToldInject)]
        if injects and not isinstance(newest, (ToldInject, ToldEnding)):
            articles.append(el("div", self.articles.article(injects[-1], links=False), cls="before"))
        answered_before = [
            join([el("p", answered.thing.text.strip(), cls="words quiet"), self._answers(answered)])
            for answered in answers.things
            if answered.thing is not newest
        ]
        return join([*quizzes, *articles, *answered_before, hotwash_html(seen)])

    def _asked(self) -> tuple[Asked, ...]:
        following = self.following
        play = following.play
        people, responses = list(following.people.values()), following.responses.values()
        revealed = play.exercise.stage.revealed
        return asked(play.script, play.state, following.class_room, people, responses, revealed=revealed)

    def _answers(self, answered: AnsweredThing) -> Html:
        """How many have answered; once they are shown, the votes, or each answer with its seat."""
        answers = answered.answers
        if not answers.is_shown:
            return _counted(answers)
        if isinstance(answered.thing, ToldDecision):
            return _bars(
                tr("票（{answered}／{of}）", answered=answers.answered, of=answers.of), answers.tally
            )
        seats = {seat.value: seat.label for seat in self.following.seats}
        items = [el("li", el("b", seats.get(seat, "")), " ", words) for seat, words in answers.words]
        return el("section", el("h2", tr("教室の答え")), el("ul", items, cls="answers"))


def _counted(answers: RoomAnswers) -> Html:
    return el("p", tr("回答 {count}／{of}", count=answers.answered, of=answers.of), cls="counted")


def _quiz_html(quiz: RoomQuiz) -> Html:
    """A short quiz: its options while it is open, then how many chose each."""
    answers = quiz.answers
    head = [
        el("h3", el("span", tr("小問"), cls="kind")),
        el("p", quiz.passage, cls="words quiet") if quiz.passage else None,
        el("p", quiz.stem, cls="words"),
    ]
    if not answers.is_shown:
        options = el("ol", [el("li", label) for label in quiz.options], cls="options")
        return el("article", head, options, _counted(answers))
    if answers.right:
        right = quiz.options[answers.right - 1]
        head.append(el("p", tr("答え：{answer}", answer=right), cls="answer"))
    return el("article", head, _bars(tr("教室の答え"), answers.tally))


def _bars(title: str, rows: Sequence[tuple[str, int]]) -> Html:
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
