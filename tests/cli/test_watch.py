"""`shishin watch` takes the exercise that somebody plays now, before its first step too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import Exercise, JournalError, Play, ScenarioClock, VirtualClock
from simulator.exercise.journal import Busy, Held
from simulator.journal import EXERCISES, SqliteJournal
from simulator.machine import START, PhaseMachine
from simulator.scenario import scenario_files
from simulator.tui.app.shishin import ShishinApp
from tests.commands import Ran


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the exercises whose window is opened."""
    found: list[str] = []
    begin = ShishinApp.__init__

    def noted(app: ShishinApp, **wanted: Any) -> None:
        found.append(wanted["exercise"])
        begin(app, **wanted)

    monkeypatch.setattr("simulator.cli.watch.has_screen", lambda: True)
    monkeypatch.setattr("simulator.cli.watch.show", lambda _: None)
    monkeypatch.setattr(ShishinApp, "__init__", noted)
    return found


def begun(journal: SqliteJournal, machine: PhaseMachine, title: str) -> Exercise:
    return Exercise.begin(machine, journal, VirtualClock(), title=title, start=START)


def held(journal: SqliteJournal, exercise: Exercise) -> Held:
    got = journal.hold(exercise.name)
    if isinstance(got, Busy):
        raise JournalError(got.message)
    return got


def test_an_exercise_that_was_only_begun_is_watched_while_somebody_plays_it(
    machine: PhaseMachine, tmp_path: Path, shown: list[str], shishin: Callable[..., Ran]
) -> None:
    journal = SqliteJournal(tmp_path / "j", EXERCISES)
    older = begun(journal, machine, "前の演習")
    older.note("何かした。")
    playing = begun(journal, machine, "いまの演習")
    lock = held(journal, playing)
    assert shishin("watch", "--journal", str(tmp_path / "j")).status == 0
    lock.release()
    assert shishin("watch", "--journal", str(tmp_path / "j")).status == 0
    assert shown == [playing.name, older.name]
    journal.close()


def test_a_seat_of_the_scenarios_own_has_a_window_by_its_id_or_its_name(
    machine: PhaseMachine, tmp_path: Path, shown: list[str], shishin: Callable[..., Ran]
) -> None:
    journal = SqliteJournal(tmp_path / "j", EXERCISES)
    flood = next(path for path in scenario_files() if path.stem.startswith("10-flood"))
    play = Play.begin(flood.read_text("utf-8"), str(flood), machine, journal, ScenarioClock())
    play.advance()
    for seat in ("county", "己県", "sdf"):
        assert shishin("watch", "--view", seat, "--journal", str(tmp_path / "j")).status == 0
    ran = shishin("watch", "--view", "town", "--journal", str(tmp_path / "j"))
    assert ran.status == 2
    assert "county" in ran.err
    assert shown == [play.exercise.name] * 3
    journal.close()
