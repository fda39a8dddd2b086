"""Findings of `check`, printed for people as a compiler does, and as JSON for programs."""

from __future__ import annotations

import unicodedata

from simulator.cli.output import say, width
from simulator.scenario.check.diagnostics import Finding
from simulator.typography import cells, fit

_BEFORE_FAULT = 30  # characters of a long line that are kept before the fault
_STAND_IN = "\ufffd"  # stands for a character that would move the cursor or hide text


def shape(finding: Finding) -> dict[str, object]:
    """A finding as JSON; columns in characters of the line from 1, `end_column` after the span.

    A long line is cut: `source_column` is the column of the first character of `source`.
    """
    return {
        "code": finding.code.value,
        "severity": finding.severity.value,
        "title": finding.code.headline,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_column": finding.end,
        "source": finding.source,
        "source_column": finding.source_column,
        "message": finding.message,
        "advice": finding.advice,
        "nearest": list(finding.nearest),
    }


def print_finding(finding: Finding) -> None:
    """Place, code and what is wrong; the line with carets under the fault; what to do."""
    print(line_of(finding))
    if finding.source.strip():
        number = f"{finding.line:>5} | "
        source, carets = underlined(finding, width() - len(number))
        print(number + source)
        print(" " * (len(number) - 2) + "| " + carets)
    say(f"→ {visible(finding.advice)}", indent=8, hang=3)
    print()


def line_of(finding: Finding) -> str:
    """Place, severity, code and what is wrong, in one line."""
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return visible(f"{place}: {finding.severity.label} {finding.code} {finding.message}")


def underlined(finding: Finding, room: int) -> tuple[str, str]:
    """The part of the line round the fault in at most `room` cells, and carets under it in cells."""
    before = finding.source_column  # characters of the line that the source leaves out, and one
    line, start = visible(finding.source), finding.column - before
    first = max(0, start - _BEFORE_FAULT) if cells(line) > room else 0
    mark = "…" if first or before > 1 else ""
    gap = cells(mark + line[first:start])
    carets = max(1, min(cells(line[start : finding.end - before]), room - gap))
    return fit(mark + line[first:], max(room, gap + 2)), " " * gap + "^" * carets


def visible(text: str) -> str:
    """The text with a stand-in for every character that a terminal would not show but act on.

    Blanks stay blanks, and the full-width one keeps its two cells.
    """
    return "".join(char if char.isprintable() else _instead_of(char) for char in text)


def _instead_of(char: str) -> str:
    if char == "\u3000":
        return char
    return " " if char == "\t" or unicodedata.category(char) == "Zs" else _STAND_IN
