"""The phases at a moment: their marks, the path that led here, and how long each has held."""

from __future__ import annotations

from simulator.doctrine import Phase
from simulator.doctrine.words import SITUATION
from simulator.exercise import State
from simulator.exercise.times import clock
from simulator.language import tr
from simulator.machine import Trigger

__all__ = ["came_from", "clock", "held_for", "since_begun", "trigger_for"]

_DAY = 24  # hours
_LONG = 10  # hours from which minutes are left out
HERE, BEFORE, OPEN, AGAINST = "●", "◎", "○", "×"


def trigger_for(phase: Phase, state: State) -> Trigger:
    """The trigger of choosing a phase: enter it, or end it if it holds beside the situation."""
    if phase in SITUATION:
        return Trigger(phase.value)
    return Trigger(f"end_{phase.value}" if phase in state.configuration.phases else phase.value)


def came_from(state: State) -> set[Phase]:
    """The phase of the situation before the present one, and those beside it that have ended.

    Each by the last move of its own region, so that the beginning of a disaster does not hide where the
    situation came from.
    """
    now = state.configuration
    situations_left = (
        move.before.situation
        for move in reversed(state.moves)
        if move.before.situation is not move.after.situation
    )
    ended = {phase for move in state.moves for phase in move.before.phases if phase not in SITUATION}
    return ({next(situations_left, now.situation)} | ended) - now.phases


def held_for(state: State, phase: Phase, now: float) -> str:
    """How long a phase has held: `1時間5分`."""
    entries = (
        move
        for move in reversed(state.moves)
        if phase in move.after.phases and phase not in move.before.phases
    )
    entered = next(entries, None)
    return _minutes(now - (entered.elapsed if entered else 0.0))


def since_begun(seconds: float) -> str:
    """Exercise time to the second, because a walk may last only minutes: `T+00:04:07`."""
    return f"{clock(max(0.0, seconds))}:{max(0, int(seconds)) % 60:02}"


def _minutes(seconds: float) -> str:
    """`6日間`, `14時間`, `1時間5分`, `30分`: after a day whole days, after ten hours whole hours.

    With minutes, two digits of hours would not fit into a box of the band.
    """
    hours, minutes = divmod(max(0, int(seconds // 60)), 60)
    if hours >= _DAY:
        return tr("{days}日間", days=hours // _DAY)
    if hours < _LONG and hours and minutes:
        return tr("{hours}時間{minutes}分", hours=hours, minutes=minutes)
    return tr("{hours}時間", hours=hours) if hours else tr("{minutes}分", minutes=minutes)
