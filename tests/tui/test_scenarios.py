"""The list of scenarios: what each is for, how it begins, and files that do not load."""

from pathlib import Path

import pytest

from simulator.scenario import scenario_files
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.home import screen as home
from simulator.tui.kit.blocks import BlockView
from simulator.tui.lists.scenarios import ScenariosScreen
from simulator.tui.play.screen import PlayScreen
from simulator.tui.reader.clause_panel import ClausePanel
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import SOURCE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One scenario that loads, one that does not, one that is no YAML, one that cannot begin."""
    (tmp_path / "a.yaml").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        SOURCE.replace("difficulty: basic", "difficulty: hard"), encoding="utf-8"
    )
    (tmp_path / "c.yaml").write_text("[/] {", encoding="utf-8")
    begins_in_two_phases = SOURCE.replace("seats:", "start: [heiji, juyo]\nseats:")
    (tmp_path / "d.yaml").write_text(begins_in_two_phases, encoding="utf-8")
    return tmp_path


async def test_the_library_is_listed_with_its_facts() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ScenariosScreen)
        assert len(screen.body.order) == len(scenario_files())
        assert not [entry for entry in screen.body.entries.values() if entry.error]
        text = screen_text(app)
        for words in ("離島周辺の緊張", "判断 8", "90分", "学習目標", "始まり 平時", "重要影響事態へ"):
            assert words in text


def test_home_counts_the_files_of_the_library() -> None:
    assert home._scenario_count() == len(scenario_files())


async def test_enter_begins_the_chosen_scenario(folder: Path, tmp_path: Path) -> None:
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(ScenariosScreen(folder))
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)
        assert app.screen.play.scenario.title == "短い演習"
        await pilot.press("escape")
        assert isinstance(app.screen, ScenariosScreen)


async def test_what_does_not_load_says_its_first_error_and_is_not_opened(folder: Path) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await app.push_screen(ScenariosScreen(folder))
        await settle(pilot)
        assert "b.yaml:6:13" in screen_text(app)
        for _ in range(3):
            await pilot.press("j", "enter")
            await settle(pilot)
            assert isinstance(app.screen, ScenariosScreen)
            assert "開けません" in screen_text(app)


async def test_a_clause_of_the_chosen_scenario_is_opened_from_its_page(folder: Path) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ScenariosScreen(folder))
        await settle(pilot)
        await pilot.press("tab")
        targets = app.screen.query_one("#page", BlockView).targets
        assert len(targets) == 4
        await pilot.press("enter")
        assert isinstance(app.screen, ClausePanel)


async def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(ScenariosScreen(tmp_path / "none"))
        await settle(pilot)
        assert "シナリオはまだありません" in screen_text(app)


async def test_a_scenario_named_on_the_command_line_is_begun(folder: Path, tmp_path: Path) -> None:
    app = ShishinApp(start="play", scenario=folder / "a.yaml", journal=tmp_path / "j")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)


@pytest.mark.parametrize("name", ["b.yaml", "c.yaml", "d.yaml", "absent.yaml"])
async def test_a_scenario_that_cannot_be_begun_is_told_at_home(folder: Path, name: str) -> None:
    app = ShishinApp(start="play", scenario=folder / name)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert len(app.screen_stack) == 1
        assert name in foot_message(app)


async def test_where_nothing_can_be_recorded_it_says_so_and_plays_on(folder: Path, tmp_path: Path) -> None:
    app = ShishinApp(start="play", scenario=folder / "a.yaml", journal=tmp_path)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("space")
        screen = app.screen
        assert isinstance(screen, PlayScreen)
        assert "記録できません" in screen.recording.fault
        assert "記録 ×" in screen_text(app)
        assert len(screen.shown.state.shown) == 1
