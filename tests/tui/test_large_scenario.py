"""A large scenario is checked beside the screens: keys are answered meanwhile, then the play begins."""

import threading
from pathlib import Path

import pytest

import simulator.journal as journal_package
from simulator.journal import opening
from simulator.tui.app.help import HelpScreen
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.play.screen import PlayScreen
from tests.tui.conftest import foot_message

SOUND = Path(__file__).parents[1] / "data" / "sound.yaml"


async def test_the_screens_go_on_while_a_large_file_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_began, check_may_end = threading.Event(), threading.Event()
    check = opening.checked

    def check_slowly(scenario: Path) -> opening.Checked:
        check_began.set()
        check_may_end.wait(60)
        return check(scenario)

    monkeypatch.setattr(journal_package, "checked", check_slowly)
    monkeypatch.setattr(opening, "QUICKLY_CHECKED", 0)
    app = ShishinApp(journal=tmp_path / "journal.sqlite3")
    async with app.run_test() as pilot:
        app.doors.open_play(SOUND)
        await pilot.pause()
        assert check_began.wait(60)
        await pilot.press("question_mark")
        assert isinstance(app.screen, HelpScreen), "a key is answered while the check goes on"
        await pilot.press("escape")
        check_may_end.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, PlayScreen)


async def test_a_large_file_named_at_the_start_is_said_to_be_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "QUICKLY_CHECKED", 0)
    check_may_end = threading.Event()
    check = opening.checked

    def check_slowly(scenario: Path) -> opening.Checked:
        check_may_end.wait(60)
        return check(scenario)

    monkeypatch.setattr(journal_package, "checked", check_slowly)
    app = ShishinApp(start="play", scenario=SOUND, journal=tmp_path / "journal.sqlite3")
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "シナリオを調べています" in foot_message(app)
        check_may_end.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, PlayScreen)


async def test_a_large_file_that_cannot_be_played_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "QUICKLY_CHECKED", 0)
    broken = SOUND.parent / "broken" / "SH004-indent.yaml"
    app = ShishinApp(journal=tmp_path / "journal.sqlite3")
    async with app.run_test() as pilot:
        home = app.screen
        app.doors.open_play(broken)
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen is home
        assert "SH004-indent.yaml" in foot_message(app)
