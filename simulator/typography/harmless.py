"""Text that may come from anywhere, made harmless to a terminal and to its reader."""

from __future__ import annotations

import re
import unicodedata

# Characters that neither Japanese prose nor our own signs use; a text without any of them needs no work.
_SUSPECT = re.compile(
    r"[^\n -~\u00a0\u00b6\u00b7\u00d7\u2013-\u2015\u2018-\u201d\u2022\u2026\u203b\u2190-\u2193\u2500-\u257f"
    r"\u25a0-\u25cf\u2610-\u2612\u2713\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u4e00-\u9fff\uff01-\uff9f]"
)
_STACKED = 4  # marks on one letter that Japanese or any living script may need
_ODD = "\ufffd"
# Takes no cell in any terminal; a joiner or selector would change the width of its neighbours.
_JOINER = "\u034f"


def harmless(text: str) -> str:
    """The text with a stand-in for each character that could act on a terminal or deceive a reader.

    As many characters as before, so that marks stay in place. Line feeds stay; control characters show as
    their pictures (␛), bidi controls, zero-width and unassigned characters and piles of marks as �.
    """
    if not _SUSPECT.search(text):
        return text
    chars: list[str] = []
    stacked = 0
    for char in text:
        category = unicodedata.category(char)
        stacked = stacked + 1 if category in ("Mn", "Me", "Mc") else 0
        chars.append(_stand_in(char, category) if stacked <= _STACKED else _ODD)
    return "".join(chars)


def _stand_in(char: str, category: str) -> str:
    code = ord(char)
    if char == "\n":
        return char
    if char == "\t":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if char in "\u200d\ufe0e\ufe0f":
        return _JOINER
    return _ODD if category in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp") else char
