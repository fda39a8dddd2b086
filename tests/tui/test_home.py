"""Home: what it says, that each key offered does something, and that it loads nothing heavy."""

import json
import subprocess
import sys

import pytest
from textual.widgets import Input

from simulator.tui.app.help import HelpScreen
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.home.screen import HomeScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.reader.screen import ReaderScreen
from tests.tui.conftest import grid, screen_text, settle

SIZES = [(80, 24), (120, 36), (200, 60)]


@pytest.mark.parametrize("size", SIZES)
async def test_home_names_the_text_its_date_and_what_it_is_not(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = screen_text(app)
    assert "日米防衛協力のための指針（2015年4月27日）" in text
    assert "教育用・架空の想定。武力の行使を勧めるものではなく、法的権限を持たない。" in text
    for words in ("段階を歩く", "条文を読む", "手引き", "終了"):
        assert words in text


@pytest.mark.parametrize("size", SIZES)
async def test_the_phase_map_is_shown_whole(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = screen_text(app).replace("\xa0", " ")
    for words in (
        "平時 IV.A ━",
        "重要影響事態 IV.B ━",
        "武力攻撃予測 IV.C.1 ━",
        "武力攻撃発生 IV.C.2",
        "存立危機 IV.D",
        "大規模災害 IV.E",
    ):
        assert words in text


async def test_moving_in_the_menu_explains_the_chosen_line() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j", "j")
        await pilot.pause()
        assert "見てきた条項を行き来する" in screen_text(app)
        await pilot.press("k", "k", "k")
        await pilot.pause()
        assert "どの順にでも進み" in screen_text(app)


@pytest.mark.parametrize("keys", [["d"], ["j", "j", "j", "enter"]])
async def test_d_or_enter_on_the_line_opens_the_reader(keys: list[str]) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*keys)
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)


async def test_a_click_on_a_line_opens_it() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        y = next(y for y, line in enumerate(grid(app)) if "条文を読む" in line)
        await pilot.click(offset=(12, y))
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_opens_explains_and_closes(key: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert isinstance(app.screen, HelpScreen)
        assert "いまの枠のキー" in screen_text(app)
        await pilot.press("end")
        await pilot.pause()
        assert "曖昧な幅" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpScreen)


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_there_is_more_than_one_way_out(key: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
    assert app.return_code == 0
    assert not app.is_running


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
async def test_the_key_bar_keeps_help_and_quit_at_any_width(width: int) -> None:
    app = ShishinApp()
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        bar = grid(app)[-1]
    assert "? 手引き" in bar
    assert "q 終了" in bar


async def test_every_command_offered_has_a_label_a_help_line_and_an_id() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)):
        offered = [command for command, _ in offered_commands(app.screen)]
    assert {"home.walk", "home.scenarios", "home.records", "home.read", "app.help", "app.quit"} <= {
        command.id for command in offered
    }
    assert all(command.label and command.help for command in offered)


async def test_one_key_goes_from_dark_to_light_and_back() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f2")
        assert app.theme == "shishin-light"
        await pilot.press("f2")
        assert app.theme == "shishin-dark"


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "ansi-dark"])
async def test_the_toolkits_own_themes_work_too(theme: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.theme = theme
        await pilot.pause()
        assert "段階を歩く" in screen_text(app)


async def test_a_resize_keeps_the_chosen_line() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("j", "j", "j")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert app.screen.query_one("#home-menu", BlockView).target == "home.read"
        assert app.focused is app.screen.query_one("#home-menu")


def test_the_first_frame_loads_no_models_no_machines_no_data_files() -> None:
    code = (
        "import asyncio, json, sys\n"
        "from simulator.tui.app.shishin import ShishinApp\n"
        "async def main():\n"
        "    async with ShishinApp().run_test(size=(80, 24)) as pilot:\n"
        "        await pilot.pause()\n"
        "        print(json.dumps(sorted(sys.modules)))\n"
        "asyncio.run(main())\n"
    )
    process = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(process.stdout.splitlines()[-1]))
    assert loaded.isdisjoint({"pydantic", "transitions", "uniseg", "simulator.doctrine", "simulator.machine"})


async def test_the_palette_finds_commands_and_clauses() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("colon")
        await settle(pilot)
        assert "段階を歩く" in screen_text(app)
        app.screen.query_one("CommandInput", Input).value = "IV.C.2.b.iii"
        await pilot.pause(0.3)
        await settle(pilot)
        assert "海域を防衛するための作戦" in screen_text(app)
        await pilot.press("enter")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)


@pytest.mark.parametrize(
    ("start", "keys", "words"),
    [
        ("walk", "", "直前の遷移の条件"),
        ("walk", "tab", "選んだ行が引く文"),
        ("reader", "", "条文の本文"),
        ("reader", "shift+tab", "目次"),
        ("scenarios", "", "一覧。行を選ぶと"),
    ],
)
async def test_the_question_mark_explains_the_pane_that_has_the_focus(
    start: str, keys: str, words: str
) -> None:
    app = ShishinApp(start=start, clause="III.C")  # type: ignore[arg-type]
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*keys.split(), "question_mark")
        await settle(pilot)
        assert any(words in line for line in grid(app)[:6])


@pytest.mark.parametrize("size", SIZES)
async def test_home_tells_how_far_the_last_exercise_has_gone(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.tui.home.screen.IDLE", 0.001)
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "中断したところから" in screen_text(app)
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("2", "escape")
        await settle(pilot)
        assert "前回 段階を歩く T+00:00 まで" in screen_text(app)
        assert app.screen.query_one("#home-menu", BlockView).target == "home.walk"


@pytest.mark.parametrize("size", [(160, 44), (200, 60)])
async def test_a_roomy_home_stands_in_the_middle_and_shows_where_the_last_exercise_stands(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulator.tui.home.screen.IDLE", 0.001)
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        body, side = app.screen.query_one("#home-body").region, app.screen.query_one("#home-side").region
        assert body.x == size[0] - body.right
        assert side.width < 90
        assert "まだ記録がない" in screen_text(app)
        assert (
            screen_text(app).replace("\xa0", " ").count("武力攻撃予測 IV.C.1") == 1
        )  # the map is there once
        await pilot.press("1")
        await settle(pilot)
        await pilot.press("2", "escape")
        await settle(pilot)
        assert "● 重要影響事態 IV.B" in screen_text(app).replace("\xa0", " ")
        assert "まだ記録がない" not in screen_text(app)


async def test_what_is_found_while_home_is_being_closed_ends_nothing() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, HomeScreen)
        await screen.query("#home-menu").remove()
        screen._show_last("前回 演習 T+00:10 まで", ())
        await settle(pilot)
        assert app.is_running
