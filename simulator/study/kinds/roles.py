"""Who leads, who supports, who asks: said of a clause, or not said in it, in the same form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from simulator.doctrine import Actor, Basis, Doctrine, Function, Measure
from simulator.language import msg
from simulator.study.kinds.actors import named, others, phases_of, place
from simulator.study.question import Kind, Option, Question

NO_LEAD = Option(msg("「主体的に」の語は、この項にはない"), own=True)
NO_SUPPORT = Option(msg("「支援」の語は、この項にはない"), own=True)
NO_REQUEST = Option(msg("「要請」の語は、この項にはない"), own=True)

_BY_PHASE = ("IV.", "VI.")  # where one may look for a role and not find it
_LEAD = msg("{place} の項で、「主体的に」行うと書かれているのは。")
_SUPPORT = msg("{place} の項で、「支援」する側として書かれているのは。")
_REQUEST = msg("{place} の項で、誰からの「要請に基づき」行うと書かれているか。")


def lead(doctrine: Doctrine) -> Iterator[Question]:
    """Who leads in a clause; and where nothing is said, of functions in which it is said elsewhere."""
    yield from _asked(doctrine, Kind.LEAD, _LEAD, "主体的", NO_LEAD, lambda measure: measure.lead)


def support(doctrine: Doctrine) -> Iterator[Question]:
    """Who supports in a clause; mutual support is nobody's side, and not asked."""
    yield from _asked(doctrine, Kind.SUPPORT, _SUPPORT, "支援", NO_SUPPORT, lambda measure: measure.support)


def request(doctrine: Doctrine) -> Iterator[Question]:
    """Who asks for it, where a request is the condition; and where one could be looked for and is not."""

    def asking(measure: Measure) -> tuple[Actor, ...]:
        return (measure.requested_by,) if measure.requested_by else ()

    def looked_for(measure: Measure) -> bool:
        return bool(measure.support) or Function.GUARDING in (measure.function, *measure.functions_also)

    yield from _asked(doctrine, Kind.REQUEST, _REQUEST, "要請", NO_REQUEST, asking, looked_for)


def _asked(
    doctrine: Doctrine,
    kind: Kind,
    stem: str,
    word: str,
    silent: Option,
    role: Callable[[Measure], Sequence[Actor]],
    looked_for: Callable[[Measure], bool] | None = None,
) -> Iterator[Question]:
    stated = [measure for measure in doctrine.measures if role(measure)]
    functions = {measure.function for measure in stated} - {Function.OTHER}
    for clause in dict.fromkeys(doctrine.document.unit(m.sentence).clause for m in doctrine.measures):
        there = [m for m in doctrine.measures if doctrine.document.unit(m.sentence).clause == clause]
        heading = doctrine.document.unit(clause).heading
        texts = [heading, *(sentence.text for sentence in doctrine.document.sentences(clause))]
        having = [m for m in stated if f"{doctrine.document.unit(m.sentence).clause}.".startswith(f"{clause}.")]
        names = {named(role(m)) for m in having}
        if not any(word in text for text in texts):
            wanted = looked_for or (lambda m: m.function in functions)
            first = next((m for m in there if wanted(m)), None) if clause.startswith(_BY_PHASE) else None
            answer, anchor, basis = silent, first, Basis.SILENT
        elif len(names) == 1 and "" not in names and not any("相互に" in text or "相互の" in text for text in texts):
            answer, anchor, basis = Option(names.pop()), having[0], Basis.TEXT
        else:
            continue
        if anchor is None:
            continue
        wrong = others(answer.text if basis is Basis.TEXT else "", "", 2 if basis is Basis.TEXT else 3, clause, kind)
        if basis is Basis.TEXT:
            wrong = (*wrong, silent)
        yield Question(
            kind,
            anchor.sentence,
            word,
            stem,
            answer,
            wrong,
            anchor.quote,
            (("place", place(doctrine, anchor.sentence)),),
            basis=basis,
            phases=phases_of(anchor),
            functions=(anchor.function,),
        )
