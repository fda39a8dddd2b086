"""The phases pane: where we are, where we came from, what can be entered, what is refused and by what."""

from __future__ import annotations

from simulator.doctrine import Basis, Doctrine, Phase
from simulator.doctrine.words import SITUATION
from simulator.exercise import State
from simulator.exercise.times import clock
from simulator.language import tr
from simulator.machine import Outcome, Refused, Trigger
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import Line, Target, heading, place

__all__ = ["came_from", "clock", "how_long", "phase_rows", "trigger_for"]

HERE, BEFORE, OPEN, AGAINST = "●", "◎", "○", "×"


def trigger_for(phase: Phase, state: State) -> Trigger:
    """What choosing a phase asks of the machine: enter it; for those that stand beside, also end it."""
    if phase in SITUATION:
        return Trigger(phase.value)
    return Trigger(f"end_{phase.value}" if phase in state.configuration.phases else phase.value)


def phase_rows(
    doctrine: Doctrine,
    state: State,
    possible: dict[Trigger, Outcome],
    now: float,
    *,
    numbered: bool = True,
) -> list[Block]:
    """Rows of the map, each with mark, word and clause; `numbered` where one can go there by a digit.

    `now` is the exercise time in seconds, for how long a phase has held.
    """
    rows: list[Block] = [heading(tr("情勢の段階"), gap=0)]
    for number, phase in enumerate(Phase, 1):
        if phase is Phase.SONRITSU:
            rows.append(heading(tr("並び立つもの")))
        rows.append(_row(doctrine, state, possible, phase, str(number) if numbered else "", now))
        if phase in SITUATION[:-1]:
            rows.append(Block("┃", indent=4 if numbered else 2, look="quiet"))
    return rows


def _row(  # noqa: PLR0913, PLR0917 - each says what it is
    doctrine: Doctrine,
    state: State,
    possible: dict[Trigger, Outcome],
    phase: Phase,
    number: str,
    now: float,
) -> Block:
    outcome = possible[trigger_for(phase, state)]
    mark, word, look = _standing(state, phase, outcome)
    on_the_way = _on_the_way(state, phase)
    if not word:
        # In a play nobody enters a phase by hand: there the mark alone says that it could be.
        word = on_the_way or (tr("移れる") if number else "")
    line = Line().add(mark, look).add(phase.label, look or "strong", space=1)
    line.row().add(doctrine.profiles[phase].clause, "link", space=0).add(word, look or "quiet", space=1)
    if isinstance(outcome, Refused) and outcome.basis is not Basis.SILENT:
        against = outcome.citations[0]
        line.add(
            place(doctrine.document, against.sentence),
            "link",
            space=1,
            target=str(Target("cite", against.sentence, against.quote)),
        )
    if phase in state.configuration.phases:
        line.row().add(how_long(state, phase, now), "quiet")
    elif on_the_way and mark == AGAINST:
        line.row().add(on_the_way, "quiet")
    target = Target("phase", phase.value)
    return line.block(label=number, indent=2 if number else 0, target=str(target))


def _standing(state: State, phase: Phase, outcome: Outcome) -> tuple[str, str, str]:
    """Mark, word and look of a phase; no word where the machine has nothing to say against it."""
    if phase in state.configuration.phases:
        return HERE, tr("いま"), "now"
    if isinstance(outcome, Refused):
        return AGAINST, tr("入れない"), "warning"
    return (BEFORE if phase in came_from(state) else OPEN), "", ""


def _on_the_way(state: State, phase: Phase) -> str:
    """How a phase that does not hold now lies on the way that was taken here."""
    if phase in came_from(state):
        return tr("前にいた")
    return tr("通った") if any(phase in move.before.phases for move in state.moves) else ""


def came_from(state: State) -> set[Phase]:
    """The phase of the situation before the present one, and those beside it that have ended.

    Each by the last move of its own kind: that a disaster began does not hide where the situation came from.
    """
    now = state.configuration
    changed = (
        m.before.situation for m in reversed(state.moves) if m.before.situation is not m.after.situation
    )
    ended = {phase for move in state.moves for phase in move.before.phases if phase not in SITUATION}
    return ({next(changed, now.situation)} | ended) - now.phases


def how_long(state: State, phase: Phase, now: float) -> str:
    """`入ってから30分` for a phase entered on the way, `始めから30分` for one held from the start."""
    for move in reversed(state.moves):
        if phase in move.after.phases and phase not in move.before.phases:
            held = now - move.elapsed
            return tr("入ってから{duration}", duration=_minutes(held)) if held >= 60 else tr("入ったところ")
    return tr("始めから{duration}", duration=_minutes(now))


def _minutes(seconds: float) -> str:
    """`1時間5分`, `2時間`, `30分`; the running minute does not count."""
    hours, minutes = divmod(max(0, int(seconds // 60)), 60)
    if hours and minutes:
        return tr("{hours}時間{minutes}分", hours=hours, minutes=minutes)
    return tr("{hours}時間", hours=hours) if hours else tr("{minutes}分", minutes=minutes)
