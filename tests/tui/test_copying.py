"""Copying a clause or sentence with its citation, and the message after it."""

import pytest

from simulator.document import citation, load_guidelines
from simulator.document.address import citation_label
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.copying import copy_message, takes_copies
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.target import Target
from simulator.tui.play.comparison_screen import ComparisonScreen
from tests.tui.conftest import foot_message, screen_text, settle
from tests.tui.playing import TO_DECISION, OpenPlay

SIZES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_reader_copies_the_sentence_it_was_opened_at(size: tuple[int, int]) -> None:
    app = ShishinApp(start="reader", clause="IV.D.p3.s1")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("c")
        assert app.clipboard == citation(load_guidelines(), "IV.D.p3.s1")
        await pilot.pause(0.2)
        assert "写しました" in screen_text(app)


async def test_after_turning_to_the_next_clause_it_copies_that_clause() -> None:
    app = ShishinApp(start="reader", clause="IV.C.2.b.iii")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("right", "c")
        following = load_guidelines().next_clause("IV.C.2.b.iii").id
        assert app.clipboard == citation(load_guidelines(), following)


@pytest.mark.parametrize("size", SIZES)
async def test_a_row_of_the_sheet_and_its_panel_copy_the_sentence_they_cite(size: tuple[int, int]) -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=size) as pilot:
        await pilot.press("2")
        sheet = app.screen.query_one("#sheet", BlockView)
        name = Target.of(sheet.target).name
        await pilot.press("c")
        assert app.clipboard == citation(load_guidelines(), name)
        app.copy_to_clipboard("")
        await pilot.press("enter", "c")
        assert app.clipboard == citation(load_guidelines(), name)


@pytest.mark.parametrize(
    ("keys", "pane"),
    [("t F j enter", "answer"), ("y", "systems"), ("w", "changes")],
    ids=str,
)
async def test_a_row_of_each_view_on_the_text_copies_the_sentence_it_cites(keys: str, pane: str) -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press("3", *keys.split())
        await settle(pilot)
        app.screen.query_one(f"#{pane}").focus()
        await settle(pilot)
        cited = Target.of(app.screen.query_one(f"#{pane}", BlockView).target).name
        await pilot.press("c")
        assert app.clipboard == citation(load_guidelines(), cited)


async def test_where_no_row_cites_anything_copying_is_not_offered() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("tab")
        assert "text.copy" not in {command.id for command, _ in offered_commands(app.screen)}
        await pilot.press("c")
        assert app.clipboard == ""


def test_a_terminal_that_may_not_take_copies_is_told_of_and_the_words_are_shown() -> None:
    assert takes_copies({"TERM_PROGRAM": "WezTerm"})
    assert not takes_copies({"TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/x"})
    assert not takes_copies({"TERM_PROGRAM": "Apple_Terminal", "TERM": "xterm-256color"})
    assert "届かない" in copy_message("「語」（指針 I）", {})
    assert "「語」（指針 I）" in copy_message("「語」（指針 I）", {})
    assert "届かない" not in copy_message("「語」（指針 I）", {"WT_SESSION": "1"})
    assert copy_message("あ" * 900 + "（指針 I）", {}).endswith("（指針 I）")


@pytest.mark.parametrize("size", SIZES)
async def test_a_paragraph_or_a_sentence_chosen_in_the_reader_is_marked_named_and_copied(
    size: tuple[int, int],
) -> None:
    guidelines = load_guidelines()
    app = ShishinApp(start="reader", clause="IV.B")
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        assert "▸¶" not in screen_text(app)
        await pilot.press("}", "}", "c")
        await settle(pilot)
        assert app.clipboard == citation(guidelines, "IV.B.p2")
        assert app.clipboard.endswith("（指針 IV.B 第2段落）")
        assert "▸¶2" in screen_text(app)
        await pilot.press(")", "c")
        await settle(pilot)
        assert app.clipboard == citation(guidelines, "IV.B.p2.s1")
        if size[0] > 100:
            assert "IV.B ¶2 s1" in screen_text(app)  # the pane's title; tabs have no room for it
        await pilot.press("{", "{", "c")
        assert app.clipboard == citation(guidelines, "IV.B.p1")
        await pilot.press("C")
        assert app.clipboard == citation(guidelines, "IV.B")


async def test_the_window_of_a_clause_lets_one_choose_too() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        app.doors.open_clause("IV.B.p1.s1")
        await settle(pilot)
        await pilot.press("}", "c")
        assert app.clipboard == citation(load_guidelines(), "IV.B.p2")
        await settle(pilot)
        assert "IV.B ¶2" in screen_text(app)
        await pilot.press("C")
        assert app.clipboard == citation(load_guidelines(), "IV.B")


async def test_the_first_choice_is_what_is_first_in_sight() -> None:
    app = ShishinApp(start="reader", clause="VI.B")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("pagedown")
        await settle(pilot)
        top = app.screen.query_one("#text", BlockView)._first_in_sight()[0]
        await pilot.press("}")
        chosen = next(
            n for n, b in enumerate(app.screen.query_one("#text", BlockView).blocks) if "▸¶" in b.label
        )
        assert chosen >= top > 1


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("II.D.s1", "II.D 第1文"),
        ("IV.B.p2.s2", "IV.B 第2段落第2文"),
        ("IV.b1", "IV 第1号"),
        ("IV.C.2.b.iii.p2", "IV.C.2.b.iii 第2段落"),
        ("IV.C.2.b", "IV.C.2.b"),
    ],
)
def test_a_citation_sets_the_place_apart_from_the_clause(name: str, place: str) -> None:
    assert citation_label(name) == place
    assert load_guidelines().resolve(place) == name


def test_of_long_words_a_part_is_shown_and_where_the_rest_is() -> None:
    assert "全文はこの画面に" in copy_message("あ" * 900, {})
    assert "全文は条文の画面に" in copy_message("あ" * 900, {}, from_text=True)
    assert "全文" not in copy_message("あ" * 900, {"WT_SESSION": "1"})


async def test_a_comparison_of_branches_is_copied_whole_as_a_table_with_one_line_for_each_row(
    playing: OpenPlay,
) -> None:
    keys = ["2", "space", "left", "left", "left", "f", "enter", "space", "1", "b", "k", "w"]
    async with playing(*keys, shown=TO_DECISION, width=120, height=36) as console:
        screen = console.pilot.app.screen
        assert isinstance(screen, ComparisonScreen)
        await console.press("c")
        lines = console.pilot.app.clipboard.splitlines()
        assert lines[1] == f"\tいま: {screen.names[0]}\t相手: {screen.names[1]}"
        rows = [row for part in screen.parts for row in part.rows]
        assert len(lines) == 2 + 2 * len(screen.parts) + len(rows)
        assert any(line.startswith("T+02:00 日本政府\t") for line in lines)
        assert "全文はこの画面に" in foot_message(console.pilot.app)
