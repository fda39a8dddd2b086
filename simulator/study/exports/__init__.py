"""Questions for other programs: GIFT for Moodle, TSV for Anki, a page to print, JSON. Always in Japanese."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.language import JAPANESE, spoken
from simulator.study.bank import Bank
from simulator.study.exports.anki import anki
from simulator.study.exports.gift import gift
from simulator.study.exports.page import page
from simulator.study.exports.shape import as_json, question_shape
from simulator.study.question import StudyQuestion

__all__ = ["FORMS", "export", "question_shape"]

FORMS: dict[str, Callable[[Bank, Sequence[StudyQuestion], str], str]] = {
    "gift": gift,
    "tsv": anki,
    "html": page,
    "json": as_json,
}


@spoken(JAPANESE)
def export(bank: Bank, questions: Sequence[StudyQuestion], form: str, seed: str = "") -> str:
    """The questions in one of `FORMS`, their options in the seed's order."""
    return FORMS[form](bank, questions, seed)
