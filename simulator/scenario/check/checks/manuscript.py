"""A file under check: its lines, its values as far as they can be read, and findings at their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from simulator.datafile import DataFile, FilePosition, Loc, shortened
from simulator.scenario.check.checks.nearest import nearest_words
from simulator.scenario.check.diagnostics import Code, Finding

MAX_SOURCE = 400  # characters of its line that a finding quotes
_BEFORE = 100  # of them, those before the fault
_MAX_HINTS = 100  # each search for a near spelling costs some milliseconds


@dataclass
class Manuscript:
    """What every check is given."""

    path: str
    lines: list[str]
    file: DataFile
    hints_left: int = _MAX_HINTS

    @property
    def data(self) -> Any:
        """The plain value of the file."""
        return self.file.data

    def finding(  # noqa: PLR0913  the fields of one finding, each by its name
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
        end = self.file.ends.get(place)
        if word and end:
            place, end = self.within(place, end, word)
        return finding_at(
            self.path, self.lines, code, place, end, message=message, advice=advice, nearest=nearest
        )

    def written(self, loc: Loc) -> str:
        """The value at `loc` in the author's own letters (`1.10`, not 1.1); cut if it is long."""
        start = self.file.place(loc)
        end = self.file.ends.get(start)
        if end and end.line == start.line <= len(self.lines):
            return shortened(self.lines[start.line - 1][start.column - 1 : end.column - 1])
        return ""

    def nearest(self, word: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
        """Known words like the given one, as long as they may be looked for."""
        return nearest_words(word, known, limit) if self.may_hint() else ()

    def may_hint(self) -> bool:
        """Whether to look for a near spelling: not after so many findings that nobody reads them."""
        self.hints_left -= 1
        return self.hints_left >= 0

    def within(self, start: FilePosition, end: FilePosition, word: str) -> tuple[FilePosition, FilePosition]:
        """Where `word` first stands between two places; the two places if a fold or an escape hides it."""
        for number in range(start.line, min(end.line, len(self.lines)) + 1):
            begin = start.column - 1 if number == start.line else 0
            column = self.lines[number - 1].find(word, begin)
            if column >= 0:
                return FilePosition(number, column + 1), FilePosition(number, column + 1 + len(word))
        return start, end


def finding_at(  # noqa: PLR0913  as above
    path: str,
    lines: list[str],
    code: Code,
    place: FilePosition,
    end: FilePosition | None,
    *,
    message: str,
    advice: str,
    nearest: tuple[str, ...] = (),
) -> Finding:
    """A finding whose span ends in its own line and covers at least one character."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    if end and end.line == place.line:
        end_column = end.column
    else:
        end_column = len(line.rstrip()) + 1 if end else place.column + 1
    source_start = max(0, place.column - 1 - _BEFORE) if len(line) > MAX_SOURCE else 0
    return Finding(
        code,
        path,
        place.line,
        place.column,
        max(end_column, place.column + 1),
        line[source_start : source_start + MAX_SOURCE],
        message,
        advice.rstrip(),  # in English, a sentence that others often follow ends with a blank
        nearest,
        source_start + 1,
    )
