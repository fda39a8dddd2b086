"""Each transition: steps ticked and not, measures that came and ended, and what the text leaves open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.doctrine import Change, Citation, Doctrine, Silence, Transition
from simulator.doctrine.sheet import changes
from simulator.exercise.state import Move
from simulator.language import tr, tr_count
from simulator.report.account import Account
from simulator.report.blocks import Facts, Heading, PaperBlock, Paragraph, Table
from simulator.report.times import Times

MOST_IN_FULL = 60  # transitions that are reported in full; each takes a page or two


def transitions(account: Account, times: Times) -> Iterable[PaperBlock]:
    """The transitions in their order."""
    moves, ticked = account.state.moves, account.state.ticked
    if not moves:
        yield Paragraph(tr("段階は動かなかった。"))
    for number, move in enumerate(moves[:MOST_IN_FULL], 1):
        yield from _move(account, number, move, ticked.get(move.seq, frozenset()), times)
    if len(moves) > MOST_IN_FULL:
        yield Paragraph(
            tr(
                "{all}回のうち、初めの{told}回を示した。ほかは経過にある。", all=len(moves), told=MOST_IN_FULL
            ),
            aside=True,
        )


def _move(
    account: Account, number: int, move: Move, ticked: frozenset[str], times: Times
) -> Iterator[PaperBlock]:
    doctrine = account.doctrine
    at = " ".join(filter(None, (times.at(move.elapsed), times.fiction(move.elapsed))))
    yield Heading(f"{number}  {at}  {move.before.label} → {move.after.label}", 3)
    why = "\n".join(firing.because.strip() for firing in move.firings if firing.because.strip())
    sheets = [sheet for name in move.transitions if (sheet := doctrine.transitions.get(name))]
    pairs = [(tr("そうなったわけ"), why)] if why else []
    for sheet in sheets:
        pairs.append((tr("移ることの根拠"), sheet.basis.label))
        if sheet.condition:
            pairs.append((tr("入る条件の語"), _quoted(doctrine, sheet.condition)))
    yield Facts(tuple(pairs))
    for sheet in sheets:
        yield from _steps(doctrine, sheet, ticked)
    yield from _measures(doctrine, move)


def _steps(doctrine: Doctrine, sheet: Transition, ticked: frozenset[str]) -> Iterator[PaperBlock]:
    """The steps of a sheet: specific and ticked ones in full, the rest by name."""
    ordered = sorted(sheet.steps, key=lambda step: not step.specific)
    done = sum(step.sentence in ticked for step in ordered)
    yield Paragraph(tr("調整の手順 {all}のうち、済の印 {done}", all=len(ordered), done=done))
    rest = [tr(step.title) for step in ordered if not (step.specific or step.sentence in ticked)]
    ordered = [step for step in ordered if step.specific or step.sentence in ticked]
    rows = tuple(
        (
            "☑" if step.sentence in ticked else "☐",
            tr(step.title),
            step.roles,
            step.how,
            tr("固有") if step.specific else tr("各段階"),
            step.basis.label if step.basis else "",
            doctrine.document.label(step.sentence),
        )
        for step in ordered
    )
    head = ("", tr("手順"), tr("だれ"), tr("言い方"), tr("範囲"), tr("根拠"), tr("条項"))
    if rows:
        yield Table(head, rows, (5, 24, 18, 22, 9, 9, 13), small=True)
    if rest:
        names = tr("、").join(rest)
        yield Paragraph(
            tr("どの段階にも共通で、済の印のない手順 {count}: {names}", count=len(rest), names=names),
            aside=True,
        )


def _measures(doctrine: Doctrine, move: Move) -> Iterator[PaperBlock]:
    """The measures that came, ended and went on, with all phases before and after taken together."""
    effect = changes(doctrine, move.before.phases, move.after.phases)
    rows = [*_rows(doctrine, tr("加わる"), effect.comes), *_rows(doctrine, tr("終わる"), effect.lapses)]
    head = ("", tr("措置"), tr("だれ"), tr("言い方"), tr("根拠"), tr("条項"))
    if rows:
        yield Table(head, tuple(rows), (10, 27, 18, 22, 9, 14), small=True)
    for remark in dict.fromkeys(change.remark for change in effect.comes if change.remark):
        sections = dict.fromkeys(
            doctrine.document.unit(change.measure.sentence).clause
            for change in effect.comes
            if change.remark == remark
        )
        yield Paragraph(f"{tr(remark)}（{tr('、').join(sections)}）", aside=True)
    yield Paragraph(tr_count("続く措置 {count}", len(effect.continues)), aside=True)


def _rows(doctrine: Doctrine, way: str, group: Iterable[Change]) -> Iterator[tuple[str, ...]]:
    for change in group:
        measure = change.measure
        place = doctrine.document.label(measure.sentence)
        yield way, tr(measure.title), measure.roles, measure.how, change.basis.label, place


def silences(account: Account, _times: Times) -> Iterable[PaperBlock]:
    """What the text leaves open in the transitions made, each once, with its nearest words."""
    silent: dict[tuple[str, str], Silence] = {}
    for move in account.state.moves:
        for name in move.transitions:
            sheet = account.doctrine.transitions.get(name)
            for silence in sheet.silent if sheet else ():
                silent.setdefault((silence.about, silence.note), silence)
    if not silent:
        return
    rows = tuple(
        (tr(left_open.about), tr(left_open.note), _quoted(account.doctrine, left_open.nearest))
        for left_open in silent.values()
    )
    yield Table((tr("何について"), tr("本文"), tr("最も近い語")), rows, (22, 40, 38))


def _quoted(doctrine: Doctrine, citations: Iterable[Citation]) -> str:
    return "\n".join(f"{doctrine.document.label(c.sentence)}「{c.quote}」" for c in citations)
