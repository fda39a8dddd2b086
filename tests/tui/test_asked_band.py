"""The band of the views on the text picks the situation asked about: by click, by digit, at any size."""

import pytest
from textual.pilot import Pilot

from simulator.doctrine import Phase, load_doctrine
from simulator.doctrine.matrix import COLUMNS
from simulator.doctrine.sheet import changes
from simulator.machine import configurations
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.ask import AskScreen
from simulator.tui.asking.changes import ChangesScreen
from simulator.tui.asking.grid import Grid
from simulator.tui.asking.matrix import MatrixScreen
from simulator.tui.asking.stations import asked_stations, passing_stations
from simulator.tui.asking.systems import SystemsScreen
from simulator.tui.kit.band import Band, Station
from simulator.tui.kit.blocks import BlockView
from tests.tui.conftest import foot_message, screen_text, settle

SIZES = [(80, 24), (120, 36), (200, 60)]


async def click(pilot: Pilot[None], phase: Phase) -> None:
    """Click on the phase in the band."""
    band = pilot.app.screen.query_one(Band)
    start, end, _ = next(place for place in band.picture.places if place[2] is phase)
    await pilot.click(band, offset=((start + end) // 2, band.size.height // 2))
    await settle(pilot)


def stations_shown(pilot: Pilot[None]) -> dict[Phase, Station]:
    return {station.phase: station for station in pilot.app.screen.query_one(Band).stations}


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_asks_about_another_situation(size: tuple[int, int]) -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo"}))
    async with app.run_test(size=size) as pilot:
        await pilot.press("t")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, AskScreen)
        assert stations_shown(pilot)[Phase.JUYO].word == "いま"
        await click(pilot, Phase.HASSEI)
        assert screen.question.at.label == "武力攻撃発生"
        assert (stations_shown(pilot)[Phase.HASSEI].mark, stations_shown(pilot)[Phase.HASSEI].word) == (
            "●",
            "選んだ段階",
        )
        assert "選んだ段階" in screen_text(app)
        await click(pilot, Phase.SONRITSU)
        assert "IV.D ¶1" in foot_message(app)
        assert screen.question.at.label == "武力攻撃発生"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_shows_what_the_systems_do_in_another_phase(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("y")
        await settle(pilot)
        await click(pilot, Phase.SAIGAI)
        screen = app.screen
        assert isinstance(screen, SystemsScreen)
        assert screen.at.label == "平時＋大規模災害"


@pytest.mark.parametrize("size", SIZES)
async def test_a_click_compares_with_another_situation_and_says_what_it_brings(size: tuple[int, int]) -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=size) as pilot:
        await pilot.press("w")
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, ChangesScreen)
        assert stations_shown(pilot)[Phase.HEIJI].word == "前も後も"
        await click(pilot, Phase.JUYO)
        assert screen.passing.after.label == "重要影響事態"
        sheet_changes = changes(load_doctrine(), frozenset({Phase.HEIJI}), frozenset({Phase.JUYO}))
        stations = stations_shown(pilot)
        assert stations[Phase.JUYO].change == f"+{len(sheet_changes.comes)} -{len(sheet_changes.lapses)}"
        assert (stations[Phase.HEIJI].mark, stations[Phase.HEIJI].word) == ("◎", "前")


@pytest.mark.parametrize("size", SIZES[1:])
async def test_in_the_table_a_click_goes_to_the_column_of_a_phase(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await settle(pilot)
        await click(pilot, Phase.HASSEI)
        grid = app.screen.query_one(Grid)
        assert COLUMNS[grid.column] == Phase.HASSEI.value
        assert stations_shown(pilot)[Phase.HASSEI].here


@pytest.mark.parametrize("size", SIZES)
async def test_in_the_table_a_digit_goes_to_the_column_of_a_phase(size: tuple[int, int]) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("m", "j", "5")
        grid = app.screen.query_one(Grid)
        assert (grid.row, COLUMNS[grid.column]) == (1, Phase.SONRITSU.value)


async def test_asking_about_a_cell_does_not_call_its_phase_the_present_one() -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo"}))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "4", "t")
        await settle(pilot)
        assert isinstance(app.screen, AskScreen)
        assert stations_shown(pilot)[Phase.HASSEI].word == "選んだ段階"
        assert stations_shown(pilot)[Phase.JUYO].word == "いま"


async def test_on_a_small_screen_the_table_keeps_every_line_and_its_headings_choose() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await settle(pilot)
        assert not app.screen.query_one(Band).display
        grid = app.screen.query_one(Grid)
        x = screen_text(app).splitlines()[0].index("予測") * 2 - 16  # wide characters before it
        await pilot.click(grid, offset=(x, 0))
        assert COLUMNS[grid.column] == Phase.YOSOKU.value
        await pilot.resize_terminal(80, 26)
        await settle(pilot)
        screen = app.screen
        assert isinstance(screen, MatrixScreen)
        assert screen.query_one(Band).display
        assert grid.size.height > len(screen.rows)


def test_the_band_shows_every_situation_asked_about_and_what_it_excludes() -> None:
    doctrine = load_doctrine()
    for situation in configurations():
        stations = asked_stations(doctrine, situation)
        assert {station.phase for station in stations if station.here} == situation.phases
        assert [station.phase for station in stations if station.refused] == (
            [Phase.SONRITSU] if situation.situation is Phase.HASSEI else []
        )
        assert all(station.word for station in stations if station.here or station.refused)
        assert [station.clause for station in stations if station.refused] in ([], ["IV.D ¶1"])


def test_between_any_two_situations_the_band_names_before_and_after() -> None:
    doctrine = load_doctrine()
    for before in configurations():
        for after in configurations():
            words = {station.phase: station.word for station in passing_stations(doctrine, before, after, "")}
            assert {p for p, word in words.items() if word.startswith("前")} == before.phases
            assert {p for p, word in words.items() if word in {"後", "前も後も"}} == after.phases


async def test_the_rows_of_a_question_name_the_keys_that_choose_in_them() -> None:
    keys = {"ask.actor": "f5", "ask.function": "f6", "changes.basis": "f7", "situation.heiji": "f8"}
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        app.keys = keys
        await pilot.press("w")
        await settle(pilot)
        labels = [block.label for block in app.screen.query_one("#filter", BlockView).blocks]
        assert labels[:3] == ["F5", "F6", "F7"]
        assert "機能を選ぶと（F6）" in screen_text(app)
        await pilot.press("escape", "t")
        await settle(pilot)
        labels = [block.label for block in app.screen.query_one("#question", BlockView).blocks]
        assert labels[:2] == ["F5", "F6"]
        digits = [station.digit for station in app.screen.query_one(Band).stations]
        assert digits[:2] == ["F8", "2"]
        assert "行う者（F5）・機能（F6）" in screen_text(app)
