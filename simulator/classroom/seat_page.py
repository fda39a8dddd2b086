"""A seat's page: what reached the seat, newest first, and the forms for what is open to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from simulator.classroom.articles import Articles
from simulator.classroom.following import Following, OpenToAnswers
from simulator.classroom.forms import answer_form, quiz_form, vote_form
from simulator.classroom.markup import Html, el, join
from simulator.classroom.page_head import notices, when
from simulator.classroom.told import heading, hotwash_html
from simulator.exercise.classroom import QuizSent
from simulator.exercise.roll import about_record
from simulator.exercise.times import clock
from simulator.exercise.told import Seen, Told, ToldDecision, ToldQuestion
from simulator.exercise.viewer import Viewer
from simulator.language import tr

RECENT = 12  # things on a seat's page; the history page has all


@dataclass(frozen=True, slots=True)
class SeatPage:
    """The content of a seat's page, the same for all who sit there."""

    following: Following
    articles: Articles

    def present(self, viewer: Viewer, band: Html) -> Html:
        """What the seat sees now, below the band of phases."""
        following = self.following
        seen = following.sight(viewer).seen(following.shown_state())
        top = el(
            "header",
            el("h1", viewer.label),
            el("p", when(following, seen), cls="quiet"),
            band,
            notices(following),
            cls="top",
        )
        if following.play.exercise.stage.blank:
            words = tr("前を見てください。")
            return join([top, el("p", words, cls="blank", data_news=words)])
        asked = following.open_to(viewer, seen)
        quizzes = [
            quiz_form(open_thing.about, open_thing.what)
            for open_thing in asked
            if isinstance(open_thing.what, QuizSent)
        ]
        link_to_all = (
            el("p", el("a", tr("これまでの全て"), href="/history")) if len(seen.told) > RECENT else None
        )
        arrived = el("h2", tr("届いたもの"), data_news=_news(seen))
        return join([top, *quizzes, arrived, self._feed(seen, asked, RECENT), link_to_all])

    def history(self, viewer: Viewer) -> Html:
        """Everything that reached the seat."""
        seen = self.following.sight(viewer).seen(self.following.shown_state())
        return join([el("h1", tr("これまでの全て")), self._feed(seen, (), len(seen.told))])

    def _feed(self, seen: Seen, asked: Sequence[OpenToAnswers], most: int) -> Html:
        """The newest `most` things; open questions have their form, and are shown however old they are."""
        things = seen.told
        if not things:
            return el("article", el("h3", seen.title), el("p", seen.summary.strip(), cls="words"))
        open_records = {
            open_thing.what.seq for open_thing in asked if not isinstance(open_thing.what, QuizSent)
        }
        recent = len(things) - most
        things_shown = [
            thing for number, thing in enumerate(things) if number >= recent or thing.seq in open_records
        ]
        articles = [
            self._article(thing, is_open=thing.seq in open_records) for thing in reversed(things_shown)
        ]
        return join([hotwash_html(seen), *articles])

    def _article(self, thing: Told, *, is_open: bool) -> Html:
        about = about_record(thing.seq)
        match thing:
            case ToldDecision() if is_open:
                return self.articles.article(thing, links=True, form=lambda: vote_form(about, thing))
            case ToldQuestion() if is_open:
                return self.articles.article(thing, links=True, form=lambda: answer_form(about))
        return self.articles.article(thing, links=True, own=about)


def _news(seen: Seen) -> str:
    """The words for a screen reader: the newest thing."""
    if not seen.told:
        return tr("始まるのを待っています。")
    newest = seen.told[-1]
    return " ".join(filter(None, (clock(newest.seconds), *heading(newest))))
