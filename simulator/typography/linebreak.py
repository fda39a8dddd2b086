"""Where a line may end, by the rules of UAX #14 on the classes that `uniseg` knows.

`uniseg.linebreak.line_break_boundaries` itself takes 75 µs a character, and quadratic time on runs of
spaces or combining marks. The pair rules here are linear; a test holds them against it. Where Unicode
looks at more than two classes (a number with its brackets and units) they hold together more, never less.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

# The classes of what Japanese text is made of, so that `uniseg` loads only for a rarer character.
_COMMON = {
    "SP": " ",
    "EX": "!?！？",
    "QU": "\"'“”‘’",
    "PR": "$+\\＄",
    "PO": "%％",
    "OP": "([{",
    # Not a class of UAX #14: the wide brackets, which do not stick to a letter before them.
    "OPW": "（［｛「『【〔〈《｢",
    "CP": ")]",
    "CL": "}）］｝」』】〕〉》｣、。，．､｡",
    "IS": ",.:;",
    "HY": "-",
    "SY": "/",
    "BA": "|–\u3000\t",
    "GL": "\u00a0",
    "ID": "＋－／＝",
    "NU": "0123456789",
    "NS": "々〻ゝゞヽヾ・：；･〜ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶーｧｨｩｪｫｬｭｮｯｰ",
    "IN": "…‥",
    "B2": "—",
    "BK": "\v\f",
    "LF": "\n",
    "CR": "\r",
    "AL": "#&*<=>@^_`~ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz¶―•×→←↑↓●○◎■□▸▶━│※▲△▼◆◇✓✎☐☑─└",
}
_CLASSES = {char: name for name, chars in _COMMON.items() for char in chars}
_ALIASES = {"AI": "AL", "SG": "AL", "XX": "AL", "SA": "AL", "CB": "ID", "CJ": "NS", "NL": "BK"}
_MANDATORY = frozenset({"BK", "LF", "CR"})
_CLOSING = frozenset({"CL", "CP", "EX", "SY", "IS"})
_LETTERS = frozenset({"AL", "HL"})
_WORDS = frozenset({"ID", "EB", "EM"})
_HANGUL = frozenset({"JL", "JV", "JT", "H2", "H3"})
_NO_BREAK_BEFORE = frozenset({"BA", "HY", "NS", "IN", "GL", "WJ", "ZW", "QU"}) | _CLOSING
_PAIRS = frozenset(
    {
        *((a, b) for a in ("NU", "IS", "SY", "CL", "CP") for b in ("PO", "PR")),
        *((a, b) for a in ("PO", "PR") for b in ("OP", "OPW", "NU")),
        *((a, "NU") for a in ("HY", "IS", "NU", "SY")),
        *(("HYS", b) for b in ("NU", "AL", "HL")),
        *((a, b) for a in ("AL", "HL") for b in ("NU", "PR", "PO", "AL", "HL")),
        *(("NU", b) for b in ("AL", "HL")),
        *(("PR", b) for b in (*_WORDS, *_HANGUL, *_LETTERS)),
        *((a, "PO") for a in (*_WORDS, *_HANGUL)),
        *(("PO", b) for b in _LETTERS),
        *(("IS", b) for b in _LETTERS),
        *(("CP", b) for b in ("AL", "HL", "NU")),
        *((a, "OP") for a in ("AL", "HL", "NU")),
        *(("JL", b) for b in ("JL", "JV", "H2", "H3")),
        *((a, b) for a in ("JV", "H2") for b in ("JV", "JT")),
        *((a, "JT") for a in ("JT", "H3")),
        ("EB", "EM"),
        ("SY", "HL"),
    }
)
# What may not begin and may not end a line, for cuts where there is no break opportunity.
NOT_AT_START = frozenset("".join(_COMMON[name] for name in ("CL", "CP", "EX", "NS", "IN")))
NOT_AT_END = frozenset(_COMMON["OP"] + _COMMON["OPW"])


@cache
def break_class(char: str) -> str:
    """The line breaking class of a character (UAX #14), with the classes that resolve to others resolved."""
    if common := _CLASSES.get(char):
        return common
    if "一" <= char <= "鿿" or "ぁ" <= char <= "ゖ" or "ァ" <= char <= "ヺ" or "０" <= char <= "ｚ":
        return "NS" if char in NOT_AT_START else "ID" if char not in "［＼］" else _rare_class(char)
    return _rare_class(char)


def _rare_class(char: str) -> str:
    # 50 ms that most texts never need
    from uniseg.linebreak import line_break  # noqa: PLC0415

    name = str(line_break(char).value)
    if name == "OP" and unicodedata.east_asian_width(char) in "WFH":
        return "OPW"
    if name == "SA" and unicodedata.category(char) in ("Mn", "Mc"):
        return "CM"
    return _ALIASES.get(name, name)


def opportunities(text: str) -> Iterator[tuple[int, bool]]:
    """Where a line may end, as (place, must end); the end of the text comes last, as an option only."""
    previous = ""  # the class before, marks taken into their base and spaces left out
    spaces = flags = 0
    joined = False
    for place, char in enumerate(text):
        name = break_class(char)
        if previous in _MANDATORY:
            if not (previous == "CR" and name == "LF"):
                yield place, True
            previous, spaces, joined, flags = name, 0, False, 0
        elif name == "SP":
            spaces += 1
            if not previous:
                previous = "SP"
            continue
        elif name in _MANDATORY:
            previous, spaces, joined = name, 0, False
            continue
        elif name in ("CM", "ZWJ") and previous and not spaces and previous not in ("ZW", "SP"):
            joined = name == "ZWJ"
            continue
        else:
            if name in ("CM", "ZWJ"):
                name = "AL"
            if name == "HY" and (spaces or not previous):
                name = "HYS"  # not a class of UAX #14: a hyphen that begins a word, as in -1 or --json
            if previous and not joined and _breaks(previous, name, spaces > 0, flags % 2 == 1):
                yield place, False
        flags = flags + 1 if name == "RI" and not spaces else int(name == "RI")
        previous, spaces, joined = name, 0, char == "\u200d"
    yield len(text), False


@cache  # some dozens of pairs make up all text
def _breaks(before: str, after: str, spaces: bool, odd_flags: bool, /) -> bool:  # noqa: FBT001 - a cache is slow with keywords
    """Whether a line may end between two classes (LB7 to LB31, spaces between them left out)."""
    if before == "ZW":
        return after != "ZW"
    if after in _CLOSING or after in ("ZW", "WJ"):
        # A space lets 「 .5」 begin a line, nothing else that closes.
        return False
    if before in ("OP", "OPW"):
        return False
    if spaces or before == "SP":
        stays = (before in ("CL", "CP") and after == "NS") or before == after == "B2"
        return not stays and not (before == "QU" and after in ("OP", "OPW"))
    if before in ("WJ", "GL", "QU", "BB") or (before == after == "B2"):
        return False
    if after == "GL":
        return before in ("BA", "HY")
    if after in _NO_BREAK_BEFORE:
        return False
    if before == after == "RI":
        return not odd_flags
    return (before, after) not in _PAIRS
