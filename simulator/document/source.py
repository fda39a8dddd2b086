"""The file of the text, and the one loaded copy of it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from simulator.document.parse import parse_document
from simulator.document.tree import Document

HERE = Path(__file__).parent
GUIDELINES = HERE / "guidelines-2015.md"


@cache
def load_guidelines() -> Document:
    """The Guidelines of 27 April 2015. Raises `DocumentSyntaxError` if the file was damaged."""
    return parse_document(GUIDELINES.read_text(encoding="utf-8"), GUIDELINES.name)
