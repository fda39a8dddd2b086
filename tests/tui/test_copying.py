"""Copying a clause or sentence with its citation, and what is said of it."""

import pytest

from simulator.document import citation, load_guidelines
from simulator.tui.app import ShishinApp
from simulator.tui.copying import said_of_copy, takes_copies
from simulator.tui.walk.rows import Target
from simulator.tui.widgets.blocks import BlockView
from simulator.tui.widgets.key_bar import offered_commands
from tests.tui.conftest import page, settle

SIZES = [(80, 24), (120, 36)]


@pytest.mark.parametrize("size", SIZES)
async def test_the_reader_copies_the_sentence_it_was_opened_at(size: tuple[int, int]) -> None:
    app = ShishinApp(start="reader", clause="IV.D.p3.s1")
    async with app.run_test(size=size, notifications=True) as pilot:
        await settle(pilot)
        await pilot.press("c")
        assert app.clipboard == citation(load_guidelines(), "IV.D.p3.s1")
        await pilot.pause(0.2)
        assert "写しました" in page(app)


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
        name = sheet.target.split("\x1f")[1]
        await pilot.press("c")
        assert app.clipboard == citation(load_guidelines(), name)
        app.copy_to_clipboard("")
        await pilot.press("enter", "c")
        assert app.clipboard == citation(load_guidelines(), name)


@pytest.mark.parametrize(
    ("keys", "pane"),
    [("t f j enter", "answer"), ("y", "systems"), ("w", "changes")],
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
        cited = Target.read(app.screen.query_one(f"#{pane}", BlockView).target).name
        await pilot.press("c")
        assert app.clipboard == citation(load_guidelines(), cited)


async def test_where_no_row_cites_anything_copying_is_not_offered() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("tab", "shift+tab")
        assert "text.copy" not in {command.id for command, _ in offered_commands(app.screen)}
        await pilot.press("c")
        assert app.clipboard == ""


def test_a_terminal_that_may_not_take_copies_is_told_of_and_the_words_are_shown() -> None:
    assert takes_copies({"TERM_PROGRAM": "WezTerm"})
    assert not takes_copies({"TERM_PROGRAM": "WezTerm", "TMUX": "/tmp/x"})
    assert not takes_copies({"TERM_PROGRAM": "Apple_Terminal", "TERM": "xterm-256color"})
    assert "届かない" in said_of_copy("「語」（指針 I）", {})
    assert "「語」（指針 I）" in said_of_copy("「語」（指針 I）", {})
    assert "届かない" not in said_of_copy("「語」（指針 I）", {"WT_SESSION": "1"})
    assert said_of_copy("あ" * 900 + "（指針 I）", {}).endswith("（指針 I）")
