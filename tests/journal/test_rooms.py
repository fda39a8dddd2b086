"""The list of rooms: every exercise that somebody acts on, and how far each has gone."""

import pytest

from simulator.doctrine import Phase
from simulator.exercise import Busy, Exercise, JournalError
from simulator.exercise.clock import VirtualClock
from simulator.journal.rooms import Rooms
from simulator.machine import START, PhaseMachine, Trigger
from tests.journal.test_contract import NOON, Open, first, opening

__all__ = ["opening"]  # a fixture


def test_a_room_is_followed_by_reading_only_what_is_new(
    opening: Open, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    host, watcher, clock = opening(), opening(), VirtualClock()
    exercise = Exercise.begin(machine, host, clock, title="三組の演習", start=START)
    host.adopt("idle", "誰も進めていない演習", NOON, [first()])
    held = host.hold(exercise.name)
    assert not isinstance(held, Busy)
    rooms = Rooms(watcher)
    before = rooms.signs()
    (room,) = rooms.look()
    assert (room.id, room.title, room.records, room.elapsed) == (exercise.name, "三組の演習", 1, 0.0)
    assert room.phases == (Phase.HEIJI,)
    clock.advance(90)
    exercise.fire(Trigger.TO_JUYO)
    monkeypatch.setattr(watcher, "read", refuse_to_read)
    (room,) = rooms.look()
    assert (room.records, room.elapsed, room.phases) == (2, 90.0, (Phase.JUYO,))
    held.release()
    assert rooms.look() == []
    assert rooms.signs() != before


def test_an_exercise_that_cannot_be_read_hides_no_other(
    opening: Open, machine: PhaseMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = opening()
    exercise = Exercise.begin(machine, journal, VirtualClock(), title="読めない演習", start=START)
    held = journal.hold(exercise.name)
    assert not isinstance(held, Busy)
    monkeypatch.setattr(journal, "read", refuse_to_read)
    (room,) = Rooms(journal).look()
    held.release()
    assert (room.title, room.records, room.elapsed, room.phases) == ("読めない演習", 1, 0.0, ())


def refuse_to_read(exercise: str) -> None:
    raise JournalError(f"{exercise} is read anew")
