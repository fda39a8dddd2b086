"""Moments and branches of a play: looking back, jumping, undoing, forking, comparing."""

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from simulator.tui.kit.band import Band
from simulator.tui.play.comparison_screen import ComparisonScreen
from tests.tui.conftest import grid, page, settle
from tests.tui.playing import TO_DECISION, Open, moment


async def test_the_end_shows_the_questions_for_the_hot_wash_and_undo_still_works(
    playing: Open,
) -> None:
    async with playing("1", "space", "space", "space", "space", shown=TO_DECISION) as found:
        assert "終わり  幕" in found.text()
        assert "何が根拠だったか。" in found.text()
        assert "終わり" in grid(found.pilot.app)[0]
        await found.press("u")
        assert "何が根拠だったか。" not in found.text()
        await found.press("space")
        assert found.play.ended


async def test_undo_takes_back_a_decision_and_redo_takes_that_back(playing: Open) -> None:
    async with playing("2", "u", shown=TO_DECISION) as found:
        assert found.play.waiting
        await found.press("r")
        assert found.screen.shown.state.configuration.label == "重要影響事態"


async def test_looking_back_shows_that_moment_in_every_pane_and_refuses_to_act(playing: Open) -> None:
    async with playing("2", "left", shown=TO_DECISION) as found:
        assert "段階を上げた講評。" not in found.text()
        assert [s.phase for s in found.screen.query_one(Band).stations if s.here] == ["heiji"]
        assert "前の時点" in grid(found.pilot.app)[0]
        before = found.kinds
        await found.press("1", "space", "p", "i")
        assert found.kinds == before
        await found.press("right")
        assert "段階を上げた講評。" in found.text()


async def test_undo_while_looking_back_goes_on_from_there(playing: Open) -> None:
    async with playing("2", "space", "left", "left", "u", "1", shown=TO_DECISION) as found:
        assert found.screen.shown.looking is None
        assert found.screen.shown.state.configuration.label == "平時"


async def test_a_moment_is_found_in_the_list_or_by_its_time(playing: Open) -> None:
    async with playing("T", "k", "enter", shown=TO_DECISION) as found:
        assert moment(found) == 4
        await found.press("T", "0", "colon", "1", "5", "enter")
        assert moment(found) == 2
        await found.press("T", "9", "colon", "0", "0", "enter")
        assert moment(found) == 2
        await found.press("T", "home", "enter")
        assert moment(found) == 0
        await found.press("T", "escape")
        assert moment(found) == 0


@pytest.mark.parametrize("time", ["0:15", "０：１５", "0：15", "00:15"])
async def test_a_time_typed_in_one_go_comes_into_the_line_whole(playing: Open, time: str) -> None:
    async with playing("T", shown=TO_DECISION) as found:
        app = found.pilot.app
        for character in time:
            app.post_message(events.Key(_character_to_key(character), character))
        await settle(found.pilot)
        assert app.screen.query_one(Input).value == time
        await found.press("enter")
        assert moment(found) == 2


@pytest.mark.parametrize("time", ["0:15", "０：１５"])
async def test_the_enter_after_a_time_typed_in_one_go_goes_to_that_time(playing: Open, time: str) -> None:
    async with playing("T", shown=TO_DECISION) as found:
        for character in time:
            found.pilot.app.post_message(events.Key(_character_to_key(character), character))
        found.pilot.app.post_message(events.Key("enter", "\r"))
        await settle(found.pilot)
        assert moment(found) == 2


@pytest.mark.parametrize("time", ["0:15", " T+0:15\n", "０：１５"])
async def test_a_time_pasted_over_the_list_comes_into_the_line(playing: Open, time: str) -> None:
    async with playing("T", shown=TO_DECISION) as found:
        found.pilot.app.post_message(events.Paste(time))
        await settle(found.pilot)
        assert found.pilot.app.screen.query_one(Input).value == time.strip()
        await found.press("enter")
        assert moment(found) == 2


async def test_a_row_can_be_chosen_although_a_time_was_begun(playing: Open) -> None:
    async with playing("T", "0", "colon", "shift+tab", "home", "enter", shown=TO_DECISION) as found:
        assert moment(found) == 0


async def test_what_is_no_time_is_said_and_nothing_moves(playing: Open) -> None:
    async with playing("space", "space", "T", "7", "enter") as found:
        assert "時刻は「時:分」で" in page(found.pilot.app)
        await found.press("escape")
        assert moment(found) == 2


async def test_a_branch_is_forked_from_the_moment_looked_at_and_both_stay(playing: Open) -> None:
    async with playing("2", "left", "f", "enter", "1", shown=TO_DECISION) as found:
        assert found.screen.shown.state.configuration.label == "平時"
        await found.press("b", "k", "enter")
        assert found.screen.shown.state.configuration.label == "重要影響事態"
        await found.press("b", "j", "enter")
        assert found.screen.shown.state.configuration.label == "平時"


async def test_a_branch_has_the_name_given_and_an_empty_one_can_be_gone_back_to(playing: Open) -> None:
    async with playing("2", "left", "f", "X", "enter", "b", "k", "enter", shown=TO_DECISION) as found:
        assert found.screen.shown.state.configuration.label == "重要影響事態"
        await found.press("b")
        assert "X" in page(found.pilot.app)
        await found.press("j", "enter", "1", "b")
        assert "X  いま" in page(found.pilot.app)


async def test_two_branches_are_laid_side_by_side(playing: Open) -> None:
    async with playing("2", "left", "f", "enter", "1", "b", "k", "w", shown=TO_DECISION) as found:
        await found.pilot.pause()
        screen = found.pilot.app.screen
        assert isinstance(screen, ComparisonScreen)
        shown = page(found.pilot.app)
        row = next(line for line in shown.splitlines() if "平時のままとする" in line)
        assert "重要な影響があると見る" in row
        assert "≠" in row
        await found.press("escape")
        assert found.pilot.app.screen is found.screen


async def test_a_click_on_the_line_of_time_shows_that_moment(playing: Open) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as found:
        bar = grid(found.pilot.app)[-2]
        await found.pilot.click("#timeline", offset=(bar.index("●"), 1))
        assert found.screen.shown.looking is not None
        assert moment(found) in (2, 3)


async def test_a_click_on_a_time_over_the_line_shows_what_stands_under_it(playing: Open) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as found:
        times = grid(found.pilot.app)[-3]
        await found.pilot.click("#timeline", offset=(times.index("22:20"), 0))
        assert found.screen.shown.looking is not None
        assert found.screen.shown.state.elapsed == 20 * 60
