"""Rows of one thing told: a step of the script, an added inject, a choice, or a note.

`exercise/visibility.py` has already decided what the viewer may know; this only makes rows of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.document import Document
from simulator.document.address import ClauseError
from simulator.exercise.events import Firing
from simulator.exercise.naming import shown_name
from simulator.exercise.times import limit_words
from simulator.exercise.told import (
    Aside,
    ToldChoice,
    ToldDecision,
    ToldEnding,
    ToldFacilitator,
    ToldInject,
    ToldMove,
    ToldNote,
    ToldPassage,
    ToldQuestion,
    ToldVote,
)
from simulator.language import tr, tr_count
from simulator.machine import Configuration
from simulator.scenario import (
    AnySeat,
    Cite,
    Decision,
    Ending,
    Expected,
    Inject,
    Question,
    Scenario,
    Step,
    TransitionStep,
)
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.commands import Caps, as_described
from simulator.tui.kit.rows import RowText, place
from simulator.tui.kit.target import Target
from simulator.tui.moment.phases import clock
from simulator.tui.play.commands import DECIDE, OPTIONS
from simulator.tui.play.times import scenario_clock

Rows = tuple[Block, ...]


# The signs of an inject, a vote, an option taken, and a note.
SHOWN, VOTED, TAKEN, NOTED = "●", "∑", "✓", "✎"


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


_MARKS: dict[type[ToldFacilitator], str] = {
    ToldInject: SHOWN,
    ToldMove: "▲",
    ToldQuestion: "？",
    ToldDecision: "◆",
    ToldVote: VOTED,
    ToldChoice: TAKEN,
    ToldEnding: "■",
    ToldPassage: "・",
    ToldNote: NOTED,
}


def title(told: ToldFacilitator, aside: Aside | None, about: str = "") -> str:
    """What kind of thing was told; `about` is the time that a note is about."""
    match told:
        case ToldInject(mode=mode):
            own = aside is not None and aside.own
            words = tr("状況付与（{mode}）", mode=mode.label)
            return tr("状況付与（{mode}） 進行役が追加", mode=mode.label) if own else words
        case ToldMove():
            return tr("段階が動く")
        case ToldQuestion():
            return tr("問い")
        case ToldDecision():
            return _title_of_decision(told)
        case ToldVote():
            return tr(
                "投票  {seat}  {of}人中 {answered}人", seat=told.decider, of=told.of, answered=told.answered
            )
        case ToldChoice():
            return _title_of_choice(told)
        case ToldEnding():
            return tr("終わり  {title}", title=told.title)
        case ToldPassage():
            return tr("進行")
        case ToldNote():
            return tr("メモ {time} について", time=about) if about else tr("メモ")


def _title_of_decision(decision: ToldDecision) -> str:
    if decision.options:
        return (
            tr("確認  {seat}", seat=decision.decider)
            if decision.acknowledges
            else tr("判断  {seat}", seat=decision.decider)
        )
    return (
        tr("確認待ち: {seat}", seat=decision.decider)
        if decision.acknowledges
        else tr("判断中: {seat}", seat=decision.decider)
    )


def _title_of_choice(choice: ToldChoice) -> str:
    if choice.acknowledges:
        return tr("{seat}の確認", seat=choice.decider)
    if choice.number:
        return tr("{seat}の選択", seat=choice.decider)
    return tr("判断済み: {seat}", seat=choice.decider)


def teaser(told: ToldFacilitator, rows: Rows) -> str:
    """The beginning of a told thing's text; for an inject with its sender, without its receivers."""
    if isinstance(told, ToldInject):
        return " ".join((shown_name(told.sender), *(row.text for row in rows[2:3])))
    return rows[1].text if len(rows) > 1 else ""


@dataclass(frozen=True, slots=True)
class StepTeller:
    """Builds rows of told things. The `key` of its methods distinguishes equal rows of two moments."""

    scenario: Scenario
    document: Document
    caps: Caps = as_described

    def rows(self, told: ToldFacilitator, aside: Aside | None, key: str, about: str = "") -> Rows:
        """The rows of one thing; `aside` is the facilitator's; `about` the time that a note is about."""
        rows = [self._head(_MARKS[type(told)], title(told, aside, about), told.seconds)]
        match told:
            case ToldInject():
                rows += self._inject(told, aside, key)
            case ToldMove():
                rows += [*_moves(told.fired), *self._cites(told.cites, key)]
            case ToldQuestion():
                rows += self._question(told, aside, key)
            case ToldDecision():
                rows += self._decision(told, key)
            case ToldVote():
                rows += self._vote(told, aside)
            case ToldChoice():
                rows += self._choice(told, key)
            case ToldEnding() | ToldPassage():
                rows.append(_text(told.text))
            case ToldNote():
                rows.append(Block(told.text.strip(), indent=2, look="reading"))
        if aside and aside.notes:
            rows.append(_aside(tr("覚え"), aside.notes))
        return tuple(row for row in rows if row.text)

    def _head(self, mark: str, kind: str, seconds: float) -> Block:
        """A heading: mark, both times, and the kind of thing."""
        at = f"{clock(seconds)} {scenario_clock(self.scenario.beginning, seconds)}".replace(" ", "\u00a0")
        return RowText().add(mark, "key").add(at, "quiet", space=1).add(kind, "heading").block(gap=1)

    def _inject(self, inject: ToldInject, aside: Aside | None, key: str) -> list[Block]:
        rows = [_route(shown_name(inject.sender), inject.to)]
        rows += [_said(tr("件名"), inject.subject)] if inject.subject else []
        rows += [_said(tr("場所"), inject.place)] if inject.place else []
        rows.append(_text(inject.text))
        for attachment in inject.attachments:
            # Only the facilitator can open it.
            target = Target("attachment", attachment.file, key=key) if aside else None
            rows.append(
                RowText()
                .add(tr("添付"), "label")
                .add(attachment.label, space=2)
                .block(indent=2, target=target)
            )
        rows += self._cites(inject.cites, key)
        if aside and aside.expect:
            rows.append(_aside(tr("予期される対応"), "\n".join(map(_expected, aside.expect))))
        if aside and aside.problems:
            rows.append(
                _aside(tr("予期される問題"), "\n".join(f"・{problem.strip()}" for problem in aside.problems))
            )
        return rows

    def _question(self, question: ToldQuestion, aside: Aside | None, key: str) -> list[Block]:
        rows = [_text(question.text)]
        rows += [Block(point.strip(), label="・", indent=3) for point in question.points]
        if question.answer:
            title, text = tr("解答の例"), question.answer.text
            if text:
                rows.append(_aside(title, text) if aside else _said(title, text))
            rows += self._cites(question.answer.cites, key)
        return rows

    def _decision(self, decision: ToldDecision, key: str) -> list[Block]:
        if not decision.options:
            return []
        rows = [_text(decision.text)]
        if decision.countdown:
            rows.append(Block(limit_words(decision.countdown), indent=2, look="quiet"))
        for option in decision.options:
            takes = decision.waits and not option.closed
            line = RowText().add(option.text.strip(), "strong" if takes else "quiet")
            if option.closed:
                line.add(tr("（選べない: {why}）", why=option.closed), "quiet")
            for at, (label, cited) in enumerate(self._labels(option.cites).items()):
                line.add(label, "link" if cited else "quiet", space=1 if at else 2, target=cited)
            target = Target("option", option.id, key=key) if takes else None
            rows.append(line.block(label=str(option.number), indent=3, target=target))
        if decision.waits:
            how = (
                tr(
                    "{option} を押すか、行で {decide} を押すと、確認したことになる。",
                    option=self.caps(OPTIONS[0]),
                    decide=self.caps(DECIDE),
                )
                if decision.acknowledges
                else tr("番号を押すか、選択肢の行で {decide}。", decide=self.caps(DECIDE))
            )
            rows.append(Block(how, indent=2, look="quiet"))
        return rows

    def _vote(self, vote: ToldVote, aside: Aside | None) -> list[Block]:
        rows = []
        for option in vote.options:
            words = _votes(option.votes)
            line = RowText().add(words, "strong" if option.votes else "quiet")
            line.add(option.text.strip(), "" if option.votes else "quiet", space=2)
            rows.append(line.block(label=str(option.number), indent=3))
        if aside and aside.votes:
            by_seat = (
                tr("{seat} {number}: {votes}", seat=seat.label, number=number, votes=_votes(votes))
                for seat, number, votes in aside.votes
            )
            rows.append(_aside(tr("席ごと"), tr("、").join(by_seat)))
        return rows

    def _choice(self, choice: ToldChoice, key: str) -> list[Block]:
        if not choice.number:
            return _moves(choice.fired)
        rows = [
            Block(choice.text.strip(), label=str(choice.number), indent=3, look="strong"),
            *([_said(tr("理由"), choice.reason)] if choice.reason else ()),
            *_moves(choice.fired),
        ]
        if choice.feedback:
            rows += [_said(tr("講評"), choice.feedback.text)] if choice.feedback.text else []
            rows += self._cites(choice.feedback.cites, key)
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
                    RowText()
                    .add(quote, "quiet")
                    .add(tr("{clause}（本文にない条項番号）", clause=cite.clause), "warning", space=1)
                )
                rows.append(line.block(indent=2))
                continue
            line = RowText().add(quote).add(place(self.document, name), "link", space=1)
            rows.append(line.block(indent=2, target=Target("cite", name, cite.quote, f"{key}.{number}")))
        return rows

    def _labels(self, cites: Iterable[Cite]) -> dict[str, Target | None]:
        """Each clause cited, once, with its target; None if it is not in the text."""
        labels: dict[str, Target | None] = {}
        for cite in cites:
            try:
                name = self.document.resolve(cite.clause)
            except ClauseError:
                labels.setdefault(cite.clause, None)
                continue
            labels.setdefault(place(self.document, name), Target("cite", name, cite.quote))
        return labels


def _votes(number: int) -> str:
    return tr_count("{count}票", number)


def _text(text: str) -> Block:
    return Block(text.strip(), indent=2)


def _route(sender: str, seats: Iterable[AnySeat]) -> Block:
    line = RowText().add(sender, "strong").add("→", "quiet", space=1)
    return line.add(tr("・").join(seat.label for seat in seats), space=1).block(indent=2)


def _said(title: str, text: str) -> Block:
    return RowText().add(title, "label").add(text.strip(), space=2).block(indent=2)


def _expected(expected: Expected) -> str:
    """A response, its window, and what an evaluator ticks."""
    return "\n".join([f"・{expected.said}", *(f"　☐ {tick.strip()}" for tick in expected.ticks)])


def _aside(title: str, text: str) -> Block:
    """A row for the facilitator only."""
    line = RowText().add(f"〔{title}〕", "label")
    if "\n" in text.strip():
        line.row()
    return line.add(text.strip(), "reading", space=0).block(indent=2)


def _moves(fired: Iterable[Firing]) -> list[Block]:
    """The recorded effects of triggers on the phases."""
    rows = []
    for effect in fired:
        before, after = (
            Configuration.of(frozenset(phases)).label for phases in (effect.before, effect.after)
        )
        if effect.transitions:
            line = RowText().add(tr("段階"), "label").add(f"{before} → {after}", "now")
            if effect.because.strip():
                line.row().add(effect.because.strip(), "quiet")
        else:
            line = (
                RowText()
                .add("×", "warning")
                .add(f"{effect.trigger.label}: {effect.said}", "warning", space=1)
            )
        rows.append(line.block(indent=2))
    return rows
