"""Citations against the phases: a clause of IV.A to IV.E is cited where its measures can be in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.datafile import Loc
from simulator.doctrine import Doctrine, Phase
from simulator.language import msg, tr
from simulator.machine import Configuration, PhaseMachine, Trigger
from simulator.scenario.check.checks.compared import clauses_named, concerns
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.diagnostics import Code, Finding
from simulator.scenario.proofs.paths import reached_steps
from simulator.scenario.proofs.search import Search
from simulator.scenario.steps import Cite, Decision, Inject, Question, TransitionStep

_SECTIONS = ("IV.A", "IV.B", "IV.C", "IV.D", "IV.E")
# 「当該事態にまだ至っていない状況において…とり得るものを含む」 carries the measures of IV.B beside it.
_CARRYING_SENTENCE, _CARRIED_SECTION = "IV.B.p1.s3", "IV.B."
_HINT = msg("まだ至っていない状況でとり得ると見るなら、そう述べる IV.B.p1.s3 を並べて引いてください。")


def check_force(manuscript: Manuscript, search: Search, locs: dict[str, Loc]) -> Iterator[Finding]:
    """Every citation of every reachable step, in the phases before and after what the step does."""
    doctrine, machine = search.machine.doctrine, search.machine
    for name, places in reached_steps(search).items():
        step, loc = search.script.step(name), locs[name]
        if isinstance(step, Decision):
            for option_index, option in enumerate(step.options):
                triggers = [effect.trigger for effect in option.effects if effect.trigger]
                phases = _phases(machine, places, triggers)
                cites = _claimed(doctrine, option.cites, option.feedback)
                yield from _not_in_force(manuscript, doctrine, cites, phases, (*loc, "options", option_index))
                for number, message in enumerate(option.later):
                    due = step.at + message.after
                    phases = _phases_after(machine, places, triggers) | _between(search, step.at, due)
                    cited = list(enumerate(message.cites))
                    yield from _not_in_force(
                        manuscript, doctrine, cited, phases, (*loc, "options", option_index, "later", number)
                    )
        elif isinstance(step, Inject | Question | TransitionStep):
            triggers = [step.trigger] if isinstance(step, TransitionStep) else []
            phases = _phases(machine, places, triggers)
            answer = step.answer if isinstance(step, Question) else ""
            yield from _not_in_force(
                manuscript, doctrine, _claimed(doctrine, step.cites, answer), phases, loc
            )


def _between(search: Search, begun: int, due: int) -> frozenset[Phase]:
    """The phases that can hold when a message comes: after some step between the choice and its time."""
    phases: set[Phase] = set()
    for name, places in reached_steps(search).items():
        step = search.script.step(name)
        if begun < step.at <= due:
            options = step.options if isinstance(step, Decision) else ()
            effects = [[effect.trigger for effect in option.effects if effect.trigger] for option in options]
            triggers = [step.trigger] if isinstance(step, TransitionStep) else []
            for fired in (*effects, triggers):
                phases |= _phases(search.machine, places, fired)
    return frozenset(phases)


def _claimed(doctrine: Doctrine, cites: Sequence[Cite], answer: str) -> list[tuple[int, Cite]]:
    """The citations with their number in the list, without those that the text names only to compare."""
    document = doctrine.document
    names = {name for _, name in clauses_named(document, answer)}
    return [
        (number, cite)
        for number, cite in enumerate(cites)
        if not any(concerns(document, name, cite.clause) for name in names)
    ]


def _phases(
    machine: PhaseMachine, places: Sequence[Configuration], triggers: Sequence[Trigger]
) -> frozenset[Phase]:
    """All phases that can hold when a step is played, and after it has moved them."""
    phases_before = frozenset(phase for place in places for phase in place.phases)
    return phases_before | _phases_after(machine, places, triggers)


def _phases_after(
    machine: PhaseMachine, places: Sequence[Configuration], triggers: Sequence[Trigger]
) -> frozenset[Phase]:
    """The phases that can hold once a step has moved them."""
    phases: set[Phase] = set()
    for place in places:
        configuration = place
        for trigger in triggers:
            configuration = machine.fire(configuration, trigger).configuration
        phases |= configuration.phases
    return frozenset(phases)


def _not_in_force(
    manuscript: Manuscript,
    doctrine: Doctrine,
    cites: Sequence[tuple[int, Cite]],
    phases: frozenset[Phase],
    loc: Loc,
) -> Iterator[Finding]:
    carried = any(
        cite.clause == _CARRYING_SENTENCE or _CARRYING_SENTENCE.startswith(f"{cite.clause}.s")
        for _, cite in cites
    )
    for number, cite in cites:
        holding = in_force(doctrine, cite.clause)
        if not holding or holding & phases or (carried and cite.clause.startswith(_CARRIED_SECTION)):
            continue
        place = (*loc, "cites", number)
        if (*place, "clause") in manuscript.file.places:
            place = (*place, "clause")
        phases_in_force = tr("、").join(phase.label for phase in Phase if phase in holding)
        phases_here = tr("、").join(phase.label for phase in Phase if phase in phases)
        yield manuscript.finding(
            Code.CLAUSE_NOT_IN_FORCE,
            place,
            tr(
                "{clause} が効くのは {held} ですが、ここに来るときの段階は {here} だけです。",
                clause=cite.clause,
                held=phases_in_force,
                here=phases_here,
            ),
            tr("段階を確かめ、その段階で効く条項にするか、入る前のことなら入る条件の条項を挙げてください。")
            + (tr(_HINT) if cite.clause.startswith(_CARRIED_SECTION) else ""),
        )


def in_force(doctrine: Doctrine, name: str) -> frozenset[Phase]:
    """The phases in which the measures of a clause of IV.A to IV.E are in force.

    Empty for clauses that assign no measure, for all other chapters, and for words that say when a phase is
    entered: those are rightly cited before it is (IV.B ¶1, IV.D ¶1).
    """
    document = doctrine.document
    if not f"{name}.".startswith(tuple(f"{section}." for section in _SECTIONS)) or name not in document:
        return frozenset()
    if document.is_sentence(name):
        sentences = [name]
    else:
        unit = document.unit(name)
        units = document.subtree(name) if unit.kind.is_clause else [unit]
        sentences = [sentence.id for part in units for sentence in part.sentences]
    if _entries(doctrine).intersection(sentences):
        return frozenset()
    return frozenset(hold.phase for m in doctrine.measures if m.sentence in sentences for hold in m.phases)


def _entries(doctrine: Doctrine) -> set[str]:
    """The sentences that name a phase or the condition for entering it."""
    profiles = doctrine.profiles.values()
    entries = {c.sentence for profile in profiles for c in (*profile.words, *profile.condition)}
    return entries | {c.sentence for sheet in doctrine.transitions.values() for c in sheet.condition}
