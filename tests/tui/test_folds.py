"""Parts of a sheet that were folded stay folded, on the next sheet and at the next start."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.settings import settings_file
from simulator.settings.read import read_settings
from simulator.settings.settings import FOLDED
from simulator.tui.app.folds import AppFolds
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.target import Target
from tests.tui.conftest import foot_message, settle


def walk(folder: Path) -> ShishinApp:
    return ShishinApp(start="walk", journal=folder / "j")


async def enter_juyo(pilot: Pilot[None]) -> None:
    await settle(pilot)
    await pilot.press("2")
    await settle(pilot)


async def fold(pilot: Pilot[None], part: str) -> None:
    """Fold or unfold a part by its heading."""
    pilot.app.screen.query_one("#sheet", BlockView).choose(Target("fold", part))
    await pilot.press("space")
    await settle(pilot)


def is_open(pilot: Pilot[None], part: str) -> bool:
    rows = pilot.app.screen.query_one("#sheet", BlockView).blocks
    return "▾" in next(row.text for row in rows if row.target == Target("fold", part))


async def test_what_was_folded_yesterday_is_folded_today(tmp_path: Path) -> None:
    async with walk(tmp_path).run_test(size=(120, 36)) as pilot:
        await enter_juyo(pilot)
        assert is_open(pilot, "comes")
        assert not is_open(pilot, "grounds")
        await fold(pilot, "comes")
        await fold(pilot, "grounds")
    assert read_settings(settings_file()).folded == (FOLDED | {"comes"}) - {"grounds"}
    async with walk(tmp_path).run_test(size=(120, 36)) as pilot:
        await enter_juyo(pilot)
        assert not is_open(pilot, "comes")
        assert is_open(pilot, "grounds")


async def test_it_is_written_once_the_hands_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulator.tui.app.folds.QUIET", 0.01)
    async with walk(tmp_path).run_test(size=(120, 36)) as pilot:
        await enter_juyo(pilot)
        await fold(pilot, "comes")
        for _ in range(200):
            if settings_file().exists():
                break
            await pilot.pause(0.01)
        assert read_settings(settings_file()).folded == FOLDED | {"comes"}


async def test_without_a_change_no_settings_are_made(tmp_path: Path) -> None:
    async with walk(tmp_path).run_test(size=(120, 36)) as pilot:
        await enter_juyo(pilot)
        await fold(pilot, "comes")
        await fold(pilot, "comes")
    assert not settings_file().exists()


async def test_settings_that_cannot_be_read_keep_their_words_and_that_is_said_once(tmp_path: Path) -> None:
    settings_file().write_text("folded = [\n", "utf-8")
    async with walk(tmp_path).run_test(size=(120, 36)) as pilot:
        await enter_juyo(pilot)
        await fold(pilot, "comes")
        assert not is_open(pilot, "comes")
        folds = pilot.app.folds  # type: ignore[attr-defined]
        assert isinstance(folds, AppFolds)
        folds.keep()
        await settle(pilot)
        assert "残しません" in foot_message(pilot.app)
        await fold(pilot, "steps")
        folds.keep()
        await settle(pilot)
        assert "残しません" not in foot_message(pilot.app)
    assert settings_file().read_text("utf-8") == "folded = [\n"


async def test_a_name_that_is_no_part_is_told_and_the_others_are_used(tmp_path: Path) -> None:
    settings_file().write_text('folded = ["comes", "coms"]\n', "utf-8")
    async with walk(tmp_path).run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "「coms」は書けません" in foot_message(pilot.app)
        await enter_juyo(pilot)
        assert not is_open(pilot, "comes")
        assert is_open(pilot, "grounds")
        await fold(pilot, "grounds")
    assert 'folded = ["comes", "coms", "grounds"]' in settings_file().read_text("utf-8")
