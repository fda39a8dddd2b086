"""Notes are shown in the walk where they were made, and kept about the moment shown."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, History, MemoryJournal, State, VirtualClock
from simulator.exercise.events import Record
from simulator.machine import START, PhaseMachine, Trigger
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.moment.notes import MOST_SHOWN, notes_here
from simulator.tui.walk.screen import WalkScreen
from tests.tui.conftest import foot_message, grid, screen_text, settle
from tests.tui.playing import OpenPlay

SECOND = 2  # the record after the beginning


def keys_of_note(text: str) -> tuple[str, ...]:
    """The keys that write and keep a note."""
    return ("n", *text, "ctrl+s")


@asynccontextmanager
async def walking(journal: Path, *keys: str) -> AsyncIterator[tuple[Pilot[None], WalkScreen]]:
    app = ShishinApp(start="walk", journal=journal)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*keys)
        assert isinstance(app.screen, WalkScreen)
        yield pilot, app.screen


def sheet_text(screen: WalkScreen) -> str:
    return "\n".join(block.text for block in screen.query_one("#sheet", BlockView).blocks)


async def test_a_note_is_seen_in_the_walk_with_its_time(tmp_path: Path) -> None:
    async with walking(tmp_path / "j", "2", *keys_of_note("abc")) as (pilot, screen):
        assert "メモ\nabc" in sheet_text(screen)
        (line,) = [line for line in grid(pilot.app) if "abc" in line]
        assert "T+00:00" in line


async def test_a_note_belongs_to_the_phase_in_which_it_was_made(tmp_path: Path) -> None:
    async with walking(tmp_path / "j", *keys_of_note("abc"), "2", *keys_of_note("xyz")) as (pilot, screen):
        assert "xyz" in sheet_text(screen)
        assert "abc" not in sheet_text(screen)
        await pilot.press("left", "left")
        assert "abc" in sheet_text(screen)
        assert "xyz" not in sheet_text(screen)
        await pilot.press("left")
        assert "メモ" not in sheet_text(screen)


async def test_a_refusal_stands_above_the_notes(tmp_path: Path) -> None:
    async with walking(tmp_path / "j", "4", *keys_of_note("abc"), "5") as (_, screen):
        assert sheet_text(screen).index("存立危機") < sheet_text(screen).index("abc")


async def test_a_note_leaves_the_step_chosen(tmp_path: Path) -> None:
    keys = ("2", "right_square_bracket", "right_square_bracket", "j")
    async with walking(tmp_path / "j", *keys) as (pilot, screen):
        chosen = screen.query_one("#sheet", BlockView).target
        await pilot.press(*keys_of_note("abc"))
        assert screen.query_one("#sheet", BlockView).target == chosen


async def test_a_note_on_an_earlier_moment_says_so_and_leaves_the_view_there(tmp_path: Path) -> None:
    async with walking(tmp_path / "j", "2", "3", "left") as (pilot, screen):
        await pilot.press("n")
        assert "メモ T+00:00 について" in screen_text(pilot.app)
        await pilot.press("a", "ctrl+s")
        assert screen.shown.looking == SECOND
        assert "いまの時点に残しました" in foot_message(pilot.app)
        assert "（T+00:00 について）a" in sheet_text(screen)
        await pilot.press("right", "right")
        assert "前の時点" not in screen_text(pilot.app)
        assert "について）a" not in sheet_text(screen)  # it is about the phase before
        assert screen.shown.state.notes[0].about == SECOND


async def test_a_note_on_an_earlier_moment_of_a_play_stands_at_that_moment_and_leaves_the_view_there(
    playing: OpenPlay,
) -> None:
    async with playing("left", "left", *keys_of_note("abc"), shown=3) as console:
        assert console.screen.shown.looking == SECOND
        assert "abc" not in console.text()
        await console.press("right", "right", "right")
        assert "メモ T+00:00 について" in console.text()
        assert "abc" in console.text()


def test_a_note_of_the_first_version_is_about_its_own_moment() -> None:
    body = (
        '{"seq":2,"parent":1,"wall":"2015-04-27T00:00:00Z","elapsed":1.0,'
        '"event":{"kind":"noted","v":1,"text":"abc"}}'
    )
    assert Record.model_validate_json(body).event.about is None  # type: ignore[union-attr]


async def test_of_many_notes_on_a_phase_the_newest_are_shown_and_the_rest_is_counted(tmp_path: Path) -> None:
    async with walking(tmp_path / "j") as (pilot, screen):
        for number in range(MOST_SHOWN + 50):
            screen.exercise.note(f"覚え{number:04d}")
        await pilot.press("n", *"last", "ctrl+s")
        await settle(pilot)
        text = sheet_text(screen)
        assert text.count("覚え") == MOST_SHOWN - 1
        assert "これより前のメモ 51件" in text
        assert "last" in text


def test_no_state_is_folded_anew_for_notes_about_many_moments(monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = Exercise.begin(
        PhaseMachine(load_doctrine()), MemoryJournal(), VirtualClock(), title="歩く", start=START
    )
    for number in range(300):
        exercise.note(f"覚え{number}", about=number + 1)
    now, calls = exercise.state, Counter[str]()

    def state(history: History, seq: int | None = None) -> State:
        calls["states"] += 1
        return now

    monkeypatch.setattr(History, "state", state)
    assert len(notes_here(exercise.history, now)) == 300
    assert calls["states"] == 1


def test_notes_on_another_line_belong_to_the_phase_that_held_there() -> None:
    exercise = Exercise.begin(
        PhaseMachine(load_doctrine()), MemoryJournal(), VirtualClock(), title="歩く", start=START
    )
    exercise.note("一")
    exercise.fire(Trigger.TO_JUYO)
    exercise.note("二")
    exercise.undo_to(2)
    exercise.note("平時の上の記録について", about=2)
    exercise.note("左の道の、動いた後について", about=4)
    exercise.note("左の道の、動いた時について", about=3)
    notes = notes_here(exercise.history, exercise.state)
    assert [note.text for note in notes] == ["一", "平時の上の記録について"]
