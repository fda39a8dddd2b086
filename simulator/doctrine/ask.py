"""Ask the text: what it provides in a situation for an actor, a function or words, or that it is silent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine.claims import Citation, Hold, Measure, Silence
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.sheet import best_hold
from simulator.doctrine.words import Actor, Function, Phase
from simulator.document.references import ReferenceKind, load_references
from simulator.document.search import marks, patterns
from simulator.language import msg, tr


@dataclass(frozen=True, slots=True)
class Provision:
    """A measure that answers, and how it stands in the situation asked about."""

    measure: Measure
    hold: Hold


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that has the words asked for, or names the actor, and is no measure that answers.

    `why` is why we read no measure in it; empty where it is one, of another actor or function.
    """

    sentence: str
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the text provides; `elsewhere` is where it does, if here it provides nothing.

    `mentions` are further sentences with the words; `nearest` what the text says of measures taken before
    their phase; `premises` bind all of it (chapter II). `acts` is False where somebody was asked about of
    whom no sentence says that they act: then the mentions are the sentences that name them. `mentioned` is
    False where the words, or that name, stand nowhere in the text.
    """

    phases: frozenset[Phase]
    provisions: tuple[Provision, ...]
    beside: tuple[Measure, ...]
    elsewhere: dict[Phase, tuple[Measure, ...]]
    mentions: tuple[Mention, ...]
    nearest: tuple[Silence, ...]
    premises: tuple[Citation, ...]
    acts: bool = True
    mentioned: bool = True

    @property
    def silent(self) -> bool:
        """Whether the text provides no measure of what was asked in this situation."""
        return not self.provisions

    @property
    def remarks(self) -> tuple[str, ...]:
        """How far the silence reaches, as messages."""
        found = []
        if not self.acts:
            found.append(msg("この者を主語とする措置の文はない。"))
        elif not (self.elsewhere or self.beside):
            found.append(msg("ほかの段階にも定めはない。"))
        if not self.mentioned:
            found.append(msg("この語は本文にない。") if self.acts else msg("この者の名は本文にない。"))
        return tuple(found)


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
    acts = actor is None or any(actor in m.actors for m in doctrine.measures)
    sought = words if acts or actor is None else f"{words} {actor.japanese}"
    answered = {m.sentence for m in found}
    mentioned = list(mentions(doctrine, sought))
    premises = next(system for system in doctrine.systems if system.id == "premises")
    return Answer(
        phases,
        provisions,
        tuple(m for m in found if m.scope),
        elsewhere,
        tuple(mention for mention in mentioned if mention.sentence not in answered),
        tuple(_nearest(doctrine, phases, elsewhere)),
        tuple(Citation(sentence=part.sentence, quote=part.quote) for part in premises.parts),
        acts,
        bool(mentioned or found or not patterns(sought)),
    )


def mentions(doctrine: Doctrine, words: str) -> Iterator[Mention]:
    """Every sentence of the text that has all the words, in document order; none for no words."""
    wanted = patterns(words)
    why = {none.sentence: none.reason for none in doctrine.not_measures}
    for sentence in doctrine.document.sentences() if wanted else ():
        if marks(sentence.text, wanted) is not None:
            yield Mention(sentence.id, sentence.text.rstrip("。"), why.get(sentence.id, ""))


def _nearest(
    doctrine: Doctrine, phases: frozenset[Phase], elsewhere: dict[Phase, tuple[Measure, ...]]
) -> Iterator[Silence]:
    """Notes of these phases that cite what is said of the whole section of those measures (IV.B ¶1 s3)."""
    there = {m.sentence for some in elsewhere.values() for m in some}
    sections = {ref.sentence: ref.to for ref in load_references() if ref.kind is ReferenceKind.SECTION}
    for phase in Phase:
        for note in doctrine.profiles[phase].notes if phase in phases else ():
            reach = [section for citation in note.nearest for section in sections.get(citation.sentence, ())]
            if any(sentence.startswith(f"{section}.") for sentence in there for section in reach):
                yield note
