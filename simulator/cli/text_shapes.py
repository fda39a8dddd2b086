"""The JSON shapes of the text itself; in a module of their own, so that they load no models."""

from __future__ import annotations

from typing import Any

from simulator.document import Hit, Unit

Json = dict[str, Any]


def unit(value: Unit) -> Json:
    """A unit of the document. A heading has no text of its own."""
    return {
        "id": value.id,
        "kind": value.kind.value,
        "clause": value.clause,
        "heading": value.heading,
        "text": value.text,
        "sentences": [{"id": s.id, "text": s.text} for s in value.sentences],
    }


def hit(value: Hit) -> Json:
    """A unit found; `marks` are character ranges in `shown`."""
    shape = unit(value.unit)
    del shape["sentences"]
    return {**shape, "shown": value.shown, "marks": [[m.start, m.end] for m in value.marks]}
