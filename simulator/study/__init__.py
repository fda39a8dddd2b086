"""Self-study: questions made from the text and what we claim of it, and when to ask them again.

`load_bank()` gives the questions; `schedule` says which are due; `log` keeps what was answered.
"""

from simulator.study.bank import Bank, load_bank
from simulator.study.question import BLANK, AnswerOption, QuestionKind, StudyQuestion

__all__ = ["BLANK", "AnswerOption", "Bank", "QuestionKind", "StudyQuestion", "load_bank"]
