"""The palette: whatever has a name is found by it, by its reading, and by its id."""

import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.command import CommandList, CommandPalette
from textual.pilot import Pilot
from textual.widgets import Input

from simulator.doctrine import Phase, load_doctrine
from simulator.doctrine.thesaurus import load_thesaurus
from simulator.document import load_guidelines
from simulator.language.kana import folded, reading
from simulator.machine import Trigger
from simulator.scenario import (
    Decision,
    Ending,
    Inject,
    Note,
    Question,
    Seat,
    TransitionStep,
    load_scenario,
    scenario_files,
)
from simulator.tui.app.keymap import all_commands
from simulator.tui.app.palette import places, scored_by
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.ask import AskScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.finding import Place, best, score
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.play.feed import word_for
from simulator.tui.play.screen import PlayScreen
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.reader.clause_text import title_of
from simulator.tui.room.screen import RoomScreen
from simulator.tui.walk.screen import WalkScreen
from simulator.typography import cells
from tests.terminal import terminal
from tests.tui.conftest import screen_text, settle
from tests.tui.playing import SECRETS, TO_DECISION, OpenPlay


async def look_up(pilot: Pilot[None], words: str) -> list[str]:
    """Open the palette, type, and give the titles found."""
    await pilot.press("colon")
    await settle(pilot)
    assert isinstance(pilot.app.screen, CommandPalette)
    pilot.app.screen.query_one(Input).value = words
    for _ in range(5):
        await settle(pilot)
    command_list = pilot.app.screen.query_one(CommandList)
    return [str(option.hit.text) for option in command_list.options]  # type: ignore[attr-defined]


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
    offered_places = [
        Place(title, about, "x", lambda: None)
        for title, about in (("演習の記録", ""), ("他", "記録を開く"), ("記録", ""), ("記録を開く", ""))
    ]
    assert [place.title for _, place in best("記録", offered_places)] == [
        "記録",
        "記録を開く",
        "演習の記録",
        "他",
    ]


@given(st.text(max_size=30))
def test_any_words_can_be_looked_up(words: str) -> None:
    place = Place("段階", "", "heiji", lambda: None)
    assert 0 <= score(words, place) <= 1.1


def names_with_kanji_left(names: Iterable[str]) -> list[str]:
    """Those in whose reading kanji are left."""
    return [name for name in names if any("\u4e00" <= char <= "\u9fff" for char in reading(name))]


def test_everything_we_named_has_a_reading_without_kanji() -> None:
    names = [command.name for command in all_commands()]
    names += [title_of(unit) for unit in load_guidelines().clauses()]
    names += [load_scenario(path).title for path in scenario_files()]
    names += [command.help for command in all_commands() if command.places]
    assert not names_with_kanji_left(names)


def test_what_a_step_of_any_kind_is_called_has_a_reading_without_kanji() -> None:
    steps = [step for path in scenario_files() for step in load_scenario(path).steps]
    assert {type(step) for step in steps} == {Inject, TransitionStep, Question, Decision, Note, Ending}
    names = [word_for(step) for step in steps]
    names += [trigger.label for trigger in Trigger] + [seat.label for seat in Seat]
    assert not names_with_kanji_left(names)


def test_the_coordination_steps_have_readings_without_kanji() -> None:
    sheets = load_doctrine().transitions.values()
    assert not names_with_kanji_left(step.title for sheet in sheets for step in sheet.steps)


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
        assert "海域を防衛するための作戦" in screen_text(app)


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
        command_list = app.screen.query_one(CommandList)
        assert command_list.option_count
        assert not command_list.scrollable_content_region
        await pilot.press(key, "pagedown", "pageup")
        assert isinstance(app.screen, CommandPalette) or key == "enter"


@pytest.mark.parametrize("wait", [0.0, 0.01, 0.02, 0.04])
def test_a_page_move_typed_right_after_the_palettes_key_is_no_fault(wait: float) -> None:
    with terminal("-m", "simulator") as program:
        program.wait_for("段階を歩く")
        program.read(0.3)
        program.type(":")
        time.sleep(wait)
        program.type("\x1b[6~\x1b[5~")
        program.read(0.3)
        program.type("\x11")
        assert program.ended() == 0
        assert "Traceback" not in program.shown


async def test_that_nothing_is_found_is_said_in_the_chromes_language() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await look_up(pilot, "あるはずのない語")
        assert "「あるはずのない語」に当たるものはありません" in screen_text(app)


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


async def test_a_shown_step_is_found_by_its_id_and_looked_at(playing: OpenPlay) -> None:
    async with playing(shown=3, width=120, height=36) as console:
        await look_up(console.pilot, "first")
        await console.press("enter")
        await settle(console.pilot)
        assert console.screen.shown.looking is not None
        assert "皆に届く知らせ" not in console.text()


async def test_a_step_to_come_can_be_read_by_the_facilitator_and_stays_unshown(playing: OpenPlay) -> None:
    async with playing(shown=1, width=120, height=36) as console:
        await look_up(console.pilot, "attack")
        await console.press("enter")
        await settle(console.pilot)
        assert isinstance(console.pilot.app.screen, PageWindow)
        assert len(console.play.exercise.state.shown) == 1


WORDS_FOR_STEPS = [
    ("はんだん", "judge"),
    ("判断", "judge"),
    ("judge", "judge"),
    ("じょうきょうふよ", "second"),
    ("ぼうえいしょう", "first"),
    ("とい", "why"),
    ("しんこう", "opening"),
    ("自治体への電話", "third"),
    ("攻撃が起きた", "attack"),
    ("秘密の対応", "first"),
    ("武力攻撃発生へ", "attack"),
    ("おわり", "over"),
]


@pytest.mark.parametrize("shown", [0, 3, TO_DECISION])
async def test_every_step_is_found_by_its_kind_reading_words_and_id_shown_or_not(
    playing: OpenPlay, shown: int
) -> None:
    async with playing(shown=shown, width=120, height=36) as console:
        offered_places = list(console.screen.places())
        for words, name in WORDS_FOR_STEPS:
            assert name in {place.id for _, place in best(words, offered_places)}, words


async def test_who_looks_for_a_decision_does_not_take_an_option_by_the_way(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        assert "◆ 判断" in (await look_up(console.pilot, "はんだん"))[0]
        await console.press("enter")
        await settle(console.pilot)
        assert not console.play.exercise.state.decisions


async def test_a_step_to_come_shows_how_its_text_begins(playing: OpenPlay) -> None:
    async with playing(shown=1, width=120, height=36) as console:
        titles = {place.id: place.title for place in console.screen.places()}
        assert titles["third"] == "T+02:10  2日目 00:10  状況付与 乙県  自治体への電話。"
        assert titles["attack"].endswith("攻撃が起きた。")
        assert all(cells(title) <= 70 for title in titles.values())


async def test_a_coordination_step_of_the_sheet_is_found_in_a_play_too(playing: OpenPlay) -> None:
    async with playing("2", shown=TO_DECISION, width=120, height=36) as console:
        assert "情報の共有" in await look_up(console.pilot, "じょうほうのきょうゆう")
        await console.press("enter")
        await settle(console.pilot)
        assert console.screen.PANES[console.screen.current_pane] == "sheet"


async def test_in_the_walk_a_phase_is_entered_or_read(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        titles = await look_up(pilot, "じゅうようえいきょう")
        assert "重要影響事態に入る" in titles
        assert "重要影響事態" in titles
        await pilot.press("escape")
        await look_up(pilot, "重要影響事態に入る")
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)
        assert app.screen.shown.state.configuration.phases == {Phase.JUYO}


async def test_elsewhere_nobody_finds_the_steps_of_a_scenario() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)):
        names = {place.title for place in places(app, app.screen)}
    steps = [step for path in scenario_files() for step in load_scenario(path).steps]
    assert not any(word_for(step) in name for step in steps for name in names)


async def test_a_seat_finds_no_words_that_have_not_reached_it(playing: OpenPlay) -> None:
    async with playing("v", "v", "v", shown=TO_DECISION, width=120, height=36) as console:
        offered_places = list(console.screen.places())
        for words in (*SECRETS, "平時のままとする", "自治体への電話", "攻撃が起きた", "ここまで"):
            assert not best(words, offered_places), words
        assert best("自衛隊だけに届く", offered_places)


async def test_a_seat_finds_nothing_that_has_not_reached_it(playing: OpenPlay) -> None:
    async with playing("v", "v", shown=2, width=120, height=36) as console:
        ids = {place.id for place in console.screen.places()}
        assert not ids & {"first", "second", "judge", "attack"}


async def test_functions_and_measures_are_found_and_what_asking_understands() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert any("捜索・救難" in title for title in await look_up(pilot, "捜索・救難"))
        await pilot.press("escape")
        titles = await look_up(pilot, "避難民の食料")
        assert any(title.startswith("IV.") for title in titles)
        assert len(titles) == len(set(titles))


async def test_no_word_of_everyday_use_finds_a_paragraph_and_a_sentence_of_it() -> None:
    document = load_guidelines()
    app = ShishinApp()
    async with app.run_test(size=(80, 24)):
        all_places = list(places(app, app.screen))
        for word in [entry.words[0] for entry in load_thesaurus().entries if entry.clauses]:
            clauses = [place.leads for _, place in scored_by(app, word, all_places)]
            sentences = [name for name in clauses if document.is_sentence(name)]
            assert not {document.unit(name).id for name in sentences} & set(clauses), word


async def test_a_paragraph_that_a_word_leads_to_is_listed_once_and_opens_with_its_words_marked() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        titles = await look_up(pilot, "離島")
        assert titles == [
            "離島周辺の緊張",
            "「離島」 この語は本文にない。「島嶼」と取る（同じもの）",
            "IV.C.2.b.iv ¶2 陸上攻撃に対処するための作戦",
        ]
        await pilot.press("down", "down", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)
        assert app.screen.place == "IV.C.2.b.iv.p2"
        assert any("島嶼を奪回する" in quote for quote in app.screen.quotes)


async def test_what_a_word_is_read_as_is_said_before_what_it_finds_and_leads_to_asking() -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        titles = await look_up(pilot, "SDF")
        assert titles[0] == "「SDF」 この語は本文にない。「自衛隊」と取る（本文の語の一部）"
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen)
        assert app.screen.question.words == "SDF"
        assert app.screen.line.value == "SDF"
        assert "「自衛隊」と取る" in screen_text(app)


@pytest.mark.parametrize("words", ["SDF", "捜索・救難"])
@pytest.mark.parametrize("over", ["", "r"], ids=["walk", "reader"])
async def test_what_the_palette_asks_is_asked_in_the_phases_of_the_exercise_below(
    words: str, over: str
) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        app.doors.open_walk()
        await settle(pilot)
        await pilot.press("2", *over)
        await settle(pilot)
        await look_up(pilot, words)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen)
        assert app.screen.question.at.phases == app.screen.now == {Phase.JUYO}


async def test_what_the_room_asks_is_not_asked_in_phases_that_it_may_not_see_yet(playing: OpenPlay) -> None:
    async with playing(shown=5) as console:
        console.screen.play.decide("rise")
        console.pilot.app.push_screen(RoomScreen(console.screen.play))
        await settle(console.pilot)
        await look_up(console.pilot, "SDF")
        await console.press("enter")
        await settle(console.pilot)
        assert isinstance(console.pilot.app.screen, AskScreen)
        assert not console.pilot.app.screen.now


@pytest.mark.parametrize("width", [60, 64, 80, 97, 120, 200])
async def test_no_line_of_what_is_found_begins_with_a_comma_or_a_full_stop(width: int) -> None:
    app = ShishinApp()
    async with app.run_test(size=(width, 50)) as pilot:
        await look_up(pilot, "離島")
        for words in ("離島", "SDF", "難民の食料", "武力行使"):
            app.screen.query_one(Input).value = words
            for _ in range(5):
                await settle(pilot)
            command_list = app.screen.query_one(CommandList)
            rows = [
                str(command_list.get_option_at_index(number).prompt)
                for number in range(command_list.option_count)
            ]
            lines = [line for row in rows for line in row.split("\n")]
            assert not [line for line in lines if line.startswith(("、", "。", "」", "）"))]
            assert max(map(cells, lines)) <= command_list.scrollable_content_region.width - 2


@pytest.mark.parametrize("words", ["自衛隊", "機雷掃海", "平時"])
async def test_of_words_of_the_text_nothing_is_said(words: str) -> None:
    app = ShishinApp()
    async with app.run_test(size=(120, 36)) as pilot:
        assert not [title for title in await look_up(pilot, words) if "この語は本文にない" in title]
