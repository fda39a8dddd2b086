"""Where the text comes from, and the one loaded copy of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from simulator.document.parse import parse_document
from simulator.document.tree import Document
from simulator.language import msg

HERE = Path(__file__).parent
GUIDELINES = HERE / "guidelines-2015.md"


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader must be told about the text; date and issuer are messages of the catalogue."""

    title: str
    date: str
    issuer: str


SOURCE = Source("日米防衛協力のための指針", msg("2015年4月27日"), msg("日米安全保障協議委員会"))


@cache
def load_guidelines() -> Document:
    """The Guidelines of 27 April 2015. Raises `DocumentSyntaxError` if the file was damaged."""
    return parse_document(GUIDELINES.read_text(encoding="utf-8"), GUIDELINES.name)
