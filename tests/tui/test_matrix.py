"""Function × phase: every key, at the sizes people have; what is copied and what is written."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.doctrine import Function, Phase
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.ask import AskScreen
from simulator.tui.asking.matrix import MatrixScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.reader.clause_panel import ClausePanel
from tests.commands import Ran
from tests.tui.conftest import foot_message, grid, screen_text, settle

LOGISTICS = ("j",) * 5


def screen_of(pilot: Pilot[None]) -> MatrixScreen:
    screen = pilot.app.screen
    assert isinstance(screen, MatrixScreen)
    return screen


def text(pilot: Pilot[None], pane: str) -> str:
    return "\n".join(block.text for block in pilot.app.screen.query_one(f"#{pane}", BlockView).blocks)


def title_of_wording(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#wording-pane").border_title)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_all_functions_in_all_phases_and_chapters_show_at_once(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await settle(pilot)
        screen = screen_of(pilot)
        text_of_screen = screen_text(app)
    for row in screen.rows:
        assert row.function.label[:6] in text_of_screen
    for words in ("平時", "予測", "発生", "存立", "災害", " V ", " VI ", "明6解1", "明=", "解="):
        assert words in text_of_screen


async def test_letters_and_arrows_move_and_the_page_follows() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", *LOGISTICS, "right")
        grid = screen_of(pilot).grid
        assert (grid.row, grid.column) == (5, 2)
        assert "IV.B.6 ¶1 s1" in text(pilot, "cell").replace("\u00a0", " ")
        await pilot.press("left", "k", "right", "down")
        assert (grid.row, grid.column) == (5, 2)
        await pilot.press("left", "up")
        assert (grid.row, grid.column) == (4, 1)
        await pilot.press("home", *("left",) * 3)
        assert (grid.row, grid.column) == (0, 0)
        await pilot.press("end", *("right",) * 12)
        assert (grid.row, grid.column) == (21, 9)
        await pilot.press("pageup")
        assert grid.row == 0
        await pilot.press("pagedown")
        assert grid.row == 21


async def test_moving_along_a_row_shows_how_the_wording_changes_with_signs_for_those_without_colour() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", *LOGISTICS, *("right",) * 3)
        assert "［－米軍の］［＋これらの］部隊展開を" in text(pilot, "wording")
        assert "文言 武力攻撃予測 → 武力攻撃発生" in title_of_wording(pilot)
        await pilot.press(*("left",) * 3)
        assert "文言 各段階" in title_of_wording(pilot)
        await pilot.press("left")
        assert "比べるものがない" in text(pilot, "wording")


async def test_a_cell_without_words_of_its_own_says_so() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "right", "right")
        assert "この欄の節に、この機能の定めなし" in text(pilot, "cell")
        assert "ほかの欄から及ぶだけの措置  7" in text(pilot, "cell")
        assert "この欄に固有の語はない" in text(pilot, "wording")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_enter_goes_to_the_cell_and_on_to_the_clause(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", *LOGISTICS, "right", "enter")
        assert app.focused is app.screen.query_one("#cell")
        await pilot.press("enter")
        assert isinstance(app.screen, ClausePanel)
        assert app.screen.place == "IV.B.6.p1.s1"
        await pilot.press("escape", "tab")
        assert app.focused is app.screen.query_one("#wording")
        assert "［＋日米両政府］" in text(pilot, "wording")
        await pilot.press("shift+tab", "shift+tab")
        assert app.focused is app.screen.query_one("#grid")
        await pilot.press("escape")
        assert len(app.screen_stack) == 1


async def test_a_click_chooses_a_cell_and_a_second_one_opens_it() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m")
        await pilot.click("#grid", offset=(34, 3))
        grid = screen_of(pilot).grid
        assert (grid.row, grid.column) == (1, 2)
        await pilot.click("#grid", offset=(34, 3))
        assert app.focused is app.screen.query_one("#cell")


async def test_c_copies_the_cell_with_its_citations() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *LOGISTICS, "right", "c")
        assert app.clipboard.startswith("後方支援 — 重要影響事態\n")
        assert "（指針 IV.B.6 ¶1 s1）" in app.clipboard


async def test_it_writes_what_the_command_line_prints_and_never_over_a_file(
    shishin: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("m", "E", "E")
        await settle(pilot)
        assert "書きました" in foot_message(app)
    file, second_file = tmp_path / "shishin-matrix.csv", tmp_path / "shishin-matrix-2.csv"
    assert file.read_bytes() == second_file.read_bytes()
    printed = list(csv.reader(io.StringIO(shishin("matrix", "--csv").out)))
    assert list(csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig")))) == printed


async def test_from_the_walk_the_present_phases_are_marked_and_chosen() -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo", "saigai"}))
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("m")
        assert screen_of(pilot).grid.column == 2
        await settle(pilot)
        assert "●重要" in screen_text(app)
        await pilot.press("escape")
        assert len(app.screen_stack) == 2


async def test_a_resize_keeps_the_cell_and_shows_it() -> None:
    app = ShishinApp()
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("m", "end", *("right",) * 8)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        grid = screen_of(pilot).grid
        assert (grid.row, grid.column) == (21, 9)
        assert " VII" in screen_text(app)
        assert app.focused is grid


async def test_a_table_that_grows_shows_the_columns_that_had_no_room() -> None:
    app = ShishinApp()
    async with app.run_test(size=(61, 30)) as pilot:
        await pilot.press("m", *("right",) * 9)
        await settle(pilot)
        heading = next(line for line in grid(app) if " VII" in line)
        assert "平時" not in heading
        await pilot.resize_terminal(200, 30)
        await settle(pilot)
        heading = next(line for line in grid(app) if " VII" in line)
        assert "平時" in heading


@pytest.mark.parametrize("width", [40, 61, 80, 99, 100, 133, 160, 250])
async def test_no_line_is_too_long_or_cut_within_a_character(width: int) -> None:
    app = ShishinApp()
    async with app.run_test(size=(width, 30)) as pilot:
        await pilot.press("m", *LOGISTICS, "right")
        await settle(pilot)
        assert "▸" in screen_text(app)


async def test_its_keys_are_offered() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        offered = {command.id for command, _ in offered_commands(app.screen)}
    assert {"matrix.left", "matrix.right", "matrix.copy", "matrix.csv", "screen.back"} <= offered


async def test_from_a_cell_the_text_is_asked_about_its_function_in_its_phase() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *LOGISTICS, "right", "t")
        screen = app.screen
        assert isinstance(screen, AskScreen)
        assert screen.question.function is Function.LOGISTICS
        assert screen.question.at.phases == {Phase.JUYO}
        assert app.focused is screen.query_one("#answer")


async def test_enter_on_a_cell_of_one_measure_opens_its_sentence() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *("j",) * 3, "enter")
        assert isinstance(app.screen, ClausePanel)
        assert app.screen.place.startswith("IV.A.4")


async def test_enter_on_an_empty_cell_says_that_the_text_is_silent_there() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "left", "enter")
        assert "本文の定めはありません" in foot_message(app)


async def test_in_the_page_of_a_cell_one_moves_on_to_the_next_phase() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", *LOGISTICS, "right", "tab", "right")
        assert app.focused is app.screen.query_one("#cell")
        assert screen_of(pilot).grid.column == 3
        assert "IV.C.1 ¶2" in text(pilot, "cell").replace("\u00a0", " ")
