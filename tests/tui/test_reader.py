"""The reader: finding a clause, searching, going on from it and back, at every size."""

import re

import pytest
from textual.widgets import Input

from simulator.language import speak
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.home.screen import HomeScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.reader.clause_text import ClauseText
from simulator.tui.reader.screen import ReaderScreen
from simulator.typography import cells
from simulator.typography.linebreak import NOT_AT_END, NOT_AT_START
from tests.tui.conftest import grid, screen_text, settle


def reader(clause: str | None = None) -> ShishinApp:
    return ShishinApp(start="reader", clause=clause)


def clause_shown(app: ShishinApp) -> str:
    assert isinstance(app.screen, ReaderScreen)
    return app.screen.clause


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_it_opens_at_the_clause_asked_for(size: tuple[int, int]) -> None:
    app = reader("IV.C.2.b.iii")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "海域を防衛するための作戦" in screen_text(app)
        assert "沿岸防衛" in screen_text(app)


async def test_a_cited_sentence_is_marked_and_in_sight() -> None:
    app = reader("IV.D.p3.s1")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(ClauseText)
        marked = [
            block.text[mark.start : mark.end]
            for block in text.blocks
            for mark in block.marks
            if mark.look == "quote"
        ]
        assert marked == [ReaderScreen().document.sentence("IV.D.p3.s1").text]


async def test_who_cites_the_clause_is_counted_once_the_claims_are_loaded() -> None:
    app = reader("III.A")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert re.search(r"この条項を引くもの \d+件", screen_text(app))


async def test_words_typed_find_and_mark_at_once_and_n_walks_the_hits() -> None:
    app = reader()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        app.screen.query_one(Input).value = "後方支援"
        await settle(pilot)
        assert re.search(r"検索 1/\d+か所", screen_text(app))
        first_hit = clause_shown(app)
        await pilot.press("enter")
        await pilot.press(".")
        await settle(pilot)
        assert re.search(r"検索 2/\d+か所", screen_text(app))
        assert clause_shown(app) != first_hit
        await pilot.press(",")
        await settle(pilot)
        assert clause_shown(app) == first_hit
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)
        assert clause_shown(app) == first_hit
        assert "目次" in screen_text(app)


async def test_full_width_and_half_width_are_the_same() -> None:
    counts = []
    for words in ("第IV章", "第４章", "Ⅳ"):
        app = reader()
        async with app.run_test(size=(120, 36)) as pilot:
            await settle(pilot)
            await pilot.press("slash")
            app.screen.query_one(Input).value = words
            await settle(pilot)
            count = re.search(r"(\d+)か所", screen_text(app))
            assert count
            counts.append(count[1])
    assert len(set(counts)) == 1


@pytest.mark.parametrize(
    ("typed", "clause"), [("iv.c.2.b.iii", "IV.C.2.b.iii"), ("第IV章D", "IV.D"), ("ＶＩＩ", "VII")]
)
async def test_a_clause_id_in_any_spelling_goes_there(typed: str, clause: str) -> None:
    app = reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        app.screen.query_one(Input).value = typed
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert clause_shown(app) == clause
        assert app.focused is app.screen.query_one("#text")


async def test_words_that_do_not_occur_say_so() -> None:
    app = reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        app.screen.query_one(Input).value = "[/ゾウアザラシ[@click=app.quit]"
        await settle(pilot)
        assert "見つかりません" in screen_text(app)


async def test_back_and_forward_retrace_the_way() -> None:
    app = reader("IV.A")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert "[ 前へ" not in grid(app)[-1]
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert "「前へ」で戻っていないので、先の条項はありません。" in screen_text(app)
        await pilot.press("J", "J")
        await settle(pilot)
        assert clause_shown(app) == "IV.A.2"
        await pilot.press("left_square_bracket", "left_square_bracket")
        await settle(pilot)
        assert clause_shown(app) == "IV.A"
        await pilot.press("right_square_bracket")
        await settle(pilot)
        assert clause_shown(app) == "IV.A.1"


async def test_enter_on_a_reference_opens_what_it_points_to() -> None:
    app = reader("IV.C.2.b.v")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        text = app.screen.query_one(ClauseText)
        for _ in text.targets:
            await pilot.press(".")
            if text.target == "VI":
                break
        await pilot.press("enter")
        await settle(pilot)
        assert clause_shown(app) == "VI"


async def test_a_click_on_a_clause_below_opens_it() -> None:
    app = reader("IV")
    async with app.run_test(size=(200, 60)) as pilot:
        await settle(pilot)
        lines = grid(app)
        y = next(y for y, line in enumerate(lines) if "▸   IV.B" in line)
        x = cells(lines[y].partition("▸   IV.B")[0]) + 5
        await pilot.click(offset=(x, y))
        await settle(pilot)
        assert clause_shown(app) == "IV.B"


async def test_who_cites_this_leads_on() -> None:
    app = reader("III.A")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        citing = app.screen.query_one("#citing", BlockView)
        citing.focus()
        await pilot.press("end")
        await settle(pilot)
        target = citing.target
        entry = app.screen.citing.entry("III.A", target)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settle(pilot)
        assert clause_shown(app) == app.screen.document.unit(entry.target or entry.sentence).clause  # type: ignore[attr-defined]


async def test_narrow_one_pane_is_shown_and_tab_changes_it() -> None:
    app = reader("IV.A")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "[ 本文 IV.A ]" in grid(app)[0]
        await pilot.press("tab")
        await settle(pilot)
        assert "[ この条項を引くもの" in grid(app)[0]
        await pilot.press("tab")
        await settle(pilot)
        assert "[ 目次 ]" in grid(app)[0]
        assert "情報収集、警戒監視及び偵察" in screen_text(app)
        await pilot.press("shift+tab")
        await settle(pilot)
        assert "[ この条項を引くもの" in grid(app)[0]


async def test_a_resize_keeps_pane_clause_and_place() -> None:
    app = reader("IV.C.2.b.iii")
    async with app.run_test(size=(120, 20)) as pilot:
        await settle(pilot)
        await pilot.press("j", "j", "j", "j")
        await settle(pilot)
        text = app.screen.query_one(ClauseText)
        scroll_before = text.scroll_offset.y
        for width, height in ((80, 20), (60, 20), (200, 20), (120, 20)):
            await pilot.resize_terminal(width, height)
            await settle(pilot)
            assert app.focused is text
            assert clause_shown(app) == "IV.C.2.b.iii"
        assert abs(text.scroll_offset.y - scroll_before) <= 3


async def test_the_tree_is_walked_with_letters_and_shows_each_clause() -> None:
    app = reader("I")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("end")
        await settle(pilot)
        assert clause_shown(app) == "VIII"
        await pilot.press("home")
        await settle(pilot)
        assert clause_shown(app) == "title"
        await pilot.press("j", "j")
        await settle(pilot)
        assert clause_shown(app) == "II"
        await pilot.press("pagedown", "pageup", "home", "end")
        await settle(pilot)
        assert clause_shown(app) == "VIII"


async def test_escape_leads_home() -> None:
    app = reader()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_while_typing_the_bar_offers_no_letters() -> None:
    app = reader()
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash")
        await settle(pilot)
        bar = grid(app)[-1]
        assert " q " not in bar
        assert "^q 終了" in bar
        assert "F1 手引き" in bar


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_panel_marks_the_cited_words_and_goes_on_to_the_reader(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        app.doors.open_clause("IV.D.p1.s1", ("日本が武力攻撃を受けるに至っていないとき",))
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)
        text = app.screen.query_one(ClauseText)
        marked = [
            block.text[m.start : m.end] for block in text.blocks for m in block.marks if m.look == "quote"
        ]
        assert marked == ["日本が武力攻撃を受けるに至っていないとき"]
        await pilot.press("d")
        await settle(pilot)
        assert clause_shown(app) == "IV.D"
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


async def test_the_panel_closes_to_where_one_was() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.doors.open_clause("II.A")
        await settle(pilot)
        assert "II.A" in screen_text(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("width", [60, 80, 99, 100, 120, 160, 200])
async def test_no_painted_line_of_any_clause_breaks_the_rule(width: int) -> None:
    app = reader("I")
    async with app.run_test(size=(width, 30)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        text = screen.query_one(ClauseText)
        for unit in screen.document.clauses():
            screen.go(unit.id)
            for line in text._lines:
                words = text.blocks[line.block].text[line.start : line.end]
                assert words[:1] not in NOT_AT_START or line.start == 0, words
                assert words[-1:] not in NOT_AT_END, words


async def test_in_english_a_heading_is_found_by_its_gloss_and_marked_in_the_text() -> None:
    speak("en")
    app = ShishinApp(start="reader")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("slash", *"logistic", "enter")
        await settle(pilot)
        shown_text = screen_text(app)
        assert "IV.A.6 (gloss)" in shown_text
        text = app.screen.query_one("#text", BlockView)
        heading = next(block for block in text.blocks if block.look == "heading")
        assert [heading.text[m.start : m.end] for m in heading.marks] == ["Logistic"]
