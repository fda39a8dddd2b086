"""A report: the account of an exercise as typed blocks. It tells what was done, without judging it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from simulator import __version__
from simulator.exercise import shown_name
from simulator.language import current, msg, tr, tr_count
from simulator.report.account import Account
from simulator.report.blocks import Bullets, Facts, Heading, Lines, Paper, PaperBlock, Paragraph, Table
from simulator.report.class_answers import class_answers
from simulator.report.course import course
from simulator.report.decisions import decisions
from simulator.report.evaluation import plan, ratings
from simulator.report.timeline import line_of
from simulator.report.times import Times
from simulator.report.transitions import silences, transitions
from simulator.report.words import phases_named, seats_named
from simulator.scenario import Decision
from simulator.source import SOURCE

FICTION = msg("教育用・架空の想定です。武力の行使を勧めず、法的な権限を持ちません。")

Section = Callable[[Account, Times], Iterable[PaperBlock]]


def report(account: Account) -> Paper:
    """The whole report."""
    begins = account.scenario.beginning if account.scenario else None
    times = Times(account.state.offset, begins)
    sections = [(tr(title), list(section(account, times))) for title, section in _SECTIONS]
    blocks: list[PaperBlock] = []
    for number, (title, body) in enumerate(((title, body) for title, body in sections if body), 1):
        blocks += [Heading(tr("{number}. {title}", number=number, title=title)), *body]
    return Paper(
        title=shown_name(account.title),
        subtitle=tr("実施報告（AAR）  {day}（{zone}）", day=times.day(account.began), zone=times.zone),
        foot=tr("演習 {exercise}  {fiction}", exercise=account.exercise, fiction=tr(FICTION)),
        blocks=tuple(blocks),
        language=current(),
    )


def _overview(account: Account, times: Times) -> Iterable[PaperBlock]:
    scenario = account.scenario
    yield Facts(tuple(_facts(account, times)))
    if scenario:
        yield Paragraph(scenario.summary.strip())
        yield Heading(tr("学習目標"), 2)
        yield Bullets(tuple(objective.text.strip() for objective in scenario.objectives), numbered=True)
    elif account.source:
        yield Paragraph(tr("シナリオの原文をこの版では読めないため、ステップは名だけを示す。"), aside=True)


def _facts(account: Account, times: Times) -> Iterable[tuple[str, str]]:
    scenario, state = account.scenario, account.state
    yield tr("実施"), tr("{began} 〜 {ended}", began=times.day(account.began), ended=times.day(account.ended))
    yield tr("時刻"), times.zone
    last = times.at(state.elapsed)
    yield (
        tr("演習の時間"),
        tr("{last} まで（{fiction}）", last=last, fiction=times.fiction(state.elapsed)) if scenario else last,
    )
    if account.until is not None:
        yield tr("範囲"), tr("{time} までの記録", time=times.at(account.until))
    start, now = phases_named(account.start), state.configuration.label
    yield tr("段階"), f"{start} → {now}" if state.moves else now
    if scenario:
        yield tr("席"), seats_named(scenario.seats)
        yield tr("対象"), scenario.audience
        yield tr("終わったか"), tr("終わりまで進んだ") if account.is_over else tr("途中まで")
    yield tr("筋"), account.branch.label
    yield (
        tr("記録したもの"),
        tr("、").join(
            (
                tr_count("示したもの {count}件", len(state.shown)),
                tr_count("判断 {count}件", len(state.decisions)),
                tr_count("段階の動き {count}回", len(state.moves)),
                tr_count("メモ {count}件", len(state.notes)),
            )
        ),
    )


def _line(account: Account, _times: Times) -> Iterable[PaperBlock]:
    yield line_of(account)
    yield Paragraph(
        tr("印の間は出来事の順で、時間の長さに比例しない。◆ 判断　○ 状況付与　▲ 段階の動き"), aside=True
    )


def _others(account: Account, times: Times) -> Iterable[PaperBlock]:
    if not account.others:
        return
    rows = []
    for other in account.others:
        name = other.branch.label
        if other.branch.undone:
            name = tr("{branch}（取り消した先）", branch=name)
        decided = "\n".join(_taken(account, *taken) for taken in other.decisions)
        rows.append((name, times.at(other.left), decided, other.state.configuration.label))
    label = account.branch.label
    yield Paragraph(
        tr(
            "この報告の筋: {branch}。着いた段階: {phases}。",
            branch=label,
            phases=account.state.configuration.label,
        )
    )
    head = (tr("分岐"), tr("分かれた時点"), tr("その先の判断"), tr("着いた段階"))
    yield Table(head, tuple(rows), (18, 12, 50, 20))


def _taken(account: Account, decision: str, option: str, reason: str) -> str:
    """An option taken, in its author's words, with the class's reason."""
    steps = account.scenario.steps if account.scenario else ()
    asked = next((step for step in steps if isinstance(step, Decision) and step.id == decision), None)
    options = asked.options if asked else ()
    words = next(
        (offered.text.strip() for offered in options if offered.id == option), f"{decision}/{option}"
    )
    if reason:
        return tr("・{option}（理由: {reason}）", option=words, reason=reason)
    return tr("・{option}", option=words)


def _hotwash(account: Account, _times: Times) -> Iterable[PaperBlock]:
    for number, question in enumerate(account.scenario.hotwash if account.scenario else (), 1):
        yield Lines(tr("{number}. {question}", number=number, question=question.strip()), 2)


def _participants(account: Account, _times: Times) -> Iterable[PaperBlock]:
    seats = [seat.label for seat in account.scenario.seats] if account.scenario else []
    rows = tuple((name, "", "") for name in (*seats, tr("進行役"), tr("評価者")))
    yield Table((tr("席"), tr("氏名"), tr("所属")), rows, (30, 40, 30), form=True)


def _records(account: Account) -> str:
    count = len(account.history.records)
    return tr("{count}件、この報告は {seq} まで", count=count, seq=account.state.seq)


def _origin(account: Account, times: Times) -> Iterable[PaperBlock]:
    pairs = [
        (tr("演習の番号"), account.exercise),
        (
            tr("記録"),
            _records(account),
        ),
    ]
    if account.source:
        pairs += [
            (tr("シナリオ"), account.source_name),
            (tr("シナリオの原文の指紋"), f"BLAKE2b-128 {account.source_hash}"),
        ]
    pairs += [
        (tr("本文"), tr("{source}（{date}）", source=SOURCE.title, date=tr(SOURCE.date))),
        (tr("作ったもの"), f"shishin {__version__}"),
        (tr("時刻"), times.zone),
    ]
    yield Facts(tuple(pairs))
    yield Paragraph(tr(FICTION), aside=True)


_SECTIONS: tuple[tuple[str, Section], ...] = (
    (msg("概要"), _overview),
    (msg("時間の線"), _line),
    (msg("経過"), course),
    (msg("判断"), decisions),
    (msg("教室の答え"), class_answers),
    (msg("段階の動き"), transitions),
    (msg("本文に定めのないこと"), silences),
    (msg("ほかの分岐"), _others),
    (msg("振り返りの問い"), _hotwash),
    (msg("評定"), ratings),
    (msg("改善計画（Improvement Plan）"), plan),
    (msg("参加者"), _participants),
    (msg("出どころ"), _origin),
)
