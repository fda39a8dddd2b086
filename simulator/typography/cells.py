"""How many cells of a terminal a text takes, and cutting it to so many."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache


@cache
def cell_width(char: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    category = unicodedata.category(char)
    code = ord(char)
    if category in ("Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Zl", "Zp"):
        return 0
    if 0x1160 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF or 0x1F3FB <= code <= 0x1F3FF:
        return 0  # the later parts of a Hangul syllable or of an emoji
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def cells(text: str) -> int:
    """Width of the text in terminal cells."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(cell_width, text))


def fit(text: str, width: int, ellipsis: str = "…") -> str:
    """The text, cut to at most `width` cells; a cut shows as `ellipsis` where that has room."""
    if cells(text) <= width:
        return text
    room = width - cells(ellipsis)
    if room < 0:
        room, ellipsis = width, ""
    used = 0
    for index, char in enumerate(text):
        used += cell_width(char)
        if used > room:
            return text[:index] + ellipsis
    return text


def pad(text: str, width: int) -> str:
    """The text in exactly `width` cells: filled with spaces, or cut."""
    fitted = fit(text, width)
    return fitted + " " * (width - cells(fitted))


def clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Grapheme clusters as (start, end, cells), linear: what takes no cell goes with what stands before."""
    cluster_start = start
    size = 0
    flag = joined = False
    for index in range(start, end):
        char = text[index]
        wide = cell_width(char)
        is_flag = "\U0001f1e6" <= char <= "\U0001f1ff"
        together = wide == 0 or joined or (is_flag and flag)
        if index > cluster_start and not together:
            yield cluster_start, index, size
            cluster_start, size = index, 0
        flag = is_flag and not (flag and together)
        joined = char == "\u200d"
        size += wide
    if cluster_start < end:
        yield cluster_start, end, size
