"""Ask the text: what it provides in a situation for an actor, a function or words, or that it is silent."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.doctrine.claims import Citation, Hold, Measure
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.sheet import best_hold
from simulator.doctrine.words import Actor, Function, Phase
from simulator.document.search import marks, patterns
from simulator.language import tr


@dataclass(frozen=True, slots=True)
class Provision:
    """A measure that answers, and how it stands in the situation asked about."""

    measure: Measure
    hold: Hold


@dataclass(frozen=True, slots=True)
class Answer:
    """What the text provides; `elsewhere` is where it does, if here it provides nothing.

    `premises` bind all of it (chapter II).
    """

    phases: frozenset[Phase]
    provisions: tuple[Provision, ...]
    beside: tuple[Measure, ...]
    elsewhere: dict[Phase, tuple[Measure, ...]]
    premises: tuple[Citation, ...]

    @property
    def silent(self) -> bool:
        """Whether the text provides nothing of what was asked in this situation."""
        return not self.provisions


def matches(
    doctrine: Doctrine, measure: Measure, words: str, actor: Actor | None, function: Function | None
) -> bool:
    """Whether a measure is about what was asked; words are looked up as in the search of the text."""
    if actor and actor not in measure.actors:
        return False
    if function and function not in (measure.function, *measure.functions_also):
        return False
    wanted = patterns(words)
    if not wanted:
        return True
    functions = (measure.function, *measure.functions_also)
    ours = (measure.title, tr(measure.title), *(name for f in functions for name in (f.japanese, f.label)))
    heading = doctrine.document.unit(measure.sentence).heading
    sentence = doctrine.document.sentence(measure.sentence).text
    return marks(f"{heading} {sentence} {' '.join(ours)}", wanted) is not None


def ask(
    doctrine: Doctrine,
    phases: frozenset[Phase],
    *,
    words: str = "",
    actor: Actor | None = None,
    function: Function | None = None,
) -> Answer:
    """What the text provides when these phases hold side by side. Never advice: only its sentences."""
    found = [m for m in doctrine.measures if matches(doctrine, m, words, actor, function)]
    provisions = tuple(Provision(m, hold) for m in found if (hold := best_hold(m, phases)))
    elsewhere: dict[Phase, tuple[Measure, ...]] = {}
    if not provisions:
        for phase in Phase:
            there = tuple(m for m in found if m.hold(phase))
            if there:
                elsewhere[phase] = there
    premises = next(system for system in doctrine.systems if system.id == "premises")
    return Answer(
        phases,
        provisions,
        tuple(m for m in found if m.scope),
        elsewhere,
        tuple(Citation(sentence=part.sentence, quote=part.quote) for part in premises.parts),
    )
