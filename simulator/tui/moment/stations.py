"""The band at a moment of an exercise: where we are and came from, what can be entered, what it brings."""

from __future__ import annotations

from simulator.doctrine import Doctrine, Phase
from simulator.doctrine.sheet import changes
from simulator.exercise import State
from simulator.language import tr
from simulator.machine import Accepted, Outcome, Refused, Trigger
from simulator.tui.kit.band import Station
from simulator.tui.moment.phases import AGAINST, BEFORE, HERE, OPEN, came_from, held_for, trigger_for


class Stations:
    """Makes the six stations of a moment; what entering brings and ends is counted once a situation."""

    def __init__(self, doctrine: Doctrine) -> None:
        self.doctrine = doctrine
        self._counted: dict[tuple[frozenset[Phase], frozenset[Phase]], str] = {}

    def at(
        self, state: State, possible: dict[Trigger, Outcome], now: float, *, numbered: bool = True
    ) -> tuple[Station, ...]:
        """Of a moment; `numbered` where a digit enters a phase. `now` is the exercise time in seconds."""
        before = came_from(state)
        passed = {phase for move in state.moves for phase in (*move.before.phases, *move.after.phases)}
        found = []
        for number, phase in enumerate(Phase, 1):
            outcome = possible[trigger_for(phase, state)]
            here = phase in state.configuration.phases
            refused = not here and isinstance(outcome, Refused)
            mark = HERE if here else AGAINST if refused else BEFORE if phase in before else OPEN
            word = tr("前にいた") if phase in before else tr("通った") if phase in passed else ""
            if numbered and not word:
                word = tr("移れる")
            if here:
                word = tr("いま {duration}", duration=held_for(state, phase, now))
            elif refused and phase not in passed:
                word = tr("移れない")
            can = not here and isinstance(outcome, Accepted)
            found.append(
                Station(
                    phase,
                    mark,
                    word,
                    self._against(outcome)
                    if isinstance(outcome, Refused) and not here
                    else self.doctrine.profiles[phase].clause,
                    str(number) if numbered else "",
                    outcome.transitions[0].basis if can and isinstance(outcome, Accepted) else None,
                    self._change(state, outcome) if can and isinstance(outcome, Accepted) else "",
                    here=here,
                    passed=phase in passed or here,
                    refused=refused,
                )
            )
        return tuple(found)

    def _against(self, outcome: Refused) -> str:
        if not outcome.citations:
            return ""
        document = self.doctrine.document
        return document.label(document.unit(outcome.citations[0].sentence).id)

    def _change(self, state: State, outcome: Accepted) -> str:
        """How many measures entering would bring and end: `+5 -0`."""
        key = (state.configuration.phases, outcome.configuration.phases)
        if key not in self._counted:
            found = changes(self.doctrine, *key)
            self._counted[key] = f"+{len(found.comes)} -{len(found.lapses)}"
        return self._counted[key]
