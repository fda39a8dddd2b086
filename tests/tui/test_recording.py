"""An unrecorded exercise says so, offers a new file, and is not lost without a question."""

import shutil
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.exercise import Exercise, JournalError, VirtualClock
from simulator.journal import open_journal
from simulator.journal.rescuing import rescue
from simulator.journal.sidecar import SqliteSidecar
from simulator.scenario import find_scenario
from simulator.tui.app.doors import Start
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.chooser import Chooser
from simulator.tui.moment.note_editor import NoteEditor
from simulator.tui.play.screen import PlayScreen
from simulator.tui.walk.screen import WalkScreen
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import TO_DECISION, OpenPlay

NOT_KEPT = "× 記録されていません"


def exercise_on(app: ShishinApp) -> PlayScreen | WalkScreen:
    (screen,) = (screen for screen in app.screen_stack if isinstance(screen, PlayScreen | WalkScreen))
    return screen


def replace_journal(path: Path, older: Path) -> None:
    """Put an older copy in the place of the journal, as somebody may while it is open."""
    for tail in ("-wal", "-shm", ""):
        path.with_name(path.name + tail).unlink()
    shutil.copy(older, path)


async def begin_walk(pilot: Pilot[None], path: Path, folder: Path) -> Path:
    """Walk one step; gives a copy of the journal from before it."""
    await settle(pilot)
    older = Path(shutil.copy(path, folder / "older"))
    await pilot.press("2")
    await settle(pilot)
    return older


def rescued_files(folder: Path) -> list[Path]:
    return [path for path in folder.glob("rescued-*.sqlite3") if "backup" not in path.name]


def drafts(folder: Path) -> list[str]:
    return [file.read_text("utf-8") for file in folder.glob("*.draft.txt")]


def record_counts_in_rescued_file(folder: Path) -> list[int]:
    """How many records each exercise in a rescued file has."""
    (path,) = rescued_files(folder)
    journal, notices = open_journal(path)
    assert notices == ()
    counts = [len(journal.read(exercise.id)) for exercise in journal.exercises()]
    journal.close()
    return counts


@pytest.mark.parametrize("size", [(120, 36), (40, 20)])
async def test_a_journal_replaced_while_it_is_open_is_noticed_and_a_new_file_offered_at_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "j.sqlite3"
    app = ShishinApp(start="walk", journal=path)
    async with app.run_test(size=size) as pilot:
        older = await begin_walk(pilot, path, tmp_path)
        replace_journal(path, older)
        exercise_on(app).keeping.look()
        exercise_on(app).moment.show_seconds()
        await settle(pilot)
        assert isinstance(app.screen, Chooser)
        await pilot.press("escape")
        await settle(pilot)
        assert NOT_KEPT in screen_text(app)
        await pilot.press("3")
        await settle(pilot)
        assert len(exercise_on(app).exercise.history.records) == 2
        assert isinstance(app.screen, Chooser)
        await pilot.press("enter")
        await settle(pilot)
        assert NOT_KEPT not in screen_text(app)
        assert "rescued-" in foot_message(app)
        await pilot.press("3")
        await settle(pilot)
        assert len(exercise_on(app).exercise.history.records) == 3
        await pilot.press("q")
        await settle(pilot)
        assert not app.is_running
    assert record_counts_in_rescued_file(tmp_path) == [3]


@pytest.mark.parametrize("start", ["walk", "play"])
async def test_a_key_offers_the_new_file_again_to_who_put_the_offer_off(tmp_path: Path, start: Start) -> None:
    path = tmp_path / "j.sqlite3"
    app = ShishinApp(start=start, journal=path, scenario=find_scenario("01-full-arc"))
    async with app.run_test(size=(100, 30)) as pilot:
        await settle(pilot)
        path.unlink()
        exercise_on(app).keeping.look()
        exercise_on(app).moment.show_seconds()
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert not rescued_files(tmp_path)
        await pilot.press("R", "enter")
        await settle(pilot)
        assert NOT_KEPT not in screen_text(app)
    assert len(rescued_files(tmp_path)) == 1


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q", "escape"])
@pytest.mark.parametrize(("answer", "rescues"), [("enter", True), ("down enter", False)])
async def test_leaving_asks_first(tmp_path: Path, key: str, answer: str, *, rescues: bool) -> None:
    path = tmp_path / "j.sqlite3"
    app = ShishinApp(start="walk", journal=path)
    async with app.run_test(size=(100, 30)) as pilot:
        await begin_walk(pilot, path, tmp_path)
        path.unlink()
        exercise_on(app).keeping.look()
        exercise_on(app).moment.show_seconds()
        await settle(pilot)
        await pilot.press("escape", key)
        await settle(pilot)
        assert app.is_running
        assert isinstance(app.screen, Chooser)
        assert "残さずに離れる" in screen_text(app)
        await pilot.press(*answer.split())
        await settle(pilot)
        if key == "escape":
            assert len(app.screen_stack) == 1
        else:
            assert not app.is_running
    assert len(rescued_files(tmp_path)) == int(rescues)


async def test_what_the_room_is_let_see_goes_with_an_exercise_that_is_taken_to_a_new_file(
    playing: OpenPlay, tmp_path: Path
) -> None:
    async with playing("v", "e", shown=TO_DECISION) as console:
        exercise = console.play.exercise
        assert exercise.stage.revealed
        assert exercise.seat
        journal, hold = rescue(exercise)
        rescued_exercise = Exercise.resume(exercise.name, exercise.machine, journal, VirtualClock())
        assert (rescued_exercise.stage, rescued_exercise.seat) == (exercise.stage, exercise.seat)
        hold.release()
        journal.close()


async def test_a_play_that_could_not_be_recorded_from_the_beginning_says_so_until_it_is(
    tmp_path: Path,
) -> None:
    app = ShishinApp(start="walk", journal=tmp_path)  # a folder
    async with app.run_test(size=(40, 20)) as pilot:
        await settle(pilot)
        await pilot.press("2")
        await settle(pilot)
        assert NOT_KEPT in screen_text(app)
        await pilot.press("R", "enter")
        await settle(pilot)
        assert NOT_KEPT not in screen_text(app)
        assert len(exercise_on(app).exercise.journal.read(exercise_on(app).exercise.name)) == 2


async def test_what_was_only_begun_is_left_without_a_question(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("q")
        await settle(pilot)
        assert not app.is_running


async def test_a_draft_that_the_disk_refuses_is_not_lost_without_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_sidecar: SqliteSidecar, _exercise: str, text: str) -> None:
        if text:
            raise JournalError("空き容量がありません")

    app = ShishinApp(start="walk", journal=tmp_path / "j.sqlite3")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        with monkeypatch.context() as disk:
            disk.setattr(SqliteSidecar, "keep_draft", full)
            await pilot.press("n", *"書きかけ", "escape")
            await settle(pilot)
            exercise_on(app).moment.show_moment()
            await settle(pilot)
            assert "書きかけのメモを残せていません" in screen_text(app)
            await pilot.press("q")
            await settle(pilot)
            assert app.is_running
            assert "空き容量がありません" in screen_text(app)
            assert "書きかけのメモ: 書きかけ" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
    assert drafts(tmp_path) == ["書きかけ"]


async def test_a_draft_is_asked_about_from_within_the_editor_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise JournalError("空き容量がありません")

    app = ShishinApp(start="walk", journal=tmp_path / "j.sqlite3")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        monkeypatch.setattr(SqliteSidecar, "keep_draft", full)
        await pilot.press("n", "あ", "ctrl+q")
        await settle(pilot)
        assert app.is_running
        assert isinstance(app.screen, Chooser)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, NoteEditor)


async def test_a_backup_is_made_after_a_quiet_moment_and_not_again(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite3"
    app = ShishinApp(start="walk", journal=path)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin_walk(pilot, path, tmp_path)
        screen = exercise_on(app)
        wishes = [screen.recording.wants_backup() for _ in range(30)]  # looked at each tenth of a second
        assert wishes.count(True) == 1
        screen.exercise.journal.back_up()
        assert (tmp_path / "j.backup-1.sqlite3").exists()


@pytest.mark.parametrize("digit", ["1", "2"])
async def test_a_digit_answers_nothing_where_no_row_has_a_number(tmp_path: Path, digit: str) -> None:
    path = tmp_path / "j.sqlite3"
    app = ShishinApp(start="walk", journal=path)
    async with app.run_test(size=(100, 30)) as pilot:
        await begin_walk(pilot, path, tmp_path)
        path.unlink()
        exercise_on(app).keeping.look()
        await settle(pilot)
        await pilot.press("escape", "escape", digit)
        await settle(pilot)
        assert "残さずに離れる" in screen_text(app)
