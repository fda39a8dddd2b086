"""Questions of the bank that a test picks out, and a passage with an option in its blank."""

from simulator.study import BLANK, AnswerOption, Bank, QuestionKind, StudyQuestion


def questions_of(bank: Bank, *kinds: QuestionKind) -> list[StudyQuestion]:
    return [question for question in bank.questions.values() if question.kind in kinds]


def question_on(bank: Bank, kind: QuestionKind, sentence: str, answer: str = "") -> StudyQuestion:
    """The first question of a kind on a sentence whose answer has these words."""
    return next(
        question
        for question in questions_of(bank, kind)
        if question.sentence == sentence and answer in question.answer.text
    )


def with_option(question: StudyQuestion, option: AnswerOption) -> str:
    """The passage with an option in its blank; an option of no words takes the comma after the blank away."""
    if option.own:
        return question.passage.replace(f"{BLANK}、", "").replace(BLANK, "")
    return question.passage.replace(BLANK, option.text)
