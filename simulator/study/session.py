"""One sitting: today's questions one after another, each answer kept before the next is shown."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from simulator.study.answering import judged
from simulator.study.bank import Bank
from simulator.study.choosing import QuestionFilter, choose
from simulator.study.draw import draw
from simulator.study.events import Complained, Examined, Recall, Reviewed, Withdrawn
from simulator.study.log import StudyLog
from simulator.study.question import AnswerOption, StudyQuestion
from simulator.study.schedule import Pace, Progress, fold_reviews, soon, today

EXTRA = 8  # questions of a further sitting, after the day's are done


@dataclass(frozen=True, slots=True)
class AnswerOutcome:
    """An answer as kept. `option` is None if there were no options, or none was meant."""

    question: StudyQuestion
    option: AnswerOption | None
    rating: Recall
    right: bool | None
    review: int


class Session:
    """The questions of a sitting. `first` are sentences to be asked about before others.

    `extra`: the day's questions are done, and these come in addition.
    """

    def __init__(
        self, bank: Bank, log: StudyLog, *, first: Collection[str] = (), pace: Pace | None = None
    ) -> None:
        self.bank = bank
        self.log = log
        self.first = first
        self.pace = pace or Pace()
        self.wanted = QuestionFilter()
        self.queue: list[StudyQuestion] = []
        self.done = 0
        self.extra = False
        self.outcome: AnswerOutcome | None = None

    @property
    def progress(self) -> Progress:
        """What is known after all that was kept."""
        return fold_reviews(self.log.entries, self.pace)

    @property
    def current(self) -> StudyQuestion | None:
        """The question that is being asked, or was just answered."""
        return self.queue[0] if self.queue else None

    @property
    def retired(self) -> int:
        """How many questions were asked but no longer exist."""
        return len(self.progress.retired(self.bank.questions))

    def waiting(self, wanted: QuestionFilter) -> tuple[StudyQuestion, ...]:
        """Today's questions among these."""
        chosen = tuple(choose(self.bank, wanted))
        return today(self.progress, chosen, self.log.now(), self.pace, self.first)

    def begin(self, wanted: QuestionFilter) -> None:
        """Ask today's questions among these; if they are done, some further ones."""
        self.wanted = wanted
        self.done = 0
        self.outcome = None
        self.queue = list(self.waiting(wanted))
        self.extra = not self.queue
        if self.extra:
            complaints = self.progress.complaints
            left = [question for question in choose(self.bank, wanted) if question.id not in complaints]
            self.queue = list(draw(left, EXTRA, str(len(self.log.entries))))

    def answer(self, option: AnswerOption | None) -> AnswerOutcome:
        """Keep an answer to the current question. Raises `JournalError`, then nothing has changed."""
        question = self.queue[0]
        rating, right = judged(question, option)
        entry = self.log.add(
            Reviewed(question=question.id, rating=rating, right=right, answer=option.text if option else "")
        )
        self.outcome = AnswerOutcome(question, option, rating, right, entry.seq)
        return self.outcome

    def rate(self, rating: Recall) -> None:
        """Replace the rating of the current answer. Raises `JournalError`."""
        if self.outcome is None or rating is self.outcome.rating:
            return
        outcome = self.outcome
        self.log.add(Withdrawn(review=outcome.review))
        answer = outcome.option.text if outcome.option else ""
        entry = self.log.add(
            Reviewed(question=outcome.question.id, rating=rating, right=outcome.right, answer=answer)
        )
        self.outcome = AnswerOutcome(outcome.question, outcome.option, rating, outcome.right, entry.seq)

    def take_back(self) -> None:
        """Withdraw the current answer and ask the question again. Raises `JournalError`."""
        if self.outcome:
            self.log.add(Withdrawn(review=self.outcome.review))
            self.outcome = None

    def complain(self, note: str) -> None:
        """Keep a complaint about the question; it is not asked again. Raises `JournalError`."""
        if self.queue:
            self.log.add(Complained(question=self.queue[0].id, note=note))
            self.go_on()

    def examine(self, on: str) -> None:
        """Keep the day of an examination; empty for none. Raises `ValueError`, `JournalError`."""
        self.log.add(Examined(on=date.fromisoformat(on) if on else None))

    def go_on(self) -> StudyQuestion | None:
        """The next question; missed ones come again at the end. None when all are done.

        `done` counts the questions answered.
        """
        if self.queue:
            self.queue.pop(0)
            self.done += self.outcome is not None  # a question only complained about was not answered
        self.outcome = None
        if not self.queue:
            chosen = tuple(choose(self.bank, self.wanted))
            self.queue = list(soon(self.progress, chosen, self.log.now()))
        return self.current
