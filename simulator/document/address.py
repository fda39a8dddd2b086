"""Clause ids: the spellings people type, the labels screens show, and the nearest id to a wrong one."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection
from functools import cached_property, lru_cache

from simulator.language import tr

MAX_SPELLING = 100  # characters; every way to write an id is shorter
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")
_KANJI_DIGITS = dict(zip("一二三四五六七八", ROMAN, strict=True))
_CHAPTER = re.compile(r"第?([IVXivx]+|[0-9]|[一二三四五六七八])章")
_REWRITES = (
    (re.compile(r"(?:第(?=\d+段落)|¶)(\d+)(?:段落)?"), "p"),
    (re.compile(r"第(\d+)文"), "s"),
    (re.compile(r"(?:第(?=\d+号)|[•・])(\d+)号?"), "b"),
)
_PLACE = re.compile(r"(.*?)((?:\.[pbs]\d+)*)")
_PART = re.compile(r"\.([pbs])(\d+)")
_COUNTED = {"p": "第{}段落", "b": "第{}号", "s": "第{}文"}
_GLUED = re.compile(r"([A-Z])(\d)")


class ClauseError(ValueError):
    """A spelling that does not lead to one clause. `candidates` are existing ids, best first."""

    def __init__(self, spelling: str) -> None:
        """Keep the spelling, so that a face may word its own message."""
        super().__init__(spelling)
        self.spelling = spelling

    @property
    def candidates(self) -> tuple[str, ...]:
        """Existing ids that may be meant."""
        return ()


class UnknownClauseError(ClauseError):
    """No clause has this id. The nearest ids are worked out when first asked for, because that takes long."""

    def __init__(self, spelling: str, path: str, ids: Collection[str]) -> None:
        """`path` is the spelling as `normalise` gives it."""
        super().__init__(spelling)
        self._path = path
        self._ids = ids

    @cached_property
    def _nearest(self) -> tuple[str, ...]:
        return nearest(self._path, self._ids) if len(self._path) <= MAX_SPELLING else ()

    @property
    def candidates(self) -> tuple[str, ...]:
        """The nearest ids."""
        return self._nearest

    def __str__(self) -> str:
        """What is wrong, with the nearest ids."""
        hint = tr("近いもの: {names}。", names=tr("、").join(self.candidates)) if self.candidates else ""
        return tr(
            "条項番号「{spelling}」は本文にありません。{hint}「shishin document」で番号の一覧を見られます。",
            spelling=self.spelling[:MAX_SPELLING],
            hint=hint,
        )


class AmbiguousClauseError(ClauseError):
    """The spelling fits more than one clause; the exact case or a dot decides."""

    def __init__(self, spelling: str, fitting: tuple[str, ...]) -> None:
        """`fitting` are the ids that it fits."""
        super().__init__(spelling)
        self._fitting = fitting

    @property
    def candidates(self) -> tuple[str, ...]:
        """The ids that it fits."""
        return self._fitting

    def __str__(self) -> str:
        """What is wrong, and how to decide."""
        return tr(
            "条項番号「{spelling}」は一つに決まりません。「{either}」を、大文字と小文字を区別して指定してください。",
            spelling=self.spelling,
            either=tr("」か「").join(self._fitting),
        )


def chapter_numeral(word: str) -> str | None:
    """`IV` for 第IV章, 第４章, 第四章, IV章, Ⅳ or IV; None if the word is not a chapter's name."""
    folded = unicodedata.normalize("NFKC", word).strip()
    match = _CHAPTER.fullmatch(folded)
    numeral = _as_roman(match[1]) if match else folded.upper()
    return numeral if numeral in ROMAN else None


def _as_roman(numeral: str) -> str:
    if numeral.isascii() and numeral.isdigit():
        return ROMAN[int(numeral) - 1] if 0 < int(numeral) <= len(ROMAN) else numeral
    return _KANJI_DIGITS.get(numeral, numeral.upper())


def normalise(spelling: str) -> str:
    """The spelling as a dotted path in ASCII; case is left as typed."""
    text = unicodedata.normalize("NFKC", spelling).strip().removeprefix("指針").strip()
    text = _CHAPTER.sub(lambda m: _as_roman(m[1]) + ".", text, count=1)
    for pattern, letter in _REWRITES:
        text = pattern.sub(rf".{letter}\1", text)
    return re.sub(r"[.\s]+", ".", text).strip(".")


def find_id(spelling: str, ids: Collection[str]) -> str:
    """The one id that a spelling means. Raises `UnknownClauseError` or `AmbiguousClauseError`."""
    if len(spelling) > MAX_SPELLING:
        raise UnknownClauseError(spelling, spelling, ids)
    path = normalise(spelling)
    if path in ids:
        return path
    # IV.B1 may be the heading IV.B.1 or the bullet IV.b1; for every other spelling case makes no difference.
    dotted = _GLUED.sub(r"\1.\2", path)
    fitting = [name for name in ids if name.casefold() == path.casefold()]
    if dotted != path:
        fitting += [name for name in ids if name.casefold() == dotted.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise AmbiguousClauseError(spelling, tuple(fitting))
    raise UnknownClauseError(spelling, path, ids)


def nearest(path: str, ids: Collection[str], limit: int = 3) -> tuple[str, ...]:
    """Existing ids that look like `path`: first the longest one it begins with, then by likeness."""
    folded: dict[str, str] = {}
    for name in ids:
        folded.setdefault(name.casefold(), name)
    near: list[str] = []
    stem = path.casefold()
    while stem:
        if stem in folded:
            near.append(folded[stem])
            break
        stem = stem.rpartition(".")[0]
    for like in difflib.get_close_matches(path.casefold(), folded, n=limit, cutoff=0.5):
        # A paragraph or sentence of a clause already listed would name the same place twice.
        if not any(_is_within(folded[like], listed) for listed in near):
            near.append(folded[like])
    return tuple(near[:limit])


def _is_within(name: str, place: str) -> bool:
    """Whether a name is another one, or a place in its own body (and no clause below it)."""
    return name == place or re.fullmatch(rf"{re.escape(place)}(?:\.[pbs]\d+)+", name) is not None


def screen_label(name: str) -> str:
    """`IV.C.2.b.iii.p2.s1` as screens show it: `IV.C.2.b.iii ¶2 s1`; bullets as `IV •1`."""
    return tr("表題") if name.partition(".")[0] == "title" else _with_signs(name)


@lru_cache(maxsize=4096)  # called for every row of every list
def _with_signs(name: str) -> str:
    label = re.sub(r"\.p(\d+)", r" ¶\1", name)
    label = re.sub(r"\.b(\d+)", r" •\1", label)
    return re.sub(r"\.s(\d+)$", r" s\1", label)


def part_label(name: str, clause: str) -> str:
    """What of a clause a paragraph or bullet is: `¶2`, `•1`; empty for the clause itself."""
    return _with_signs(name[len(clause) :]).strip()


def citation_label(name: str) -> str:
    """The place as a citation in running Japanese: `IV.C.2.b.iii 第2段落第1文`."""
    clause, places = _PLACE.fullmatch(name).groups()  # type: ignore[union-attr]  # fits any id
    counted = "".join(_COUNTED[kind].format(number) for kind, number in _PART.findall(places))
    return f"{clause} {counted}" if counted else clause
