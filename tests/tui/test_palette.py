"""The palette: whatever has a name is found by it, by its reading, and by its id."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from simulator.document import load_guidelines
from simulator.language.kana import folded, reading
from simulator.scenario import load_scenario, scenario_files
from simulator.tui.app import ShishinApp
from simulator.tui.finding import Place, best, score
from simulator.tui.keymap import all_commands
from simulator.tui.palette import places
from simulator.tui.screens.play import PlayScreen
from simulator.tui.screens.walk import WalkScreen
from simulator.tui.widgets.blocks import BlockView
from simulator.tui.widgets.clause_panel import ClausePanel
from simulator.tui.widgets.clause_text import title_of
from simulator.tui.widgets.page_window import PageWindow
from tests.terminal import terminal
from tests.tui.conftest import page, settle
from tests.tui.playing import Open


async def look_up(pilot: Pilot[None], words: str) -> list[str]:
    """Open the palette, type, and give the titles found."""
    await pilot.press("colon")
    await settle(pilot)
    assert isinstance(pilot.app.screen, CommandPalette)
    pilot.app.screen.query_one(Input).value = words
    for _ in range(5):
        await settle(pilot)
    found = pilot.app.screen.query_one(CommandList)
    return [str(option.hit.text) for option in found.options]  # type: ignore[attr-defined]


@pytest.mark.parametrize("words", ["てびき", "手引", "app.help", "テビキ", "APP.HELP", "ﾃﾋﾞｷ"])
def test_an_action_is_found_by_kanji_reading_and_id(words: str) -> None:
    place = Place("手引き", "いま使えるキーを示す", "app.help", lambda: None)
    assert score(words, place) > 0


def test_every_word_must_be_found_somewhere() -> None:
    place = Place("段階を歩く", "自由に進める", "home.walk", lambda: None)
    assert score("だんかい 自由", place) > 0
    assert score("だんかい 検索", place) == 0
    assert score("   ", place) == 0


def test_the_title_itself_comes_before_its_parts_and_these_before_what_is_said_of_it() -> None:
    made = [
        Place(title, about, "x", lambda: None)
        for title, about in (("演習の記録", ""), ("他", "記録を開く"), ("記録", ""), ("記録を開く", ""))
    ]
    assert [place.title for _, place in best("記録", made)] == ["記録", "記録を開く", "演習の記録", "他"]


@given(st.text(max_size=30))
def test_any_words_can_be_looked_up(words: str) -> None:
    place = Place("段階", "", "heiji", lambda: None)
    assert 0 <= score(words, place) <= 1.1


def test_everything_we_named_has_a_reading_without_kanji() -> None:
    names = [command.name for command in all_commands()]
    names += [title_of(unit) for unit in load_guidelines().clauses()]
    names += [load_scenario(path).title for path in scenario_files()]
    unread = [name for name in names if any("\u4e00" <= char <= "\u9fff" for char in reading(name))]
    assert not unread


def test_reading_leaves_kana_and_letters_as_they_fold() -> None:
    assert reading("ＩＶ.A アセットの防護") == "iv.aあせっとのぼうご"
    assert folded("ｶﾅ カナ") == "かなかな"


async def test_phases_clauses_and_scenarios_are_there_on_every_screen() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)):
        ids = {place.id for place in places(app, app.screen)}
    assert {"heiji", "juyo", "yosoku", "hassei", "sonritsu", "saigai"} <= ids
    assert {unit.id for unit in load_guidelines().clauses()} <= ids
    assert {path.stem for path in scenario_files()} <= ids


@pytest.mark.parametrize("words", ["IV.C.2.b.iii", "第Ⅳ章Ｃ.2.b.iii", "iv.c.2.b.iii", "かいいきをぼうえい"])
async def test_a_clause_is_opened_by_its_number_in_any_spelling_or_its_reading(words: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        assert "IV.C.2.b.iii" in (await look_up(pilot, words))[0]
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)
        assert "海域を防衛するための作戦" in page(app)


async def test_a_scenario_begins_from_the_palette() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        assert (await look_up(pilot, "りとうしゅうへん"))[0] == "離島周辺の緊張"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, PlayScreen)


@pytest.mark.parametrize("key", ["pagedown", "pageup", "down", "up", "ctrl+end", "ctrl+home", "enter"])
async def test_any_move_is_borne_while_the_list_is_filled_but_not_yet_laid_out(key: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await look_up(pilot, "")
        app.screen.query_one("#--container").display = False
        app.screen.query_one(Input).value = "き"
        await settle(pilot)
        found = app.screen.query_one(CommandList)
        assert found.option_count
        assert not found.scrollable_content_region
        await pilot.press(key, "pagedown", "pageup")
        assert isinstance(app.screen, CommandPalette) or key == "enter"


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.02, 0.04])
def test_a_page_move_typed_right_after_the_palettes_key_is_no_fault(wait: float) -> None:
    with terminal("-m", "simulator") as found:
        found.wait_for("段階を歩く")
        found.read(0.3)
        found.type(":")
        time.sleep(wait)
        found.type("\x1b[6~\x1b[5~")
        found.read(0.3)
        found.type("\x11")
        assert found.ended() == 0
        assert "Traceback" not in found.shown


async def test_that_nothing_is_found_is_said_in_the_chromes_language() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await look_up(pilot, "あるはずのない語")
        assert "「あるはずのない語」に当たるものはありません" in page(app)


async def test_an_action_of_the_palette_is_done() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        await look_up(pilot, "だんかいをあるく")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)


async def test_a_coordination_step_of_the_sheet_is_found_and_chosen(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2")
        await settle(pilot)
        assert (await look_up(pilot, "情報の共有"))[0] == "情報の共有"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)
        sheet = app.screen.query_one("#sheet", BlockView)
        assert next(block for block in sheet.blocks if block.target == sheet.target).text.startswith(
            "情報の共有"
        )


async def test_a_shown_step_is_found_by_its_id_and_looked_at(playing: Open) -> None:
    async with playing(shown=3, width=120, height=36) as found:
        await look_up(found.pilot, "first")
        await found.press("enter")
        await settle(found.pilot)
        assert found.screen.looking is not None
        assert "皆に届く知らせ" not in found.text()


async def test_a_step_to_come_can_be_read_by_the_facilitator_and_stays_unshown(playing: Open) -> None:
    async with playing(shown=1, width=120, height=36) as found:
        await look_up(found.pilot, "attack")
        await found.press("enter")
        await settle(found.pilot)
        assert isinstance(found.pilot.app.screen, PageWindow)
        assert len(found.play.exercise.state.shown) == 1


async def test_a_seat_finds_nothing_that_has_not_reached_it(playing: Open) -> None:
    async with playing("v", shown=2, width=120, height=36) as found:
        ids = {place.id for place in found.screen.places()}
        assert not ids & {"first", "second", "judge", "attack"}
