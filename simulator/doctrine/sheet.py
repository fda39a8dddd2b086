"""Build transition sheets: steps in document order, and what comes, continues and lapses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from simulator.doctrine.claims import Hold, Measure, Silence, Step
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.passages import NONE, Change, Passage, Transition
from simulator.doctrine.words import Basis, Phase
from simulator.language import msg

LAPSE_WHY = msg(
    "本文は措置の終わりを定めない。この措置が置かれた節の場合に当たらなくなったので、終わると読む。"
)


class Changes(NamedTuple):
    """What a passage does to the measures in force."""

    comes: tuple[Change, ...]
    continues: tuple[Change, ...]
    lapses: tuple[Change, ...]


def best_hold(measure: Measure, phases: Iterable[Phase]) -> Hold | None:
    """The firmest ground on which a measure is in force when these phases hold side by side.

    Its own words first, then another sentence of the text, then a reading.
    """

    def firmness(hold: Hold) -> tuple[bool, bool]:
        return hold.ground.sentence != measure.sentence, hold.basis is not Basis.TEXT

    held = frozenset(phases)
    return min((hold for hold in measure.phases if hold.phase in held), key=firmness, default=None)


def changes(doctrine: Doctrine, before: frozenset[Phase], after: frozenset[Phase]) -> Changes:
    """Compare the measures in force before and after; phases of all regions stand side by side."""
    comes: list[Change] = []
    continues: list[Change] = []
    lapses: list[Change] = []
    for measure in doctrine.measures:
        was, now = best_hold(measure, before), best_hold(measure, after)
        if now:
            into = continues if was else comes
            into.append(Change(measure=measure, basis=now.basis, ground=now.ground, why=now.why))
        elif was:
            profile = doctrine.profiles[was.phase]
            ground = (*profile.condition, *profile.grounds)[0]
            lapses.append(Change(measure=measure, basis=Basis.READING, ground=ground, why=LAPSE_WHY))
    return Changes(tuple(comes), tuple(continues), tuple(lapses))


def beside(doctrine: Doctrine, phase: Phase) -> Changes:
    """What entering 存立危機 or 大規模災害 does, whatever the situation.

    Its own measures come, and those of other chapters that hold in it continue.
    """
    comes: list[Change] = []
    continues: list[Change] = []
    for measure in doctrine.measures:
        hold = measure.hold(phase)
        if hold:
            own = len(measure.phases) == 1 or hold.ground.sentence == measure.sentence
            into = comes if own and _belongs(doctrine, measure, phase) else continues
            into.append(Change(measure=measure, basis=hold.basis, ground=hold.ground, why=hold.why))
    return Changes(tuple(comes), tuple(continues), ())


def _belongs(doctrine: Doctrine, measure: Measure, phase: Phase) -> bool:
    clause = doctrine.document.unit(measure.sentence).clause
    return f"{clause}.".startswith(f"{doctrine.profiles[phase].clause}.")


def steps_into(doctrine: Doctrine, target: str) -> tuple[Step, ...]:
    """General steps and those of the phase entered, in document order (the text gives no other)."""
    specific = doctrine.profiles[Phase(target)].steps if target != NONE else ()
    marked = [*doctrine.general_steps, *(step.model_copy(update={"specific": True}) for step in specific)]
    return tuple(sorted(marked, key=lambda step: doctrine.document.order(step.sentence)))


def build_transition(passage: Passage, doctrine: Doctrine, always_silent: tuple[Silence, ...]) -> Transition:
    """The full sheet of a passage, taken by itself (no other region active)."""
    if passage.target == NONE:
        entered = beside(doctrine, Phase(passage.source))
        after = frozenset({passage.cause}) if passage.cause else frozenset[Phase]()
        profile = doctrine.profiles[Phase(passage.source)]
        ground = (*profile.condition, *profile.grounds)[0]
        gone = [change.measure for change in entered.comes if not best_hold(change.measure, after)]
        lapses = tuple(Change(measure=m, basis=Basis.READING, ground=ground, why=LAPSE_WHY) for m in gone)
        found = Changes((), entered.continues, lapses)
    elif passage.source == NONE:
        found = beside(doctrine, Phase(passage.target))
    else:
        found = changes(doctrine, frozenset({Phase(passage.source)}), frozenset({Phase(passage.target)}))
    return Transition(
        **{**dict(passage), "silent": (*passage.silent, *always_silent)},
        steps=steps_into(doctrine, passage.cause or passage.target),
        comes=found.comes,
        continues=found.continues,
        lapses=found.lapses,
    )
