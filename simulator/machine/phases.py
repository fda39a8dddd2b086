"""Three flat `transitions` machines, one a region, and the two rules that join them.

Why flat: the library's hierarchical machine loses a region when parallel ones share a trigger. Each
`Edge` carries the doctrine's sheet, so that nothing can fire which the data do not describe.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from transitions import EventData, Machine
from transitions import Transition as LibraryTransition

from simulator.doctrine import Basis, Citation, Doctrine, Phase, Region, Transition
from simulator.doctrine.passages import NONE
from simulator.doctrine.sheet import Changes, changes
from simulator.doctrine.words import SITUATION
from simulator.language import msg, tr
from simulator.machine.configuration import Configuration
from simulator.machine.triggers import Trigger

_NOT_IN = msg("{phase}には入っていないので、終えることはできません。")
_ALREADY = msg("すでに{phase}です。")

Guard = Callable[[EventData], bool]
ATTACK_BEGINS = "attack_begins"  # fired when 武力攻撃発生 begins, to end 存立危機; never fired by a person


@dataclass(frozen=True, slots=True)
class Accepted:
    """The configuration after, and the transitions made: the one asked for, then what it brought about."""

    configuration: Configuration
    transitions: tuple[Transition, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing moved; `reason` in Japanese, as it is recorded.

    `basis` is `text` where the cited sentence excludes the move, `reading` where it does so in our reading,
    and `silent` where no sentence does (the phase already holds): the citation is then only the ground of
    the phase.
    """

    configuration: Configuration
    trigger: Trigger
    reason: str
    basis: Basis
    citations: tuple[Citation, ...]

    @property
    def said(self) -> str:
        """The reason in the language spoken."""
        return said_reason(self.trigger, self.reason)


def said_reason(trigger: Trigger, reason: str) -> str:
    """A recorded reason in the language spoken; a wording of an earlier version stays as recorded."""
    for form in (_NOT_IN, _ALREADY):
        if reason == form.format(phase=trigger.phase.japanese):
            return tr(form, phase=trigger.phase.label)
    return tr(reason)


Outcome = Accepted | Refused


class Edge(LibraryTransition):
    """An edge of the chart that carries its sheet."""

    def __init__(self, *args: Any, sheet: Transition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet


class RegionMachine(Machine):
    """One region: flat, its own model, built from the sheets of the doctrine."""

    transition_cls = Edge

    def __init__(
        self, region: Region, states: Sequence[str], sheets: Iterable[Transition], **guards: Guard
    ) -> None:
        """Build and wire the region; `guards` are keyed by target state.

        Raises ValueError for a sheet that names an unknown state: the library would keep a dead
        edge silently.
        """
        self.made: list[Transition] = []
        super().__init__(
            states=list(states),
            initial=states[0],
            auto_transitions=False,
            send_event=True,
            queued=False,
            after_state_change=self.remember,
        )
        for sheet in sheets:
            if sheet.source not in states or sheet.target not in states:
                raise ValueError(
                    tr("{region}: {sheet} の状態はこの領域にありません。", region=region, sheet=sheet.id)
                )
            guard = guards.get(sheet.target)
            self.add_transition(
                _trigger_name(sheet), sheet.source, sheet.target, conditions=guard, sheet=sheet
            )

    def remember(self, event: EventData) -> None:
        """Note the sheet of the edge just taken."""
        if isinstance(event.transition, Edge):
            self.made.append(event.transition.sheet)

    def fire(self, state: str, trigger: str) -> tuple[str, tuple[Transition, ...]]:
        """The state after `trigger` from `state`, and the sheets taken (none if nothing moved)."""
        self.made.clear()
        self.set_state(state)
        # The library logs a warning for a refusal, which is ordinary here; so ask first.
        if self.get_transitions(trigger, state):
            self.trigger(trigger)
        return str(self.state), tuple(self.made)


class PhaseMachine:
    """All three regions. One instance serves any number of exercises: it keeps nothing of any of them."""

    def __init__(self, doctrine: Doctrine) -> None:
        """Build the regions from the doctrine's sheets."""
        self.doctrine = doctrine
        self._answers: dict[tuple[Configuration, Trigger], Outcome] = {}
        self._situation_now: str = Phase.HEIJI
        by_region: dict[Region, list[Transition]] = {region: [] for region in Region}
        for sheet in doctrine.transitions.values():
            by_region[_region(sheet)].append(sheet)
        survival_guard = {Phase.SONRITSU.value: self._not_under_attack}
        self._situation = RegionMachine(
            Region.SITUATION, [p.value for p in SITUATION], by_region[Region.SITUATION]
        )
        self._survival = RegionMachine(
            Region.SURVIVAL, [NONE, Phase.SONRITSU.value], by_region[Region.SURVIVAL], **survival_guard
        )
        self._disaster = RegionMachine(
            Region.DISASTER, [NONE, Phase.SAIGAI.value], by_region[Region.DISASTER]
        )

    def _not_under_attack(self, _event: EventData) -> bool:
        """存立危機 is only while Japan has not come under armed attack (IV.D ¶1)."""
        return self._situation_now != Phase.HASSEI

    def fire(self, configuration: Configuration, trigger: Trigger) -> Outcome:
        """What `trigger` does in `configuration`. Never raises for any pair of the two.

        The answer depends on nothing else, and there are few questions (14 × 8): each is worked out once.
        """
        outcome = self._answers.get((configuration, trigger))
        if outcome is None:
            outcome = self._answers[configuration, trigger] = self._work_out(configuration, trigger)
        return outcome

    def _work_out(self, configuration: Configuration, trigger: Trigger) -> Outcome:
        survival = Phase.SONRITSU.value if configuration.survival else NONE
        disaster = Phase.SAIGAI.value if configuration.disaster else NONE
        situation: str = configuration.situation.value
        self._situation_now = situation
        match trigger.region:
            case Region.SITUATION:
                situation, sheets = self._situation.fire(situation, trigger)
                if sheets and situation == Phase.HASSEI:
                    survival, ended = self._survival.fire(survival, ATTACK_BEGINS)
                    sheets += ended
            case Region.SURVIVAL:
                survival, sheets = self._survival.fire(survival, trigger)
            case Region.DISASTER:
                disaster, sheets = self._disaster.fire(disaster, trigger)
        if not sheets:
            return self._refusal(configuration, trigger)
        reached = Configuration(Phase(situation), survival=survival != NONE, disaster=disaster != NONE)
        return Accepted(reached, sheets)

    def possible(self, configuration: Configuration) -> dict[Trigger, Outcome]:
        """Every trigger with what it would do now, for showing what is open and what is refused."""
        return {trigger: self.fire(configuration, trigger) for trigger in Trigger}

    def changes(self, configuration: Configuration, outcome: Accepted) -> Changes:
        """What the outcome does to the measures in force, all regions taken together."""
        return changes(self.doctrine, configuration.phases, outcome.configuration.phases)

    def _refusal(self, configuration: Configuration, trigger: Trigger) -> Refused:
        if trigger is Trigger.BEGIN_SONRITSU and configuration.situation is Phase.HASSEI:
            rule = self.doctrine.refusals["sonritsu-under-attack"]
            return Refused(configuration, trigger, rule.message, rule.basis, (rule.citation,))
        profile = self.doctrine.profiles[trigger.phase]
        citations = (*profile.condition, *profile.grounds)[:1]
        reason = (_NOT_IN if trigger.ends else _ALREADY).format(phase=trigger.phase.japanese)
        return Refused(configuration, trigger, reason, Basis.SILENT, citations)


def _region(sheet: Transition) -> Region:
    return Phase(sheet.source if sheet.source != NONE else sheet.target).region


def _trigger_name(sheet: Transition) -> str:
    if sheet.cause:
        return ATTACK_BEGINS
    return f"end_{sheet.source}" if sheet.target == NONE else sheet.target
