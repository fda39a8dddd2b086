"""What can be wrong with a file before its values mean anything, each with its place and what to write."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """The kinds of faults. `check` has a stable code of the same name for each."""

    NOT_UTF8 = "not_utf8"
    TOO_LARGE = "too_large"
    NOT_YAML = "not_yaml"
    CONTROL_CHARACTER = "control_character"
    DUPLICATE_KEY = "duplicate_key"
    ALIAS = "alias"
    TAG = "tag"
    ODD_KEY = "odd_key"
    SECOND_DOCUMENT = "second_document"
    TOO_DEEP = "too_deep"
    NOT_HALF_WIDTH = "not_half_width"
    NO_BLANK = "no_blank"
    SPECIAL_START = "special_start"
    ODD_BREAK = "odd_break"
    CUT_BY_COMMENT = "cut_by_comment"

    @property
    def refused(self) -> bool:
        """Whether a file with this fault is not used; the other kinds are warnings to the author."""
        return self not in (FaultKind.ODD_BREAK, FaultKind.CUT_BY_COMMENT)


@dataclass(frozen=True, slots=True, order=True)
class FilePosition:
    """Line and column in a file, both counted from 1 (columns in characters, lines as editors count them)."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where it begins, how many characters it takes, what it is, and what to write."""

    kind: FaultKind
    place: FilePosition
    length: int
    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what, and what to do."""

    path: str
    place: FilePosition
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place.line}:{self.place.column}: {self.message}"


class DataFileError(ValueError):
    """A file that cannot be used; `problems` lists everything found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
