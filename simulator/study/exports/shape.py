"""A question as JSON, and its parts in words, for all export forms."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from simulator.doctrine import Basis
from simulator.language import msg, tr
from simulator.study.bank import Bank
from simulator.study.mended import correction_in_words, mended
from simulator.study.question import StudyQuestion


def question_shape(bank: Bank, question: StudyQuestion, seed: str = "") -> dict[str, Any]:
    """The question with its answer, its sentence and the words that support the answer."""
    return {
        "id": question.id,
        "family": question.family,
        "kind": question.kind.value,
        "stem": question.asked,
        "passage": question.passage,
        "options": [option.label for option in question.options(seed)],
        "answer": question.answer.label,
        "graded": question.graded,
        "sentence": question.sentence,
        "quote": question.quote,
        "text": bank.doctrine.document.sentence(question.sentence).text,
        "basis": question.basis.value,
        "why": tr(question.absent or question.why),
        "searched": question.searched,
        "filler": tr(question.filler),
        "near": tr(question.near) if question.nearest else "",
        "nearest": [
            {"sentence": citation.sentence, "quote": citation.quote} for citation in question.nearest
        ],
        "mended": [
            {"wrong": correction.wrong, "right": correction.right, "reason": correction.reason}
            for correction in mended(bank.doctrine.document, question)
        ],
        "phases": [phase.value for phase in question.phases],
        "functions": [function.value for function in question.functions],
    }


def as_json(bank: Bank, questions: Sequence[StudyQuestion], seed: str) -> str:
    """The questions as one JSON list."""
    return (
        json.dumps(
            [question_shape(bank, question, seed) for question in questions], ensure_ascii=False, indent=2
        )
        + "\n"
    )


def explained(bank: Bank, question: StudyQuestion) -> list[str]:
    """What is shown after the answer, a line each: the whole sentence, the basis, why, the nearest words."""
    document = bank.doctrine.document
    text = document.sentence(question.sentence).text
    lines = [
        tr("「{text}」（指針 {place}）", text=text, place=document.label(question.sentence)),
        tr(question.absent)
        or tr("{basis}：{meaning}", basis=question.basis.label, meaning=meaning(question)),
    ]
    if question.searched:
        lines.append(looked_through(question))
    if question.why:
        lines.append(tr(question.why))
    lines += [correction_in_words(correction) for correction in mended(document, question)]
    lines += [
        tr(
            "{near}：「{quote}」（指針 {place}）",
            near=tr(question.near),
            quote=quote,
            place=tr("、").join(
                document.label(citation.sentence) for citation in question.nearest if citation.quote == quote
            ),
        )
        for quote in dict.fromkeys(citation.quote for citation in question.nearest)
    ]
    return lines


def looked_through(question: StudyQuestion) -> str:
    """Which clauses were searched in full for the words asked about."""
    return tr("探した所：{places}の見出しと全文", places=question.searched)


def meaning(question: StudyQuestion) -> str:
    """What its basis means for the answer."""
    if question.searched and question.basis is Basis.SILENT:
        return tr("探した所に、その語はない。")
    return tr(_MEANINGS[question.basis.value])


_MEANINGS = {
    "text": msg("本文の語のとおり。"),
    "reading": msg("本文は言わない。これはこの作品の読み方で、別の読み方もできる。"),
    "silent": msg("本文に、その語はない。"),
}
