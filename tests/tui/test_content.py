"""Hostile text is shown harmlessly, in every place that shows text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult
from textual.widgets import Static

from simulator.tui.app.help import HelpScreen
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import Mark, content, find_marks, pieces
from simulator.tui.kit.pane_tabs import PaneTabs
from simulator.typography import cells, harmless
from tests.tui.conftest import grid, screen_text, settle

HOSTILE = [
    "[/",
    "[/]",
    "[bold",
    "[@click=app.quit]x[/]",
    "\x1b[2J\x1b]0;owned\x07",
    "\u202egnp.exe\u202c",
    "a\u200bb\u200d\ufeffc\u2066d",
    "e" + "\u0301" * 10_000,
    "\ud800",
    "\x00\x7f\x9b31m",
    "👨\u200d👩\u200d👧 ❤\ufe0f",
    "a\tb\r\nc",
    "無" * 400,
    "",
]


@given(st.text())
def test_harmless_text_has_as_many_characters_and_nothing_that_acts(text: str) -> None:
    shown_text = harmless(text)
    assert len(shown_text) == len(text)
    assert not any(ord(char) < 0x20 and char != "\n" for char in shown_text)
    assert not any(
        0x7F <= ord(char) < 0xA0 or char in "\u200b\u200d\u202e\u2066\ufeff" for char in shown_text
    )
    shown_text.encode("utf-8")
    assert harmless(shown_text) == shown_text or "\u034f" in shown_text


@given(st.text("日、「aIV.¶\u0301\x1b[/]@", max_size=60))
def test_the_toolkit_counts_the_same_cells_as_we(text: str) -> None:
    assert content(text.replace("\n", "")).cell_length == cells(harmless(text.replace("\n", "")))


def test_the_documents_text_passes_unchanged() -> None:
    text = "日米両政府は、「指針」（2015年）・IV.C.2.b.iii ¶2 ①"
    assert harmless(text) == text


def test_marks_stay_where_they_were() -> None:
    marked = content("\x1b[31m後方支援", [Mark(5, 9, "quote")])
    assert marked.plain[5:9] == "後方支援"
    assert [(span.start, span.end) for span in marked.spans] == [(5, 9)]


def test_markup_is_words() -> None:
    assert pieces("[@click=app.quit]x[/]", ("[/", "key")).plain == "[@click=app.quit]x[/][/"


def test_quotes_are_found_merged_and_in_order() -> None:
    separate_marks = find_marks("平時から緊急事態まで", ("緊急事態", "平時", "", "有事"))
    assert separate_marks == (Mark(0, 2, "quote"), Mark(4, 8, "quote"))
    assert find_marks("平時から緊急事態まで", ("時から", "平時")) == (Mark(0, 4, "quote"),)


class TextPlaces(App[None]):
    """An app with every place of ours that shows text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return ShishinApp.get_theme_variable_defaults(self)  # type: ignore[arg-type]

    def compose(self) -> ComposeResult:
        yield PaneTabs((self.text, "本文"))
        yield Static(content(self.text), markup=False)
        block = Block(self.text, (Mark(0, 1, "link", "x"),), self.text, 6, "heading", "x")
        yield BlockView([block], rows=True, id="rows")
        yield BlockView([block], id="text")

    def on_mount(self) -> None:
        self.query_one("#rows").border_title = content(self.text)
        self.query_one("#rows").tooltip = content(self.text)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_in_every_widget(text: str) -> None:
    app = TextPlaces(text)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text_on_screen = screen_text(app)
        assert "\x1b" not in text_on_screen
        assert "\u202e" not in text_on_screen
        for y in range(24):
            await pilot.click(offset=(1, y))
        assert app.is_running


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_in_notices_and_windows(text: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        app.say(text)
        app.say(text, warning=True)
        await pilot.pause()
        app.push_screen(HelpScreen([Block(text, label=text, indent=10)]))
        await pilot.pause()
        assert "\x1b" not in screen_text(app)
        assert app.is_running


async def test_a_megabyte_in_one_line_scrolls() -> None:
    app = TextPlaces("あ" * 333_000)
    async with app.run_test(size=(80, 24)) as pilot:
        view = app.query_one("#text", BlockView)
        await settle(pilot)
        view.focus()
        await pilot.press("end")
        await settle(pilot)
        assert view.scroll_offset.y > 1000
        assert len(grid(app)) == 24


class AtOnce(App[None]):
    """Pages through a list before it is laid out, as a key typed ahead may."""

    def compose(self) -> ComposeResult:
        yield BlockView([Block("一", target=1), Block("二", target=2)], rows=True)

    def on_mount(self) -> None:
        self.query_one(BlockView).action_page_down()


async def test_a_page_key_before_the_first_layout_moves_nothing() -> None:
    app = AtOnce()
    async with app.run_test(size=(20, 5)) as pilot:
        await settle(pilot)
        assert app.query_one(BlockView).target == 1
