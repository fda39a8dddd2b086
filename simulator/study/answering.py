"""Whether an answer is right: by the number of an option, or in words, folded as a search folds them."""

from __future__ import annotations

from simulator.document.folding import fold_text
from simulator.study.events import Recall
from simulator.study.question import AnswerOption, StudyQuestion


def taken(question: StudyQuestion, typed: str, seed: str = "") -> AnswerOption | None:
    """The option meant, by its number as shown or by its words; None if no option is meant.

    Words that are part of only one option mean that option.
    """
    options = question.options(seed)
    folded = fold_text(typed.strip())[0]
    if not folded:
        return None
    if folded.isdecimal():
        numbered = {str(number): option for number, option in enumerate(options, 1)}
        return numbered.get(folded)
    exact = [
        option for option in options if folded in (fold_text(option.text)[0], fold_text(option.label)[0])
    ]
    if exact:
        return exact[0]
    part = [offered for offered in options if folded in fold_text(offered.label)[0]]
    return part[0] if len(part) == 1 else None


def judged(question: StudyQuestion, option: AnswerOption | None) -> tuple[Recall, bool | None]:
    """The rating of an answer, and whether it is right; an ungraded question is never wrong."""
    if not question.graded:
        return Recall.GOOD, None
    right = option == question.answer
    return (Recall.GOOD if right else Recall.AGAIN), right
