"""Undoing and redoing say what they did, without telling a seat what it may not know."""

from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from tests.tui.conftest import foot_message, settle
from tests.tui.playing import SOURCE, TO_DECISION, OpenPlay

NOTE = ("n", "z", "ctrl+s")


@pytest.mark.parametrize(
    ("keys", "undone", "redone"),
    [
        (("2",), "「重要影響事態へ」を取り消しました。", "「重要影響事態へ」をやり直しました。"),
        (NOTE, "メモを取り消しました。", "メモをやり直しました。"),
        (
            ("2", "j", "j", "space"),
            "手順の印を取り消しました。",
            "手順の印をやり直しました。",
        ),
    ],
)
async def test_the_walk_says_what_was_undone(
    tmp_path: Path, keys: tuple[str, ...], undone: str, redone: str
) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*keys, "u")
        assert foot_message(app) == undone
        await pilot.press("r")
        assert foot_message(app) == redone


@pytest.mark.parametrize(
    ("shown", "keys", "undone", "redone"),
    [
        (2, (), "「状況付与 防衛省」の前に戻しました。", "「状況付与 防衛省」まで進めました。"),
        (
            TO_DECISION,
            ("2",),
            "判断「重要な影響があると見る。」を取り消しました。",
            "判断「重要な影響があると見る。」をやり直しました。",
        ),
        (1, NOTE, "メモを取り消しました。", "メモをやり直しました。"),
        (
            1,
            ("h",),
            "「状況付与 防衛省」を控えたことを取り消しました。",
            "「状況付与 防衛省」を控えたことをやり直しました。",
        ),
        (
            1,
            ("i", "m", "tab", "space", "tab", "z", "ctrl+s"),
            "「状況付与 m」の前に戻しました。",
            "「状況付与 m」まで進めました。",
        ),
    ],
)
async def test_the_facilitator_is_told_what_was_undone(
    playing: OpenPlay, shown: int, keys: tuple[str, ...], undone: str, redone: str
) -> None:
    async with playing(*keys, "u", shown=shown) as console:
        assert foot_message(console.pilot.app) == undone
        await console.press("r")
        assert foot_message(console.pilot.app) == redone


@pytest.mark.parametrize(("shown", "keys"), [(2, ("v", "v")), (1, (*NOTE, "v")), (1, ("h", "v"))])
async def test_a_seat_is_not_told_of_what_did_not_reach_it(
    playing: OpenPlay, shown: int, keys: tuple[str, ...]
) -> None:
    async with playing(*keys, "u", shown=shown) as console:
        assert foot_message(console.pilot.app) == "一つ戻しました。"
        await console.press("r")
        assert foot_message(console.pilot.app) == "一つやり直しました。"


async def test_another_seat_is_not_told_which_option_was_taken_back(playing: OpenPlay) -> None:
    async with playing("2", "v", "v", "v", "u", shown=TO_DECISION) as console:
        assert foot_message(console.pilot.app) == "「判断 日本政府」を取り消しました。"


async def test_going_back_to_a_moment_says_which(playing: OpenPlay) -> None:
    async with playing("left", "left", "left", "u", shown=4) as console:
        assert foot_message(console.pilot.app) == "T+00:00 まで戻しました。"


async def test_an_option_of_many_words_is_told_by_its_first_ones(playing: OpenPlay) -> None:
    long = SOURCE.replace("平時のままとする。", "平時のままとする" * 20)
    async with playing("1", "u", source=long, shown=TO_DECISION) as console:
        assert "…」を取り消しました。" in foot_message(console.pilot.app)
