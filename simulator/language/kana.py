"""How our own words are read, so that they are found when typed in kana."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


def folded(text: str) -> str:
    """For comparing: one width, lower case, katakana as hiragana, no spaces."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_TO_HIRAGANA)
    return "".join(plain.split())


def reading(text: str) -> str:
    """The text, folded, with each word of `kana.txt` in it as it is read; other kanji stay."""
    table, words = _table()
    return words.sub(lambda match: table[match[0]], folded(text))


@cache
def words_read() -> dict[str, tuple[str, ...]]:
    """The words of `kana.txt` by how they are read, in hiragana."""
    by_reading: dict[str, list[str]] = {}
    for word, read in _table()[0].items():
        by_reading.setdefault(read, []).append(word)
    return {read: tuple(words) for read, words in by_reading.items()}


@cache
def _table() -> tuple[dict[str, str], re.Pattern[str]]:
    lines = Path(__file__).with_name("kana.txt").read_text("utf-8").splitlines()
    pairs = dict(line.split(" ", 1) for line in lines if line and not line.startswith("#"))
    table = {folded(word): read for word, read in pairs.items()}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(map(re.escape, longest_first)))
