"""Who cites a clause: the way back from the text to every claim and reference that rests on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from simulator.doctrine.book import load_doctrine
from simulator.doctrine.claims import Citation
from simulator.doctrine.doctrine import Doctrine
from simulator.doctrine.passages import NONE, Transition
from simulator.doctrine.words import Phase
from simulator.document import load_references
from simulator.language import current, tr


@dataclass(frozen=True, slots=True)
class CitedBy:
    """One claim or reference that cites a sentence.

    `kind` is its Japanese name, `label` says which one, `target` is a clause to go on to (may be empty).
    """

    kind: str
    label: str
    sentence: str
    quote: str
    target: str = ""


def cited_by(doctrine: Doctrine, clause: str) -> tuple[CitedBy, ...]:
    """Everything that cites a sentence of this clause, paragraph or sentence itself, not of those below.

    Raises KeyError for an id that is not in the document.
    """
    index = citation_index(doctrine)
    document = doctrine.document
    if document.is_sentence(clause):
        return index.get(clause, ())
    unit = document.unit(clause)
    units = document.body(unit.id) if unit.kind.is_clause else (unit,)
    sentences = [s.id for part in units for s in part.sentences]
    citing = [entry for sentence in sentences for entry in index.get(sentence, ())]
    # References point to units: those to this one, or to a paragraph of it, lead here from elsewhere.
    names = {unit.id, *(part.id for part in units)}
    citing += [
        CitedBy(
            tr("参照元"),
            document.label(r.sentence),
            sentences[0] if sentences else unit.id,
            r.quote,
            r.sentence,
        )
        for r in load_references()
        if names.intersection(r.to) and r.sentence not in sentences
    ]
    return tuple(citing)


@cache
def _loaded_index(_language: str) -> dict[str, tuple[CitedBy, ...]]:
    """Kept apart by language, because the entries are in words."""
    return _index(load_doctrine())


def citation_index(doctrine: Doctrine) -> dict[str, tuple[CitedBy, ...]]:
    """Sentence id → what cites it, in the order in which the data files name it."""
    return _loaded_index(current()) if doctrine is load_doctrine() else _index(doctrine)


def _index(doctrine: Doctrine) -> dict[str, tuple[CitedBy, ...]]:
    citing: dict[str, list[CitedBy]] = {}
    seen: set[CitedBy] = set()
    for entry in _claims(doctrine):
        if entry not in seen:
            seen.add(entry)
            citing.setdefault(entry.sentence, []).append(entry)
    return {sentence: tuple(entries) for sentence, entries in citing.items()}


def _claims(doctrine: Doctrine) -> Iterator[CitedBy]:
    for measure in doctrine.measures:
        yield CitedBy(tr("措置"), tr(measure.title), measure.sentence, measure.quote)
    for entry in doctrine.not_measures:
        yield CitedBy(tr("措置でない"), tr(entry.reason), entry.sentence, "")
    yield from _phases(doctrine)
    yield from _transitions(doctrine)
    yield from _continuations(doctrine)
    for system in doctrine.systems:
        for part in system.parts:
            label = f"{tr(system.name)}: {tr(part.role)}"
            yield CitedBy(tr("仕組み"), label, part.sentence, part.quote, system.clause)
    for rule in doctrine.refusals.values():
        yield CitedBy(tr("退ける理由"), tr(rule.message), rule.citation.sentence, rule.citation.quote)
    for reference in load_references():
        for target in reference.to:
            label = tr("{place}（「{quote}」）", place=doctrine.document.label(target), quote=reference.quote)
            yield CitedBy(tr("参照先"), label, reference.sentence, reference.quote, target)


def _phases(doctrine: Doctrine) -> Iterator[CitedBy]:
    for profile in doctrine.profiles.values():
        label = profile.phase.label
        yield from _cites(tr("段階の語"), label, profile.words, profile.clause)
        yield from _cites(tr("段階に入る条件"), label, profile.condition, profile.clause)
        yield from _cites(tr("段階の根拠"), label, profile.grounds, profile.clause)
        for note in profile.notes:
            yield from _cites(tr("段階の注"), f"{label}: {tr(note.about)}", note.nearest, profile.clause)
        for step in profile.steps:
            yield CitedBy(tr("手順"), f"{label}: {tr(step.title)}", step.sentence, step.quote)
    for step in doctrine.general_steps:
        yield CitedBy(tr("手順"), tr("各段階: {step}", step=tr(step.title)), step.sentence, step.quote)


def _transitions(doctrine: Doctrine) -> Iterator[CitedBy]:
    for sheet in doctrine.transitions.values():
        yield from _cites(tr("遷移の条件"), transition_label(sheet), sheet.condition, "")
        yield from _cites(tr("遷移の根拠"), transition_label(sheet), sheet.grounds, "")
        for silence in sheet.silent:
            yield from _cites(tr("最も近い語"), transition_label(sheet), silence.nearest, "")


def _continuations(doctrine: Doctrine) -> Iterator[CitedBy]:
    for rule in doctrine.rules:
        carried = [*rule.continues, *(c for e in rule.exceptions for c in e.continues)]
        for entry in carried:
            phases = tr("・").join(phase.label for phase in entry.phases)
            label = tr(
                "{section} の措置 → {phases}（{basis}）",
                section=doctrine.document.label(rule.section),
                phases=phases,
                basis=entry.basis.label,
            )
            yield CitedBy(tr("継続の根拠"), label, entry.ground.sentence, entry.ground.quote, rule.section)


def _cites(kind: str, label: str, citations: tuple[Citation, ...], target: str) -> Iterator[CitedBy]:
    for citation in citations:
        yield CitedBy(kind, label, citation.sentence, citation.quote, target)


def transition_label(sheet: Transition) -> str:
    """`平時 → 重要影響事態`; `存立危機に入る`; with its cause where it comes about by itself."""
    if sheet.source == NONE:
        return tr("{phase}に入る", phase=Phase(sheet.target).label)
    source = Phase(sheet.source).label
    if sheet.target != NONE:
        return f"{source} → {Phase(sheet.target).label}"
    if sheet.cause:
        return tr("{phase}を終える（{cause}により）", phase=source, cause=sheet.cause.label)
    return tr("{phase}を終える", phase=source)
