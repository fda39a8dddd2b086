"""Data to standard output: JSON, CSV, and Japanese text wrapped to the terminal."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from simulator.typography import harmless, wrap

# JSON escapes the first 32 characters by itself; these it lets through.
_ACTS = re.compile(r"[\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_IN_REFERENCE = re.compile(r"(?<=[0-9A-Za-z]) (?=[¶•s][0-9])")
_WIDEST = 96  # cells; longer lines of Japanese are hard to follow


def print_json(value: Any) -> None:
    """One JSON value, readable, in UTF-8."""
    print(escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def escaped(text: str) -> str:
    """JSON text with what could act on a terminal or deceive a reader as escapes: the value is the same."""
    return _ACTS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows as CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def has_screen() -> bool:
    """Whether there is a terminal to open screens in, or a program that shows them in a browser."""
    return bool(os.environ.get("TEXTUAL_DRIVER")) or (sys.stdin.isatty() and sys.stdout.isatty())


def width() -> int:
    """Cells of a line: the terminal's, but not more than reads well."""
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def say(text: str = "", indent: int = 0, hang: int = 0) -> None:
    """Print a paragraph wrapped by the rules of Japanese; `hang` more cells from the second line on.

    A reference such as `IV.B ¶1 s1` stays on one line. It is printed with plain spaces, to be searched for.
    """
    text = harmless(text)
    room = max(20, width() - indent - hang)
    for at, line in enumerate(wrap(_IN_REFERENCE.sub("\u00a0", text), room)):
        shown = text[line.start : line.end].rstrip()
        print(" " * (indent + (hang if at else 0)) + shown if shown else "")
