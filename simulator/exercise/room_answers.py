"""What the room is told of a class's answers: one rule for the room's window and the wall in browsers. Pure.

The room may be shown an earlier moment than the newest. What was asked after it is absent; of what was asked
before it, the answers are those of now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from simulator.exercise.attendance import Asked, RoomAnswers
from simulator.exercise.classroom import QuizSent
from simulator.exercise.roll import about_record
from simulator.exercise.told import Seen, ToldDecision, ToldQuestion


@dataclass(frozen=True, slots=True)
class RoomQuiz:
    """A question of self-study that is open or whose answers are shown; `answers` has the right one."""

    passage: str
    stem: str
    options: tuple[str, ...]
    answers: RoomAnswers


@dataclass(frozen=True, slots=True)
class AnsweredThing:
    """A question or decision that the room was told, with what it may know of the answers."""

    thing: ToldQuestion | ToldDecision
    answers: RoomAnswers


@dataclass(frozen=True, slots=True)
class ToldAnswers:
    """What the room is told of the answers at a moment; each newest first."""

    quizzes: tuple[RoomQuiz, ...] = ()
    things: tuple[AnsweredThing, ...] = ()


def answers_told(asked: Sequence[Asked], seen: Seen) -> ToldAnswers:
    """The answers to the newest thing that the room was asked, and to the newest before it that are shown.

    `asked` is all that the class was asked, newest first. Of a decision of other seats than the viewer's,
    nothing is told.
    """
    return ToldAnswers(tuple(_quizzes(asked)), tuple(_things(asked, seen)))


def _quizzes(asked: Sequence[Asked]) -> Iterator[RoomQuiz]:
    for quiz in asked:
        answers = quiz.for_room()
        if isinstance(quiz.what, QuizSent) and answers:
            yield RoomQuiz(quiz.what.passage, quiz.what.stem, quiz.what.options, answers)


def _things(asked: Sequence[Asked], seen: Seen) -> Iterator[AnsweredThing]:
    things = {
        about_record(thing.seq): thing
        for thing in seen.told
        if isinstance(thing, (ToldQuestion, ToldDecision)) and thing.text
    }
    of_these = [matter for matter in asked if matter.about in things]
    shown_before = [matter for matter in of_these[1:] if matter.is_shown]
    for matter in (*of_these[:1], *shown_before[:1]):
        if answers := matter.for_room():
            thing = things[matter.about]
            yield AnsweredThing(thing, _as_offered(matter, thing, answers))


def _as_offered(asked: Asked, thing: ToldQuestion | ToldDecision, answers: RoomAnswers) -> RoomAnswers:
    """The votes on the options that were offered when it was shown."""
    if not (answers.tally and asked.count and isinstance(thing, ToldDecision)):
        return answers
    votes = asked.count.by_option
    tally = tuple((option.text.strip(), votes.get(option.id, 0)) for option in thing.options)
    return replace(answers, tally=tally)
