"""Figures about the questions, and whether each is as required."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.language import msg, tr
from simulator.study.bank import Bank
from simulator.study.draw import OFTEN, draw, often
from simulator.study.question import StudyQuestion
from simulator.study.sieves import violated

SESSION = 20  # questions of a drawn session
SESSIONS = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what it measures, its value, the value wanted, and whether it is reached."""

    about: str
    value: str
    wanted: str
    holds: bool


def figures(bank: Bank) -> tuple[Figure, ...]:
    """The figures that every change of the text or of the questions has to keep."""
    questions = tuple(bank.questions.values())
    sentences = len({measure.sentence for measure in bank.doctrine.measures})
    covered = len(bank.covered) / sentences
    four = [q for q in questions if len(q.wrong) == 3]
    longest = sum(all(len(q.answer.text) > len(option.text) for option in q.wrong) for q in four) / len(four)
    bad = sum(bool(violated(q, bank.doctrine.document)) for q in questions)
    twice = len(questions) - len({_whole(q) for q in questions})
    drawn = [draw(questions, SESSION, str(seed)) for seed in range(SESSIONS)]
    share = max(map(often, drawn))
    filler = sum(bool(question.filler) for session in drawn for question in session)
    return (
        Figure(tr(_FAMILIES), str(len(bank.families)), "≥ 450", len(bank.families) >= 450),
        Figure(tr(_COVERED), f"{covered:.1%} ({len(bank.covered)}/{sentences})", "≥ 90%", covered >= 0.9),
        Figure(tr(_VIOLATED), str(bad), "0", bad == 0),
        Figure(tr(_TWICE), str(twice), "0", twice == 0),
        Figure(tr(_LONGEST), f"{longest:.1%}", "20–30%", 0.2 <= longest <= 0.3),
        Figure(tr(_FILLER), str(filler), "0", filler == 0),
        Figure(tr(_OFTEN), f"{share:.0%}", f"≤ {OFTEN:.0%}", share <= OFTEN),
    )


_FAMILIES = msg("別々のことを問う数")
_COVERED = msg("問われる措置の文")
_VIOLATED = msg("ふるいに反する問い")
_TWICE = msg("重なる問い")
_LONGEST = msg("四択で答えが最も長い割合")
_FILLER = msg("一回分にある、読まずに分かる問い")
_OFTEN = msg("一回分で最も多い答えの割合")


def _whole(question: StudyQuestion) -> tuple[str, str, str]:
    return question.asked, question.passage, question.answer.text
