"""Lines as editors count them, and text cut to what a person reads.

PyYAML follows YAML 1.1, where U+0085, U+2028 and U+2029 end a line. YAML 1.2 and editors do not count them.
"""

from __future__ import annotations

import re

from simulator.datafile.faults import FilePosition

LINE_BREAK = re.compile(r"\r\n|\r|\n")
ODD_BREAK = re.compile("[\x85\u2028\u2029]")
_LONGEST = 60  # characters of the author's own text within a message
_STAND_INS = 0xF0000  # the first code point that stands in for an odd break, in a private-use plane


def split_lines(text: str) -> list[str]:
    """The lines without their ends."""
    return LINE_BREAK.split(text)


def place_at(text: str, offset: int) -> FilePosition:
    """The place of the character at an offset."""
    lines_before = split_lines(text[:offset])
    return FilePosition(len(lines_before), len(lines_before[-1]) + 1)


def offset_of(text: str, place: FilePosition) -> int:
    """The offset of the character at a place."""
    ends = [0, *(match.end() for match in LINE_BREAK.finditer(text))]
    return ends[place.line - 1] + place.column - 1


def shortened(text: str, longest: int = _LONGEST) -> str:
    """Text that a message quotes: its beginning, if it is long."""
    return text if len(text) <= longest else text[: longest - 1] + "…"


def without_odd_breaks(text: str) -> tuple[str, dict[int, str]]:
    """The text with an ordinary character for each odd break, and the table that restores the breaks."""
    odd = sorted(set(ODD_BREAK.findall(text)))
    if not odd:
        return text, {}
    code, stands_for = _STAND_INS, dict[int, str]()
    for char in odd:
        while chr(code) in text:
            code += 1
        stands_for[code] = char
        code += 1
    return text.translate({ord(char): stand_in for stand_in, char in stands_for.items()}), stands_for
