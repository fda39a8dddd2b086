"""GIFT, which Moodle imports: special characters and line ends are escaped with a backslash."""

from __future__ import annotations

import re
from collections.abc import Sequence

from simulator.study.bank import Bank
from simulator.study.exports.shape import explained
from simulator.study.question import StudyQuestion

_SPECIAL = re.compile(r"[~=#{}:\\]")


def gift(bank: Bank, questions: Sequence[StudyQuestion], seed: str) -> str:
    """Multiple choice; ungraded questions become essays, so that no answer is marked wrong."""
    return "\n".join(_one(bank, question, seed) for question in questions)


def _one(bank: Bank, question: StudyQuestion, seed: str) -> str:
    stem = "\n".join(part for part in (question.asked, question.passage) if part)
    feedback = "####" + escape("\n".join([*_answer(question), *explained(bank, question)]))
    signs = {question.answer: "="} if question.graded else {}
    options = [f"\t{signs.get(option, '~')}{escape(option.label)}" for option in question.options(seed)]
    body = [*(options if question.graded else []), f"\t{feedback}"]
    return "\n".join([f"::{escape(question.id)}::[plain]{escape(stem)} {{", *body, "}", ""])


def _answer(question: StudyQuestion) -> list[str]:
    return [] if question.graded else [question.answer.label]


def escape(text: str) -> str:
    """The text with every special character of GIFT escaped."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text).replace("\n", "\\n")
