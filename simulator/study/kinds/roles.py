"""Who leads, who supports, who asks: said of a clause, or not said in it, in the same form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from simulator.doctrine import Actor, Basis, Doctrine, Function, Measure
from simulator.language import msg
from simulator.study.kinds.actors import named, others, phases_of, place
from simulator.study.question import Kind, Option, Question

NO_LEAD = Option(msg("「主体的に」の語は、この項にはない"), own=True)
NO_SUPPORT = Option(msg("「支援」の語は、この項にはない"), own=True)
NO_REQUEST = Option(msg("「要請」の語は、この項にはない"), own=True)

_BY_PHASE = ("IV.", "VI.")  # where one may look for a role and not find it
_LEAD = msg("{place}の項で、「主体的に」行うと書かれているのは。")
_SUPPORT = msg("{place}の項で、「支援」する側として書かれているのは。")
_REQUEST = msg("{place}の項で、誰からの「要請に基づき」行うと書かれているか。")


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a clause gives to somebody or to nobody, and the word by which it says so.

    `looked_for`: measures of which one may expect it; without, those of a function that has it elsewhere.
    """

    kind: Kind
    stem: str
    word: str
    silent: Option
    of: Callable[[Measure], Sequence[Actor]]
    looked_for: Callable[[Measure], bool] | None = None


def lead(doctrine: Doctrine) -> Iterator[Question]:
    """Who leads in a clause; and where nothing is said, of functions in which it is said elsewhere."""
    return _asked(doctrine, Role(Kind.LEAD, _LEAD, "主体的", NO_LEAD, lambda measure: measure.lead))


def support(doctrine: Doctrine) -> Iterator[Question]:
    """Who supports in a clause; mutual support is nobody's side, and not asked."""
    return _asked(doctrine, Role(Kind.SUPPORT, _SUPPORT, "支援", NO_SUPPORT, lambda measure: measure.support))


def request(doctrine: Doctrine) -> Iterator[Question]:
    """Who asks for it, where a request is the condition; and where one could be looked for and is not."""

    def asking(measure: Measure) -> tuple[Actor, ...]:
        return (measure.requested_by,) if measure.requested_by else ()

    def looked_for(measure: Measure) -> bool:
        return bool(measure.support) or Function.GUARDING in (measure.function, *measure.functions_also)

    return _asked(doctrine, Role(Kind.REQUEST, _REQUEST, "要請", NO_REQUEST, asking, looked_for))


def _asked(doctrine: Doctrine, role: Role) -> Iterator[Question]:
    clauses = dict.fromkeys(doctrine.document.unit(m.sentence).clause for m in doctrine.measures)
    for clause in clauses:
        anchor, answer = _stated(doctrine, role, clause) or (_silent(doctrine, role, clause), role.silent)
        if anchor is None:
            continue
        said = answer is not role.silent
        wrong = others(answer.text if said else "", "", 2 if said else 3, clause, role.kind)
        yield Question(
            role.kind,
            anchor.sentence,
            role.word,
            role.stem,
            answer,
            (*wrong, role.silent) if said else wrong,
            anchor.quote,
            (("place", place(doctrine, anchor.sentence)),),
            basis=Basis.TEXT if said else Basis.SILENT,
            phases=phases_of(anchor),
            functions=(anchor.function,),
        )


def _stated(doctrine: Doctrine, role: Role, clause: str) -> tuple[Measure, Option] | None:
    """The first measure of a clause with the role, and whose it is; None if nobody, several or mutual."""
    having = [m for m in doctrine.measures if role.of(m) and _under(doctrine, m, clause)]
    names = {named(role.of(measure)) for measure in having}
    mutual = any("相互に" in text or "相互の" in text for text in _texts(doctrine, clause))
    if len(names) != 1 or "" in names or mutual:
        return None
    return having[0], Option(names.pop())


def _silent(doctrine: Doctrine, role: Role, clause: str) -> Measure | None:
    """The measure of a clause in which one may look for the role, where the clause lacks the very word."""
    if not clause.startswith(_BY_PHASE) or any(role.word in text for text in _texts(doctrine, clause)):
        return None
    functions = {measure.function for measure in doctrine.measures if role.of(measure)} - {Function.OTHER}
    looked_for = role.looked_for or (lambda measure: measure.function in functions)
    there = (m for m in doctrine.measures if doctrine.document.unit(m.sentence).clause == clause)
    return next((measure for measure in there if looked_for(measure)), None)


def _texts(doctrine: Doctrine, clause: str) -> list[str]:
    """All that stands in a clause and under it, its heading too."""
    document = doctrine.document
    return [document.unit(clause).heading, *(sentence.text for sentence in document.sentences(clause))]


def _under(doctrine: Doctrine, measure: Measure, clause: str) -> bool:
    return f"{doctrine.document.unit(measure.sentence).clause}.".startswith(f"{clause}.")
