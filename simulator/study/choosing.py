"""Which questions a person wants: by kind, phase, function, clause."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from simulator.doctrine import Function, Phase
from simulator.study.bank import Bank
from simulator.study.question import QuestionKind, StudyQuestion


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """What to ask about; what is left empty does not limit."""

    kinds: frozenset[QuestionKind] = frozenset()
    phases: frozenset[Phase] = frozenset()
    function: Function | None = None
    clause: str = ""


def choose(bank: Bank, wanted: QuestionFilter) -> Iterator[StudyQuestion]:
    """The questions that fit, in the order of the bank."""
    sentences = {s.id for s in bank.doctrine.document.sentences(wanted.clause)} if wanted.clause else set()
    if wanted.clause and bank.doctrine.document.is_sentence(wanted.clause):
        sentences = {wanted.clause}
    for question in bank.questions.values():
        if wanted.kinds and question.kind not in wanted.kinds:
            continue
        if wanted.phases and not wanted.phases.intersection(question.phases):
            continue
        if wanted.function and wanted.function not in question.functions:
            continue
        if wanted.clause and question.sentence not in sentences:
            continue
        yield question
