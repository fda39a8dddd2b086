"""The reader's search finds, beside the text, what the palette and asking find by these words; each once."""

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from simulator.document import load_guidelines
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.ask import AskScreen
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.play.feed_view import FeedView
from simulator.tui.reader.screen import ReaderScreen
from tests.tui.conftest import settle
from tests.tui.playing import OpenPlay


async def search(pilot: Pilot[None], words: str) -> list[Block]:
    """Type into the reader's search; the rows that can be opened."""
    if not pilot.app.screen.query_one("#search", Input).display:
        await pilot.press("slash")
    pilot.app.screen.query_one("#search", Input).value = words
    await settle(pilot)
    return [row for row in pilot.app.screen.query_one("#outline", BlockView).blocks if row.target is not None]


async def open_row(pilot: Pilot[None], rows: list[Block], words: str) -> None:
    """Open the row that begins with these words."""
    target = next(row.target for row in rows if row.text.startswith(words))
    pilot.app.screen.query_one("#outline", BlockView).choose(target)
    await pilot.press("enter")
    await settle(pilot)


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("りとう", "離島周辺の緊張"),  # a scenario, by its reading
        ("01-full-arc", "離島周辺の緊張"),  # and by its id
        ("後方支援", "後方支援"),  # a function
        ("兵站", "後方支援"),  # a function, by a word that asking takes as the text's
        ("重要影響事態", "重要影響事態"),  # a phase, by the name that the text does not have
    ],
)
async def test_what_has_a_name_is_found_beside_the_text(words: str, title: str, tmp_path: Path) -> None:
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        assert title in [row.text.split("\n")[0] for row in await search(pilot, words)]


@pytest.mark.parametrize("words", ["補給", "後方支援", "難民の食料", "IV.B.6", "協議", "台風", "平時"])
async def test_nothing_is_listed_twice_for_the_same_words(words: str, tmp_path: Path) -> None:
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        targets = [row.target for row in await search(pilot, words)]
        assert len(targets) == len(set(targets))


async def test_a_measure_whose_paragraph_is_found_is_named_there_and_listed_no_second_time(
    tmp_path: Path,
) -> None:
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        rows = await search(pilot, "所要の迅速な確認")
        assert [row.target for row in rows] == ["IV.B.6.p1"]
        labels = [
            row.text for row in app.screen.query_one("#outline", BlockView).blocks if row.target is None
        ]
        assert labels == ["IV.B.6 ¶1  所要の迅速な確認と方策の実施"]
        await open_row(pilot, rows, "…")
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.clause == "IV.B.6"


@pytest.mark.parametrize("words", ["離島", "後方支援", "相互の後方支援の強化", "情報共有", "SDF", "兵站"])
async def test_no_sentence_is_listed_beside_its_own_paragraph(words: str, tmp_path: Path) -> None:
    document = load_guidelines()
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        names = {str(row.target) for row in await search(pilot, words)}
        sentences = {name for name in names if name in document and document.is_sentence(name)}
        assert names.isdisjoint(document.unit(name).id for name in sentences)


async def test_what_a_word_of_everyday_use_is_read_as_is_said_as_asking_says_it(tmp_path: Path) -> None:
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await search(pilot, "SDF")
        rows = app.screen.query_one("#outline", BlockView).blocks
        assert rows[0].text == "「SDF」 この語は本文にない。「自衛隊」と取る（本文の語の一部）"


async def test_a_function_is_asked_about_and_a_scenario_is_played(tmp_path: Path) -> None:
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await open_row(pilot, await search(pilot, "後方支援"), "後方支援\n")
        asking = app.screen
        assert isinstance(asking, AskScreen)
        assert asking.question.asked == ("後方支援",)
        await pilot.press("escape")
        await open_row(pilot, await search(pilot, "りとう"), "離島")
        assert app.screen.query(FeedView)


async def test_over_a_class_no_scenario_is_found_in_the_reader(playing: OpenPlay) -> None:
    async with playing("v", "d", shown=2) as console:
        await settle(console.pilot)
        assert isinstance(console.pilot.app.screen, ReaderScreen)
        rows = await search(console.pilot, "りとう")
        assert not [row for row in rows if "シナリオ" in row.text]


async def test_what_was_typed_before_all_is_loaded_is_looked_up_then(tmp_path: Path) -> None:
    app = ShishinApp(start="reader", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        places, screen.outline.places = screen.outline.places, ()
        assert not [row for row in await search(pilot, "りとう") if row.text.startswith("離島")]
        screen.outline.know(places)
        rows = screen.outline.view.blocks
        assert [row for row in rows if row.text.startswith("離島")]
