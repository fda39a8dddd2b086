"""The stations of the band at a moment: present and past phases, and the effect of entering each."""

from __future__ import annotations

from dataclasses import replace

from simulator.doctrine import Doctrine, Phase
from simulator.doctrine.sheet import changes
from simulator.exercise import State
from simulator.language import tr
from simulator.machine import Accepted, Outcome, Refused, Trigger
from simulator.tui.kit.band import Station
from simulator.tui.moment.phases import AGAINST, BEFORE, HERE, OPEN, came_from, held_for, trigger_for


class Stations:
    """Builds the six stations of a moment. The measures that come and end are counted once per situation."""

    def __init__(self, doctrine: Doctrine) -> None:
        self.doctrine = doctrine
        self._counted: dict[tuple[frozenset[Phase], frozenset[Phase]], str] = {}

    def at(
        self, state: State, possible: dict[Trigger, Outcome], now: float, *, numbered: bool = True
    ) -> tuple[Station, ...]:
        """The stations of a moment; `numbered` if digits enter phases; `now` is exercise time in seconds."""
        before = came_from(state)
        passed = {phase for move in state.moves for phase in (*move.before.phases, *move.after.phases)}
        stations = []
        for number, phase in enumerate(Phase, 1):
            way = tr("前にいた") if phase in before else tr("通った") if phase in passed else ""
            clause = self.doctrine.profiles[phase].clause
            station = Station(phase, OPEN, way, clause, passed=phase in passed, before=phase in before)
            outcome = possible[trigger_for(phase, state)]
            if phase in state.configuration.phases:
                word = tr("いま {duration}", duration=held_for(state, phase, now))
                station = replace(station, mark=HERE, word=word, here=True, passed=True)
            elif isinstance(outcome, Refused):
                clause = self._against(outcome)
                station = replace(
                    station, mark=AGAINST, word=way or tr("移れない"), clause=clause, refused=True
                )
            else:
                station = replace(
                    station,
                    mark=BEFORE if phase in before else OPEN,
                    word=way or (tr("移れる") if numbered else ""),
                    entry=outcome.transitions[0].basis,
                    change=self._change(state, outcome),
                )
            stations.append(replace(station, digit=str(number) if numbered else ""))
        return tuple(stations)

    def _against(self, outcome: Refused) -> str:
        """The paragraph on which the refusal rests."""
        document = self.doctrine.document
        return document.label(document.unit(outcome.citations[0].sentence).id) if outcome.citations else ""

    def _change(self, state: State, outcome: Accepted) -> str:
        """How many measures entering would bring and end: `+5 -0`."""
        key = (state.configuration.phases, outcome.configuration.phases)
        if key not in self._counted:
            changed = changes(self.doctrine, *key)
            self._counted[key] = f"+{len(changed.comes)} -{len(changed.lapses)}"
        return self._counted[key]
