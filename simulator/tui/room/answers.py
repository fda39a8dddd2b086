"""What the room sees of a class in browsers: how to join, how many have answered, and answers once shown."""

from __future__ import annotations

from collections.abc import Iterator

from simulator.exercise.attendance import RoomAnswers
from simulator.exercise.classroom import ClassRoom
from simulator.exercise.room_answers import RoomQuiz
from simulator.language import tr, tr_count
from simulator.scenario import Scenario
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.rows import RowText


def joining_rows(room: ClassRoom) -> list[Block]:
    """Rows with the address and the code to join."""
    rows = [Block(tr("教室に入る"), look="heading", indent=2, gap=1)]
    rows += [Block(url, look="strong", indent=2, gap=int(at == 0)) for at, url in enumerate(room.address)]
    rows.append(Block(tr("コード  {code}", code=room.spaced_code), look="now", indent=2, gap=1))
    if room.locked:
        rows.append(Block(tr("参加は締め切られました。"), look="quiet", indent=2, gap=1))
    return rows


def quiz_rows(scenario: Scenario, quiz: RoomQuiz) -> Iterator[Block]:
    """A question of self-study, and its answers once they are shown."""
    yield Block(tr("小問"), look="heading", indent=2, gap=1)
    yield Block(quiz.stem, look="strong", indent=2, gap=1)
    if quiz.passage:
        yield Block(quiz.passage, indent=2, gap=1)
    if not quiz.answers.is_shown:
        for number, label in enumerate(quiz.options, 1):
            yield Block(label, label=str(number), indent=6, gap=int(number == 1))
    yield from answer_rows(scenario, quiz.answers)


def answer_rows(scenario: Scenario, answers: RoomAnswers, question: str = "") -> Iterator[Block]:
    """How many have answered; once shown, the votes of each option, or each answer by seat.

    `question` is what was asked, where something else is above.
    """
    if question:
        yield Block(question, look="quiet", indent=2, gap=1)
    counted = tr("回答 {count}／{of}", count=answers.answered, of=answers.of)
    yield Block(counted, look="now", indent=2, gap=1)
    for number, (text, count) in enumerate(answers.tally, 1):
        line = RowText().add(tr_count("{count}票", count), "now" if count else "quiet").add(text)
        if number == answers.right:
            line.add(tr("○ 正しい"), "strong")
        yield line.block(label=str(number), indent=6)
    labels = {seat.value: seat.label for seat in scenario.seats}
    for seat, words in answers.words:
        yield RowText().add(labels.get(seat, ""), "label").add(words).block(indent=2)
