"""Moments and branches of a play: looking back, jumping, undoing, forking, comparing."""

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from simulator.tui.kit.band import Band
from simulator.tui.play.comparison_screen import ComparisonScreen
from tests.tui.conftest import grid, screen_text, settle
from tests.tui.playing import TO_DECISION, OpenPlay, steps_shown


async def test_the_end_shows_the_questions_for_the_hot_wash_and_undo_still_works(
    playing: OpenPlay,
) -> None:
    async with playing("1", "space", "space", "space", "space", shown=TO_DECISION) as console:
        assert "終わり  幕" in console.text()
        assert "何が根拠だったか。" in console.text()
        assert "終わり" in grid(console.pilot.app)[0]
        await console.press("u")
        assert "何が根拠だったか。" not in console.text()
        await console.press("space")
        assert console.play.ended


async def test_undo_takes_back_a_decision_and_redo_takes_that_back(playing: OpenPlay) -> None:
    async with playing("2", "u", shown=TO_DECISION) as console:
        assert console.play.waiting
        await console.press("r")
        assert console.screen.shown.state.configuration.label == "重要影響事態"


async def test_looking_back_shows_that_moment_in_every_pane_and_refuses_to_act(playing: OpenPlay) -> None:
    async with playing("2", "left", shown=TO_DECISION) as console:
        assert "段階を上げた講評。" not in console.text()
        assert [s.phase for s in console.screen.query_one(Band).stations if s.here] == ["heiji"]
        assert "前の時点" in grid(console.pilot.app)[0]
        kinds_before = console.kinds
        await console.press("1", "space", "p", "i")
        assert console.kinds == kinds_before
        await console.press("right")
        assert "段階を上げた講評。" in console.text()


async def test_undo_while_looking_back_goes_on_from_there(playing: OpenPlay) -> None:
    async with playing("2", "space", "left", "left", "u", "1", shown=TO_DECISION) as console:
        assert console.screen.shown.looking is None
        assert console.screen.shown.state.configuration.label == "平時"


async def test_a_moment_is_found_in_the_list_or_by_its_time(playing: OpenPlay) -> None:
    async with playing("T", "k", "enter", shown=TO_DECISION) as console:
        assert steps_shown(console) == 4
        await console.press("T", "0", "colon", "1", "5", "enter")
        assert steps_shown(console) == 2
        await console.press("T", "9", "colon", "0", "0", "enter")
        assert steps_shown(console) == 2
        await console.press("T", "home", "enter")
        assert steps_shown(console) == 0
        await console.press("T", "escape")
        assert steps_shown(console) == 0


@pytest.mark.parametrize("time", ["0:15", "０：１５", "0：15", "00:15"])
async def test_a_time_typed_in_one_go_comes_into_the_line_whole(playing: OpenPlay, time: str) -> None:
    async with playing("T", shown=TO_DECISION) as console:
        app = console.pilot.app
        for character in time:
            app.post_message(events.Key(_character_to_key(character), character))
        await settle(console.pilot)
        assert app.screen.query_one(Input).value == time
        await console.press("enter")
        assert steps_shown(console) == 2


@pytest.mark.parametrize("time", ["0:15", "０：１５"])
async def test_the_enter_after_a_time_typed_in_one_go_goes_to_that_time(playing: OpenPlay, time: str) -> None:
    async with playing("T", shown=TO_DECISION) as console:
        for character in time:
            console.pilot.app.post_message(events.Key(_character_to_key(character), character))
        console.pilot.app.post_message(events.Key("enter", "\r"))
        await settle(console.pilot)
        assert steps_shown(console) == 2


@pytest.mark.parametrize("time", ["0:15", " T+0:15\n", "０：１５"])
async def test_a_time_pasted_over_the_list_comes_into_the_line(playing: OpenPlay, time: str) -> None:
    async with playing("T", shown=TO_DECISION) as console:
        console.pilot.app.post_message(events.Paste(time))
        await settle(console.pilot)
        assert console.pilot.app.screen.query_one(Input).value == time.strip()
        await console.press("enter")
        assert steps_shown(console) == 2


async def test_a_row_can_be_chosen_although_a_time_was_begun(playing: OpenPlay) -> None:
    async with playing("T", "0", "colon", "shift+tab", "home", "enter", shown=TO_DECISION) as console:
        assert steps_shown(console) == 0


async def test_what_is_no_time_is_said_and_nothing_moves(playing: OpenPlay) -> None:
    async with playing("space", "space", "T", "7", "enter") as console:
        assert "時刻は「時:分」で" in screen_text(console.pilot.app)
        await console.press("escape")
        assert steps_shown(console) == 2


async def test_a_branch_is_forked_from_the_moment_looked_at_and_both_stay(playing: OpenPlay) -> None:
    async with playing("2", "left", "f", "enter", "1", shown=TO_DECISION) as console:
        assert console.screen.shown.state.configuration.label == "平時"
        await console.press("b", "k", "enter")
        assert console.screen.shown.state.configuration.label == "重要影響事態"
        await console.press("b", "j", "enter")
        assert console.screen.shown.state.configuration.label == "平時"


async def test_a_branch_has_the_name_given_and_an_empty_one_can_be_gone_back_to(playing: OpenPlay) -> None:
    async with playing("2", "left", "f", "X", "enter", "b", "k", "enter", shown=TO_DECISION) as console:
        assert console.screen.shown.state.configuration.label == "重要影響事態"
        await console.press("b")
        assert "X" in screen_text(console.pilot.app)
        await console.press("j", "enter", "1", "b")
        assert "X  いま" in screen_text(console.pilot.app)


async def test_two_branches_are_laid_side_by_side(playing: OpenPlay) -> None:
    async with playing("2", "left", "f", "enter", "1", "b", "k", "w", shown=TO_DECISION) as console:
        await console.pilot.pause()
        screen = console.pilot.app.screen
        assert isinstance(screen, ComparisonScreen)
        text = screen_text(console.pilot.app)
        row = next(line for line in text.splitlines() if "平時のままとする" in line)
        assert "重要な影響があると見る" in row
        assert "≠" in row
        await console.press("escape")
        assert console.pilot.app.screen is console.screen


async def test_a_click_on_the_line_of_time_shows_that_moment(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        bar = grid(console.pilot.app)[-2]
        await console.pilot.click("#timeline", offset=(bar.index("●"), 1))
        assert console.screen.shown.looking is not None
        assert steps_shown(console) in (2, 3)


async def test_a_click_on_a_time_over_the_line_shows_what_stands_under_it(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        times = grid(console.pilot.app)[-3]
        await console.pilot.click("#timeline", offset=(times.index("22:20"), 0))
        assert console.screen.shown.looking is not None
        assert console.screen.shown.state.elapsed == 20 * 60
