"""Data to standard output: JSON, CSV, and Japanese text wrapped to the terminal."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from simulator.language import tr
from simulator.typography import csv_text, harmless, wrap

_IN_REFERENCE = re.compile(r"(?<=[0-9A-Za-z]) (?=[¶•s][0-9])")
# All characters that Japanese prose does not use; JSON itself escapes the first 32.
_RARE = re.compile(r"[^\x00-~\u00a0\u3000-\u303f\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uff01-\uff9f]")
_WIDEST = 96  # cells; longer lines of Japanese are hard to follow


def print_json(value: Any) -> None:
    """One JSON value, readable, in UTF-8."""
    print(escaped(json.dumps(value, ensure_ascii=False, indent=2)))


def escaped(text: str) -> str:
    """JSON text in which characters that could act on a terminal or deceive a reader are escaped."""
    return _RARE.sub(lambda match: match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1], text)


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows as CSV with a header."""
    print(csv_text([header, *rows]), end="")


def width() -> int:
    """The width of a line in cells: the terminal's, but not more than reads well."""
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def say(text: str = "", indent: int = 0, hang: int = 0) -> None:
    """Print a paragraph wrapped by the rules of Japanese; `hang` more cells from the second line on.

    A reference such as `IV.B ¶1 s1` stays on one line. It is printed with ordinary spaces, so that it can be
    searched for.
    """
    text = harmless(text)
    room = max(20, width() - indent - hang)
    for at, line in enumerate(wrap(_IN_REFERENCE.sub("\u00a0", text), room)):
        words = text[line.start : line.end].rstrip()
        print(" " * (indent + (hang if at else 0)) + words if words else "")


def tell(text: str) -> None:
    """Print a message on standard error."""
    print(harmless(text), file=sys.stderr)


def agreed(question: str) -> bool:
    """Ask at the terminal; whether the answer is yes."""
    print(harmless(question), end="", file=sys.stderr, flush=True)
    return typed_line().strip().casefold() in ("y", "yes", tr("はい"))


def typed_line(most: int = -1) -> str:
    """A line of standard input, of at most so many bytes; empty at the end of the input.

    It is read as bytes, because what is typed need not be valid text.
    """
    return sys.stdin.buffer.readline(most).decode(errors="replace")
