"""Two ways out of every screen, window and field; and in a browser, where Ctrl+C copies, one of them less."""

from pathlib import Path

import pytest
from textual.command import CommandPalette
from textual.widgets import Input

from simulator.document import citation, load_guidelines
from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.key_bar import KeyBar
from tests.tui.conftest import foot_message, grid, screen_text, settle
from tests.tui.playing import OpenPlay
from tests.tui.stages import STAGES, stage
from tests.tui.test_keymap import write_key_settings


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `textual serve` runs us."""
    monkeypatch.setattr(ShishinApp, "is_web", True)


@pytest.mark.parametrize("name", STAGES)
async def test_two_keys_end_the_program_wherever_one_is_and_in_a_browser_one(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    ends: list[str] = []
    async with stage(name, machine, tmp_path, (80, 24)) as pilot:
        app, screen = pilot.app, pilot.app.screen
        foot = grid(app)[-1]
        if screen.query(KeyBar):
            assert "q 終了" in foot or "^c 終了" in foot, "the foot says how to quit"
        for key in ("ctrl+c", "ctrl+q"):
            with pytest.MonkeyPatch.context() as watched_exit:  # so that the program stays for the next key
                watched_exit.setattr(ShishinApp, "exit", lambda *_, key=key: ends.append(key))
                await pilot.press(key)
                await pilot.pause()
            assert ends[-1:] == [key], f"{key} ends it"
            assert app.screen is screen, f"{key} asks nothing and opens nothing"
        with pytest.MonkeyPatch.context() as browser:
            browser.setattr(ShishinApp, "is_web", True)
            await pilot.press("ctrl+c")
            await pilot.pause()
            assert app.is_running, "in a browser Ctrl+C does not quit"
            assert app.screen is screen
            await pilot.press("ctrl+q")
            await pilot.pause()
            assert not app.is_running, "in a browser Ctrl+Q does"


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
@pytest.mark.parametrize("keys", ["colon", "colon a", "f4 f1", "question_mark"])
async def test_the_keys_end_the_program_from_the_palette_and_from_help_too(key: str, keys: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys.split())
        await settle(pilot)
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running


async def test_words_marked_in_a_field_are_copied_instead() -> None:
    app = ShishinApp(start="reader")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash", "機", "雷", "shift+home", "ctrl+c")
        await settle(pilot)
        assert app.is_running
        assert app.clipboard == "機雷"
        assert "写しました" in foot_message(app)


async def test_both_ways_can_be_set_otherwise() -> None:
    write_key_settings('"app.interrupt" = "f3"', '"app.quit_anywhere" = "f5"')
    for key, ends in (("ctrl+c", False), ("ctrl+q", False), ("f3", True), ("f5", True)):
        app = ShishinApp()
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.press("f4", key)
            await pilot.pause()
            assert app.is_running is not ends, key


@pytest.mark.usefixtures("browser")
async def test_in_a_browser_ctrl_c_copies_what_c_copies_or_says_how_to_quit() -> None:
    app = ShishinApp(start="reader", clause="IV.D.p3.s1")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+c")
        assert app.clipboard == citation(load_guidelines(), "IV.D.p3.s1")
        await pilot.press("escape", "ctrl+c")
        await settle(pilot)
        assert "終えるには q" in foot_message(app)
        await pilot.press("end")
        await settle(pilot)
        assert "どの画面でも q で終わる" in screen_text(app)
        assert "q または Ctrl+C" not in screen_text(app)


async def test_the_palette_still_types_and_closes() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("colon", "q")
        await settle(pilot)
        assert isinstance(app.screen, CommandPalette)
        assert app.screen.query_one(Input).value == "q"
        await pilot.press("escape")
        await settle(pilot)
        assert not isinstance(app.screen, CommandPalette)


async def test_quitting_in_the_middle_of_a_play_leaves_its_record_whole(playing: OpenPlay) -> None:
    async with playing("n", "あ", shown=3) as console:
        await console.press("ctrl+c")
        await console.pilot.pause()
        assert len(console.journal.read(console.play.exercise.name)) == 4
