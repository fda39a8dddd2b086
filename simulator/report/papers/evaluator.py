"""The evaluators' sheets (HSEEP's exercise evaluation guide): what to watch for each objective."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.doctrine import Doctrine
from simulator.exercise import Rating
from simulator.exercise.times import clock
from simulator.language import tr
from simulator.report.blocks import Break, Facts, Heading, Lines, PaperBlock, Paragraph, Table
from simulator.report.course import step_text
from simulator.report.evaluation import legend, strengths
from simulator.report.words import Moments, expected, kind_named, labels_cited, moments_from
from simulator.scenario import Cite, Decision, Inject, Question, Scenario, Step
from simulator.scenario.model import Objective


def evaluator(scenario: Scenario, doctrine: Doctrine) -> Iterator[PaperBlock]:
    """What the letters mean, then a sheet for each objective."""
    yield Heading(tr("使い方"))
    yield Paragraph(
        tr(
            "学習目標ごとに、見たことを書き、演習がどう進んだかを一つ選ぶ。"
            "正しい答えを測るものではない。見ていなければ N とする。"
        )
    )
    yield legend()
    yield Facts(((tr("評価者"), ""), (tr("日"), ""), (tr("席・組"), "")))
    for number, objective in enumerate(scenario.objectives, 1):
        yield Break()
        yield from _sheet(scenario, doctrine, number, objective)
    yield Break()
    yield from strengths()


def _sheet(scenario: Scenario, doctrine: Doctrine, number: int, objective: Objective) -> Iterator[PaperBlock]:
    yield Heading(tr("目標 {number}: {objective}", number=number, objective=objective.text.strip()))
    steps = [step for step in scenario.steps if objective.id in step.objectives]
    watched = [
        (clock(step.at), *_watched(doctrine, step, moments_from(step.at, scenario.beginning)), "")
        for step in steps
    ]
    for order, message in enumerate(scenario.messages.values(), 1):
        if objective.id in message.objectives:
            named = tr("後の知らせ {number}", number=order)
            watched.append((named, *_watched(doctrine, message, None), ""))
    rows = tuple(row for row in watched if row[2])
    if rows:
        head = (tr("演習の時刻"), tr("ところ"), tr("見ること"), tr("条項"), tr("見たこと"))
        yield Table(head, rows, (11, 22, 27, 14, 26), small=True)
    else:
        yield Paragraph(tr("この目標について、見ることを書いたステップはない。"))
    yield Lines(tr("観察したこと"), 4, keep=True)
    yield Heading(tr("評定（一つに印）"), 2)
    letters = tuple(rating.value for rating in Rating)
    yield Table(letters, (tuple(rating.label for rating in Rating),), (20,) * len(letters), form=True)


def _watched(doctrine: Doctrine, step: Step, by: Moments | None) -> tuple[str, str, str]:
    """The place of a step, what to watch for, and its clauses; `by` if its time is known."""
    text = " ".join(step_text(step).split())
    where = f"{kind_named(step)}\n{text[:60]}{'…' if len(text) > 60 else ''}"
    cites: tuple[Cite, ...] = getattr(step, "cites", ())
    match step:
        case Inject():
            look = "\n".join(tr("・{item}", item=response) for response in expected(step, by))
        case Question():
            look = step.answer.strip() or "\n".join(tr("・{item}", item=point) for point in step.points)
        case Decision():
            look = tr("選んだ理由を、本文の語で述べたか。選ばなかったものの根拠も言えたか。")
            cites = tuple(cite for option in step.options for cite in option.cites)
        case _:
            look = ""
    return where, look, labels_cited(doctrine, cites)
