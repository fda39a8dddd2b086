"""A file under check: its lines, its values as far as they can be read, and findings at their places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from simulator.datafile import DataFile, Loc, Place
from simulator.scenario.check.diagnostics import Code, Finding

LINE_BREAK = re.compile(r"\r\n|[\r\n\x85\u2028\u2029]")  # where YAML ends a line


@dataclass
class Manuscript:
    """What every check is given."""

    path: str
    lines: list[str]
    file: DataFile
    spans: dict[Place, Place] = field(repr=False)

    @property
    def data(self) -> Any:
        """The plain value of the file."""
        return self.file.data

    def finding(  # noqa: PLR0913  the parts of one sentence, each by its name
        self,
        code: Code,
        loc: Loc,
        message: str,
        advice: str,
        *,
        key: bool = False,
        word: str = "",
        nearest: tuple[str, ...] = (),
    ) -> Finding:
        """A finding at the value of `loc` (its key with `key`), or at `word` in its text."""
        place = self.file.key_place(loc) if key else self.file.place(loc)
        end = self.spans.get(place)
        if word and end:
            place, end = self.within(place, end, word)
        return finding_at(
            self.path, self.lines, code, place, end, message=message, advice=advice, nearest=nearest
        )

    def within(self, start: Place, end: Place, word: str) -> tuple[Place, Place]:
        """Where `word` first stands between two places; they themselves if a fold or an escape hides it."""
        for number in range(start.line, min(end.line, len(self.lines)) + 1):
            begin = start.column - 1 if number == start.line else 0
            column = self.lines[number - 1].find(word, begin)
            if column >= 0:
                return Place(number, column + 1), Place(number, column + 1 + len(word))
        return start, end


def finding_at(  # noqa: PLR0913  as above
    path: str,
    lines: list[str],
    code: Code,
    place: Place,
    end: Place | None,
    *,
    message: str,
    advice: str,
    nearest: tuple[str, ...] = (),
) -> Finding:
    """A finding whose span ends in its own line and covers at least one character."""
    source = lines[place.line - 1] if place.line <= len(lines) else ""
    if end and end.line == place.line:
        last = end.column
    else:
        last = len(source.rstrip()) + 1 if end else place.column + 1
    return Finding(
        code, path, place.line, place.column, max(last, place.column + 1), source, message, advice, nearest
    )
