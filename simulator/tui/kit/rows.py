"""Rows put together from pieces, and the words that several panes share."""

from __future__ import annotations

from simulator.doctrine import Basis, Citation
from simulator.document import Document
from simulator.tui.kit.block_lines import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.target import Aim, Target


class RowText:
    """The text of a row, put together from pieces that each have a look."""

    def __init__(self) -> None:
        self.text = ""
        self.marks: list[Mark] = []

    def add(self, words: str, look: str = "", space: int = 2, target: Aim = None) -> RowText:
        """Append words; `space` blank cells come before them unless the line is empty.

        `target` is what clicking the words opens, if not the same as the row.
        """
        if not words:
            return self
        if self.text and not self.text.endswith("\n"):
            self.text += " " * space
        if look:
            self.marks.append(Mark(len(self.text), len(self.text) + len(words), look, target))
        self.text += words
        return self

    def row(self) -> RowText:
        """Begin a new line of the same row."""
        self.text += "\n"
        return self

    def block(
        self, *, label: str = "", indent: int = 0, look: str = "", target: Aim = None, gap: int = 0
    ) -> Block:
        """The finished row."""
        return Block(self.text, tuple(self.marks), label, indent, look, target, gap)


def place(document: Document, sentence: str) -> str:
    """The label of a sentence, without line breaks."""
    return document.label(sentence).replace(" ", "\u00a0")


def basis_look(basis: Basis) -> str:
    """The look of a basis, which is always shown with its word."""
    return basis.value


def heading(words: str, *, gap: int = 1) -> Block:
    """The heading of a part of a pane."""
    return Block(words, look="heading", gap=gap)


def cited(document: Document, citation: Citation, key: str = "", prefix: str = "") -> Block:
    """A row that quotes the text and opens its clause."""
    line = RowText().add(prefix, "quiet").add(f"「{citation.quote}」", space=1)
    line.add(place(document, citation.sentence), "link", space=1)
    target = Target("cite", citation.sentence, citation.quote, key)
    return line.block(indent=2, target=target)
