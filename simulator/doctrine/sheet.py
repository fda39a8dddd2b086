"""Build transition sheets: steps in document order, and what comes, continues and lapses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeAlias

from simulator.doctrine.claims import CoordinationStep, Hold, Measure, Silence
from simulator.doctrine.continuation import holds_of, rule_for
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.passages import NONE, Change, Passage, Transition, Way
from simulator.doctrine.words import SITUATION, Basis, Phase
from simulator.language import msg

LAPSE_WHY = msg(
    "本文は措置の終わりを定めない。この措置が置かれた節の場合に当たらなくなったので、終わると読む。"
)
OWN_WORDS_LAPSE = msg(
    "本文は措置の終わりを定めない。この文が自ら置く語に当たらなくなったので、終わると読む。"
)
CARRIED_LAPSE = msg(
    "本文は措置の終わりを定めない。この措置は自らの節の場合ではなく、終わった段階に及ぶものとして効いていた。"
    "その段階の場合に当たらなくなったので、終わると読む。"
)
SKIPPED = msg(
    "この措置の節の場合を経ていないので、「続く」のではなく加わる。経ていないときにとるかどうかは、本文に定めがない。"
)
SKIPPED_BY_NAME = msg(
    "この措置の節の場合を経ていないので、「続く」のではなく加わる。ここに及ぶとする文は、経たかどうかを言わない。"
)


Grounded: TypeAlias = dict[tuple[CoordinationStep, tuple[Phase, ...]], CoordinationStep]


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

    standing = frozenset(phases)
    return min((hold for hold in measure.phases if hold.phase in standing), key=firmness, default=None)


def changes(doctrine: Doctrine, before: frozenset[Phase], after: frozenset[Phase]) -> Changes:
    """Compare the measures in force before and after; phases of all regions stand side by side."""
    comes: list[Change] = []
    continues: list[Change] = []
    lapses: list[Change] = []
    for measure in doctrine.measures:
        hold_before, hold_after = best_hold(measure, before), best_hold(measure, after)
        if hold_after and hold_before:
            continues.append(_change(measure, hold_after, Way.CONTINUES))
        elif hold_after:
            comes.append(
                _change(
                    measure, hold_after, Way.COMES, _remark(doctrine, measure, hold_after, before | after)
                )
            )
        elif hold_before:
            lapses.append(_lapse(doctrine, measure, hold_before))
    return Changes(tuple(comes), tuple(continues), tuple(lapses))


def _change(measure: Measure, hold: Hold, way: Way, remark: str = "") -> Change:
    return Change(measure=measure, way=way, basis=hold.basis, ground=hold.ground, why=hold.why, remark=remark)


def _lapse(doctrine: Doctrine, measure: Measure, hold: Hold) -> Change:
    """The end of a measure: always a reading, from its section's condition or its own words."""
    rule = rule_for(doctrine.rules, doctrine.document, measure.sentence)
    at_home = rule is not None and hold.phase in rule.home
    profile = doctrine.profiles[hold.phase]
    by_own_words = hold.ground.sentence == measure.sentence and not at_home
    ground = hold.ground if by_own_words else (*profile.condition, *profile.grounds)[0]
    why = OWN_WORDS_LAPSE if by_own_words else LAPSE_WHY if at_home else CARRIED_LAPSE
    return Change(measure=measure, way=Way.LAPSES, basis=Basis.READING, ground=ground, why=why)


def _remark(doctrine: Doctrine, measure: Measure, hold: Hold, passed: frozenset[Phase]) -> str:
    """What to add of a measure that comes where the path skipped the phase of its own section.

    A sentence that carries it here by name asks for no passing through; where we only read it here, the text
    leaves that open.
    """
    rule = rule_for(doctrine.rules, doctrine.document, measure.sentence)
    if rule is None or not rule.home or passed.intersection(rule.home):
        return ""
    return SKIPPED_BY_NAME if hold.basis is Basis.TEXT else SKIPPED


def changes_on_entering(doctrine: Doctrine, phase: Phase) -> Changes:
    """What entering 存立危機 or 大規模災害 does, whatever the situation.

    A measure in force in no phase of the situation comes; one in force in all of them continues.
    """
    comes: list[Change] = []
    continues: list[Change] = []
    for measure in doctrine.measures:
        hold = measure.hold(phase)
        holds = [measure.hold(situation) for situation in SITUATION]
        if hold and not any(holds):
            comes.append(_change(measure, hold, Way.COMES))
        elif hold and all(holds):
            continues.append(_change(measure, hold, Way.CONTINUES))
    return Changes(tuple(comes), tuple(continues), ())


def steps_into(
    doctrine: Doctrine, phases: tuple[Phase, ...], specific: Iterable[CoordinationStep], grounded: Grounded
) -> tuple[CoordinationStep, ...]:
    """General steps and `specific` ones, in document order (the text gives no other).

    Each has the basis on which its sentence stands in the phases: the weakest, if there are several.
    """
    marked = [*doctrine.general_steps, *(step.model_copy(update={"specific": True}) for step in specific)]
    ordered = sorted(marked, key=lambda step: doctrine.document.order(step.sentence))
    for step in ordered:
        if (step, phases) not in grounded:
            grounded[step, phases] = _grounded(doctrine, step, phases)
    return tuple(grounded[step, phases] for step in ordered)


def _grounded(doctrine: Doctrine, step: CoordinationStep, phases: Sequence[Phase]) -> CoordinationStep:
    """The step with its basis in these phases, and with what its measure says of roles and wording."""
    measures = [m for m in doctrine.measures if m.sentence == step.sentence]
    measure = next(
        (m for m in measures if m.quote in step.quote or step.quote in m.quote), next(iter(measures), None)
    )
    reason = next((entry.reason for entry in doctrine.not_measures if entry.sentence == step.sentence), "")
    all_holds = measure.phases if measure else _section_holds(doctrine, step)
    holds = [hold for hold in all_holds if hold.phase in phases]
    weakest = max(holds, key=lambda hold: hold.basis is not Basis.TEXT, default=None)
    return step.model_copy(
        update={
            "basis": weakest.basis if weakest else Basis.SILENT,
            "ground": weakest.ground if weakest else None,
            "why": weakest.why if weakest else "",
            "no_measure": reason,
            "measure": measure,
        }
    )


def _section_holds(doctrine: Doctrine, step: CoordinationStep) -> tuple[Hold, ...]:
    """Where the section holds in which a sentence stands that assigns no measure."""
    rule = rule_for(doctrine.rules, doctrine.document, step.sentence)
    return holds_of(rule, step.sentence, step.quote) if rule else ()


def build_transition(
    passage: Passage, doctrine: Doctrine, silent: tuple[Silence, ...], grounded: Grounded
) -> Transition:
    """The full sheet of a passage, taken by itself (no other region active).

    `grounded` keeps each step as it stands in the phases reached: most stand on several sheets.
    """
    if passage.target == NONE:
        entered = changes_on_entering(doctrine, Phase(passage.source))
        remaining = frozenset({passage.cause}) if passage.cause else frozenset[Phase]()
        source = frozenset({Phase(passage.source)})
        ended = [change.measure for change in entered.comes if not best_hold(change.measure, remaining)]
        ended_holds = [(measure, best_hold(measure, source)) for measure in ended]
        lapses = tuple(_lapse(doctrine, measure, hold) for measure, hold in ended_holds if hold)
        effect = Changes((), entered.continues, lapses)
        phases = (passage.cause,) if passage.cause else SITUATION
    elif passage.source == NONE:
        phases = (Phase(passage.target),)
        effect = changes_on_entering(doctrine, phases[0])
    else:
        phases = (Phase(passage.target),)
        effect = changes(doctrine, frozenset({Phase(passage.source)}), frozenset(phases))
    phase_steps = doctrine.profiles[Phase(passage.target)].steps if passage.target != NONE else ()
    down = passage.basis is Basis.SILENT
    steps = steps_into(doctrine, phases, () if down else phase_steps, grounded)
    section_words = (
        [step for step in steps_into(doctrine, phases, phase_steps, grounded) if step.specific]
        if down
        else []
    )
    return Transition(
        **{**dict(passage), "silent": (*passage.silent, *silent)},
        steps=steps,
        section_words=tuple(section_words),
        comes=effect.comes,
        continues=effect.continues,
        lapses=effect.lapses,
    )
