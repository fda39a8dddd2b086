"""Citations against the text: the clause exists, is spelt as the contract spells it, and holds the quote."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from itertools import takewhile

from simulator.datafile import shortened
from simulator.document import AmbiguousClauseError, Document, UnknownClauseError
from simulator.language import tr
from simulator.scenario.check.checks import outline
from simulator.scenario.check.checks.manuscript import Manuscript
from simulator.scenario.check.checks.nearest import perhaps
from simulator.scenario.check.checks.outline import RawCite, RawPart, RawStep, Word
from simulator.scenario.check.diagnostics import Code, Finding

_CITING = {"inject", "transition", "question"}
_LONGEST = 500  # characters of a quote that are compared with the text; no sentence is longer
_LIKE = 0.5  # share of the quote that must stand in a passage for it to be suggested


def check_clauses(manuscript: Manuscript, document: Document) -> Iterator[Finding]:
    """Every citation of every step and option; and those that have none."""
    for step in outline.steps(manuscript.data):
        carriers: list[RawPart | RawStep] = [step] if step.kind in _CITING else []
        carriers += [*outline.options(step), *outline.messages(step)]
        for part in carriers:
            cites = list(outline.cites(part))
            for cite in cites:
                yield from _cite(manuscript, document, cite)
            if not part.value.get("cites"):
                yield _no_citation(manuscript, part)


def _no_citation(manuscript: Manuscript, part: RawPart | RawStep) -> Finding:
    names = {"inject": tr("状況付与"), "transition": tr("段階の動き"), "question": tr("問い")}
    name = names[part.kind or ""] if isinstance(part, RawStep) else tr("選択肢")
    return manuscript.finding(
        Code.NO_CITATION,
        part.loc,
        tr("この{name}は、根拠の条項を挙げていません。", name=name),
        tr("「cites: [IV.B.5.p1]」のように、最も近い条項を書いてください。"),
    )


def _cite(manuscript: Manuscript, document: Document, cite: RawCite) -> Iterator[Finding]:
    spelt = cite.clause.text
    if not spelt:
        return
    name = spelt if spelt in document else None
    if name is None:
        try:
            name = document.resolve(spelt)
        except AmbiguousClauseError as error:
            yield manuscript.finding(
                Code.UNKNOWN_CLAUSE,
                cite.clause.loc,
                tr("条項番号「{spelt}」は一つに決まりません。", spelt=spelt),
                tr("{perhaps}大文字と小文字を区別して書いてください。", perhaps=perhaps(error.candidates)),
                nearest=error.candidates,
            )
            return
        except UnknownClauseError as error:
            near = error.candidates if manuscript.may_hint() else ()
            yield manuscript.finding(
                Code.UNKNOWN_CLAUSE,
                cite.clause.loc,
                tr("条項番号「{spelt}」は本文にありません。", spelt=shortened(spelt)),
                tr("{perhaps}「shishin document」で番号の一覧を見られます。", perhaps=perhaps(near)),
                nearest=near,
            )
            return
        yield manuscript.finding(
            Code.CLAUSE_SPELLING,
            cite.clause.loc,
            tr("条項番号「{spelt}」は正式の書き方ではありません。", spelt=spelt),
            tr("「{name}」と書いてください。", name=name),
            nearest=(name,),
        )
    if cite.quote and cite.quote.text:
        yield from _quote(manuscript, document, name, cite.quote)


def passages(document: Document, name: str) -> tuple[str, ...]:
    """The texts in which a quote must stand: the sentence, the paragraph, or the clause's own body."""
    if document.is_sentence(name):
        return (document.sentence(name).text,)
    unit = document.unit(name)
    heading = (unit.heading,) if unit.kind.is_clause else ()
    return (*heading, *(part.text for part in document.body(name))) if unit.kind.is_clause else (unit.text,)


def _quote(manuscript: Manuscript, document: Document, name: str, quote: Word) -> Iterator[Finding]:
    words = quote.text
    texts = passages(document, name)
    if any(words in text for text in texts):
        return
    elsewhere = [s.id for s in document.sentences() if words in s.text]
    elsewhere.sort(key=lambda clause: -_shared(clause, name))
    if elsewhere:
        advice = tr(
            "この語は {elsewhere} にあります。条項番号か引用を直してください。",
            elsewhere=tr("、").join(elsewhere[:3]),
        )
        near = tuple(elsewhere[:3])
    else:
        like = _likest(words, texts) if len(words) <= _LONGEST and manuscript.may_hint() else ""
        near = (like,) if like else ()
        hint = tr("近い語は「{like}」です。", like=like) if like else ""
        advice = tr(
            "{hint}一字一句そのまま引いてください（shishin clause {name} で本文が見られます）。",
            hint=hint,
            name=name,
        )
    message = tr("「{words}」は {name} の本文にありません。", words=shortened(words), name=name)
    yield manuscript.finding(Code.WRONG_QUOTE, quote.loc, message, advice, nearest=near)


def _shared(one: str, other: str) -> int:
    """How many steps down from the chapter two clauses have in common."""
    pairs = zip(one.split("."), other.split("."), strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _likest(words: str, texts: tuple[str, ...]) -> str:
    """The stretch of the texts that is most like the words; empty if none is like them."""
    best, like = "", 0
    for text in texts:
        matcher = difflib.SequenceMatcher(None, text, words, autojunk=False)
        blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
        size = sum(block.size for block in blocks)
        if size > like:
            best, like = text[blocks[0].a : blocks[-1].a + blocks[-1].size], size
    return best if like >= len(words) * _LIKE and len(best) <= len(words) * 3 else ""
