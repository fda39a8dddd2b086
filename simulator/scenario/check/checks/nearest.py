"""The valid spelling that a wrong one most likely meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Mapping

from simulator.language import tr

_LONGEST = 100  # characters; longer words are not slips of known ones, and comparing takes quadratic time


def nearest_words(word: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Known words like the given one, best first; case and width do not count."""
    if len(word) > _LONGEST:
        return ()
    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(_fold(name), name)
    close = difflib.get_close_matches(_fold(word), folded, n=limit, cutoff=0.6)
    return tuple(folded[name] for name in close)


def by_label(word: str, labels: Mapping[str, str], limit: int = 3) -> tuple[str, ...]:
    """Words like the given one, which may also be (the beginning of) a word's Japanese label."""
    label = word.strip()
    labelled = [name for name, text in labels.items() if label and (label in text or text in label)]
    near = (*nearest_words(word, labels, limit), *labelled)
    return tuple(dict.fromkeys(near))[:limit]


def perhaps(words: tuple[str, ...]) -> str:
    """`「juyo」でしょうか。`, or nothing."""
    return tr("「{words}」でしょうか。", words=tr("」か「").join(words)) if words else ""


def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()
