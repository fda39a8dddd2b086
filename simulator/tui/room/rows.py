"""The rows of the wall at a moment: the newest thing told, and the inject before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.document import load_guidelines
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
from simulator.language import tr
from simulator.machine import Configuration
from simulator.scenario import AnySeat, Cite, Scenario
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText, place
from simulator.tui.room.fitting import Wall


def room_wall(scenario: Scenario, seen: Seen, beneath: Iterable[Block] = (), *, brief: bool = False) -> Wall:
    """The newest thing, and the last inject, if that was another. Before the first thing, the title.

    `beneath` are rows below the newest thing, of the class's answers. `brief` leaves out the words of
    clauses.
    """
    things = seen.told
    if not things:
        return Wall((Block(seen.title, look="heading", gap=1), Block(seen.summary.strip(), gap=1)))
    newest = things[-1]
    writer = _Writer(scenario, brief=brief)
    rows = [*writer.rows(newest, "strong"), *beneath]
    injects = [thing for thing in things[:-1] if isinstance(thing, ToldInject)]
    has_before = injects and not isinstance(newest, (ToldInject, ToldEnding))
    before = writer.rows(injects[-1]) if has_before else ()
    if seen.ended and seen.hotwash:
        rows.append(Block(tr("振り返りの問い"), look="heading", gap=1))
        rows += [
            Block(text.strip(), label=str(at), indent=4, gap=1) for at, text in enumerate(seen.hotwash, 1)
        ]
    return Wall(tuple(rows), tuple(before))


def foot_line(scenario: Scenario, seen: Seen, view: str, said: str) -> str:
    """The line at the foot: the view, a message, the time, and the scenario.

    On a narrow screen the title is left out, not the message.
    """
    at = f"{clock(seen.elapsed)}  {scenario_clock(scenario.beginning, seen.elapsed)}"
    return "  ".join(filter(None, (tr("{view}の画面", view=view), said, at, seen.title)))


class _Writer:
    """Makes rows of told things."""

    def __init__(self, scenario: Scenario, *, brief: bool) -> None:
        self.scenario = scenario
        self.brief = brief

    def rows(self, told: Told, look: str = "") -> list[Block]:
        """The rows of a thing, with its text in a look."""
        at = scenario_clock(self.scenario.beginning, told.seconds)
        match told:
            case ToldInject():
                who = f"{shown_name(told.sender)} → {self._receivers(told.to)}"
                about = "  ".join(filter(None, (told.subject, told.place)))
                rows = [Block(about, indent=2, look="heading")] if about else []
                return [_head(at, told.mode.label, who), *rows, _text(told.text, look)]
            case ToldQuestion():
                points = [Block(point.strip(), label="・", indent=4) for point in told.points]
                rows = [_head(at, tr("問い")), _text(told.text, look), *points]
                if told.answer:
                    rows += [*_named(tr("解答の例"), told.answer.text), *self._cites(told.answer.cites)]
                return rows
            case ToldDecision():
                return self._decision(told, at, look)
            case ToldChoice():
                return self._choice(told, at, look)
            case ToldMove():
                rows = [_moved(effect.before, effect.after) for effect in told.fired]
                rows += [_text(effect.because, look) for effect in told.fired if effect.because.strip()]
                return [_head(at, tr("段階が動く")), *rows, *self._cites(told.cites)]
            case ToldEnding():
                return [_head(at, tr("終わり"), told.title), _text(told.text, look)]
            case ToldPassage():
                return [_head(at, tr("進行")), _text(told.text, look)]

    def _receivers(self, seats: Sequence[AnySeat]) -> str:
        """The receivers; if it reached all of three or more seats, the word for all."""
        if len(seats) > 2 and set(seats) == set(self.scenario.seats):
            return tr("全ての席")
        return tr("・").join(seat.label for seat in seats)

    def _decision(self, decision: ToldDecision, at: str, look: str) -> list[Block]:
        if not decision.options:
            return [_head(at, tr("判断中"), decision.decider)]
        kind = tr("確認") if decision.acknowledges else tr("判断")
        rows = [_head(at, kind, decision.decider), _text(decision.text, look)]
        if decision.countdown and decision.waits:
            rows.append(Block(limit_words(decision.countdown), indent=2, look="now"))
        for option in decision.options:
            shown = "quiet" if option.closed else look
            rows.append(Block(option.text.strip(), label=str(option.number), indent=6, look=shown, gap=1))
            if option.closed:
                rows.append(Block(tr("選べない: {why}", why=option.closed), indent=6, look="quiet"))
            rows += self._cites(option.cites, indent=6)
        return rows

    def _choice(self, choice: ToldChoice, at: str, look: str) -> list[Block]:
        rows = [_head(at, tr("判断済み"), choice.decider)]
        if choice.number:
            rows.append(Block(choice.text.strip(), label=str(choice.number), indent=6, look=look, gap=1))
        rows += [_moved(effect.before, effect.after) for effect in choice.fired if effect.transitions]
        if choice.feedback:
            rows += [*_named(tr("講評"), choice.feedback.text), *self._cites(choice.feedback.cites)]
        return rows

    def _cites(self, cites: Sequence[Cite], indent: int = 2) -> list[Block]:
        """The rows of the clauses."""
        labels = [place(load_guidelines(), cite.clause) for cite in cites]
        if self.brief:
            line = RowText()
            for label in dict.fromkeys(labels):
                line.add(label, "link", space=2)
            return [line.block(indent=indent)] if cites else []
        rows = []
        for cite, label in zip(cites, labels, strict=True):
            line = RowText().add(f"「{cite.quote}」" if cite.quote else "").add(label, "link", space=1)
            rows.append(line.block(indent=indent))
        return rows


def _head(at: str, kind: str, who: str = "") -> Block:
    return RowText().add(at, "label").add(kind, "heading").add(who, "heading").block(indent=2, gap=1)


def _text(words: str, look: str = "") -> Block:
    return Block(words.strip(), indent=2, look=look, gap=1)


def _named(name: str, words: str) -> list[Block]:
    """Words that are not part of what is above them, with what they are."""
    if not words.strip():  # a question may have clauses alone
        return []
    return [Block(name, indent=2, look="label", gap=1), Block(words.strip(), indent=2)]


def _moved(before: Sequence[str], after: Sequence[str]) -> Block:
    was, now = (Configuration.of(frozenset(phases)).label for phases in (before, after))  # type: ignore[arg-type]
    return RowText().add(f"{was} → {now}", "now").block(indent=2, gap=1)
