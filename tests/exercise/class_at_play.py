"""A class of four at a play that waits for its decision, shared by the tests of its answers."""

from datetime import UTC, datetime

from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.exercise.attendance import Asked
from simulator.exercise.class_desk import ClassDesk
from simulator.exercise.classroom import ClassRoom
from simulator.exercise.roll import Response, about_record
from simulator.machine import PhaseMachine
from tests.tui.playing import SOURCE, TO_DECISION

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
SEATS = {"one": "japan_government", "two": "japan_government", "three": "japan_government", "four": "sdf"}


class ClassAtPlay:
    """A class of four in a play that waits for its decision."""

    def __init__(self, machine: PhaseMachine) -> None:
        self.journal = MemoryJournal()
        self.play = Play.begin(SOURCE, "short.yaml", machine, self.journal, ScenarioClock())
        for _ in range(TO_DECISION):
            self.play.advance()
        self.name = self.play.exercise.name
        self.desk = ClassDesk(self.play)
        self.roll = self.journal.roll
        self.roll.change_class(self.name, lambda _: ClassRoom(code="K7M2QX").text())
        self.ids = {
            name: person.id
            for name, seat in SEATS.items()
            if (person := self.roll.join(self.name, name, name, seat, NOON, limit=40))
        }
        self.desk.look()

    def answer(self, name: str, body: str, about: str = "") -> None:
        about = about or about_record(self.play.asked)
        self.roll.respond(self.name, [Response(self.ids[name], about, body, NOON)])
        self.desk.look()

    @property
    def vote(self) -> Asked:
        return next(asked for asked in self.desk.asked() if asked.about == about_record(self.play.asked))

    @property
    def question(self) -> Asked:
        return next(asked for asked in self.desk.asked() if asked.text == "根拠はどの条項か。")

    @property
    def kinds(self) -> list[str]:
        return [record.event.kind for record in self.journal.read(self.name)]
