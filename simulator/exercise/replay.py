"""Whether an exercise can be continued: its records are folded, each against the scenario that it names.

Imported records may each be well formed and still name a step, an option or a branch that does not exist;
the exercise would then fail each time it is opened.
"""

from __future__ import annotations

from simulator.datafile import DataFileError, load_text, shortened
from simulator.exercise.events import (
    ASIDE,
    Added,
    Decided,
    HeldBack,
    Improved,
    Moved,
    Noted,
    Rated,
    Record,
    Released,
    Shown,
    Started,
    Ticked,
    Voted,
)
from simulator.exercise.history import History
from simulator.exercise.trail import RecordTrail
from simulator.language import tr
from simulator.scenario import Decision, Inject, Seat, Step, read_scenario


class Replay:
    """Takes records one after another, as long as the exercise they make can be continued.

    A scenario that does not load is a fault if `strict`; otherwise the records are only folded, since another
    version may have written it.
    """

    def __init__(self, *, strict: bool) -> None:
        self.history = History()
        self._strict = strict
        self._trail = RecordTrail()
        self._steps: dict[str, Step] = {}  # the scenario's script; None in an exercise without a scenario
        self._knows_steps = False
        self._objectives: frozenset[str] = frozenset()
        self._seats: set[str] = set(Seat)

    def fault(self, record: Record) -> str | None:
        """Take the record; or say why it cannot follow, and take nothing more."""
        reason = self._trail.fault(record) or self._event_fault(record)
        if reason:
            return reason
        try:
            self.history.add(record)
        except (ValueError, LookupError) as error:
            # Values that are valid alone but not together, such as phases that exclude each other.
            return tr("記録が成り立ちません（{error}）", error=error)
        return None

    def _event_fault(self, record: Record) -> str | None:
        event = record.event
        match event:
            case Started():
                return self._started(event, record.seq)
            case Noted(about=target) | Rated(about=target) | Improved(instead=target) if (
                target is not None and target not in self.history.records
            ):
                return tr("指す先の記録 {target} がありません", target=target)
            case Ticked() | Moved() | Noted() | Improved():
                return None
            case Rated(objective=name) if self._knows_steps and name not in self._objectives:
                return tr("学習目標「{objective}」はシナリオにありません", objective=name)
            case Rated():
                return None
            case Added(to=to) if self._knows_steps:
                unknown = [name for name in to if name not in self._seats]
                return tr("席「{seat}」はありません", seat=shortened(unknown[0])) if unknown else None
        if isinstance(event, ASIDE) or not self._knows_steps:
            return None
        if not self._steps:
            acts = (Shown, Voted, Decided, HeldBack, Released)
            return tr("シナリオのない演習の記録ではありません") if isinstance(event, acts) else None
        return self._step_fault(record)

    def _started(self, event: Started, seq: int) -> str | None:
        if seq != 1:
            return tr("始まりの記録が途中にあります")
        self._knows_steps = True
        if event.script is None:
            return None
        try:
            scenario = read_scenario(load_text(event.script.source, event.script.name))
        except DataFileError as error:
            if self._strict:
                return tr("シナリオの原文を読めません（{error}）", error=error)
            self._knows_steps = False
            return None
        self._seats |= {seat.value for seat in scenario.seats}
        self._steps = {**scenario.messages, **{step.id: step for step in reversed(scenario.steps)}}
        self._objectives = frozenset(objective.id for objective in scenario.objectives)
        return self._unknown_step(event.script.first)

    def _step_fault(self, record: Record) -> str | None:
        parent = record.parent or 0
        match record.event:
            case Shown(step=name, next=following, waits=waits):
                step = self._steps.get(name)
                if waits and step is not None and not isinstance(step, Decision):
                    return tr("ステップ「{step}」は判断ではありません", step=name)
                return self._unknown_step(name) or self._unknown_step(following)
            case Decided() as taken:
                return self._choice_fault(taken, parent)
            case Voted() as vote:
                return self._vote_fault(vote, parent)
            case HeldBack(step=name, next=following):
                if not isinstance(self._steps.get(name), Inject):
                    return tr("控えられるのは状況付与だけです")
                return self._unknown_step(following)
            case Released(step=name) if name not in self.history.state(parent).held:
                return tr("控えている状況付与ではありません")
        return None

    def _choice_fault(self, decided: Decided, parent: int) -> str | None:
        name, option = decided.decision, decided.option
        step = self._steps.get(name)
        if isinstance(step, Decision) and option not in {choice.id for choice in step.options}:
            return tr("判断「{decision}」に選択肢「{option}」はありません", decision=name, option=option)
        if step is None or name != self.history.state(parent).waiting:
            return tr("判断「{decision}」は待っていません", decision=name)
        unknown = (self._unknown_step(message.step) for message in decided.later)
        return self._unknown_step(decided.next) or next(filter(None, unknown), None)

    def _vote_fault(self, vote: Voted, parent: int) -> str | None:
        decision = self._steps.get(vote.decision)
        state = self.history.state(parent)
        if not isinstance(decision, Decision) or vote.decision != state.waiting:
            return tr("判断「{decision}」は待っていません", decision=vote.decision)
        event = self.history.records[vote.about].event
        if not isinstance(event, Shown) or event.step != vote.decision:
            return tr(
                "記録 {about} は判断「{decision}」を示していません", about=vote.about, decision=vote.decision
            )
        options, seats = (
            {choice.id for choice in decision.options},
            {decider.value for decider in decision.seats},
        )
        for option, seat, _ in vote.counts:
            if option not in options:
                return tr(
                    "判断「{decision}」に選択肢「{option}」はありません",
                    decision=vote.decision,
                    option=option,
                )
            if seat not in seats:
                return tr(
                    "判断「{decision}」は席「{seat}」のものではありません", decision=vote.decision, seat=seat
                )
        places = [(option, seat) for option, seat, _ in vote.counts]
        total = sum(number for *_, number in vote.counts)
        if len(set(places)) < len(places) or total != vote.answered or vote.answered > vote.of:
            return tr("投票の数が合いません")
        return None

    def _unknown_step(self, step: str | None) -> str | None:
        if step is None or step in self._steps:
            return None
        return tr("ステップ「{step}」はシナリオにありません", step=step)
