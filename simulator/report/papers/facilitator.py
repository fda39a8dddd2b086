"""The facilitator's guide: the schedule, then every step with the facilitator's notes on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.doctrine import Doctrine
from simulator.exercise.times import clock, scenario_clock
from simulator.language import tr
from simulator.report.blocks import Break, Bullets, Facts, Heading, PaperBlock, Paragraph, Table
from simulator.report.course import inject_text, step_text
from simulator.report.papers.conditions import condition_named, effect_named
from simulator.report.papers.schedule import Schedule, schedules
from simulator.report.words import (
    Moments,
    all_cited,
    expected,
    kind_named,
    moments_from,
    phases_named,
    seats_named,
)
from simulator.scenario import Decision, Inject, Option, Question, Scenario, Step

_SHORT = 40  # characters of a step in the schedule


def facilitator(scenario: Scenario, doctrine: Doctrine) -> Iterator[PaperBlock]:
    """The guide."""
    yield Heading(tr("概要"))
    yield Facts(
        (
            (tr("対象"), scenario.audience),
            (tr("予定の長さ"), tr("{minutes}分", minutes=scenario.duration)),
            (tr("席"), seats_named(scenario.seats)),
            (
                tr("始まり"),
                tr(
                    "想定の中の {time}、{phases}",
                    time=scenario.beginning.at(0),
                    phases=phases_named(scenario.start),
                ),
            ),
        )
    )
    yield Paragraph(scenario.summary.strip())
    yield Heading(tr("学習目標"), 2)
    yield Bullets(
        tuple(
            tr("{topic}: {statement}", topic=objective.topic, statement=objective.text.strip())
            if objective.topic
            else objective.text.strip()
            for objective in scenario.objectives
        ),
        numbered=True,
    )
    yield from _files(scenario)
    yield Heading(tr("時間の割り振り"))
    yield from _plan(scenario)
    yield Break()
    yield Heading(tr("ステップごとの進め方"))
    later = {name: number for number, name in enumerate(scenario.messages, 1)}
    for number, step in enumerate(scenario.steps, 1):
        yield from _step(scenario, doctrine, number, step, later)
    yield Heading(tr("振り返りの問い"))
    yield Bullets(tuple(question.strip() for question in scenario.hotwash), numbered=True)


def _files(scenario: Scenario) -> Iterator[PaperBlock]:
    """The files to have ready to show or hand over, each with the steps that bring it."""
    steps = [(str(number), step) for number, step in enumerate(scenario.steps, 1)]
    steps += [
        (tr("後の知らせ {number}", number=number), message)
        for number, message in enumerate(scenario.messages.values(), 1)
    ]
    rows = tuple(
        (said, attachment.file, attachment.caption.strip())
        for said, step in steps
        if isinstance(step, Inject)
        for attachment in step.attachments
    )
    if rows:
        yield Heading(tr("用意する添付"), 2)
        yield Table((tr("番号"), tr("ファイル"), tr("説明")), rows, (16, 34, 50), small=True)


def _plan(scenario: Scenario) -> Iterator[PaperBlock]:
    plans = schedules(scenario)
    yield Paragraph(
        tr(
            "書いた人の長さと、それより短い授業への割り振りの案。授業の始まりからの分で示す。判断と問いに長く取ってある。"
        ),
        aside=True,
    )
    head = (
        tr("番号"),
        tr("想定の時刻"),
        tr("種類"),
        tr("内容"),
        *(tr("{minutes}分", minutes=p.minutes) for p in plans),
    )
    rows = [
        (
            str(number),
            _at(scenario, step),
            kind_named(step),
            _short(step),
            *(_slot(plan, number - 1) for plan in plans),
        )
        for number, step in enumerate(scenario.steps, 1)
    ]
    rows.append(("", "", tr("振り返り"), "", *(f"{plan.hot_wash}–{plan.minutes}" for plan in plans)))
    rest = 10 * len(plans)
    yield Table(head, tuple(rows), (6, 16, 13, 65 - rest, *([10] * len(plans))), small=True)


def _slot(plan: Schedule, at: int) -> str:
    slot = plan.slots[at]
    return tr("条件による") if slot is None else f"{slot.start}–{slot.end}"


def _at(scenario: Scenario, step: Step) -> str:
    return f"{clock(step.at)} {scenario_clock(scenario.beginning, step.at)}"


def _short(step: Step) -> str:
    text = " ".join(step_text(step).split())
    return text if len(text) <= _SHORT else text[:_SHORT] + "…"


def _step(
    scenario: Scenario, doctrine: Doctrine, number: int, step: Step, later: Mapping[str, int]
) -> Iterator[PaperBlock]:
    """One step with all notes on it; `later` numbers the messages that follow choices."""
    at = _at(scenario, step)
    yield Heading(tr("{number}  {at}  {kind}", number=number, at=at, kind=kind_named(step)), 3)
    pairs = [(tr("示すもの"), step_text(step))]
    if step.when is not None:
        pairs.insert(0, (tr("行う条件"), condition_named(step.when, scenario)))
    if isinstance(step, Inject):
        pairs += _foreseen(step, moments_from(step.at, scenario.beginning))
    if isinstance(step, Question) and step.answer:
        pairs.append((tr("解答の例"), step.answer.strip()))
    if isinstance(step, Decision):
        if step.countdown:
            pairs.append((tr("制限時間"), tr("{seconds}秒", seconds=step.countdown)))
        for order, option in enumerate(step.options, 1):
            pairs.append(_option(scenario, doctrine, order, option, later))
            pairs += [
                _message(scenario, doctrine, message.inject, later[message.inject])
                for message in option.later
            ]
    cites = getattr(step, "cites", ())
    if cites:
        pairs.append((tr("根拠の条項"), all_cited(doctrine, cites)))
    if step.notes.strip():
        pairs.append((tr("進行役の覚え"), step.notes.strip()))
    if step.objectives:
        places = {objective.id: place for place, objective in enumerate(scenario.objectives, 1)}
        pairs.append((tr("学習目標"), tr("、").join(str(places.get(name, name)) for name in step.objectives)))
    if step.next:
        pairs.append((tr("次"), _named(scenario, step.next)))
    yield Facts(tuple(pairs))


def _foreseen(step: Inject, by: Moments | None) -> Iterator[tuple[str, str]]:
    """What an inject is expected to bring, and the problems foreseen."""
    if step.expect:
        responses = expected(step, by)
        yield tr("予期される対応"), "\n".join(tr("・{item}", item=response) for response in responses)
    if step.problems:
        yield (
            tr("予期される問題"),
            "\n".join(tr("・{item}", item=problem.strip()) for problem in step.problems),
        )


def _message(scenario: Scenario, doctrine: Doctrine, name: str, number: int) -> tuple[str, str]:
    """A message that follows a choice as a row: its words, and the notes on them."""
    message = scenario.messages[name]
    lines = [inject_text(message)]
    lines += [f"{label}\n{foreseen}" for label, foreseen in _foreseen(message, None)]
    if message.cites:
        lines.append(all_cited(doctrine, message.cites))
    if message.notes.strip():
        lines.append(tr("覚え: {notes}", notes=message.notes.strip()))
    return tr("後の知らせ {number}", number=number), "\n".join(lines)


def _option(
    scenario: Scenario, doctrine: Doctrine, order: int, option: Option, later: Mapping[str, int]
) -> tuple[str, str]:
    """An option as a row: its words, effects, feedback and clauses."""
    lines = [option.text.strip()]
    if option.when is not None:
        lines.append(tr("選べる条件: {condition}", condition=condition_named(option.when, scenario)))
        closed = option.closed.strip()
        lines.append(tr("選べないとき: 「{why}」と示す", why=closed) if closed else tr("選べないとき: 隠す"))
    lines += [tr("効果: {effect}", effect=effect_named(effect)) for effect in option.effects]
    if option.feedback:
        lines.append(tr("講評: {feedback}", feedback=option.feedback.strip()))
    for message in option.later:
        number = later[message.inject]
        lines.append(
            tr("選んで {after} 後に: 後の知らせ {number}", after=_span(message.after), number=number)
        )
    if option.cites:
        lines.append(all_cited(doctrine, option.cites))
    return tr("選択肢 {number}", number=order), "\n".join(lines)


def _span(seconds: int) -> str:
    """A length of time as `0:20`."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"


def _named(scenario: Scenario, name: str) -> str:
    """A step as named in this guide, by its number."""
    numbers = {step.id: number for number, step in enumerate(scenario.steps, 1)}
    return str(numbers.get(name, name))
