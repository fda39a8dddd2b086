"""The forms by which a learner answers: buttons of a vote and of a short quiz, and the field of a question.

Each names what it is about; a slot has what this person sent to it before.
"""

from __future__ import annotations

from simulator.classroom.following import LONGEST_ANSWER
from simulator.classroom.markup import Html, el, join, slot
from simulator.classroom.told import cites_html, closed_html
from simulator.exercise.classroom import QuizSent
from simulator.exercise.told import ToldDecision
from simulator.language import tr


def vote_form(about: str, decision: ToldDecision) -> Html:
    """A button for each option, with its clauses; those closed now cannot be pressed."""
    buttons = [
        el(
            "li",
            _button(about, option.number, option.id, option.text.strip(), disabled=bool(option.closed)),
            closed_html(option.closed),
            cites_html(option.cites, links=True),
            value=option.number,
        )
        for option in decision.options
    ]
    return _respond(about, el("ol", buttons, cls="choices"))


def quiz_form(about: str, quiz: QuizSent) -> Html:
    """A short quiz with a button for each of its options."""
    buttons = [
        el("li", _button(about, number, str(number), label)) for number, label in enumerate(quiz.options, 1)
    ]
    return el(
        "article",
        el("h3", el("span", tr("小問"), cls="kind")),
        el("p", quiz.passage, cls="words quiet") if quiz.passage else None,
        el("p", quiz.stem, cls="words"),
        _respond(about, el("ol", buttons, cls="choices")),
        cls="asked",
    )


def answer_form(about: str) -> Html:
    """A field for an answer in the learner's own words."""
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


def _button(about: str, number: int, body: str, label: str, *, disabled: bool = False) -> Html:
    """A button that sends `body`; a slot says whether this person sent it before."""
    return el(
        "button",
        label,
        type="submit",
        name="body",
        value=body,
        id=f"{about}-{number}",
        disabled=disabled,
        aria_pressed=slot("chosen", about, body),
    )


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
