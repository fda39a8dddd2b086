"""The sentences that an exercise touched, to ask about first after a class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.doctrine import Doctrine
from simulator.exercise.events import Decided, Firing, Moved, Record, Shown, Ticked
from simulator.scenario import Scenario
from simulator.scenario.citing import sentence_of
from simulator.scenario.proofs.paths import cites_of


def touched_sentences(
    doctrine: Doctrine, records: Iterable[Record], scenario: Scenario | None = None
) -> frozenset[str]:
    """The sentences of transitions made, of steps ticked, and of the script's steps shown or decided."""
    return frozenset(_sentences(doctrine, records, scenario))


def _sentences(doctrine: Doctrine, records: Iterable[Record], scenario: Scenario | None) -> Iterator[str]:
    for record in records:
        match record.event:
            case Moved(firing=firing):
                yield from _of_transitions(doctrine, (firing,))
            case Ticked(sentence=sentence):
                yield sentence
            case Shown(step=step, fired=fired) | Decided(decision=step, fired=fired):
                yield from _of_transitions(doctrine, fired)
                yield from _of_step(doctrine, scenario, step)


def _of_transitions(doctrine: Doctrine, firings: Iterable[Firing]) -> Iterator[str]:
    for firing in firings:
        for name in firing.transitions:
            sheet = doctrine.transitions.get(name)
            if sheet:
                yield from (citation.sentence for citation in (*sheet.condition, *sheet.grounds))
                yield from (step.sentence for step in sheet.steps if step.specific)


def _of_step(doctrine: Doctrine, scenario: Scenario | None, name: str) -> Iterator[str]:
    for step in scenario.steps if scenario else ():
        if step.id == name:
            yield from filter(None, (sentence_of(doctrine.document, cite) for cite in cites_of(step)))
