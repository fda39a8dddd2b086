"""A change of phase as rows: measures that come, continue and lapse; a function's wording on both sides."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.doctrine import Actor, Basis, Doctrine, Function, Measure
from simulator.doctrine.passages import Change
from simulator.doctrine.sheet import changes
from simulator.doctrine.wording import pairs
from simulator.language import msg, tr
from simulator.machine import Configuration
from simulator.tui.asking import commands as keys
from simulator.tui.asking.matrix_rows import pair_row
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, as_described
from simulator.tui.kit.rows import RowText, basis_look, heading, place
from simulator.tui.kit.target import Target

BY_ACTOR, BY_FUNCTION, BY_BASIS = "actor", "function", "basis"  # targets of the rows of the filter itself
KINDS = (("＋", msg("加わる措置")), ("－", msg("終わる措置（終わりは解釈）")), ("＝", msg("続く措置")))


@dataclass(frozen=True, slots=True)
class Passing:
    """A change from one situation to another, with the filter for the measures to show."""

    before: Configuration
    after: Configuration
    actor: Actor | None = None
    function: Function | None = None
    basis: Basis | None = None

    @property
    def filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.actor or self.function or self.basis)

    def fits(self, change: Change) -> bool:
        """Whether the filter lets a measure through."""
        measure = change.measure
        return (
            (self.actor is None or self.actor in measure.actors)
            and (self.function is None or self.function in functions_of(measure))
            and (self.basis is None or self.basis is change.basis)
        )

    def changes_by_mark(self, doctrine: Doctrine) -> dict[str, list[Change]]:
        """The changes that fit, under the mark of their kind."""
        all_of_them = changes(doctrine, self.before.phases, self.after.phases)
        kinds = (all_of_them.comes, all_of_them.lapses, all_of_them.continues)
        return {mark: [c for c in kind if self.fits(c)] for (mark, _), kind in zip(KINDS, kinds, strict=True)}


def change_count(doctrine: Doctrine, before: Configuration, after: Configuration) -> str:
    """How many measures come and end: `+5 -0`."""
    changed = changes(doctrine, before.phases, after.phases)
    return f"+{len(changed.comes)} -{len(changed.lapses)}"


def functions_of(measure: Measure) -> tuple[Function, ...]:
    """The main function first."""
    return (measure.function, *measure.functions_also)


def filter_rows(doctrine: Doctrine, passing: Passing, caps: Caps = as_described) -> list[Block]:
    """The filter, and each function with its numbers of changes; the band shows the situations."""
    every = tr("すべて")
    rows = [
        _chosen(caps(keys.ACTOR), tr("行う者"), passing.actor.label if passing.actor else every, BY_ACTOR),
        _chosen(
            caps(keys.FUNCTION),
            tr("機能"),
            passing.function.label if passing.function else every,
            BY_FUNCTION,
        ),
        _chosen(
            caps(keys.BASIS),
            tr("根拠"),
            passing.basis.label if passing.basis else tr("明文と解釈"),
            BY_BASIS,
        ),
        heading(tr("機能ごと")),
    ]
    counted = _by_function(dataclasses.replace(passing, function=None).changes_by_mark(doctrine))
    for function, count in counted.items():
        here = function is passing.function
        line = (
            RowText().add("●" if here else "○", "now" if here else "").add(function.label, "strong", space=1)
        )
        line.row().add("  " + "  ".join(f"{mark}{count[mark]}" for mark, _ in KINDS), "quiet")
        rows.append(line.block(indent=0, target=function))
    return rows


def _chosen(key: str, name: str, value: str, target: str) -> Block:
    return RowText().add(name, "quiet").add(value, "strong").block(label=key, indent=2, target=target)


def _by_function(by_mark: dict[str, list[Change]]) -> dict[Function, Counter[str]]:
    counted: dict[Function, Counter[str]] = {}
    for mark, kind in by_mark.items():
        for change in kind:
            for function in functions_of(change.measure):
                counted.setdefault(function, Counter())[mark] += 1
    return {function: counted[function] for function in Function if function in counted}


def change_rows(doctrine: Doctrine, passing: Passing, caps: Caps = as_described) -> list[Block]:
    """What comes, goes and stays, each group with its share of text and reading."""
    rows: list[Block] = []
    if passing.before == passing.after:
        first, last = caps(keys.TOGGLE[0]), caps(keys.TOGGLE[-1])
        words = tr(
            "前も後も同じ段階。{first}–{last} で移る先を選ぶと、変わるものを示す。", first=first, last=last
        )
        rows.append(Block(words, look="quiet"))
    for (mark, title), changed in zip(KINDS, passing.changes_by_mark(doctrine).values(), strict=True):
        express = sum(change.basis is Basis.TEXT for change in changed)
        counted = tr("明文 {express}・解釈 {reading}", express=express, reading=len(changed) - express)
        rows.append(heading(f"{mark} {tr(title)}  {len(changed)}  {counted}", gap=1 if rows else 0))
        rows += [_change(doctrine, mark, change) for change in changed]
        if not changed:
            rows.append(Block(tr("なし"), indent=3, look="quiet"))
    return rows


def _change(doctrine: Doctrine, mark: str, change: Change) -> Block:
    m = change.measure
    line = RowText().add(tr(m.title), "strong").add(m.function.label, "quiet").row()
    line.add(m.roles).add(m.how)
    line.add(place(doctrine.document, m.sentence), "link").row()
    line.add(change.basis.label, basis_look(change.basis))
    line.add(f"「{change.ground.quote}」", space=1)
    line.add(place(doctrine.document, change.ground.sentence), "link", space=1)
    if change.why and change.ground.sentence != m.sentence:
        why = msg("読み方 {why}") if change.basis is Basis.READING else msg("注 {why}")
        line.row().add(tr(why, why=tr(change.why)), "quiet")
    if change.remark:
        line.row().add(tr(change.remark), "quiet")
    target = Target("cite", m.sentence, m.quote, f"{mark}{m.id}")
    return line.block(label=mark, indent=3, target=target)


def wording_rows(doctrine: Doctrine, passing: Passing, caps: Caps = as_described) -> list[Block]:
    """For the chosen function: what comes beside the nearest earlier wording, then what goes."""
    if passing.function is None:
        words = tr(
            "機能を選ぶと（{key}）、その文言が前と後でどう違うかを、語ごとに示す。", key=caps(keys.FUNCTION)
        )
        return [Block(words, look="quiet")]
    by_mark = passing.changes_by_mark(doctrine)
    coming, leaving, staying = (_mainly_first(by_mark[mark], passing.function) for mark, _ in KINDS)
    signs = tr("［－…］は前だけの語、［＋…］は後だけの語。近い文どうしを並べる。")
    rows = [Block(signs, look="quiet")] if coming or leaving else []
    shown = (
        pair
        for pair in pairs((*leaving, *staying), coming)
        if pair.after or (pair.before and pair.before in leaving)
    )
    rows += [pair_row(doctrine, pair, number) for number, pair in enumerate(shown)]
    if not rows:
        rows.append(Block(tr("この機能の文言は、前と後で変わらない。"), look="silent"))
    rows += _same(doctrine, staying)
    return rows


def _same(doctrine: Doctrine, staying: Iterable[Measure]) -> Iterator[Block]:
    listed = list(staying)
    if listed:
        yield heading(tr("前にも後にも同じ語で効くもの  {count}", count=len(listed)))
    for m in listed:
        line = RowText().add(f"「{m.quote}」").add(place(doctrine.document, m.sentence), "link", space=1)
        yield line.block(label="＝", indent=3, target=Target("cite", m.sentence, m.quote, f"same {m.id}"))


def _mainly_first(changed: Iterable[Change], function: Function) -> tuple[Measure, ...]:
    """The measures: first those whose main function it is, then those that also have it."""
    return tuple(sorted((c.measure for c in changed), key=lambda measure: measure.function is not function))
