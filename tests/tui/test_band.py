"""The band shows where one is, the way that was taken, and what can be entered at what price."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import Basis, Phase, load_doctrine
from simulator.doctrine.sheet import changes
from simulator.exercise import Exercise, MemoryJournal, VirtualClock
from simulator.machine import START, PhaseMachine, Refused, Trigger
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.band import BOX_LINES, LINES, Band, Station, picture
from simulator.tui.moment.phases import came_from, held_for
from simulator.tui.moment.stations import Stations
from simulator.tui.walk.screen import WalkScreen
from simulator.typography import cells
from tests.tui.conftest import grid, screen_text, settle
from tests.tui.playing import TO_DECISION, OpenPlay

MACHINE = PhaseMachine(load_doctrine())


async def stations_after(screen_keys: str, folder: Path) -> tuple[dict[Phase, Station], set[Phase]]:
    """The stations after some keys, and where the present came from."""
    app = ShishinApp(start="walk", journal=folder / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*screen_keys)
        screen = app.screen
        assert isinstance(screen, WalkScreen)
        stations = screen.query_one(Band).stations
        return {station.phase: station for station in stations}, came_from(screen.shown.state)


def sign_and_word(station: Station) -> tuple[str, str]:
    return station.mark, station.word


async def test_at_the_beginning_one_came_from_nowhere_and_all_else_can_be_entered(tmp_path: Path) -> None:
    stations, before = await stations_after("", tmp_path)
    assert not before
    assert sign_and_word(stations[Phase.JUYO]) == ("○", "移れる")
    assert stations[Phase.HEIJI].here
    assert [station.digit for station in stations.values()] == list("123456")


@pytest.mark.parametrize("keys", ["26", "2656", "265"])
async def test_what_begins_beside_does_not_hide_where_the_situation_came_from(
    keys: str, tmp_path: Path
) -> None:
    stations, before = await stations_after(keys, tmp_path)
    assert Phase.HEIJI in before
    assert sign_and_word(stations[Phase.HEIJI]) == ("◎", "前にいた")


@pytest.mark.parametrize(
    ("seconds", "label"),
    [(1_799, "29分"), (35_940, "9時間59分"), (86_340, "23時間"), (86_400, "1日間"), (489_600, "5日間")],
)
def test_how_long_a_phase_has_held_is_said_in_days_after_the_first(seconds: float, label: str) -> None:
    state = Exercise.begin(MACHINE, MemoryJournal(), VirtualClock(), title="歩み", start=START).state
    assert held_for(state, Phase.HEIJI, seconds) == label


async def test_of_the_phases_passed_the_latest_is_marked_and_the_others_named(tmp_path: Path) -> None:
    stations, before = await stations_after("234", tmp_path)
    assert before == {Phase.YOSOKU}
    assert sign_and_word(stations[Phase.YOSOKU]) == ("◎", "前にいた")
    assert sign_and_word(stations[Phase.JUYO]) == sign_and_word(stations[Phase.HEIJI]) == ("○", "通った")


async def test_what_stood_beside_and_ended_is_marked_as_before(tmp_path: Path) -> None:
    stations, before = await stations_after("66", tmp_path)
    assert before == {Phase.SAIGAI}
    assert stations[Phase.SAIGAI].mark == "◎"


async def test_a_phase_that_is_refused_names_the_clause_and_still_tells_that_one_was_there(
    tmp_path: Path,
) -> None:
    stations, _ = await stations_after("54", tmp_path)
    assert sign_and_word(stations[Phase.SONRITSU]) == ("×", "前にいた")
    stations, _ = await stations_after("4", tmp_path)
    assert sign_and_word(stations[Phase.SONRITSU]) == ("×", "移れない")
    assert stations[Phase.SONRITSU].clause == "IV.D ¶1"


async def test_what_was_undone_was_not_passed(tmp_path: Path) -> None:
    stations, before = await stations_after("23uu", tmp_path)
    assert not before
    assert sign_and_word(stations[Phase.JUYO]) == ("○", "移れる")


async def test_each_way_down_says_that_the_text_provides_none_and_each_way_up_its_basis(
    tmp_path: Path,
) -> None:
    stations, _ = await stations_after("23", tmp_path)
    drawn = picture(list(stations.values()), 119, boxes=True)
    assert [drawn.lines[row].count(words) for row, words in ((1, "定め"), (3, "なし"), (1, "明文"))] == [
        2,
        2,
        1,
    ]
    narrow = picture(list(stations.values()), 100, boxes=False)
    assert narrow.lines[1].count("定めなし") == 2
    assert "◎重要影響" in narrow.lines[0]


async def test_in_a_play_nothing_says_that_one_could_enter_a_phase(playing: OpenPlay) -> None:
    async with playing("2", "space", "space", shown=TO_DECISION, width=120, height=36) as console:
        band_text = "\n".join(console.screen.query_one(Band).picture.lines)
        assert "移れる" not in band_text
        assert band_text.count("○") == 1  # a sign without its word says nothing
        assert not any(station.digit for station in console.screen.query_one(Band).stations)
        assert "◎ 前にいた" in band_text
        assert "○ 通った" in band_text


async def test_the_band_says_for_how_long_and_looking_back_counts_to_the_moment_shown(
    playing: OpenPlay,
) -> None:
    async with playing("2", "space", shown=TO_DECISION, width=120, height=36) as console:
        await console.press("space", "space")
        assert "いま 1時間" in screen_text(console.pilot.app)
        await console.press("left", "left", "left", "left")
        assert "いま 2時間" in screen_text(console.pilot.app)


async def test_while_the_clock_runs_the_minutes_grow(playing: OpenPlay) -> None:
    async with playing("p") as console:
        await console.wait(180)
        console.screen.moment.show_seconds()
        assert [s.word for s in console.screen.query_one(Band).stations if s.here] == ["いま 3分"]


@pytest.mark.usefixtures("_painting")
async def test_the_band_is_painted_anew_when_the_terminal_shrinks_and_grows(tmp_path: Path) -> None:
    app = ShishinApp(start="walk", journal=tmp_path / "j")
    async with app.run_test(size=(140, 40)) as pilot:
        await settle(pilot)
        for size, lines in (((80, 24), LINES), ((140, 40), BOX_LINES)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            band = app.screen.query_one(Band)
            lines_shown = grid(app)[band.region.y : band.region.bottom]
            assert len(lines_shown) == lines
            assert [line.strip() for line in lines_shown] == [line.strip() for line in band.picture.lines]


@given(st.lists(st.sampled_from(list(Trigger)), max_size=8), st.integers(60, 260), st.booleans())
def test_every_band_fits_its_width_and_says_of_each_phase_what_the_machine_says(
    triggers: list[Trigger], width: int, numbered: bool
) -> None:
    exercise = Exercise.begin(MACHINE, MemoryJournal(), VirtualClock(), title="歩く", start=START)
    for trigger in triggers:
        exercise.fire(trigger)
    state = exercise.state
    possible = MACHINE.possible(state.configuration)
    stations = Stations(MACHINE.doctrine).at(state, possible, 3600.0, numbered=numbered)
    assert {station.phase for station in stations if station.here} == state.configuration.phases
    for station in stations:
        if station.here:
            continue
        answer = MACHINE.fire(state.configuration, Trigger(station.phase.value))
        assert isinstance(answer, Refused) is station.refused
        if not isinstance(answer, Refused):
            assert station.entry is answer.transitions[0].basis
            sheet_changes = changes(MACHINE.doctrine, state.configuration.phases, answer.configuration.phases)
            assert station.change == f"+{len(sheet_changes.comes)} -{len(sheet_changes.lapses)}"
            assert (station.entry is Basis.SILENT) is not bool(answer.transitions[0].condition)
    for boxes in (False, True) if width >= 119 else (False,):
        drawn = picture(stations, width, boxes=boxes)
        assert len(drawn.lines) == (5 if boxes else 2)
        assert all(cells(line) <= width for line in drawn.lines)
        assert [phase for _, _, phase in drawn.places] == list(Phase)
