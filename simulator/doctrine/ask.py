"""Ask the text: what it provides in a situation for an actor, a function or words, or that it is silent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from simulator.doctrine.claims import Citation, Hold, Measure, Silence
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.ranking import Ranked, ranked
from simulator.doctrine.sheet import best_hold
from simulator.doctrine.thesaurus import Relation
from simulator.doctrine.understanding import Term, Understood, understand
from simulator.doctrine.words import Actor, Function, Phase
from simulator.document.folding import fold_text
from simulator.document.references import ReferenceKind, load_references
from simulator.language import msg, tr


@dataclass(frozen=True, slots=True)
class Provision:
    """A measure that answers, and how it stands in the situation asked about."""

    measure: Measure
    hold: Hold


@dataclass(frozen=True, slots=True)
class Mention:
    """A sentence that has the words asked for, or names the actor, but is not one of the answering measures.

    `why` says why we read no measure in it; empty where it is a measure of another actor or function.
    `binds`: it stands in chapter I or II, which bind all the rest, and so answers in any situation.
    """

    sentence: str
    text: str
    why: str = ""
    binds: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What the text provides; `elsewhere` has the phases in which it does, if it provides nothing here.

    `understood` is what each word was taken as; the answer says nothing of the `unknown` words. `whole` is
    False where no measure is about all that was understood; `provisions` then has those about most of it.
    `ranked` are the sentences that come nearest to the question, in any situation. `mentions` are further
    sentences with the words; `nearest` what the text says of measures taken before their phase; `premises`
    bind all of it (chapter II). `asked` is False if nothing of the question was understood. `acts` is False
    where no sentence says that the actor asked about acts: the mentions are then the sentences that name that
    actor. `mentioned` is False where that name stands nowhere in the text.
    """

    phases: frozenset[Phase]
    understood: tuple[Term, ...]
    unknown: tuple[str, ...]
    whole: bool
    ranked: tuple[Ranked, ...]
    provisions: tuple[Provision, ...]
    beside: tuple[Measure, ...]
    elsewhere: dict[Phase, tuple[Measure, ...]]
    mentions: tuple[Mention, ...]
    nearest: tuple[Silence, ...]
    premises: tuple[Citation, ...]
    asked: bool = True
    acts: bool = True
    mentioned: bool = True

    @property
    def silent(self) -> bool:
        """Whether the text provides nothing of what was understood, neither here nor in every situation.

        False where nothing was understood: we claim no silence about a word that we do not know. What
        chapters V, VII and VIII provide answers in every situation; what only other phases provide does not.
        """
        always = self.beside if not self.elsewhere else ()
        answered = self.provisions or always or any(mention.binds for mention in self.mentions)
        return self.asked and not answered

    @property
    def translated(self) -> tuple[Term, ...]:
        """The words that were taken as other words."""
        return tuple(term for term in self.understood if term.relation)

    @property
    def remarks(self) -> tuple[str, ...]:
        """How far the answer or the silence reaches, as messages."""
        lines = []
        if not self.acts:
            lines.append(msg("この者を主語とする措置の文はない。"))
        elif self.silent and not self.elsewhere:
            lines.append(msg("ほかの段階にも定めはない。"))
        if not self.mentioned:
            lines.append(msg("この者の名は本文にない。"))
        if not self.whole:
            lines.append(msg("すべての語に当たる措置はない。最も多くの語に当たるものを示す。"))
        if not self.asked:
            lines.append(msg("語が本文の語として分からなかったので、定めの有無は言わない。"))
        return tuple(lines)


def ask(
    doctrine: Doctrine,
    phases: frozenset[Phase],
    *,
    words: str = "",
    actor: Actor | None = None,
    function: Function | None = None,
) -> Answer:
    """What the text provides when these phases hold side by side. Never advice: only its sentences."""
    understood = understand(doctrine.document, words)
    sought = [term for term in understood.terms if term.relation is not Relation.SILENT]
    answering, whole = _answering(doctrine, understood, sought, actor, function)
    provisions = tuple(Provision(m, hold) for m in answering if (hold := best_hold(m, phases)))
    elsewhere: dict[Phase, tuple[Measure, ...]] = {}
    if not provisions:
        for phase in Phase:
            measures = tuple(m for m in answering if m.hold(phase))
            if measures:
                elsewhere[phase] = measures
    acts = actor is None or any(actor in m.actors for m in doctrine.measures)
    if not acts and actor:
        sought.append(next(iter(understand(doctrine.document, actor.japanese).terms)))
    answered = {m.sentence for m in answering}
    mentioned = list(mentions(doctrine, sought))
    premises = next(system for system in doctrine.systems if system.id == "premises")
    return Answer(
        phases=phases,
        understood=understood.terms,
        unknown=understood.unknown,
        whole=whole,
        ranked=ranked(doctrine.document, words, understood) if words.strip() else (),
        provisions=provisions,
        beside=tuple(m for m in answering if m.scope),
        elsewhere=elsewhere,
        mentions=tuple(mention for mention in mentioned if mention.sentence not in answered),
        nearest=tuple(_nearest(doctrine, phases, elsewhere)),
        premises=tuple(Citation(sentence=part.sentence, quote=part.quote) for part in premises.parts),
        asked=bool(understood.terms or actor or function or not words.strip()),
        acts=acts,
        mentioned=acts or bool(mentioned or answering),
    )


def _answering(
    doctrine: Doctrine,
    understood: Understood,
    sought: list[Term],
    actor: Actor | None,
    function: Function | None,
) -> tuple[tuple[Measure, ...], bool]:
    """The measures about all that was understood, or else about most of it; and whether it is all."""
    concerned = [m for m in doctrine.measures if _concerns(m, actor, function)]
    if understood.terms and not sought:  # the text is silent on everything that was understood
        return (), True
    if not sought:
        return tuple(concerned) if not understood.unknown or actor or function else (), True
    counts = {m.id: sum(_speaks_of(doctrine, m, term) for term in sought) for m in concerned}
    most = max(counts.values(), default=0)
    whole = most == len(sought) or most == 0
    return tuple(m for m in concerned if counts[m.id] == most and most > 0), whole


def _concerns(measure: Measure, actor: Actor | None, function: Function | None) -> bool:
    """Whether a measure has this actor and this function; None matches all."""
    if actor and actor not in measure.actors:
        return False
    return function is None or function in (measure.function, *measure.functions_also)


def _speaks_of(doctrine: Doctrine, measure: Measure, term: Term) -> bool:
    """Whether a measure, its heading, its title or its functions have the term, or it is named for it."""
    if term.covers(doctrine.document, measure.sentence):
        return True
    functions = (measure.function, *measure.functions_also)
    names = (measure.title, tr(measure.title), *(name for f in functions for name in (f.japanese, f.label)))
    text, heading = doctrine.document.folded[measure.sentence]
    return term.stands_in(f"{heading} {text} {fold_text(' '.join(names))[0]}")


def mentions(doctrine: Doctrine, sought: Iterable[Term]) -> Iterator[Mention]:
    """Every sentence of the text about all the terms, or else about most; in document order."""
    terms = list(sought)
    why = {entry.sentence: entry.reason for entry in doctrine.not_measures}
    document = doctrine.document
    counts = {
        sentence: sum(term.stands_in(text) or sentence in term.clauses for term in terms)
        for sentence, (text, _) in document.folded.items()
    }
    most = max(counts.values(), default=0)
    for sentence in document.sentences() if most else ():
        if counts[sentence.id] == most:
            binds = sentence.id.startswith(("I.", "II."))
            yield Mention(sentence.id, sentence.text.rstrip("。"), why.get(sentence.id, ""), binds)


def _nearest(
    doctrine: Doctrine, phases: frozenset[Phase], elsewhere: dict[Phase, tuple[Measure, ...]]
) -> Iterator[Silence]:
    """Notes of these phases that cite what is said of the whole section of those measures (IV.B ¶1 s3)."""
    sentences = {m.sentence for measures in elsewhere.values() for m in measures}
    sections = {ref.sentence: ref.to for ref in load_references() if ref.kind is ReferenceKind.SECTION}
    for phase in Phase:
        for note in doctrine.profiles[phase].notes if phase in phases else ():
            reach = [section for citation in note.nearest for section in sections.get(citation.sentence, ())]
            if any(sentence.startswith(f"{section}.") for sentence in sentences for section in reach):
                yield note
