"""Data to standard output: JSON, CSV, and Japanese text wrapped to the terminal."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from simulator.typography import harmless, wrap

_WIDEST = 96  # cells; longer lines of Japanese are hard to follow


def print_json(value: Any) -> None:
    """One JSON value, readable, in UTF-8."""
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()


def print_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Rows as CSV with a header."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)


def width() -> int:
    """Cells of a line: the terminal's, but not more than reads well."""
    return min(_WIDEST, shutil.get_terminal_size((80, 24)).columns)


def say(text: str = "", indent: int = 0, hang: int = 0) -> None:
    """Print a paragraph wrapped by the rules of Japanese; `hang` more cells from the second line on."""
    text = harmless(text)
    room = max(20, width() - indent - hang)
    for at, line in enumerate(wrap(text, room)):
        shown = text[line.start : line.end].rstrip()
        print(" " * (indent + (hang if at else 0)) + shown if shown else "")
