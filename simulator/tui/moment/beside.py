"""The clause pane: the paragraph of the sentence that the chosen row cites, with the basis of the claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set

from simulator.doctrine import CoordinationStep, Doctrine, Measure, Phase
from simulator.doctrine.citing import cited_by
from simulator.doctrine.sheet import best_hold
from simulator.document import glossed
from simulator.document.address import ClauseError
from simulator.language import tr
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.content import Mark
from simulator.tui.kit.rows import RowText, basis_look, heading, place
from simulator.tui.kit.target import Target
from simulator.tui.reader.clause_text import quote_marks

_MEASURES = 4  # how many claims on a sentence are listed


def beside_rows(
    doctrine: Doctrine,
    target: Target | None,
    phases: Set[Phase],
    *,
    step: CoordinationStep | None = None,
    remarks: bool = True,
) -> tuple[str, list[Block]]:
    """The title and the rows for a target; without `remarks` only the text.

    `step` is the coordination step that was chosen, if one was.
    """
    name = _cited_clause(doctrine, target)
    if not name or target is None:
        return tr("条項"), [Block(tr("条項を引く行を選ぶと、その文がここに出る。"), look="quiet")]
    document = doctrine.document
    unit = document.unit(name)
    rows = [Block(glossed(document.unit(unit.clause).heading), look="heading")]
    marks = quote_marks(document, name, (target.quote,) if target.quote else ())
    paragraphs = document.body(name) if unit.kind.is_clause and not document.is_sentence(name) else (unit,)
    for paragraph in paragraphs:
        cited_marks = marks.get(paragraph.id, ())
        quiet = (Mark(0, len(paragraph.text), "quiet"),) if cited_marks and document.is_sentence(name) else ()
        sentence_marks = tuple(
            Mark(mark.start, mark.end, "text")
            for mark in quote_marks(document, name, ()).get(paragraph.id, ())
        )
        rows.append(Block(paragraph.text, (*quiet, *(sentence_marks if quiet else ()), *cited_marks), gap=1))
    if remarks and document.is_sentence(name):
        if step and step.remark:
            rows.append(Block(tr(step.remark), look="reading", gap=1))
        rows += _readings(doctrine, name, target.quote, phases)
        if step and step.no_measure and not any(m.sentence == name for m in doctrine.measures):
            rows += [RowText().add(tr("行う者"), "label").add(step.roles).block()]
    rows += _citation_counts(doctrine, name)
    return document.label(name), rows


def _cited_clause(doctrine: Doctrine, target: Target | None) -> str:
    """The id of the clause or sentence behind a row; empty for a row that cites none."""
    if target is None or target.kind not in ("cite", "step"):
        return ""
    try:
        return doctrine.document.resolve(target.name)
    except ClauseError:
        return ""


def _readings(doctrine: Doctrine, sentence: str, quote: str, phases: Set[Phase]) -> list[Block]:
    """Roles, wording and basis of the measure at this moment; or why the sentence is not a measure."""
    measures = [measure for measure in doctrine.measures if measure.sentence == sentence]
    exact = [measure for measure in measures if quote and measure.quote == quote]
    rows: list[Block] = []
    for measure in (exact or measures)[:_MEASURES]:
        rows += _measure(doctrine, measure, phases)
    if len(exact or measures) > _MEASURES:
        rows.append(Block(tr("ほか {count}件", count=len(exact or measures) - _MEASURES), look="quiet"))
    if not measures:
        reasons = (none.reason for none in doctrine.not_measures if none.sentence == sentence)
        rows += [
            Block(tr("措置と読まない：{why}", why=tr(reason)), look="quiet", gap=1) for reason in reasons
        ]
    return rows


def _measure(doctrine: Doctrine, measure: Measure, phases: Set[Phase]) -> list[Block]:
    rows = [heading(tr(measure.title))]
    rows.append(RowText().add(tr("行う者"), "label").add(measure.roles).block())
    rows.append(RowText().add(tr("言い方"), "label").add(measure.how or tr("限る語はない")).block())
    hold = best_hold(measure, frozenset(phases))
    line = RowText().add(tr("根拠"), "label")
    if hold is None:
        rows.append(line.add(tr("この段階では効いていない"), "quiet").block())
    else:
        ground = place(doctrine.document, hold.ground.sentence)
        rows.append(line.add(hold.basis.label, basis_look(hold.basis)).add(ground, "link").block())
    named = tr("この文に名がある") if measure.acm else tr("この文に名はない")
    mechanism = RowText().add(tr("調整メカニズム"), "label").add(named)
    if measure.acm_above:
        above = place(doctrine.document, measure.acm_above.sentence)
        mechanism.add(tr("同じ節では"), "quiet").add(above, "link", space=1)
    rows.append(mechanism.block())
    if measure.when:
        rows.append(RowText().add(tr("条件"), "label").add(f"「{measure.when}」").block())
    return rows


def _citation_counts(doctrine: Doctrine, name: str) -> list[Block]:
    """How many claims cite a sentence, by kind."""
    counts = Counter(entry.kind for entry in cited_by(doctrine, name))
    if not counts:
        return []
    counted = tr("・").join(f"{kind} {count}" for kind, count in counts.items())
    return [RowText().add(tr("この条項を引くもの"), "label").add(counted).block(gap=1)]
