"""document, clause, search."""

from __future__ import annotations

import argparse

from simulator.cli import text_shapes
from simulator.cli.failures import RefusalError, WrongUseError
from simulator.cli.output import print_json, say
from simulator.document import ClauseError, Document, Hit, Unit, UnitKind, glossed, load_guidelines
from simulator.document import search as search_document
from simulator.document.errata import Correction, load_errata
from simulator.language import JAPANESE, current, spoken, tr, tr_count
from simulator.source import SOURCE


def document(arguments: argparse.Namespace) -> None:
    """Print the whole text, or the corrections made to the file as it was received."""
    if arguments.errata:
        _errata(as_json=arguments.json)
        return
    text = load_guidelines()
    if arguments.json:
        print_json([text_shapes.unit(unit) for unit in text.units])
        return
    for unit in text.units:
        _unit(unit)


def _unit(unit: Unit) -> None:
    if unit.kind is UnitKind.TITLE:
        say(f"{unit.heading}（{unit.text}）")
    elif unit.text:
        mark = {UnitKind.BULLET: "・ ", UnitKind.ITEM: f"{unit.number}. "}.get(unit.kind, "")
        say(mark + unit.text, indent=2, hang=2 if mark else 0)
    else:
        say()
        say(f"{unit.id}  {glossed(unit.heading)}")


def _errata(*, as_json: bool) -> None:
    errata = load_errata()
    if as_json:
        print_json(
            {
                "corrections": [_correction(c) for c in errata.corrections],
                "page_breaks": [
                    {"unit": b.unit, "before": b.before, "after": b.after} for b in errata.page_breaks
                ],
                "doubted": [{"unit": d.unit, "words": d.words, "reason": d.reason} for d in errata.doubted],
            }
        )
        return
    say(tr("直したもの（すべて読み取りの誤り）"))
    for c in errata.corrections:
        times = tr_count("（{count}か所）", c.times) if c.times > 1 else ""
        say(f"{c.unit}: {c.wrong} → {c.right}{times} {tr(c.reason)}", indent=2, hang=2)
    say(tr("ページの切れ目をつないだところ"))
    for b in errata.page_breaks:
        say(f"{b.unit}: {b.before}／{b.after}", indent=2, hang=2)
    say(tr("疑わしいが直さなかったもの"))
    for d in errata.doubted:
        say(f"{d.unit}: 「{d.words}」 {tr(d.reason)}", indent=2, hang=2)


def _correction(value: Correction) -> dict[str, object]:
    return {
        "unit": value.unit,
        "wrong": value.wrong,
        "right": value.right,
        "times": value.times,
        "certainty": value.certainty.value,
        "reason": value.reason,
    }


def clause(arguments: argparse.Namespace) -> None:
    """Print one clause, what it refers to, and all that cites it."""
    text = load_guidelines()
    try:
        name = text.resolve(" ".join(arguments.id))
    except ClauseError as error:
        raise WrongUseError(str(error)) from error
    from simulator.cli import shapes  # noqa: PLC0415  a wrong id needs no models
    from simulator.doctrine import load_doctrine  # noqa: PLC0415
    from simulator.doctrine.citing import cited_by  # noqa: PLC0415
    from simulator.scenario.citing import steps_citing  # noqa: PLC0415

    unit = text.unit(name)
    with spoken(JAPANESE if arguments.json else current()):
        citing = (*cited_by(load_doctrine(), name), *steps_citing(name))
    if arguments.json:
        print_json(
            {
                **text_shapes.unit(unit),
                "asked": name,
                "units": [text_shapes.unit(part) for part in _parts(text, unit)],
                "children": [{"id": child.id, "heading": child.heading} for child in _below(text, unit)],
                "cited_by": [shapes.cited(entry) for entry in citing],
            }
        )
        return
    say_clause(text, name)
    say()
    say(tr_count("この条項を引くもの  {count}件", len(citing)))
    for entry in citing:
        quote = f"「{entry.quote}」" if entry.quote else ""
        say(f"{entry.kind}  {entry.label}  {text.label(entry.sentence)} {quote}", indent=2, hang=4)
    say()
    say(tr("出典: {source}（{date}）", source=SOURCE.title, date=tr(SOURCE.date)))


def say_clause(text: Document, name: str) -> None:
    """Print a clause, paragraph or sentence: its place, its words, and the clauses below it."""
    unit = text.unit(name)
    above = text.ancestors(unit.id)
    say(" ＞ ".join(f"{a.number}. {glossed(a.heading)}" for a in above))
    say(f"{text.label(name)}  {glossed(unit.heading)}")
    for part in _parts(text, unit):
        for sentence in part.sentences:
            if name in (unit.id, sentence.id):
                say(f"{text.label(sentence.id).removeprefix(unit.clause).strip()}  {sentence.text}", 2, 2)
    for child in _below(text, unit):
        say(f"▸ {child.id}  {glossed(child.heading)}", indent=2)


def _parts(text: Document, unit: Unit) -> tuple[Unit, ...]:
    """The units with the words of a unit: itself, or its body."""
    return text.body(unit.id) if unit.kind.is_clause and not unit.text else (unit,)


def _below(text: Document, unit: Unit) -> tuple[Unit, ...]:
    return text.children(unit.id) if unit.kind.is_clause else ()


def _named(words: str) -> tuple[Hit, ...]:
    """The unit whose id the words are, since ids do not occur in the text."""
    text = load_guidelines()
    try:
        name = text.resolve(words)
    except ClauseError:
        return ()
    unit = text.unit(text.sentence(name).unit if text.is_sentence(name) else name)
    return (Hit(unit, unit.text or unit.heading, ()),)


def search(arguments: argparse.Namespace) -> None:
    """Print the units that hold all the words."""
    words = " ".join(arguments.words)
    with spoken(JAPANESE if arguments.json else current()):  # JSON has no glosses
        hits = search_document(load_guidelines(), words)
        taken: list[str] = []
        if not hits:
            hits = _named(words)
        if not hits:
            hits, taken = _taken(words)
    if arguments.json:
        print_json([{**text_shapes.hit(hit), **({"taken": taken} if taken else {})} for hit in hits])
        return
    if not hits:
        missing = tr("「{words}」を含む箇所は本文にありません。", words=words)
        raise RefusalError("\n".join([missing, *taken]))
    for remark in taken:
        say(remark, hang=2)
    for hit in hits:
        where = tr("{place}（訳語）", place=hit.unit.id) if hit.gloss else hit.unit.id
        say(f"{where}  {_marked(hit)}", hang=2)
    say(tr_count("{count}件", len(hits)))


def _taken(words: str) -> tuple[tuple[Hit, ...], list[str]]:
    """The hits of what the words are taken as, and messages that say what that is."""
    from simulator.doctrine.understanding import look_up, taken_as  # noqa: PLC0415  only for other words

    hits, understood = look_up(load_guidelines(), words)
    return hits, [taken_as(load_guidelines(), term) for term in understood.terms if term.relation]


def _marked(hit: Hit) -> str:
    out, at = [], 0
    for mark in hit.marks:
        out += [hit.shown[at : mark.start], "【", hit.shown[mark.start : mark.end], "】"]
        at = mark.end
    return "".join([*out, hit.shown[at:]])
