"""The text of the Guidelines as units and sentences with stable ids; it knows nothing of phases.

`load_guidelines()` gives the one `Document`; the other names are what it is made of.
"""

from simulator.document.address import AmbiguousClauseError, ClauseError, UnknownClauseError
from simulator.document.citation import citation
from simulator.document.gloss import gloss, glossed, glossed_label
from simulator.document.parse import DocumentSyntaxError, parse_document
from simulator.document.references import Reference, ReferenceKind, load_references
from simulator.document.search import Hit, Span, search
from simulator.document.source import load_guidelines
from simulator.document.tree import Document, Sentence, Unit, UnitKind

__all__ = [
    "AmbiguousClauseError",
    "ClauseError",
    "Document",
    "DocumentSyntaxError",
    "Hit",
    "Reference",
    "ReferenceKind",
    "Sentence",
    "Span",
    "Unit",
    "UnitKind",
    "UnknownClauseError",
    "citation",
    "gloss",
    "glossed",
    "glossed_label",
    "load_guidelines",
    "load_references",
    "parse_document",
    "search",
]
