"""`shishin watch` takes the exercise that somebody plays now, before its first step too."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from simulator.exercise import Exercise, Play, ScenarioClock, VirtualClock
from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.machine import START, PhaseMachine
from simulator.scenario import scenario_files
from simulator.tui.app.shishin import ShishinApp
from tests.commands import Ran
from tests.journal.held import held_walk


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the exercises whose window is opened."""
    opened: list[str] = []
    begin = ShishinApp.__init__

    def note_exercise(app: ShishinApp, **options: Any) -> None:
        opened.append(options["exercise"])
        begin(app, **options)

    monkeypatch.setattr("simulator.cli.watch.has_screen", lambda: True)
    monkeypatch.setattr("simulator.cli.watch.show", lambda _: None)
    monkeypatch.setattr(ShishinApp, "__init__", note_exercise)
    return opened


def test_an_exercise_that_was_only_begun_is_watched_while_somebody_plays_it(
    machine: PhaseMachine, tmp_path: Path, shown: list[str], shishin: Callable[..., Ran]
) -> None:
    journal = SqliteJournal(tmp_path / "j", EXERCISES)
    older = Exercise.begin(machine, journal, VirtualClock(), title="前の演習", start=START)
    older.note("何かした。")
    playing, held = held_walk(journal, machine, "いまの演習")
    assert shishin("watch", "--journal", str(tmp_path / "j")).status == 0
    held.release()
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
