"""A file for Anki: tab-separated HTML, with our id as the note's, so that importing again updates it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from simulator.study.bank import Bank
from simulator.study.exports.shape import explained
from simulator.study.question import StudyQuestion

_COLUMNS = ("id", "front", "back", "tags")
_HEAD = (
    "#separator:tab",
    "#html:true",
    "#guid column:1",
    "#tags column:4",
    f"#columns:{chr(9).join(_COLUMNS)}",
)


def anki(bank: Bank, questions: Sequence[StudyQuestion], seed: str) -> str:
    """Front, back and tags of each question, under the file's head."""
    return "\n".join([*_HEAD, *("\t".join(_fields(bank, question, seed)) for question in questions)]) + "\n"


def _fields(bank: Bank, question: StudyQuestion, seed: str) -> tuple[str, ...]:
    options = [f"{number}. {option.label}" for number, option in enumerate(question.options(seed), 1)]
    front = [part for part in (question.asked, question.passage, *options) if part]
    back = [question.answer.label, *explained(bank, question)]
    tags = [f"shishin::{question.kind}", *(f"shishin::{phase}" for phase in question.phases)]
    return question.id, _html(front), _html(back), " ".join(tags)


def _html(lines: Sequence[str]) -> str:
    return "<br>".join(escape(line).replace("\n", "<br>").replace("\t", " ") for line in lines)
