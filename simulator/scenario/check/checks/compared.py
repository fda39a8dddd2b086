"""Clauses that an answer or a feedback names in its words, and that nothing beside it cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.document import ClauseError, Document
from simulator.language import tr
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.outline import RawPart, RawStep, Word
from simulator.scenario.check.diagnostics import Code, Finding

# `IV.C.2.b ¶4`, `III ¶1`: a clause by its numerals, with the paragraph if one is named. A numeral alone
# does not count (第II章 speaks of the chapter as a whole).
_NAMED = re.compile(
    r"(?<![A-Za-z.])(?P<clause>(?:VIII|VII|VI|IV|V|III|II|I)(?:\.[A-E](?:\.\d(?:\.[a-c](?:\.(?:iv|v|i{1,3}))?)?)?)?)"
    r"(?![A-Za-z0-9.])(?:\s*¶(?P<paragraph>\d+))?"
)


def check_compared(manuscript: Manuscript, document: Document) -> Iterator[Finding]:
    """Each clause named in an answer or a feedback that neither it nor what stands beside it cites."""
    for step in outline.steps(manuscript.data):
        cited = _cited(document, step)
        for passage in _answers_and_feedback(step) if cited else ():
            reported: set[str] = set()
            for spelt, name in clauses_named(document, passage.text):
                if name not in reported and not any(concerns(document, name, cite) for cite in cited):
                    reported.add(name)
                    yield manuscript.finding(
                        Code.NAMED_NOT_CITED,
                        passage.loc,
                        tr(
                            "「{spelt}」の語で述べていますが、この判断・問いのどこもその条項を引いていません。",
                            spelt=spelt,
                        ),
                        tr("拠った語を cites に加えるか（{name}）、条項の名を消してください。", name=name),
                    )


def _cited(document: Document, step: RawStep) -> list[str]:
    """The clauses that a step and its options cite; none if one of the citations is itself wrong."""
    carriers: list[RawPart | RawStep] = [step, *outline.options(step)]
    spelt = [cite.clause.text for part in carriers for cite in outline.cites(part)]
    try:
        return [document.resolve(name) for name in spelt]
    except ClauseError:
        return []


def _answers_and_feedback(step: RawStep) -> Iterator[Word]:
    """The answer of a question, and the feedback of each option that cites anything."""
    if answer := outline.word(step, "answer"):
        yield answer
    for option in outline.options(step):
        feedback = outline.word(option, "feedback")
        if feedback and option.value.get("cites"):
            yield feedback


def clauses_named(document: Document, text: str) -> Iterator[tuple[str, str]]:
    """The clauses that stand in a text, as spelt and by their id; those that do not exist are passed over."""
    for match in _NAMED.finditer(text):
        paragraph = f".p{match['paragraph']}" if match["paragraph"] else ""
        name = f"{match['clause']}{paragraph}"
        if name in document and (paragraph or "." in name):
            yield match[0], name


def concerns(document: Document, name: str, cite: str) -> bool:
    """Whether a citation is of the clause named, of a part of it, or of a clause that contains it."""
    if cite == name or f"{cite}.".startswith(f"{name}.") or f"{name}.".startswith(f"{cite}."):
        return True
    clause = document.unit(name).clause
    return cite in document and f"{document.unit(cite).clause}.".startswith(f"{clause}.")
