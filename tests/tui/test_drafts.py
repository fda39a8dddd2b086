"""A half-written note outlives the program, however that ends, and is gone once it is kept."""

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.journal import EXERCISES
from simulator.journal.sqlite import SqliteJournal
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.moment.drafts import NoteDraft
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.walk.screen import WalkScreen
from tests.tui.conftest import foot_message, screen_text, settle


def drafts_in(folder: Path) -> list[str]:
    """The drafts beside the journal."""
    return [file.read_text("utf-8") for file in folder.glob("*.draft.txt")]


async def write_note(pilot: Pilot[None], *keys: str) -> None:
    """Open the editor of notes and press these keys in it."""
    await settle(pilot)
    await pilot.press("n", *keys)


@pytest.mark.parametrize("end", ["ctrl+c", "ctrl+q", "escape q", "escape escape q"])
async def test_a_note_half_written_is_there_when_the_exercise_is_taken_up_again(
    end: str, tmp_path: Path
) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j.sqlite3")
    async with app.run_test(size=(80, 24)) as pilot:
        await write_note(pilot, "書", "き", "enter", "か", "け", *end.split())
        await pilot.pause()
        assert not app.is_running
    assert drafts_in(tmp_path) == ["書き\nかけ"]
    next_start = ShishinApp(start="resume", journal=tmp_path / "j.sqlite3")
    async with next_start.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "書きかけのメモがあります" in foot_message(next_start)
        await write_note(pilot)
        assert "書き" in screen_text(next_start)
        await pilot.press("ctrl+s")
        await settle(pilot)
        screen = next_start.screen
        assert isinstance(screen, WalkScreen)
        assert [note.text for note in screen.shown.state.notes] == ["書き\nかけ"]
    assert drafts_in(tmp_path) == []


async def test_a_note_goes_to_disk_while_one_writes_for_the_terminal_may_be_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NoteEditor, "PAUSE", 0.01)
    app = ShishinApp(start="walk", journal=tmp_path / "j.sqlite3")
    async with app.run_test(size=(80, 24)) as pilot:
        await write_note(pilot, "あ")
        await pilot.pause(0.1)
        assert drafts_in(tmp_path) == ["あ"]


async def test_a_draft_that_was_emptied_leaves_no_file(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j.sqlite3")
    async with app.run_test(size=(80, 24)) as pilot:
        await write_note(pilot, "あ", "escape", "n", "backspace", "escape")
        await settle(pilot)
        assert drafts_in(tmp_path) == []


def test_drafts_of_two_exercises_are_kept_apart_and_a_disk_that_refuses_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    folder.mkdir()
    journal = SqliteJournal(folder / "j.sqlite3", EXERCISES)
    NoteDraft(journal.sidecar, "one").write("一")
    NoteDraft(journal.sidecar, "two").write("二")
    assert NoteDraft(journal.sidecar, "one").text == "一"
    journal.close()
    shutil.rmtree(folder)
    refused = NoteDraft(journal.sidecar, "one")
    refused.write("三")
    assert refused.text == "三"
    assert not refused.is_kept
    assert "書きかけのメモを残せません" in refused.fault
