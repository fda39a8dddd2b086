"""The present state of the class: the records of its exercise, who is there, what is open to answers.

It reads what the playing process keeps, and never writes a record. What a viewer may see is decided only by
`exercise/visibility`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from simulator.exercise import JournalError, LostError, Play, State
from simulator.exercise.attendance import awaiting_answers
from simulator.exercise.classroom import ClassRoom, QuizSent, class_of
from simulator.exercise.roll import Person, Response, Roll, about_record
from simulator.exercise.told import Seen, ToldBefore, ToldDecision, ToldQuestion
from simulator.exercise.viewer import Viewer
from simulator.exercise.visibility import Visibility
from simulator.journal import WatchedJournal
from simulator.scenario import AnySeat

LONGEST_ANSWER = 2000  # characters
Answerable = ToldDecision | ToldQuestion | QuizSent


@dataclass(frozen=True, slots=True)
class OpenToAnswers:
    """Something that is open to the answers of a viewer."""

    about: str
    what: Answerable

    def accepts(self, body: str) -> bool:
        """Whether a body can be an answer to it."""
        match self.what:
            case ToldDecision(options=options):
                return any(option.id == body and not option.closed for option in options)
            case QuizSent(options=labels):
                return body in {str(number) for number in range(1, len(labels) + 1)}
        return 0 < len(body.strip()) <= LONGEST_ANSWER


class Following:
    """Follows a class.

    `version` grows when something changes that a seat may see, `roll_version` when persons or answers change.
    """

    def __init__(
        self,
        play: Play,
        watched: WatchedJournal,
        roll: Roll,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.play = play
        self.watched = watched
        self.roll = roll
        self.wall = wall
        self.class_room = ClassRoom()
        self.people: dict[str, Person] = {}
        self.responses: dict[tuple[str, str], Response] = {}
        self.paused = False  # whether nobody plays the exercise now
        self.unread = False  # whether the journal could not be read
        # Whether its files were removed or replaced, so that no answer can be kept any more.
        self.lost = False
        self.ended = False  # whether the class is being closed
        self.version = 0
        self.roll_version = 0
        self._changes: int | None = None
        self._tokens: dict[str, str] = {}
        self._class_text = ""
        # With the version that it was computed for.
        self._awaiting: tuple[int, frozenset[str]] = (-1, frozenset())
        self._viewers = {seat.value: Viewer("seat", seat) for seat in self.seats}
        self._told: dict[Viewer, ToldBefore] = {}  # what each viewer was told before

    @property
    def exercise(self) -> str:
        """Its id."""
        return self.play.exercise.name

    @property
    def seats(self) -> tuple[AnySeat, ...]:
        """The seats in use."""
        return self.play.scenario.seats

    def look(self) -> bool:
        """Read what was done since the last look; whether there was anything. Cheap if there was not."""
        versions_before = (self.version, self.roll_version)
        try:
            changes = self.watched.changes(self.exercise)
            if changes != self._changes:
                self._take_up()
                self._changes = changes
            self._set(unread=False)
        except JournalError:
            self._set(unread=True)
        return (self.version, self.roll_version) != versions_before

    def see_who_plays(self) -> None:
        """Note whether the journal is in place, and somebody plays; the class pauses if nobody does."""
        try:
            self.watched.look()
        except LostError:
            self._set(lost=True)
        except JournalError:
            self._set(unread=True)
        try:
            self._set(paused=not any(busy.exercise == self.exercise for busy in self.watched.holders()))
        except JournalError:
            self._set(unread=True)

    def end(self) -> None:
        """End the class; its pages then say so."""
        self._set(ended=True)

    def person(self, token_hash: str) -> Person | None:
        """The person with this token; None if nobody has it."""
        name = self._tokens.get(token_hash)
        return self.people.get(name) if name else None

    def take_up_person(self, person: Person) -> None:
        """Take up a new or changed person."""
        self.people[person.id] = person
        if person.token_hash:
            self._tokens[person.token_hash] = person.id
        self.roll_version += 1

    def take_up_responses(self, responses: Iterable[Response]) -> None:
        """Take up responses that were kept."""
        for response in responses:
            self.responses[response.person, response.about] = response
        self.roll_version += 1

    def viewer(self, seat: str) -> Viewer | None:
        """The viewer of this seat; None if the scenario has no such seat."""
        return self._viewers.get(seat)

    def shown_state(self) -> State:
        """The moment that the facilitator lets the class see."""
        history = self.play.exercise.history
        seq = self.play.exercise.stage.moment(history.head)
        return history.state(seq if seq in history.records else history.head)

    def sight(self, viewer: Viewer) -> Visibility:
        """What a viewer sees, with what the facilitator has revealed."""
        exercise = self.play.exercise
        cache = self._told.setdefault(viewer, {})
        return Visibility(self.play.script, exercise.history, viewer, exercise.stage.revealed, cache)

    def open_to(self, viewer: Viewer, seen: Seen | None = None) -> tuple[OpenToAnswers, ...]:
        """What is open to this viewer's answers, as the facilitator lets them see it now."""
        if self.play.exercise.stage.blank or self.ended:
            return ()
        seen = seen or self.sight(viewer).seen(self.shown_state())
        awaiting = self._awaits()
        open_things = (
            *(OpenToAnswers(quiz.about, quiz) for quiz in self.class_room.quiz),
            *(OpenToAnswers(about, thing) for about, thing in _asking(seen) if about in awaiting),
        )
        return tuple(open_thing for open_thing in open_things if self.class_room.takes(open_thing.about))

    def _awaits(self) -> frozenset[str]:
        """What asks for answers, computed once for all seats."""
        if self._awaiting[0] != self.version:
            exercise = self.play.exercise
            awaiting = awaiting_answers(self.play.script, exercise.state, exercise.stage.revealed)
            self._awaiting = (self.version, awaiting)
        return self._awaiting[1]

    def about(self, about: str) -> list[Response]:
        """The responses to one thing of persons still on the roll, in the order of joining."""
        return [
            response
            for name, person in self.people.items()
            if not person.removed and (response := self.responses.get((name, about)))
        ]

    def present(self) -> list[Person]:
        """The persons who count towards the limit of the class."""
        return [person for person in self.people.values() if person.present]

    def seated(self) -> list[tuple[AnySeat, int]]:
        """The seats, each with how many persons it has."""
        present = self.present()
        return [(seat, sum(person.seat == seat.value for person in present)) for seat in self.seats]

    def _set(self, **values: bool) -> None:
        for name, value in values.items():
            if getattr(self, name) is not value:
                setattr(self, name, value)
                self.version += 1

    def _take_up(self) -> None:
        moved = self.watched.follow(self.play.exercise)
        text = self.roll.kept_class(self.exercise)
        class_room = self.class_room if text == self._class_text else class_of(text)
        people = {person.id: person for person in self.roll.people(self.exercise)}
        is_first_look = self._changes is None
        if moved or is_first_look or class_room != self.class_room:
            self.version += 1
        if people != self.people:
            if is_first_look or not people.keys() >= self.people.keys():  # the persons were erased
                self.responses.clear()
                self.take_up_responses(self.roll.responses(self.exercise))
            self.people = people
            self._tokens = {person.token_hash: name for name, person in people.items() if person.token_hash}
            self.roll_version += 1
        elif is_first_look:
            self.take_up_responses(self.roll.responses(self.exercise))
        self.class_room, self._class_text = class_room, text


def _asking(seen: Seen) -> Iterator[tuple[str, ToldQuestion | ToldDecision]]:
    """The questions, then the decisions whose options the viewer sees, each with its name for responses."""
    yield from ((about_record(thing.seq), thing) for thing in seen.told if isinstance(thing, ToldQuestion))
    for thing in seen.told:
        if isinstance(thing, ToldDecision) and thing.options:
            yield about_record(thing.seq), thing
