"""All questions made from the text and its doctrine, and how many the sieves rejected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from simulator.doctrine import Doctrine, load_doctrine
from simulator.study.kinds import (
    actors,
    cloze,
    comparing,
    deciding,
    going_on,
    listed,
    pairs,
    places,
    roles,
    said,
    wording,
)
from simulator.study.question import QuestionKind, StudyQuestion
from simulator.study.rank import with_fillers
from simulator.study.sieves import sift

MAKERS: tuple[Callable[[Doctrine], Iterator[StudyQuestion]], ...] = (
    actors.who,
    pairs.pair,
    roles.lead,
    roles.support,
    roles.request,
    wording.how,
    wording.ending,
    listed.listed,
    places.phase,
    places.heading,
    going_on.basis,
    said.said,
    deciding.decide,
    cloze.cloze,
    comparing.comparisons,
)


class MisquotedError(ValueError):
    """A question cites words that do not stand in its sentence: a fault of the generator."""


@dataclass(frozen=True)
class Bank:
    """The questions by id, in the order of kinds and of the text; `dropped` counts those rejected."""

    doctrine: Doctrine
    questions: dict[str, StudyQuestion]
    dropped: Counter[str]

    @property
    def families(self) -> frozenset[str]:
        """The families of the questions."""
        return frozenset(question.family for question in self.questions.values())

    @property
    def by_kind(self) -> Counter[QuestionKind]:
        """How many questions of each kind."""
        return Counter(question.kind for question in self.questions.values())

    @property
    def fillers(self) -> Counter[str]:
        """How many can be answered without reading, by reason."""
        return Counter(question.filler for question in self.questions.values() if question.filler)

    @property
    def covered(self) -> frozenset[str]:
        """The sentences with a measure that some question asks about."""
        wanted = {measure.sentence for measure in self.doctrine.measures}
        return frozenset(wanted & {question.sentence for question in self.questions.values()})


def make_bank(doctrine: Doctrine) -> Bank:
    """Make every question and keep the sound ones. Raises `MisquotedError`."""
    passed, dropped = sift((draft for make in MAKERS for draft in make(doctrine)), doctrine.document)
    for question in passed:
        _verify(question, doctrine)
    return Bank(doctrine, {question.id: question for question in with_fillers(passed, doctrine)}, dropped)


@cache
def load_bank() -> Bank:
    """The questions of the Guidelines; made once."""
    return make_bank(load_doctrine())


def _verify(question: StudyQuestion, doctrine: Doctrine) -> None:
    cited = [
        (question.sentence, question.quote),
        *((citation.sentence, citation.quote) for citation in question.nearest),
    ]
    for sentence, quote in cited:
        if quote not in doctrine.document.sentence(sentence).text:
            raise MisquotedError(f"{question.id}: {sentence}: {quote}")
