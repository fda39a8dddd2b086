"""Questions of self-study for the class: which are offered, and how one is sent."""

from __future__ import annotations

from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.classroom import QuizSent
from simulator.study import load_bank
from simulator.study.draw import take
from simulator.study.question import StudyQuestion, digest
from simulator.study.sending import sent
from simulator.study.touched import touched_sentences

OFFERED = 8  # how many questions are offered


def offered_questions(desk: ClassDesk) -> tuple[StudyQuestion, ...]:
    """Questions on what the exercise has touched so far, then others; never one that was sent before.

    Only those with options and one right answer by the text, because the class is shown the right one.
    """
    bank = load_bank()
    play = desk.play
    touched = touched_sentences(bank.doctrine, play.exercise.history.records.values(), play.scenario)
    sent_before = {quiz.question for quiz in desk.room.quiz}
    candidates = [
        question
        for question in bank.questions.values()
        if question.wrong and question.graded and question.id not in sent_before
    ]
    candidates.sort(
        key=lambda question: (not (question.sentences & touched), digest(desk.exercise, question.id))
    )
    return take(candidates, OFFERED)


def quiz_of(question: StudyQuestion, number: int) -> QuizSent:
    """The question as the seats get it, in the language spoken, without the answer."""
    seed = str(number)
    sent_question = sent(question, seed)
    return QuizSent(
        number=number,
        question=sent_question.question,
        seed=seed,
        stem=sent_question.stem,
        passage=sent_question.passage,
        options=sent_question.options,
    )


def right_option(quiz: QuizSent) -> int:
    """The place of the right option, from 1; 0 if it is not graded or no longer exists."""
    question = load_bank().questions.get(quiz.question)
    if question is None or not question.graded:
        return 0
    return question.options(quiz.seed).index(question.answer) + 1
