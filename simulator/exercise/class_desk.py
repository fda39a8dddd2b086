"""What the facilitator does with a class: who sits where, what is open, votes closed, answers shown.

Every act changes the roll as it is kept then, because the process that serves the class writes to it too.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from simulator.exercise.attendance import Asked, Member, asked, members
from simulator.exercise.classroom import ClassRoom, QuizSent, class_of
from simulator.exercise.journal import JournalError
from simulator.exercise.play import Play, PlayError
from simulator.exercise.roll import Person, Response, Roll
from simulator.exercise.votes import count_votes
from simulator.scenario import Decision


class ClassDesk:
    """The class of a play, as its facilitator acts on it. Acts raise `JournalError`."""

    def __init__(self, play: Play) -> None:
        self.play = play
        self._changes: tuple[str, int | None] | None = None  # with the journal, which a rescue replaces
        self.room = ClassRoom()
        self.people: tuple[Person, ...] = ()
        self._responses: tuple[Response, ...] = ()
        self._presence = ""

    @property
    def exercise(self) -> str:
        """The id of the exercise."""
        return self.play.exercise.name

    @property
    def _roll(self) -> Roll:
        return self.play.exercise.journal.roll

    @property
    def _head(self) -> int:
        return self.play.exercise.history.head

    def look(self) -> bool:
        """Read what others have kept since; whether there was anything. Cheap if there was not."""
        journal = self.play.exercise.journal
        changes = (journal.name, journal.changes(self.exercise))
        if changes == self._changes:
            return False
        news = self._read()
        self._changes = changes  # set after reading, so that a failed reading is tried again
        return news

    def members(self, now: datetime) -> tuple[Member, ...]:
        """Everybody on the roll, and where they are at this time (UTC)."""
        return members(self.people, self._presence, now)

    def asked(self) -> tuple[Asked, ...]:
        """All that the class was asked so far, newest first."""
        play = self.play
        revealed = play.exercise.stage.revealed
        return asked(play.script, play.state, self.room, self.people, self._responses, revealed=revealed)

    def open_now(self) -> Asked | None:
        """The newest thing that is open to answers."""
        return next((item for item in self.asked() if item.is_open), None)

    def lock(self, *, locked: bool) -> None:
        """Let nobody join any more, or let them again."""
        self._change(lambda room: room.model_copy(update={"locked": locked}))

    def ask_names(self, *, wanted: bool) -> None:
        """Ask those who join for their names, or do not."""
        self._change(lambda room: room.model_copy(update={"names_asked": wanted}))

    def let_majority_decide(self, *, decides: bool) -> None:
        """Let a vote decide by itself once it is closed, or only advise."""
        self._change(lambda room: room.model_copy(update={"majority": decides}))

    def renew_code(self, code: str) -> None:
        """From now on people join by this code; those who have joined stay."""
        self._change(lambda room: room.model_copy(update={"code": code} if room.is_open else {}))

    def close(self) -> None:
        """Close the class; the process that serves it ends. The answers stay."""
        self._change(lambda room: room.model_copy(update={"code": ""}))

    def seat(self, person: str, seat: str) -> None:
        """Put somebody into a seat (its id)."""
        self._change_person(person, lambda member: replace(member, seat=seat))

    def remove(self, person: str, *, removed: bool) -> None:
        """Put somebody out of the class, or let them in again; what they answered stays with them."""
        self._change_person(person, lambda member: replace(member, removed=removed))

    @property
    def invites(self) -> bool:
        """Whether the room is shown how to join."""
        return self.room.is_open and self.room.inviting == self._head

    def invite(self, *, inviting: bool) -> None:
        """Show the room how to join, until the next record; or stop showing it."""
        head = self._head if inviting else None
        self._change(lambda room: room.model_copy(update={"inviting": head}))

    def show(self, about: str, *, right: int = 0) -> None:
        """Let the room see what the class answered.

        Of a self-study question also its right option (its place from 1), if there is one: no more answers
        are taken then.
        """
        self._change(lambda room: (_solved(room, about, right) if right else room).show(about))

    def hide(self, about: str) -> None:
        """Let the room no longer see it."""
        self._change(lambda room: room.model_copy(update={"shown": room.shown - {about}}))

    def close_answers(self, about: str) -> Asked | None:
        """Take no more answers. A vote on the waiting decision is counted, and kept as an event.

        Where the vote decides and one option leads, that option is taken. Gives what was closed, or None
        if nothing of that name is open. Also raises `PlayError`.
        """
        self._read()
        if not any(item.about == about and item.is_open for item in self.asked()):
            return None
        self._change(lambda room: room.close(about))
        # Count only after closing: an answer may have come in just before.
        closed_item = next(item for item in self.asked() if item.about == about)
        if isinstance(closed_item.what, Decision):
            responses = [response for response in self._responses if response.about == about]
            count = count_votes(
                closed_item.what, responses, self.people
            )  # not one kept before it was reopened
            closed_item = replace(closed_item, count=count)
            try:
                self.play.vote(count)
            except (JournalError, PlayError):
                with suppress(JournalError):
                    # The vote was not counted, so leave it open.
                    self._change(lambda room: room.reopen(about))
                raise
            if self.room.majority and len(count.leading) == 1:
                self.play.decide(count.leading[0])
        return closed_item

    def reopen_answers(self, about: str) -> None:
        """Take answers again."""
        self._change(lambda room: room.reopen(about))

    def send(self, quiz: Callable[[int], QuizSent]) -> QuizSent:
        """Ask the class a question of self-study, made for the number it gets."""
        self._read()
        sent = quiz(1 + max((earlier.number for earlier in self.room.quiz), default=0))
        self._change(lambda room: room.model_copy(update={"quiz": (*room.quiz, sent)}))
        return sent

    def _read(self) -> bool:
        roll_before = (self.room, self.people, self._responses, self._presence)
        roll = (
            class_of(self._roll.kept_class(self.exercise)),
            tuple(self._roll.people(self.exercise)),
            tuple(self._roll.responses(self.exercise)),
            self._roll.kept_presence(self.exercise),
        )
        self.room, self.people, self._responses, self._presence = roll
        return roll_before != roll

    def _change(self, change: Callable[[ClassRoom], ClassRoom]) -> None:
        self._roll.change_class(self.exercise, lambda text: change(class_of(text)).text())
        self._read()

    def _change_person(self, name: str, change: Callable[[Person], Person]) -> None:
        if any(person.id == name for person in self._roll.people(self.exercise)):
            self._roll.change(self.exercise, name, change)
        self._read()


def _solved(room: ClassRoom, about: str, right: int) -> ClassRoom:
    quiz = tuple(
        sent.model_copy(update={"answer": right}) if sent.about == about else sent for sent in room.quiz
    )
    return room.model_copy(update={"quiz": quiz}).close(about)
