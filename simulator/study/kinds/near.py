"""Which places of the text are nearest to a sentence, for a reader to compare."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from simulator.doctrine import Citation
from simulator.document import Document


def uses(document: Document, word: str, sentence: str) -> tuple[Citation, ...]:
    """Every other sentence with a word, the nearest to this one first."""
    having = (place.id for place in document.sentences() if word in place.text and place.id != sentence)
    return tuple(Citation(sentence=place, quote=word) for place in nearest_first(document, having, sentence))


def nearest_first(document: Document, sentences: Iterable[str], to: str) -> list[str]:
    """The sentences sorted: first by common headings, then by distance in sentences."""
    order = {place.id: at for at, place in enumerate(document.sentences())}
    mine = document.unit(to).clause.split(".")

    def distance(sentence: str) -> tuple[int, int]:
        theirs = document.unit(sentence).clause.split(".")
        shared = sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(mine, theirs, strict=False)))
        return -shared, abs(order[sentence] - order[to])

    return sorted(sentences, key=distance)
