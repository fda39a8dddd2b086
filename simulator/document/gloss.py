"""What a heading of the text says, for readers of English. The text itself stays Japanese."""

from __future__ import annotations

from simulator.document.tree import Document
from simulator.language import JAPANESE, current, tr


def gloss(heading: str) -> str:
    """The heading in English, in our words; empty while Japanese is spoken."""
    return "" if current() == JAPANESE else tr(heading)


def glossed(heading: str) -> str:
    """`後方支援`, and in English `後方支援 (Logistic support)`."""
    english = gloss(heading)
    return f"{heading} ({english})" if english else heading


def glossed_label(document: Document, name: str) -> str:
    """`IV.B ¶2 s1`, and in English with what the heading says. Raises KeyError for an unknown id."""
    english = gloss(document.unit(name).heading)
    return f"{document.label(name)} ({english})" if english else document.label(name)
