"""The places that the palette finds, with name, reading and id, and how well typed words fit them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from simulator.language.kana import folded, reading

TITLE, READ, ID, ABOUT, WORDS = 0.9, 0.8, 0.85, 0.4, 0.35  # the weight of a word found in each part


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go to, or an action. `title` and `about` are shown; `id` is searched too; `open` goes there.

    `words` are further words to search, which are not shown. `leads` is the id of the clause or sentence
    that it opens; empty where it opens something else.
    """

    title: str
    about: str
    id: str
    open: Callable[[], object]
    key: str = ""
    weight: float = 1.0
    words: str = ""
    leads: str = ""


def score(query: str, place: Place) -> float:
    """How well a place fits, from 0, if a word of the query is not found, to 1.

    Words are looked for in the title and its reading in kana, in the line about it, in the id, and in further
    words; width, case, and hiragana or katakana make no difference.
    """
    return _score(_words(query), place)


def _words(query: str) -> list[str]:
    return [folded(word) for word in query.split()]


def _score(words: list[str], place: Place) -> float:
    if not words:
        return 0.0
    forms = _forms(place.title, place.id, place.about, place.words)
    fits = [max(_fit(word, text) * weight for text, weight in forms) for word in words]
    return place.weight * min(fits)


@lru_cache(maxsize=8192)  # cached for all letters typed, because folding is most of the work
def _forms(title: str, name: str, about: str, words: str) -> tuple[tuple[str, float], ...]:
    """The folded texts that are searched, each with its weight."""
    return (
        (folded(title), TITLE),
        (reading(title), READ),
        (folded(name), ID),
        (folded(about), ABOUT),
        (folded(words), WORDS),
    )


def _fit(word: str, text: str) -> float:
    if word == text:
        return 1.1
    if text.startswith(word):
        return 1.0
    return 0.8 if word in text else 0.0


def best(query: str, places: Iterable[Place]) -> list[tuple[float, Place]]:
    """The places that fit, with their scores, best first, else in the order given."""
    words = _words(query)  # folded once, because a pasted query may be long
    scored = ((_score(words, place), place) for place in places)
    return sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: -entry[0])
