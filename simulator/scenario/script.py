"""The rules of play, purely: a cursor and a choice in, the next cursor out; for playback and for proofs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from simulator.language import tr
from simulator.machine import Configuration, Outcome, PhaseMachine, Trigger
from simulator.scenario.conditions import Condition
from simulator.scenario.model import Scenario
from simulator.scenario.steps import Decision, Ending, Option, Step, TransitionStep


class ScriptError(ValueError):
    """The script cannot go on: an unknown step or option, or an option where there is no decision."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An option taken at a decision."""

    decision: str
    option: str

    def __str__(self) -> str:
        return f"{self.decision}/{self.option}"


class Cursor(NamedTuple):
    """Where a play stands: the step to be shown next (None at the end), and what bears on what follows.

    `chosen` holds the last option taken at each decision.
    """

    step: str | None
    configuration: Configuration
    flags: frozenset[str] = frozenset()
    chosen: frozenset[Choice] = frozenset()


class Fired(NamedTuple):
    """A trigger that a step or option fired, why, and what the machine answered."""

    trigger: Trigger
    because: str
    before: Configuration
    outcome: Outcome


class Taken(NamedTuple):
    """What taking a step did: the cursor after it, and the triggers fired on the way."""

    cursor: Cursor
    fired: tuple[Fired, ...] = ()


class Script:
    """A scenario ready for play over a machine."""

    def __init__(self, scenario: Scenario, machine: PhaseMachine) -> None:
        """Index the steps. Ids are unique in a checked scenario; of two equal ones the first is meant."""
        self.scenario = scenario
        self.machine = machine
        self.steps: dict[str, Step] = {}
        self._after: dict[str, str | None] = {}
        ids = [step.id for step in scenario.steps]
        for step, following in zip(scenario.steps, [*ids[1:], None], strict=True):
            if step.id not in self.steps:
                self.steps[step.id] = step
                self._after[step.id] = following

    def start(self) -> Cursor:
        """The cursor before the first step that is to be played."""
        first_step = self.scenario.steps[0].id
        configuration = Configuration.of(frozenset(self.scenario.start))
        return self.settle(Cursor(first_step, configuration))

    def step(self, name: str) -> Step:
        """The step with this id, or the message that follows a choice. Raises `ScriptError`."""
        try:
            return self.steps.get(name) or self.scenario.messages[name]
        except KeyError:
            raise ScriptError(tr("ステップ「{name}」はありません。", name=name)) from None

    def settle(self, cursor: Cursor) -> Cursor:
        """Skip the steps whose condition does not hold. A ring of skipped steps ends the play."""
        skipped: set[str] = set()
        while cursor.step is not None and cursor.step not in skipped:
            step = self.step(cursor.step)
            if step.when is None or holds(step.when, cursor):
                return cursor
            skipped.add(cursor.step)
            cursor = cursor._replace(step=self.past(step))
        return cursor._replace(step=None)

    def past(self, step: Step) -> str | None:
        """Where a step leads when it is skipped; a skipped ending does not end the play."""
        return step.next or self._after[step.id]

    def following(self, step: Step, option: Option | None = None) -> str | None:
        """Where a step leads: the option's `next`, else the step's own, else the next step in the file."""
        if isinstance(step, Ending):
            return None
        return (option.next if option else None) or self.past(step)

    def is_open(self, option: Option, cursor: Cursor) -> bool:
        """Whether an option may be taken at a cursor."""
        return option.when is None or holds(option.when, cursor)

    def offered(self, step: Decision, cursor: Cursor) -> Decision:
        """A decision with the options shown at a cursor: the open ones, and the closed with a reason."""
        options = tuple(o for o in step.options if self.is_open(o, cursor) or o.closed)
        return step if len(options) == len(step.options) else step.model_copy(update={"options": options})

    def open_only(self, step: Decision, cursor: Cursor) -> Decision:
        """A decision with the options that may be taken at a cursor; perhaps none."""
        options = tuple(option for option in step.options if self.is_open(option, cursor))
        return step if len(options) == len(step.options) else step.model_copy(update={"options": options})

    def take(self, cursor: Cursor, option: str | None = None) -> Taken:
        """Play the step at the cursor; a decision wants an option. Raises `ScriptError`."""
        if cursor.step is None:
            raise ScriptError(tr("演習は終わっています。"))
        step = self.step(cursor.step)
        if isinstance(step, Decision):
            return self._decide(cursor, step, option)
        if option is not None:
            raise ScriptError(
                tr(
                    "「{step}」は判断ではないので、選択肢「{option}」は選べません。",
                    step=step.id,
                    option=option,
                )
            )
        fired: tuple[Fired, ...] = ()
        if isinstance(step, TransitionStep):
            cursor, fired_trigger = self._fire(cursor, step.trigger, step.because)
            fired = (fired_trigger,)
        next_cursor = Cursor(self.following(step), cursor.configuration, cursor.flags, cursor.chosen)
        return Taken(self.settle(next_cursor), fired)

    def _decide(self, cursor: Cursor, step: Decision, name: str | None) -> Taken:
        option = next((o for o in step.options if o.id == name), None)
        if option is None:
            names = tr("、").join(o.id for o in step.options)
            raise ScriptError(
                tr(
                    "判断「{step}」に選択肢「{name}」はありません。選べるもの: {known}",
                    step=step.id,
                    name=name,
                    known=names,
                )
            )
        if not self.is_open(option, cursor):
            why = option.closed or tr("条件を満たしていません。")
            raise ScriptError(
                tr("「{option}」は、いまは選べません。{why}", option=option.text.strip(), why=why)
            )
        fired: list[Fired] = []
        for effect in option.effects:
            if effect.trigger is not None:
                cursor, fired_trigger = self._fire(cursor, effect.trigger, effect.because)
                fired.append(fired_trigger)
            elif effect.set is not None:
                cursor = cursor._replace(flags=cursor.flags | {effect.set})
            elif effect.clear is not None:
                cursor = cursor._replace(flags=cursor.flags - {effect.clear})
        others = frozenset(choice for choice in cursor.chosen if choice.decision != step.id)
        cursor = cursor._replace(chosen=others | {Choice(step.id, option.id)})
        return Taken(self.settle(cursor._replace(step=self.following(step, option))), tuple(fired))

    def _fire(self, cursor: Cursor, trigger: Trigger, because: str) -> tuple[Cursor, Fired]:
        """Fire a trigger. A refused one moves nothing and is reported; `check` finds it beforehand."""
        outcome = self.machine.fire(cursor.configuration, trigger)
        fired = Fired(trigger, because, cursor.configuration, outcome)
        moved = Cursor(cursor.step, outcome.configuration, cursor.flags, cursor.chosen)
        return moved, fired


def holds(condition: Condition, cursor: Cursor) -> bool:
    """Whether a condition holds at a cursor."""
    if condition.phase is not None:
        return condition.phase in cursor.configuration.phases
    if condition.flag is not None:
        return condition.flag in cursor.flags
    if condition.chosen is not None:
        return condition.chosen in {str(choice) for choice in cursor.chosen}
    if condition.not_ is not None:
        return not holds(condition.not_, cursor)
    if condition.all is not None:
        return all(holds(part, cursor) for part in condition.all)
    return any(holds(part, cursor) for part in condition.any or ())
