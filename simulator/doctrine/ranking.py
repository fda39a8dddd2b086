"""Which sentences come nearest to a question: by the words it was taken as, else by wording alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log, sqrt

from simulator.doctrine.understanding import Term, Understood
from simulator.document import Document
from simulator.document.folding import fold_text

FIRST = 5  # sentences told, at most
_IN_TEXT, _IN_HEADING, _IN_CLAUSE = 1.0, 0.8, 0.5
_LIKE = 0.1  # below this two wordings have nothing in common


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence that comes near to a question; `guessed`: by its wording alone, no word was understood."""

    sentence: str
    text: str
    guessed: bool = False


def ranked(document: Document, words: str, understood: Understood) -> tuple[Ranked, ...]:
    """The nearest sentences, best first; ties stand in document order."""
    question = _bigrams(fold_text(words)[0])
    scores: dict[str, float] = {}
    terms = [term for term in understood.terms if term.taken or term.clauses]
    rarity = [_rarity(document, term) for term in terms]
    for sentence in document.sentences():
        worth = (_worth(document, term, sentence.id) for term in terms)
        score = sum(value * rare for value, rare in zip(worth, rarity, strict=True))
        like = _like(question, _bigrams("".join(reversed(document.folded[sentence.id]))))
        if score > 0:
            scores[sentence.id] = score + 0.5 * like
        elif not terms and like >= _LIKE:
            scores[sentence.id] = like
    best = sorted(scores, key=lambda name: (-scores[name], document.order(name)))[:FIRST]
    return tuple(Ranked(name, document.sentence(name).text.rstrip("。"), not terms) for name in best)


def _worth(document: Document, term: Term, sentence: str) -> float:
    """How much a sentence says of a term; the clauses that the thesaurus names come first, in its order."""
    text, heading = document.folded[sentence]
    rank = term.rank(document, sentence)
    if term.stands_in(text):
        worth = _IN_TEXT
    elif term.stands_in(heading):
        worth = _IN_HEADING
    else:
        worth = _IN_CLAUSE if rank else 0.0
    return worth + 1.0 / rank if rank else worth


def _rarity(document: Document, term: Term) -> float:
    """More for a term of which few sentences speak."""
    holding = sum(
        term.stands_in(text) or term.covers(document, name) for name, (text, _) in document.folded.items()
    )
    return log(1 + len(document.folded) / max(1, holding))


def _bigrams(text: str) -> Counter[str]:
    return Counter(text[index : index + 2] for index in range(len(text) - 1))


def _like(one: Counter[str], other: Counter[str]) -> float:
    """The cosine of two counts, from 0 to 1."""
    shared = sum(count * other[pair] for pair, count in one.items())
    norm = sqrt(sum(n * n for n in one.values())) * sqrt(sum(n * n for n in other.values()))
    return shared / norm if norm else 0.0
