"""A question, its answer, and the topics to choose from, as rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from simulator.doctrine import Basis
from simulator.language import msg, tr, tr_count
from simulator.study.choosing import QuestionFilter
from simulator.study.events import Recall
from simulator.study.exports.shape import looked_through, meaning
from simulator.study.mended import correction_in_words, mended
from simulator.study.question import BLANK, StudyQuestion
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.content import Mark, find_marks
from simulator.tui.kit.rows import RowText, basis_look, cited, heading, place
from simulator.tui.kit.target import Target

if TYPE_CHECKING:
    from simulator.document import Document
    from simulator.study.schedule import Known
    from simulator.study.session import AnswerOutcome, Session

TODAY, PHASE, FUNCTION, CLAUSE, KIND, EXAM, PROGRESS = (
    Target("option", name) for name in ("today", "phase", "function", "clause", "kind", "exam", "progress")
)
RATINGS = tuple(Recall)
_RATING_WORDS = {
    Recall.AGAIN: msg("まだ"),
    Recall.HARD: msg("やっと"),
    Recall.GOOD: msg("思い出せた"),
    Recall.EASY: msg("すぐ分かった"),
}
NEXT = Target("option", "next")
REVEAL = Target("option", "reveal")


def topic_rows(
    document: Document, question_filter: QuestionFilter, waiting: int, exam: date | None
) -> Iterator[Block]:
    """Today's questions, the filters, the day of the examination, and the link to the progress."""
    every = tr("すべて")
    phases = tr("・").join(phase.label for phase in question_filter.phases) or every
    kinds = tr("・").join(kind.label for kind in question_filter.kinds) or every
    yield heading(tr("今日"), gap=0)
    yield _topic(tr("問いを始める"), tr_count("{count}問", waiting), TODAY)
    yield heading(tr("しぼる"))
    yield _topic(tr("段階"), phases, PHASE)
    yield _topic(tr("機能"), question_filter.function.label if question_filter.function else every, FUNCTION)
    yield _topic(
        tr("条項"), document.label(question_filter.clause) if question_filter.clause else every, CLAUSE
    )
    yield _topic(tr("種類"), kinds, KIND)
    yield heading(tr("試験の日"))
    yield _topic(exam.isoformat() if exam else tr("決めていない"), "", EXAM)
    yield heading(tr("これまで"))
    yield _topic(tr("進み具合"), "", PROGRESS)


def _topic(words: str, value: str, target: Target) -> Block:
    return RowText().add(words, "strong").add(value, "quiet").block(indent=2, target=target)


def question_rows(question: StudyQuestion) -> Iterator[Block]:
    """The question with its options; an open one with the key that shows its answer."""
    yield Block(question.kind.label, look="quiet")
    yield Block(question.asked, look="strong")
    if question.passage:
        yield Block(question.passage, find_marks(question.passage, (BLANK,), "hit"), indent=2, gap=1)
    if not question.wrong:
        yield Block(tr("思い出したら、答えを見る"), indent=3, gap=1, target=REVEAL)
    for number, option in enumerate(question.options(), 1):
        yield Block(option.label, label=str(number), indent=3, target=number, gap=int(number == 1))


def answer_rows(
    document: Document, outcome: AnswerOutcome, known: Known | None, now: datetime
) -> Iterator[Block]:
    """The answer given, the sentence with marks, its basis, and when the question comes again."""
    question = outcome.question
    yield Block(question.asked, look="quiet")
    yield from _verdict(outcome)
    yield Block(tr("答え：{answer}", answer=question.answer.label), look="strong")
    if outcome.option and outcome.right is not True and outcome.option != question.answer:
        yield Block(tr("選んだもの：{answer}", answer=outcome.option.label), look="quiet")
    yield heading(tr("本文"))
    yield _sentence(document, question)
    if question.absent:
        yield Block(tr(question.absent), indent=2)
    else:
        basis = RowText().add(question.basis.label, basis_look(question.basis))
        yield basis.add(meaning(question), "quiet", space=1).block(indent=2)
    if question.searched:
        yield Block(looked_through(question), indent=2, look="quiet")
    if question.why:
        yield Block(tr(question.why), indent=2, look="reading" if question.basis is Basis.READING else "")
    yield from (
        Block(correction_in_words(correction), indent=2, look="quiet")
        for correction in mended(document, question)
    )
    if question.nearest:
        yield heading(tr(question.near))
        yield from (cited(document, citation, "near") for citation in question.nearest)
    yield Block(tr("次の問いへ"), indent=2, gap=1, target=NEXT)
    yield heading(tr("覚え具合"))
    for number, rating in enumerate(RATINGS, 1):
        again = _due_words(known, now) if known and rating is outcome.rating else ""
        line = (
            RowText()
            .add(tr(_RATING_WORDS[rating]), "here" if rating is outcome.rating else "")
            .add(again, "quiet")
        )
        yield line.block(label=str(number), indent=3, target=number)


def _verdict(outcome: AnswerOutcome) -> Iterator[Block]:
    """Right or wrong, or neither for an ungraded question."""
    if outcome.right is None:
        yield Block(tr("採点しない問い。本文とこの作品の読みを、自分で比べる。"), look="reading")
    elif outcome.right:
        yield Block(tr("○ 正しい"), look="text")
    else:
        yield Block(tr("× ちがう"), look="warning")


def _sentence(document: Document, question: StudyQuestion) -> Block:
    """The whole sentence, with the words of the blank or of the support marked."""
    text = document.sentence(question.sentence).text
    has_blank = BLANK in question.passage and not question.answer.own
    words = question.answer.text if has_blank else question.quote
    line = RowText().add(f"「{text}」")
    start = 1 + (question.passage.index(BLANK) if has_blank else text.find(words))
    line.marks.append(Mark(start, start + len(words), "quote"))
    line.add(place(document, question.sentence), "link", space=1)
    return line.block(indent=2, target=Target("cite", question.sentence, words, "sentence"))


def _due_words(known: Known, now: datetime) -> str:
    days_left = (known.due.astimezone(now.tzinfo).date() - now.date()).days
    if days_left <= 0:
        return tr("きょうのうちに、また出す。")
    return tr_count("{count}日後に、また出す。", days_left)


def done_rows(session: Session) -> Iterator[Block]:
    """Rows for when all of today's questions were asked."""
    yield Block(tr("この分は終わりました。"), look="strong")
    yield Block(tr_count("{count}問に答えました。", session.done), look="quiet")
    yield Block(tr("ほかの問いも出す"), indent=2, gap=1, target=TODAY)
    yield Block(tr("進み具合"), indent=2, target=PROGRESS)
