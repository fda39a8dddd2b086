"""Which steps of the shipped scenarios cite a clause: the way from the text to what is played with it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from simulator.doctrine.citing import CitedBy
from simulator.document import Document, load_guidelines
from simulator.language import current, tr
from simulator.scenario.library import scenario_files
from simulator.scenario.load import load_scenario
from simulator.scenario.model import Scenario
from simulator.scenario.proofs.paths import cites_of
from simulator.scenario.steps import Cite, Decision, Inject, Question, Step


def steps_citing(clause: str) -> tuple[CitedBy, ...]:
    """The steps that cite this clause, paragraph or sentence itself, in the order of the scenarios.

    A clause is cited by what cites a paragraph or a sentence of its own body, not of those below. Raises
    KeyError for an id that is not in the document.
    """
    document = load_guidelines()
    index = _index(current())
    if document.is_sentence(clause):
        return index.get(clause, ())
    unit = document.unit(clause)
    units = document.body(unit.id) if unit.kind.is_clause else (unit,)
    return tuple(entry for part in units for s in part.sentences for entry in index.get(s.id, ()))


@cache
def _index(_language: str) -> dict[str, tuple[CitedBy, ...]]:
    """Sentence id → the steps that cite it. Kept apart by language, because the entries are in words."""
    citing: dict[str, list[CitedBy]] = {}
    document = load_guidelines()
    for path in scenario_files():
        try:
            scenario = load_scenario(path)
        except ValueError:  # the list of scenarios reports what is wrong with it
            continue
        for entry in dict.fromkeys(_entries(document, scenario)):
            citing.setdefault(entry.sentence, []).append(entry)
    return {sentence: tuple(entries) for sentence, entries in citing.items()}


def _entries(document: Document, scenario: Scenario) -> Iterator[CitedBy]:
    for step in scenario.steps:
        for cite in cites_of(step):
            sentence = sentence_of(document, cite)
            if sentence:
                label = tr("{title} ▸ {step}", title=scenario.title, step=_step_label(step))
                yield CitedBy(tr("シナリオ"), label, sentence, cite.quote)


def sentence_of(document: Document, cite: Cite) -> str:
    """The sentence that a citation means: that of its quote, or the first; empty if it is not in the text."""
    if cite.clause not in document:
        return ""
    if document.is_sentence(cite.clause):
        return cite.clause
    unit = document.unit(cite.clause)
    units = document.body(cite.clause) if unit.kind.is_clause else (unit,)
    sentences = [sentence for part in units for sentence in part.sentences]
    quoted = (s.id for s in sentences if cite.quote in s.text)
    return next(quoted, sentences[0].id if sentences else "")


def _step_label(step: Step) -> str:
    """A step by its kind and id, with who sends or decides."""
    match step:
        case Inject(sender=sender):
            return tr("状況付与 {sender}（{id}）", sender=sender, id=step.id)
        case Decision():
            return tr("判断 {seat}（{id}）", seat=step.decider, id=step.id)
        case Question():
            return tr("問い（{id}）", id=step.id)
    return step.id
