"""The JSON shapes of the contract. Plain values only; keys may be added, but never renamed or removed."""

from __future__ import annotations

from typing import Any

from simulator.doctrine import Citation, CoordinationStep, Doctrine, Measure, Silence, Transition
from simulator.doctrine.ask import Answer
from simulator.doctrine.citing import CitedBy
from simulator.doctrine.claims import LeadIn
from simulator.doctrine.matrix import COLUMNS, MatrixRow
from simulator.doctrine.passages import Change

Json = dict[str, Any]


def citation(value: Citation) -> Json:
    """A sentence and words of it."""
    return {"sentence": value.sentence, "quote": value.quote}


def measure(value: Measure) -> Json:
    """A measure; `scope` only for chapters V, VII and VIII, which belong to no phase."""
    shape: Json = {
        "id": value.id,
        "sentence": value.sentence,
        "title": value.title,
        "quote": value.quote,
        "actors": [a.value for a in value.actors],
        "lead": [a.value for a in value.lead],
        "support": [a.value for a in value.support],
        "conditions": [c.value for c in value.conditions],
        "function": value.function.value,
        "functions_also": [f.value for f in value.functions_also],
        "acm": value.acm,
        "when": value.when,
        "qualifiers": list(value.qualifiers),
        "discretion": list(value.discretion),
        "requested_by": value.requested_by.value if value.requested_by else None,
        "lead_ins": [lead_in(lead) for lead in value.lead_ins],
        "acm_above": citation(value.acm_above) if value.acm_above else None,
        "phases": [
            {
                "phase": hold.phase.value,
                "basis": hold.basis.value,
                "ground": citation(hold.ground),
                **({"why": hold.why} if hold.why else {}),
            }
            for hold in value.phases
        ],
    }
    if value.scope:
        shape["scope"] = value.scope.value
    return shape


def lead_in(value: LeadIn) -> Json:
    """A sentence that leads into the list in which a measure stands."""
    return {
        **citation(value),
        "conditions": [c.value for c in value.conditions],
        "discretion": list(value.discretion),
        "acm": value.acm,
        "note": value.note,
    }


def change(value: Change) -> Json:
    """A measure that comes, continues or lapses."""
    return {
        "measure": value.measure.id,
        "title": value.measure.title,
        "basis": value.basis.value,
        "ground": citation(value.ground),
        "why": value.why,
        "actors": [a.value for a in value.measure.actors],
        "lead": [a.value for a in value.measure.lead],
        "support": [a.value for a in value.measure.support],
        "conditions": [c.value for c in value.measure.conditions],
        "when": value.measure.when,
        "lead_ins": [lead_in(lead) for lead in value.measure.lead_ins],
        "way": value.way.value,
        "remark": value.remark,
    }


def silence(value: Silence) -> Json:
    """What the text does not say, with the nearest words."""
    return {"about": value.about, "note": value.note, "nearest": [citation(c) for c in value.nearest]}


def step(value: CoordinationStep, order: int) -> Json:
    """A coordination step; `order` is the document's, from 1."""
    return {
        "order": order,
        "title": value.title,
        "actors": [a.value for a in value.actors],
        "sentence": value.sentence,
        "quote": value.quote,
        "scope": "specific" if value.specific else "general",
        "condition": value.conditions[0].value,
        "conditions": [c.value for c in value.conditions],
        "lead_in": citation(value.lead_in) if value.lead_in else None,
        "remark": value.remark,
        "basis": value.basis.value if value.basis else None,
        "ground": citation(value.ground) if value.ground else None,
        "why": value.why,
        "no_measure": value.no_measure,
        "lead": [a.value for a in value.measure.lead] if value.measure else [],
        "support": [a.value for a in value.measure.support] if value.measure else [],
        "when": value.measure.when if value.measure else "",
        "lead_ins": [lead_in(lead) for lead in value.measure.lead_ins] if value.measure else [],
    }


def transition(value: Transition) -> Json:
    """A transition's sheet."""
    return {
        "from": value.source,
        "to": value.target,
        "cause": value.cause.value if value.cause else None,
        "basis": value.basis.value,
        "why": value.why,
        "condition": [citation(c) for c in value.condition],
        "grounds": [citation(c) for c in value.grounds],
        "steps": [step(s, n) for n, s in enumerate(value.steps, 1)],
        "section_words": [step(s, n) for n, s in enumerate(value.section_words, 1)],
        "comes": [change(c) for c in value.comes],
        "continues": [change(c) for c in value.continues],
        "lapses": [change(c) for c in value.lapses],
        "silent": [silence(s) for s in value.silent],
    }


def cited(value: CitedBy) -> Json:
    """Something that cites a sentence."""
    return {
        "kind": value.kind,
        "label": value.label,
        "sentence": value.sentence,
        "quote": value.quote,
        "target": value.target,
    }


def row(value: MatrixRow) -> Json:
    """A function across the columns of the matrix."""
    return {
        "function": value.function.value,
        "label": value.function.japanese,
        "cells": {
            column: {
                "own": [measure(m) for m in value.cells[column].own],
                "continuing": [m.id for m in value.cells[column].continuing],
                "continuing_by": dict(
                    zip(("text", "reading"), value.cells[column].shares(column), strict=True)
                ),
            }
            for column in COLUMNS
        },
    }


def answer(value: Answer, doctrine: Doctrine) -> Json:
    """What the text provides, or that it is silent and where it is not."""
    return {
        "at": [p.value for p in doctrine.profiles if p in value.phases],
        "silent": value.silent,
        "understood": [
            {
                "word": term.word,
                "as": list(term.taken),
                "clauses": list(term.clauses),
                "relation": term.relation.value if term.relation else "text",
                "note": term.note,
            }
            for term in value.understood
        ],
        "unknown": list(value.unknown),
        "whole": value.whole,
        "ranked": [{"sentence": r.sentence, "text": r.text, "guessed": r.guessed} for r in value.ranked],
        "provisions": [
            {
                **measure(p.measure),
                "in_force": {
                    "phase": p.hold.phase.value,
                    "basis": p.hold.basis.value,
                    "ground": citation(p.hold.ground),
                    "why": p.hold.why,
                },
            }
            for p in value.provisions
        ],
        "without_phase": [measure(m) for m in value.beside],
        "elsewhere": {phase.value: [m.id for m in there] for phase, there in value.elsewhere.items()},
        "mentions": [
            {"sentence": m.sentence, "text": m.text, "why": m.why, "binds": m.binds} for m in value.mentions
        ],
        "nearest": [silence(note) for note in value.nearest],
        "acts": value.acts,
        "premises": [citation(c) for c in value.premises],
    }
