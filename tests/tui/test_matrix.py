"""Function × phase: every key, at the sizes people have; what is copied and what is written."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.matrix import MatrixScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.reader.clause_panel import ClausePanel
from tests.commands import Ran
from tests.tui.conftest import page, said, settle

LOGISTICS = ("j",) * 5


def screen_of(pilot: Pilot[None]) -> MatrixScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


def text(pilot: Pilot[None], pane: str) -> str:
    return "\n".join(block.text for block in pilot.app.screen.query_one(f"#{pane}", BlockView).blocks)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_the_table_opens_from_home_and_shows_who_how_and_where(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await settle(pilot)
        screen_of(pilot)
        shown = page(app)
    for words in ("情報収集・警", "平時", "日米両政府", "行う", "IV.A.1", "6件 及1"):
        assert words in shown


async def test_letters_and_arrows_move_and_the_page_follows() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", *LOGISTICS, "l")
        grid = screen_of(pilot).grid
        assert (grid.row, grid.column) == (5, 2)
        assert "IV.B.6 ¶1 s1" in text(pilot, "cell").replace("\u00a0", " ")
        await pilot.press("h", "k", "right", "down")
        assert (grid.row, grid.column) == (5, 2)
        await pilot.press("left", "up")
        assert (grid.row, grid.column) == (4, 1)
        await pilot.press("g", "h", "h", "h")
        assert (grid.row, grid.column) == (0, 0)
        await pilot.press("G", *("l",) * 12)
        assert (grid.row, grid.column) == (21, 9)
        await pilot.press("pageup")
        assert grid.row == 18
        await pilot.press("pagedown")
        assert grid.row == 21


async def test_moving_along_a_row_shows_how_the_wording_changes_with_signs_for_those_without_colour() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", *LOGISTICS, "l", "l", "l")
        assert "［－米軍の］［＋これらの］部隊展開を" in text(pilot, "wording")
        await settle(pilot)
        assert "文言 武力攻撃予測 → 武力攻撃発生" in page(app)
        await pilot.press("h", "h", "h")
        assert "文言 各段階" in page(app)
        await pilot.press("h")
        assert "比べるものがない" in text(pilot, "wording")


async def test_a_cell_without_words_of_its_own_says_so() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "l")
        assert "この欄の節に、この機能の定めなし" in text(pilot, "cell")
        assert "ほかの欄から及ぶだけの措置  7" in text(pilot, "cell")
        assert "この欄に固有の語はない" in text(pilot, "wording")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_enter_goes_to_the_cell_and_on_to_the_clause(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", *LOGISTICS, "l", "enter")
        assert app.focused is app.screen.query_one("#cell")
        await pilot.press("enter")
        assert isinstance(app.screen, ClausePanel)
        assert app.screen.place == "IV.B.6.p1.s1"
        await pilot.press("escape", "tab")
        assert app.focused is app.screen.query_one("#wording")
        await settle(pilot)
        assert "［＋日米両政府］" in page(app)
        await pilot.press("shift+tab", "shift+tab")
        assert app.focused is app.screen.query_one("#grid")
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_a_click_chooses_a_cell_and_a_second_one_opens_it() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m")
        await pilot.click("#grid", offset=(60, 10))
        grid = screen_of(pilot).grid
        assert (grid.row, grid.column) == (1, 2)
        await pilot.click("#grid", offset=(60, 10))
        assert app.focused is app.screen.query_one("#cell")


async def test_c_copies_the_cell_with_its_citations() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *LOGISTICS, "l", "c")
        assert app.clipboard.startswith("後方支援 — 重要影響事態\n")
        assert "（指針 IV.B.6 ¶1 s1）" in app.clipboard


async def test_e_writes_what_the_command_line_prints_and_never_over_a_file(
    shishin: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "e", "e")
        await settle(pilot)
        assert "書きました" in said(app)
    first, second = tmp_path / "shishin-matrix.csv", tmp_path / "shishin-matrix-2.csv"
    assert first.read_bytes() == second.read_bytes()
    printed = list(csv.reader(io.StringIO(shishin("matrix", "--csv").out)))
    assert list(csv.reader(io.StringIO(first.read_text(encoding="utf-8-sig")))) == printed


async def test_from_the_walk_the_present_phases_are_marked_and_chosen() -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo", "saigai"}))
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("m")
        assert screen_of(pilot).grid.column == 2
        await settle(pilot)
        assert "● 重要影響事態" in page(app)
        await pilot.press("escape")
        assert len(app.screen_stack) == 2


async def test_a_resize_keeps_the_cell_and_shows_it() -> None:
    app = ShishinApp()
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("m", "G", *("l",) * 8)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        grid = screen_of(pilot).grid
        assert (grid.row, grid.column) == (21, 9)
        assert "基盤（VII・" in page(app)
        assert app.focused is grid


@pytest.mark.parametrize("width", [40, 61, 80, 99, 100, 133, 160, 250])
async def test_no_line_is_too_long_or_cut_within_a_character(width: int) -> None:
    app = ShishinApp()
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press("m", *LOGISTICS, "l")
        await settle(pilot)
        assert "▸" in page(app)


async def test_its_keys_are_offered() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        offered = {command.id for command, _ in offered_commands(app.screen)}
    assert {"matrix.left", "matrix.right", "matrix.copy", "matrix.csv", "screen.back"} <= offered
