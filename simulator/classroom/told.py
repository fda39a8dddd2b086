"""What a viewer is told, as HTML. Made only from the values of `exercise/visibility`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from simulator.classroom.markup import Html, el, join, slot, text
from simulator.document.address import screen_label
from simulator.exercise.events import Firing
from simulator.exercise.naming import shown_name
from simulator.exercise.times import clock, limit_words, scenario_clock
from simulator.exercise.told import (
    Seen,
    Told,
    ToldChoice,
    ToldDecision,
    ToldEnding,
    ToldInject,
    ToldMove,
    ToldPassage,
    ToldQuestion,
)
from simulator.language import current, tr
from simulator.machine import Configuration
from simulator.scenario import Cite, Scenario
from simulator.scenario.calendar import Beginning

PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
}  # kinds of files that a page shows as pictures


def file_ending(file: str) -> str:
    """The ending of a file's name, which gives its kind."""
    return file.rpartition(".")[2].lower()


def told_html(
    scenario: Scenario, told: Told, *, links: bool, body: Html | None = None, own: str = ""
) -> Html:
    """One thing as an article. `links`: clauses link to the text; `body` replaces the options.

    `own` is what a person's answer to it is about: a slot has the answer, or marks the option voted for.
    """
    return _article(scenario.beginning, told, body, own, links, current())


@lru_cache(maxsize=1024)  # the same thing is on the next screens, and on those of other seats
def _article(
    beginning: Beginning,
    told: Told,
    body: Html | None,
    own: str,
    links: bool,  # noqa: FBT001
    _language: str,
) -> Html:
    kind, who = heading(told)
    head = el(
        "h3",
        el("time", f"{clock(told.seconds)} {scenario_clock(beginning, told.seconds)}"),
        " ",
        el("span", kind, cls="kind"),
        el("span", f" {who}", cls="who") if who else None,
    )
    kinds = f"{type(told).__name__.lower()}{' asked' if body else ''}"
    return el("article", head, _inside(told, body, own, links=links), cls=kinds)


def heading(told: Told) -> tuple[str, str]:
    """What a thing is, and whose."""
    match told:
        case ToldInject():
            receivers = tr("・").join(seat.label for seat in told.to)
            return told.mode.label, f"{shown_name(told.sender)} → {receivers}"
        case ToldQuestion():
            return tr("問い"), ""
        case ToldDecision():
            kind = tr("確認") if told.acknowledges else tr("判断")
            return (kind if told.options else tr("判断中")), told.decider
        case ToldChoice():
            return tr("判断済み"), told.decider
        case ToldMove():
            return tr("段階が動く"), ""
        case ToldEnding():
            return tr("終わり"), told.title
    return tr("進行"), ""


def cites_html(cites: Sequence[Cite], *, links: bool) -> Html | None:
    """Citations with the words quoted."""
    if not cites:
        return None
    return el("ul", [el("li", _cite(cite, links=links)) for cite in cites], cls="cites")


def hotwash_html(seen: Seen) -> Html | None:
    """The questions of the hotwash, once the exercise has ended."""
    if not (seen.ended and seen.hotwash):
        return None
    questions = el("ol", [el("li", question.strip()) for question in seen.hotwash])
    return el("article", el("h3", el("span", tr("振り返りの問い"), cls="kind")), questions)


def clause_link(clause: str, label: str = "") -> Html:
    """A link to a clause in the text."""
    return el("a", label or screen_label(clause), href=f"/text#{clause}")


def options_html(decision: ToldDecision, own: str, *, links: bool) -> Html:
    """The options, to read only; a person's own is marked where `own` names what the vote was about."""
    options = [_option(decision, place, own, links=links) for place in range(len(decision.options))]
    return el("ol", options, cls="options")


def _option(decision: ToldDecision, place: int, own: str, *, links: bool) -> Html:
    option = decision.options[place]
    return el(
        "li",
        el("p", option.text.strip()),
        slot("own", own, option.id) if own else None,
        closed_html(option.closed),
        cites_html(option.cites, links=links),
        value=option.number,
        cls="closed" if option.closed else None,
    )


def closed_html(why: str) -> Html | None:
    """Why an option may not be taken."""
    return el("p", tr("選べない: {why}", why=why), cls="quiet") if why else None


def _inside(told: Told, body: Html | None, own: str, *, links: bool) -> Html:
    match told:
        case ToldInject():
            about = "  ".join(filter(None, (told.subject, told.place)))
            return join(
                [
                    el("p", about, cls="about") if about else None,
                    _text(told.text),
                    _attachments(told, links=links),
                    cites_html(told.cites, links=links),
                ]
            )
        case ToldQuestion():
            points = el("ul", [el("li", point.strip()) for point in told.points]) if told.points else None
            answer = None
            if told.answer:
                answer = el(
                    "div",
                    el("p", tr("解答の例"), cls="about"),
                    _text(told.answer.text),
                    cites_html(told.answer.cites, links=links),
                    cls="answer",
                )
            return join([_text(told.text), points, slot("own", own) if own else None, answer, body])
        case ToldDecision():
            if not told.options:
                return el("p", tr("{decider}の判断を待っています。", decider=told.decider), cls="quiet")
            limit = limit_words(told.countdown) if told.countdown else ""
            return join(
                [
                    _text(told.text),
                    el("p", limit, cls="quiet") if limit and told.waits else None,
                    options_html(told, own, links=links) if body is None else body,
                ]
            )
        case ToldChoice():
            return _choice(told, links=links)
        case ToldMove():
            because = [_text(firing.because) for firing in told.fired if firing.because.strip()]
            return join([*map(_moved, told.fired), *because, cites_html(told.cites, links=links)])
        case ToldEnding() | ToldPassage():
            return _text(told.text)


def _attachments(inject: ToldInject, *, links: bool) -> Html | None:
    """Pictures as images, other files as links; without `links` only their names."""
    items = []
    for number, attachment in enumerate(inject.attachments):
        address = f"/file?at={inject.seq}&n={number}"
        name = el("a", attachment.label, href=address) if links else text(attachment.label)
        picture = None
        if file_ending(attachment.file) in PICTURES:
            picture = el("img", src=address, alt=attachment.label)
        items.append(el("li", picture, name))
    return el("ul", items, cls="attached") if items else None


def _choice(choice: ToldChoice, *, links: bool) -> Html:
    feedback = None
    if choice.feedback:
        feedback = el(
            "div",
            _text(choice.feedback.text),
            cites_html(choice.feedback.cites, links=links),
            cls="answer",
        )
    return join(
        [
            el("p", f"{choice.number}  {choice.text.strip()}", cls="taken") if choice.number else None,
            el("p", tr("理由: {reason}", reason=choice.reason)) if choice.reason else None,
            *(_moved(firing) for firing in choice.fired if firing.transitions),
            feedback,
        ]
    )


def _moved(fired: Firing) -> Html:
    before, after = (Configuration.of(frozenset(phases)).label for phases in (fired.before, fired.after))
    return el("p", f"{before} → {after}", cls="moved")


def _text(words: str) -> Html:
    return el("p", words.strip(), cls="words")


def _cite(cite: Cite, *, links: bool) -> Html:
    quote = f"「{cite.quote}」" if cite.quote else ""
    return join([quote, " ", clause_link(cite.clause) if links else el("b", screen_label(cite.clause))])
