"""One thing that was shown, as rows: a step of the script, an added inject, an option taken, a note."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.document import Document
from simulator.document.address import ClauseError
from simulator.exercise.events import Added, Firing
from simulator.exercise.naming import shown_name
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario import (
    Cite,
    Decision,
    Ending,
    Expected,
    Inject,
    Note,
    Option,
    Question,
    Scenario,
    Seat,
    Step,
    TransitionStep,
)
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import Line, Target, place
from simulator.tui.moment.phases import clock
from simulator.tui.play.times import scenario_clock
from simulator.tui.play.view import View

Rows = tuple[Block, ...]


SHOWN, TAKEN, NOTED = "●", "✓", "✎"  # the signs of an inject, of an option taken, of a note


def sign_of(step: Step) -> str:
    """The sign of a step of the script that was shown."""
    match step:
        case Inject():
            return SHOWN
        case TransitionStep():
            return "▲"
        case Question():
            return "？"
        case Decision():
            return "◆"
        case Ending():
            return "■"
    return "・"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what was shown to one view; `key` in its methods tells equal rows of two moments apart."""

    scenario: Scenario
    document: Document
    view: View

    def step(self, step: Step, seconds: float, key: str, *, waiting: bool, fired: tuple[Firing, ...]) -> Rows:
        """A step of the script; nothing if it did not reach this view."""
        if not self.view.receives(step):
            return ()
        match step:
            case Inject():
                rows = self._inject(step, seconds, key)
            case TransitionStep():
                rows = [self._head(sign_of(step), tr("段階が動く"), seconds), *_moves(fired)]
                rows += self._cites(step.cites, key)
            case Question():
                rows = self._question(step, seconds, key)
            case Decision():
                rows = self._decision(step, seconds, key, waiting=waiting)
            case Ending():
                rows = [
                    self._head(sign_of(step), tr("終わり  {title}", title=step.title), seconds),
                    _text(step.text),
                ]
            case Note():
                rows = [self._head(sign_of(step), tr("進行"), seconds), _text(step.text)]
        if step.notes.strip() and self.view.is_facilitator:
            rows.append(_aside(tr("覚え"), step.notes))
        return tuple(row for row in rows if row.text)

    def added(self, added: Added, seconds: float) -> Rows:
        """An inject of the facilitator's own."""
        if not self.view.receives(added):
            return ()
        kind = tr("状況付与（{mode}）", mode=added.mode.label)
        if self.view.is_facilitator:
            kind = tr("状況付与（{mode}） 進行役が追加", mode=added.mode.label)
        return (
            self._head(SHOWN, kind, seconds),
            _route(shown_name(added.sender), added.to),
            _text(added.text),
        )

    def taken(
        self, decision: Decision, option: Option, seconds: float, key: str, fired: tuple[Firing, ...]
    ) -> Rows:
        """An option taken, with what is said of it; other seats learn only that it was decided."""
        if not self.view.decides(decision):
            return (
                self._head(TAKEN, tr("判断済み: {seat}", seat=decision.seat.label), seconds),
                *_moves(fired, why=False),
            )
        number = decision.options.index(option) + 1
        return (
            self._head(TAKEN, _taken(decision), seconds),
            Block(option.text.strip(), label=str(number), indent=3, look="strong"),
            *_moves(fired),
            *_named(tr("講評"), option.feedback),
            *self._cites(option.cites, key),
        )

    def note(self, text: str, seconds: float, about: str) -> Rows:
        """A note of the facilitator's, perhaps `about` an earlier time; seats do not see it."""
        if not self.view.is_facilitator:
            return ()
        return (
            self._head(NOTED, tr("覚書 {time} について", time=about) if about else tr("覚書"), seconds),
            Block(text.strip(), indent=2, look="reading"),
        )

    def _head(self, mark: str, kind: str, seconds: float) -> Block:
        """Mark, both times, and after two blank cells the kind of thing."""
        at = f"{clock(seconds)} {scenario_clock(self.scenario.begins, seconds)}".replace(" ", "\u00a0")
        return Line().add(mark, "key").add(at, "quiet", space=1).add(kind, "heading").block(gap=1)

    def _inject(self, step: Inject, seconds: float, key: str) -> list[Block]:
        rows = [
            self._head(sign_of(step), tr("状況付与（{mode}）", mode=step.mode.label), seconds),
            _route(step.sender, step.to),
            *_named(tr("件名"), step.subject),
            *_named(tr("場所"), step.place),
            _text(step.text),
            *self._cites(step.cites, key),
        ]
        if step.expect and self.view.is_facilitator:
            rows.append(_aside(tr("予期される対応"), "\n".join(map(_expected, step.expect))))
        if step.problems and self.view.is_facilitator:
            rows.append(_aside(tr("予期される問題"), "\n".join(f"・{one.strip()}" for one in step.problems)))
        return rows

    def _question(self, step: Question, seconds: float, key: str) -> list[Block]:
        rows = [self._head(sign_of(step), tr("問い"), seconds), _text(step.text)]
        rows += [Block(point.strip(), label="・", indent=3) for point in step.points]
        if self.view.is_facilitator:  # the clauses are half of the answer
            if step.answer:
                rows.append(_aside(tr("解答の例"), step.answer))
            rows += self._cites(step.cites, key)
        return rows

    def _decision(self, step: Decision, seconds: float, key: str, *, waiting: bool) -> list[Block]:
        if not self.view.decides(step):
            # Once it is taken, the row that says so is enough.
            return (
                [self._head(sign_of(step), tr("判断中: {seat}", seat=step.seat.label), seconds)]
                if waiting
                else []
            )
        kind = tr("確認") if step.acknowledges else tr("判断")
        rows = [
            self._head(sign_of(step), tr("{kind}  {seat}", kind=kind, seat=step.seat.label), seconds),
            _text(step.text),
        ]
        if step.countdown:
            minutes, rest = divmod(step.countdown, 60)
            limit = (
                tr("{minutes}分{seconds:02}秒", minutes=minutes, seconds=rest)
                if rest
                else tr("{minutes}分", minutes=minutes)
            )
            rows.append(Block(tr("制限時間 {limit}（実時間）", limit=limit), indent=2, look="quiet"))
        for number, option in enumerate(step.options, 1):
            line = Line().add(option.text.strip(), "strong" if waiting else "quiet")
            for at, (label, cited) in enumerate(self._labels(option.cites).items()):
                line.add(label, "link" if cited else "quiet", space=1 if at else 2, target=cited)
            target = str(Target("option", option.id, key=key)) if waiting else ""
            rows.append(line.block(label=str(number), indent=3, target=target))
        if waiting:
            how = (
                tr("1 を押すか、行で Enter を押すと、確認したことになる。")
                if step.acknowledges
                else tr("番号を押すか、選択肢の行で Enter。")
            )
            rows.append(Block(how, indent=2, look="quiet"))
        return rows

    def _cites(self, cites: Iterable[Cite], key: str) -> list[Block]:
        """The clauses cited, each a row that opens; one that is not in the text says so."""
        rows: list[Block] = []
        for number, cite in enumerate(cites):
            quote = f"「{cite.quote}」" if cite.quote else ""
            try:
                name = self.document.resolve(cite.clause)
            except ClauseError:
                line = (
                    Line()
                    .add(quote, "quiet")
                    .add(tr("{clause}（本文にない条項番号）", clause=cite.clause), "warning", space=1)
                )
                rows.append(line.block(indent=2))
                continue
            line = Line().add(quote).add(place(self.document, name), "link", space=1)
            rows.append(line.block(indent=2, target=str(Target("cite", name, cite.quote, f"{key}.{number}"))))
        return rows

    def _labels(self, cites: Iterable[Cite]) -> dict[str, str]:
        """Each clause cited, once, with what opens it; nothing opens one that is not in the text."""
        found: dict[str, str] = {}
        for cite in cites:
            try:
                name = self.document.resolve(cite.clause)
            except ClauseError:
                found.setdefault(cite.clause, "")
                continue
            found.setdefault(place(self.document, name), str(Target("cite", name, cite.quote)))
        return found


def _text(text: str) -> Block:
    return Block(text.strip(), indent=2)


def _named(name: str, words: str) -> list[Block]:
    """Words under their name; nothing where there are none."""
    if not words.strip():
        return []
    return [Line().add(name, "label").add(words.strip(), space=2).block(indent=2)]


def _expected(expected: Expected) -> str:
    """A response, its window, and what an evaluator ticks."""
    line = f"・{expected.text.strip()}"
    if expected.within is not None:
        line = tr("{line}（{minutes}分以内）", line=line, minutes=expected.within)
    return "\n".join([line, *(f"　☐ {tick.strip()}" for tick in expected.ticks)])


def _taken(decision: Decision) -> str:
    """Who took an option; where there was but one, that it was taken note of."""
    if decision.acknowledges:
        return tr("{seat}の確認", seat=decision.seat.label)
    return tr("{seat}の選択", seat=decision.seat.label)


def _route(sender: str, seats: Iterable[Seat]) -> Block:
    line = Line().add(sender, "strong").add("→", "quiet", space=1)
    return line.add(tr("・").join(seat.label for seat in seats), space=1).block(indent=2)


def _aside(title: str, text: str) -> Block:
    """What only the facilitator sees."""
    line = Line().add(f"〔{title}〕", "label")
    if "\n" in text.strip():
        line.row()
    return line.add(text.strip(), "reading", space=0).block(indent=2)


def _moves(fired: Iterable[Firing], *, why: bool = True) -> list[Block]:
    """What triggers did to the phases, as it was recorded."""
    rows = []
    for one in fired:
        before, after = (Configuration.of(frozenset(phases)).label for phases in (one.before, one.after))
        if one.transitions:
            line = Line().add(tr("段階"), "label").add(f"{before} → {after}", "now")
            if why and one.because.strip():
                line.row().add(one.because.strip(), "quiet")
        else:
            line = Line().add("×", "warning").add(f"{one.trigger.label}: {one.said}", "warning", space=1)
        rows.append(line.block(indent=2))
    return rows
