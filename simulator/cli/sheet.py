"""A transition's sheet as text."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.cli.output import say, width
from simulator.doctrine import Basis, Citation, CoordinationStep, Doctrine, Transition
from simulator.doctrine.citing import transition_label
from simulator.doctrine.passages import Change
from simulator.document import gloss
from simulator.language import tr

TO_READ = "・"  # the mark of words that are no step to go through


def print_sheet(doctrine: Doctrine, sheet: Transition) -> None:
    """Print condition, grounds, steps, what comes, continues and lapses, and the silences."""
    already_said: set[str] = set()
    rule = "─" * (width() // 2 * 2)
    say(tr("{transition}  【{basis}】", transition=transition_label(sheet), basis=sheet.basis.label))
    say(rule)
    say(tr(sheet.why), indent=2)
    say(tr("条件") if sheet.condition else tr("条件  本文に定めなし"))
    _citations(doctrine, sheet.condition, already_said)
    say(tr("根拠") if sheet.basis is not Basis.SILENT else tr("移る先の節の語"))
    _citations(doctrine, sheet.grounds, already_said)
    say(tr("調整の手順（本文の順。本文は順序を定めていない）"))
    for number, step in enumerate(sheet.steps, 1):
        _step(doctrine, step, f"{number:2}. ", already_said)
    if sheet.section_words:
        say(tr("移る先の節が、そこに入る者に述べる語（戻る者の手順ではない）"))
    for step in sheet.section_words:
        _step(doctrine, step, TO_READ, already_said)
    _changes(doctrine, tr("＋ 加わる措置"), sheet.comes)
    express = sum(change.basis is Basis.TEXT for change in sheet.continues)
    parts = tr("（明文 {express}・解釈 {reading}）", express=express, reading=len(sheet.continues) - express)
    _changes(doctrine, tr("＝ 続く措置{parts}", parts=parts), sheet.continues)
    _changes(doctrine, tr("－ 終わる措置（解釈）"), sheet.lapses)
    say(tr("本文に定めなし"))
    for silence in sheet.silent:
        say(f"{tr(silence.about)}: {tr(silence.note)}", indent=2, hang=2)
        _citations(doctrine, silence.nearest, already_said, prefix=tr("最も近い語"))


def _step(doctrine: Doctrine, step: CoordinationStep, mark: str, already_said: set[str]) -> None:
    """A step: who takes it, how it is worded, whose it is, on what basis it stands here, and why.

    Words that are only to be read on the way down are nobody's step, and so have no scope.
    """
    scope = tr("固有") if step.specific else tr("各段階")
    scope, indent = ("", 4) if mark == TO_READ else (scope, 2)
    basis = step.basis.label if step.basis else ""
    who = tr("／").join(filter(None, (step.roles, step.how, scope, basis)))
    say(f"{mark}{tr(step.title)}  {who}  {doctrine.document.label(step.sentence)}", indent=indent, hang=4)
    say(f"「{step.quote}」", indent=indent + 4, hang=2)
    if step.basis is Basis.READING and step.ground:
        place = doctrine.document.label(step.ground.sentence)
        reading = tr(
            "根拠 「{quote}」（{place}） 読み方：{why}",
            quote=step.ground.quote,
            place=place,
            why=tr(step.why),
        )
        again = tr("根拠 {place}（読み方は前に述べたとおり）", place=place)
        say(again if reading in already_said else reading, indent=indent + 4, hang=2)
        already_said.add(reading)
    if step.no_measure:
        why = tr("措置と読まない理由：{why}", why=tr(step.no_measure))
        say(why, indent=indent + 4, hang=2)
    if step.remark:
        say(tr("注: {remark}", remark=tr(step.remark)), indent=indent + 4, hang=4)


def _citations(
    doctrine: Doctrine, citations: Iterable[Citation], already_said: set[str], prefix: str = ""
) -> None:
    """The words cited. In English a heading is translated once, and then added to `already_said`."""
    for citation in citations:
        place = doctrine.document.label(citation.sentence)
        heading = doctrine.document.unit(citation.sentence).heading
        if gloss(heading) and heading not in already_said:
            already_said.add(heading)
            place = f"{place}, {gloss(heading)}"
        quotation = tr("「{quote}」（{place}）", quote=citation.quote, place=place)
        say(
            f"{prefix} {quotation}" if prefix else quotation,
            indent=4,
            hang=2,
        )


def _changes(doctrine: Doctrine, title: str, changes: tuple[Change, ...]) -> None:
    say(f"{title}  {len(changes)}")
    for change in changes:
        measure = change.measure
        who = tr(
            "{actors}／{conditions}",
            actors=measure.roles,
            conditions=measure.how,
        )
        basis = f"  {change.basis.label}" if change.basis is not Basis.TEXT else ""
        label = doctrine.document.label(measure.sentence)
        say(f"{tr(measure.title)}  {who}  {label}{basis}", indent=4, hang=2)
    for remark in dict.fromkeys(change.remark for change in changes if change.remark):
        concerned = sorted(
            {c.measure.sentence for c in changes if c.remark == remark}, key=doctrine.document.order
        )
        clauses = dict.fromkeys(doctrine.document.unit(name).clause for name in concerned)
        say(tr("注: {remark}", remark=f"{tr(remark)}（{tr('、').join(clauses)}）"), indent=4, hang=4)
