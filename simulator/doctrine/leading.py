"""What stands above a measure: the sentences that lead into its list, and where its section names the ACM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from simulator.doctrine.claims import Citation, LeadIn, Measure
from simulator.doctrine.words import Manner
from simulator.document import Document
from simulator.document.references import Reference, ReferenceKind

# Parts whose sentences hold for the whole section above: IV.C.2.a has the basic concepts of IV.C.2.
_SPEAKS_FOR = {"IV.C.2.a": "IV.C.2"}


def with_leads(
    measures: Sequence[Measure], document: Document, references: Iterable[Reference]
) -> tuple[Measure, ...]:
    """The measures with their lead-ins and the naming of the mechanism above them."""
    lists = [ref for ref in references if ref.kind is ReferenceKind.LIST]
    by_sentence: dict[str, list[Measure]] = {}
    for m in measures:
        by_sentence.setdefault(m.sentence, []).append(m)
    naming: dict[str, Measure] = {}
    for m in measures:
        if m.acm:
            clause = document.unit(m.sentence).clause
            naming.setdefault(clause, m)
            naming.setdefault(_SPEAKS_FOR.get(clause, clause), m)

    def lead_in(ref: Reference) -> LeadIn:
        measures = by_sentence.get(ref.sentence, [])
        return LeadIn(
            sentence=ref.sentence,
            quote=document.sentence(ref.sentence).text.rstrip("。"),
            conditions=tuple(c for m in measures for c in m.conditions if c is not Manner.DOES),
            discretion=tuple(words for m in measures for words in m.discretion),
            acm=any(m.acm for m in measures),
            note=ref.note,
        )

    return tuple(
        m.model_copy(
            update={
                "lead_ins": tuple(lead_in(ref) for ref in _lists_over(m, document, lists)),
                "acm_above": _named_above(m, document, naming),
            }
        )
        for m in measures
    )


def _lists_over(measure: Measure, document: Document, lists: Iterable[Reference]) -> Iterator[Reference]:
    """The lists in which it stands, the widest first, as the document orders them."""
    unit = document.unit(measure.sentence).id
    for ref in lists:
        if any(unit == target or unit.startswith(f"{target}.") for target in ref.to):
            yield ref


def _named_above(measure: Measure, document: Document, naming: dict[str, Measure]) -> Citation | None:
    """Where the nearest section above names the mechanism; chapters do so for all alike."""
    if measure.acm:
        return None
    clause = document.unit(measure.sentence).clause
    while "." in clause:
        if clause in naming:
            naming_measure = naming[clause]
            return Citation(sentence=naming_measure.sentence, quote=naming_measure.quote)
        clause = clause.rpartition(".")[0]
    return None
