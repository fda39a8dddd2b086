"""shishin rooms: what is in progress on a journal, where, by whom, in which phase and at what time."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from simulator.cli import rooms as command
from simulator.journal import open_kept, rooms_of
from simulator.machine import PhaseMachine, Trigger
from simulator.settings.server import Where
from tests.commands import Ran
from tests.journal.held import held_walk
from tests.journal.test_contract import NOON, first, note

Shishin = Callable[..., Ran]


def test_only_what_is_in_progress_is_shown_with_its_phase_and_who(
    where: Where, machine: PhaseMachine, shishin: Shishin
) -> None:
    host = open_kept(where).journal
    host.adopt("put-by", "休んでいる演習", NOON, [first(), note(2)])
    exercise, held = held_walk(host, machine, "三組の演習")
    exercise.fire(Trigger.TO_JUYO)
    ran = shishin("rooms", "--journal", str(where))
    assert ran.status == 0
    assert "三組の演習" in ran.out
    assert "重要影響事態" in ran.out
    assert f"プロセス番号 {os.getpid()}" in ran.out
    assert "休んでいる演習" not in ran.out
    (room,) = json.loads(shishin("rooms", "--json", "--journal", str(where)).out)
    assert room["id"] == exercise.name
    assert room["phases"] == ["juyo"]
    assert room["records"] == 2
    held.release()
    assert json.loads(shishin("rooms", "--json", "--journal", str(where)).out) == []
    host.close()


def test_followed_it_is_shown_again_when_it_moves_on(
    where: Where, machine: PhaseMachine, shishin: Shishin, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = open_kept(where).journal
    exercise, held = held_walk(host, machine, "三組の演習")
    # A server tells of it by another way than the record's: some looks see nothing yet.
    acts = iter((lambda: exercise.fire(Trigger.TO_JUYO), *[lambda: None] * 100, held.release))

    def pause(_seconds: float) -> None:
        act = next(acts, None)
        if act is None:
            raise KeyboardInterrupt
        act()

    monkeypatch.setattr(command, "sleep", pause)
    ran = shishin("rooms", "--follow", "--journal", str(where))
    assert ran.status == 130
    assert "平時" in ran.out
    assert "重要影響事態" in ran.out
    assert ran.out.rstrip().endswith("進行中の演習 0件")
    host.close()


def test_one_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path, machine: PhaseMachine) -> None:
    journal = open_kept(tmp_path / "journal.sqlite3").journal
    for name in ("one", "two"):
        journal.adopt(name, "演習", NOON, [first(), note(3)] if name == "one" else [first(), note(2)])
    held = [journal.hold(name) for name in ("one", "two")]
    assert [(room.id, room.records, bool(room.phases)) for room in rooms_of(journal)] == [
        ("one", 2, False),
        ("two", 2, True),
    ]
    del held
    journal.close()


def test_without_records_nothing_is_in_progress(shishin: Shishin) -> None:
    assert json.loads(shishin("rooms", "--json").out) == []
