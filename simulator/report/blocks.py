"""The blocks of a paper. Every writer (HTML, DOCX, Markdown, XLSX) knows these, and nothing of exercises.

Their text is plain, never markup; each writer escapes it for its own format.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.report.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a section (level 1), of a part of it (2) or of one thing in it (3)."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `aside` is set smaller: a remark on what stands around it."""

    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """Items of a list, numbered or not."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and their values, one beside the other; a value may have several lines."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with headings and relative widths; each row has as many cells as there are columns.

    `form` rows are higher, to write into by hand. `marked` are the numbers of highlighted rows.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    form: bool = False
    small: bool = False
    marked: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Check the lengths of rows: a wrong one would be a fault of ours that readers could not notice."""
        if any(len(row) != len(self.head) for row in (self.widths, *self.rows)):
            raise ValueError(f"a row of {self.head} has another number of cells")


@dataclass(frozen=True, slots=True)
class Lines:
    """Empty lines to write on by hand, under a label; `keep`: on the same page as what follows."""

    label: str
    count: int = 2
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A page break."""


PaperBlock = Heading | Paragraph | Bullets | Facts | Table | Lines | Break | Timeline


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole document. `foot` is printed at the foot of each page; `wide` papers are in landscape.

    `language` is that of our own words: a scenario's and the Guidelines' stay Japanese.
    """

    title: str
    subtitle: str
    foot: str
    blocks: tuple[PaperBlock, ...]
    language: str = "ja"
    wide: bool = field(default=False)
