"""Play a scenario without a screen and without waiting: the same events each time, to the byte."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Literal

from simulator.exercise.clock import ScenarioClock
from simulator.exercise.events import Record
from simulator.exercise.memory import MemoryJournal
from simulator.exercise.play import Play
from simulator.language import tr
from simulator.machine import PhaseMachine
from simulator.scenario import Choice, Cursor, Decision, Scenario

_EPOCH = datetime(2015, 4, 27, tzinfo=UTC)  # the day of the document, so that no run depends on today's date

Answers = Callable[[Decision], str | None]  # called with a decision that has only its open options


class EndlessError(ValueError):
    """The answers lead round a ring for ever."""


class UnknownChoiceError(ValueError):
    """A decisions file names a decision or an option that the scenario does not have."""


@dataclass
class Scripted:
    """Answers from a list: each decision takes the first answer for it that was not used yet."""

    choices: list[Choice]
    _used: set[int] = field(default_factory=set)

    def __call__(self, decision: Decision) -> str | None:
        """The option, or None if there is no answer left for this decision."""
        for index, choice in enumerate(self.choices):
            if index not in self._used and choice.decision == decision.id:
                self._used.add(index)
                return choice.option
        return None


def always(which: Literal["first", "last"]) -> Answers:
    """The first or the last option of every decision."""
    index = 0 if which == "first" else -1
    return lambda decision: decision.options[index].id if decision.options else None


def check_choices(scenario: Scenario, choices: list[Choice]) -> None:
    """Refuse unknown decisions and options before anything is played. Raises `UnknownChoiceError`."""
    decisions = {step.id: step for step in scenario.steps if isinstance(step, Decision)}
    for choice in choices:
        decision = decisions.get(choice.decision)
        if decision is None:
            names = tr("、").join(decisions)
            raise UnknownChoiceError(
                tr(
                    "判断「{decision}」はこのシナリオにありません。あるもの: {names}",
                    decision=choice.decision,
                    names=names,
                )
            )
        options = [option.id for option in decision.options]
        if choice.option not in options:
            names = tr("、").join(options)
            raise UnknownChoiceError(
                tr(
                    "判断「{decision}」に選択肢「{option}」はありません。あるもの: {names}",
                    decision=choice.decision,
                    option=choice.option,
                    names=names,
                )
            )


def begin_headless(source: str, name: str, machine: PhaseMachine) -> Play:
    """A play that is kept in memory, on a clock whose wall time is scenario time after a fixed day."""

    @lru_cache(maxsize=1)  # so that many events may share one moment
    def moment(elapsed: float) -> datetime:
        return _EPOCH + timedelta(seconds=elapsed)

    clock = ScenarioClock(ticking=lambda: 0.0, wall=lambda: moment(clock.elapsed()))
    return Play.begin(source, name, machine, MemoryJournal(), clock)


def run(play: Play, answers: Answers) -> Iterator[Record]:
    """Play to the end, or to the first decision without an answer; gives each record as it is kept.

    Raises `EndlessError` if the run would never end: the same step comes again without a decision between,
    or the same decision in the same state with the same answer.
    """
    records = play.exercise.history.records
    yield records[1]
    situations_seen: set[tuple[Cursor, str]] = set()
    passed = 0  # steps and messages since the last decision
    # A step that is shown twice in the same one of the 14 configurations comes round for ever; a message that
    # follows a choice is shown once.
    longest_run = len(play.scenario.steps) * 14 + len(play.scenario.messages)
    while not play.ended:
        decision = play.waiting
        if decision is None:
            passed += 1
            if passed > longest_run:
                raise EndlessError(
                    tr("ステップ「{step}」に戻り続け、終わりに着きません。", step=play.cursor.step)
                )
            play.advance()
        else:
            option = answers(play.script.open_only(decision, play.cursor))
            if option is None:
                return
            situation = (play.cursor, option)
            if situation in situations_seen and not isinstance(answers, Scripted):
                raise EndlessError(
                    tr(
                        "判断「{decision}」で「{option}」を選び続けると、終わりに着きません。",
                        decision=decision.id,
                        option=option,
                    )
                )
            situations_seen.add(situation)
            passed = 0
            play.decide(option)
        yield records[len(records)]
