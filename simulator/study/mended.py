"""Where the received file differs from the sentences that a question shows."""

from __future__ import annotations

from simulator.document import Document
from simulator.document.errata import Correction, load_errata
from simulator.language import tr
from simulator.study.question import StudyQuestion


def mended(document: Document, question: StudyQuestion) -> tuple[Correction, ...]:
    """The corrections in the sentences that it asks about, each once."""
    corrections = {
        (correction.wrong, correction.right): correction
        for sentence in sorted(question.sentences)
        for correction in load_errata().corrections
        if correction.unit == document.unit(sentence).id
        and correction.right in document.sentence(sentence).text
    }
    return tuple(corrections.values())


def correction_in_words(correction: Correction) -> str:
    """A correction in words: what the received file has, and what our text has instead."""
    return tr(
        "受け取った文の「{wrong}」を「{right}」に直してある。{reason}",
        wrong=correction.wrong,
        right=correction.right,
        reason=tr(correction.reason),
    )
