"""Two wordings of the same function, word by word: what stays, what is gone, what is new."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from simulator.doctrine.claims import Measure

# Japanese has no blanks between words: a run of one script is near enough to one.
_WORD = re.compile(
    r"[\u4e00-\u9fff々〆]+|[\u30a0-\u30ff]+|[\u3041-\u309f]+|[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+|.", re.DOTALL
)
_AKIN = 0.34  # share of common words from which two sentences are worth laying over each other


class Fate(StrEnum):
    """What became of some words."""

    STAYS = "stays"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a comparison."""

    text: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Pair:
    """A measure before and the one after whose words are nearest; one of the two may be missing."""

    before: Measure | None
    after: Measure | None
    words: tuple[Words, ...]


def compare(before: str, after: str) -> tuple[Words, ...]:
    """Both wordings in one line, removed words before the added ones that stand in their place."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    stretches: list[Words] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            stretches.append(Words("".join(old[a:b]), Fate.STAYS))
            continue
        stretches += [Words("".join(old[a:b]), Fate.REMOVED)] if b > a else []
        stretches += [Words("".join(new[c:d]), Fate.ADDED)] if d > c else []
    return tuple(stretches)


def pairs(before: tuple[Measure, ...], after: tuple[Measure, ...]) -> tuple[Pair, ...]:
    """Each measure after beside the nearest before it, every one used once; then those without a partner."""
    near = sorted(
        ((likeness(b.quote, a.quote), -i, -j) for i, b in enumerate(before) for j, a in enumerate(after)),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for alike, minus_i, minus_j in near:
        if alike >= _AKIN and -minus_j not in partner and -minus_i not in partner.values():
            partner[-minus_j] = -minus_i
    paired = []
    for j, a in enumerate(after):
        b = before[partner[j]] if j in partner else None
        paired.append(Pair(b, a, compare(b.quote if b else "", a.quote)))
    unpaired = [b for i, b in enumerate(before) if i not in partner.values()]
    return (*paired, *(Pair(b, None, compare(b.quote, "")) for b in unpaired))


@lru_cache(maxsize=4096)
def likeness(before: str, after: str) -> float:
    """The share of words that two wordings have in common, in their order: 0 to 1."""
    matcher = difflib.SequenceMatcher(None, _WORD.findall(before), _WORD.findall(after), autojunk=False)
    return matcher.ratio()
