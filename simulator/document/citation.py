"""A clause or sentence as one quotes it: its words to the letter, and where they stand."""

from __future__ import annotations

from simulator.document.address import citation_label
from simulator.document.tree import Document


def citation(document: Document, name: str) -> str:
    """`「…」（指針 IV.C.2.b.iii 第2段落）` for the id of a clause, paragraph, bullet or sentence.

    A clause gives its own paragraphs, one a line, or its heading if it has none. A sentence that is all of
    its paragraph is cited by the paragraph. Raises KeyError for an unknown id.
    """
    unit = document.unit(name)
    if document.is_sentence(name):
        alone = len(unit.sentences) == 1
        quote, place = document.sentence(name).text, unit.id if alone else name
    elif unit.kind.is_clause:
        body = [paragraph.text for paragraph in document.body(unit.id) if paragraph.text]
        quote, place = "\n".join(body) or unit.heading, unit.id
    else:
        quote, place = unit.text, unit.id
    label = "表題" if place.partition(".")[0] == "title" else citation_label(place)
    return f"「{quote.strip()}」（指針 {label}）"
