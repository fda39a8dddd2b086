"""A key that does nothing now says why, and is not offered."""

from pathlib import Path

import pytest

from simulator.settings.settings import Settings
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.commands import keycap
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.key_table import KEYS
from tests.tui.conftest import foot_message, grid, screen_text, settle
from tests.tui.playing import SOURCE, TO_DECISION, Console, OpenPlay

PAST = "前の時点を見ています。→ でいまに戻るか、u でここまで戻してから進めてください。"
AS_FACILITATOR = "進行役の画面ですることです。画面は V で選べます。"


def offered_ids(console: Console) -> set[str]:
    return {command.id for command, _ in offered_commands(console.pilot.app.screen)}


@pytest.mark.parametrize(
    ("shown", "keys", "words"),
    [
        (TO_DECISION, "space", "判断を先に選んでください（1–2）。"),
        (TO_DECISION, "3", "選択肢は 1–2 です。"),
        (TO_DECISION, "v v v space", "日本政府の判断を待っています。"),
        (TO_DECISION, "v v v 1", "この判断をするのは日本政府です。"),
        (1, "1", "いまは判断を待っていません。"),
        (1, "v i", AS_FACILITATOR),
        (1, "v h", AS_FACILITATOR),
        (1, "v H", AS_FACILITATOR),
        (1, "e", "教室に伏せているものはありません。"),
        (1, "H", "控えている状況付与はありません。"),
        (3, "h", "控えられるのは状況付与だけです。"),
        (TO_DECISION, "left space", PAST),
        (TO_DECISION, "2 left 1", PAST),
        (1, "left p", PAST),
        (1, "left r", PAST),
        (1, "right", "いまの時点です。"),
        (1, "left left", "始まりの時点です。"),
        (0, "u", "取り消すものはありません。"),
        (1, "r", "やり直すものはありません。"),
    ],
)
async def test_a_key_of_a_play_that_does_nothing_says_why(
    playing: OpenPlay, shown: int, keys: str, words: str
) -> None:
    *keys_before, key = keys.split()
    async with playing(*keys_before, shown=shown, width=120, height=36) as console:
        kinds_before = console.kinds
        await console.press(key)
        assert words in foot_message(console.pilot.app)
        assert console.kinds == kinds_before


async def test_at_the_end_there_is_nothing_to_wait_for(playing: OpenPlay) -> None:
    async with playing("1", "space", "space", "space", "space", shown=TO_DECISION) as console:
        assert console.play.ended
        assert "シナリオは終わっています" in foot_message(console.pilot.app)


async def test_what_only_the_present_allows_is_not_offered_at_an_earlier_moment(playing: OpenPlay) -> None:
    async with playing("left", shown=TO_DECISION) as console:
        assert not {"play.next", "play.option_1", "play.pace", "play.hold", "play.add"} & offered_ids(console)
        assert "walk.note" in offered_ids(console)


async def test_the_digits_offered_are_those_of_the_options(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION) as console:
        assert " 1-2 選ぶ " in grid(console.pilot.app)[-1]
    more = "      - {id: more, text: 案三。, feedback: 講評。, cites: [IV.A.p1]}\n"
    source = SOURCE.replace("  - inject: third\n", f"{more}  - inject: third\n")
    async with playing(source=source, shown=TO_DECISION) as console:
        assert " 1-3 選ぶ " in grid(console.pilot.app)[-1]


async def test_what_enter_does_stands_in_the_foot(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        assert "Enter 決める" in grid(console.pilot.app)[-1]
        await console.press("k")
        assert "Enter 開く" in grid(console.pilot.app)[-1]


async def test_the_present_branch_is_not_compared_with_itself(playing: OpenPlay) -> None:
    async with playing("b", "w", shown=1) as console:
        assert "いまの分岐とは比べられません" in foot_message(console.pilot.app)
    async with playing("v", "b", "w", shown=1) as console:
        assert "進行役の画面" in foot_message(console.pilot.app)


async def test_while_a_decision_waits_the_running_clock_says_so(playing: OpenPlay) -> None:
    for width in (80, 120, 200):
        async with playing("p", shown=TO_DECISION, width=width, height=36) as console:
            assert "判断待ち" in grid(console.pilot.app)[0]
            assert "▶" not in grid(console.pilot.app)[0]
            await console.press("1")
            assert "▶" in grid(console.pilot.app)[0]


async def test_a_key_of_the_walk_that_does_nothing_says_why(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for key, words in (
            ("u", "取り消すものはありません"),
            ("left", "始まりの時点"),
            ("right", "いまの時点"),
        ):
            await pilot.press(key)
            assert words in foot_message(app)
        await pilot.press("2", "left", "3")
        assert foot_message(app) == PAST
        assert "1-6 段階" not in screen_text(app)


async def test_a_remapped_key_answers_in_its_place(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.toml", keys={"walk.undo": "f8"})
    settings.path.write_text('[keys]\n"walk.undo" = "f8"\n', encoding="utf-8")
    app = ShishinApp(start="walk", journal=tmp_path / "j", settings=settings)
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("f8")
        assert "取り消すものはありません" in foot_message(app)


@pytest.mark.parametrize(
    ("pressed", "words"),
    [
        ("left space", "F5 でいまに戻るか、F6 でここまで戻して"),
        ("h", "F7 で一覧から示せます"),
    ],
)
async def test_what_is_said_names_the_keys_as_they_were_remapped(
    playing: OpenPlay, pressed: str, words: str
) -> None:
    async with playing("space") as console:
        app = console.pilot.app
        assert isinstance(app, ShishinApp)
        app.keys = {"walk.later": "f5", "walk.undo": "f6", "play.held": "f7"}
        await console.press(*pressed.split())
        assert words in foot_message(app)


async def test_a_key_that_is_kept_free_for_later_is_not_said_to_mean_anything() -> None:
    kept_free = [key for key, meaning in KEYS.items() if not meaning.commands]
    assert kept_free
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        for key in kept_free:
            await pilot.press(key)
            assert foot_message(app).splitlines()[-1].startswith(f"{keycap(key)} は、ここでは使いません。")
