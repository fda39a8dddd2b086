"""Playing a scenario by keys: steps, decisions, the sheet, and the end."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.band import Band
from simulator.tui.kit.block_lines import Block, BlockLine, lay_out
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.target import Target
from simulator.tui.play import feed_view
from simulator.tui.play.screen import PlayScreen
from simulator.tui.reader.clause_panel import ClausePanel
from tests.tui.conftest import grid, screen_text
from tests.tui.playing import TO_DECISION, OpenPlay


async def test_before_the_first_step_the_scenario_says_what_it_is_about(playing: OpenPlay) -> None:
    async with playing() as console:
        assert "三つの席で短く試す" in console.text()
        assert console.screen.PANES[console.screen.current_pane] == "feed"
        assert "進行役の画面" in screen_text(console.pilot.app)
        assert "記録 ✓" in screen_text(console.pilot.app)


async def test_space_shows_one_step_after_another_with_both_times(playing: OpenPlay) -> None:
    async with playing("space", "space") as console:
        assert console.kinds == ["started", "shown", "shown"]
        assert "T+00:10\u00a022:10  状況付与（報告）" in console.text()
        assert "防衛省 → 自衛隊" in console.text()
        await console.press("space", "space", "space")
        assert "2日目 00:00" in screen_text(console.pilot.app)


async def test_a_citation_opens_its_clause_with_the_words_marked(playing: OpenPlay) -> None:
    async with playing("enter", shown=2) as console:
        panel = console.pilot.app.screen
        assert isinstance(panel, ClausePanel)
        assert panel.quotes == ("平時から緊急事態までのあらゆる段階において",)


async def test_a_decision_waits_until_its_number_is_pressed(playing: OpenPlay) -> None:
    async with playing("space", "3", "9", shown=TO_DECISION) as console:
        assert console.play.waiting
        await console.press("2")
        assert console.screen.shown.state.configuration.label == "重要影響事態"
        assert "段階を上げた講評。" in console.text()
        assert "平時 → 重要影響事態" in console.text()
        assert "影響が重要と判断した。" in console.text()
        assert console.kinds[-1] == "decided"


async def test_enter_on_an_option_takes_it_and_its_row_stops_being_one(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION) as console:
        feed = console.screen.query_one("#feed", BlockView)
        options = [target for target in feed.targets if Target.of(target).kind == "option"]
        assert len(options) == 2
        assert feed.target == options[0]
        await console.press("enter")
        assert "平時のままの講評。" in console.text()
        assert not [target for target in feed.targets if Target.of(target).kind == "option"]


async def test_steps_are_ticked_with_x_because_space_goes_on(playing: OpenPlay) -> None:
    async with playing("2", "tab", shown=TO_DECISION) as console:
        sheet = console.screen.query_one("#sheet", BlockView)
        sheet.choose(next(t for t in sheet.targets if Target.of(t).kind == "step"))
        await console.press("x")
        assert console.kinds[-1] == "ticked"
        assert "1/" in console.text("sheet")


async def test_a_phase_in_the_band_opens_its_clause_and_moves_nothing(playing: OpenPlay) -> None:
    async with playing("space") as console:
        await console.pilot.click(Band, offset=(2, 0))
        assert isinstance(console.pilot.app.screen, ClausePanel)
        assert console.pilot.app.screen.place == "IV.A"
        assert console.kinds == ["started", "shown"]


async def test_the_sheet_has_the_room_after_a_transition_and_two_lines_until_the_next(
    playing: OpenPlay,
) -> None:
    async with playing("2", shown=TO_DECISION, width=120, height=36) as console:
        sheet = console.screen.query_one("#sheet", BlockView)
        assert sheet.size.height > 10
        await console.press("space")
        assert sheet.size.height == 3
        await console.press("tab")
        assert sheet.size.height > 10
        await console.press("shift+tab")
        assert sheet.size.height == 3
        assert console.screen.query_one("#feed").size.width >= 0.58 * 120


async def test_the_clause_of_the_chosen_option_stands_beside_it(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        assert "同盟は、日本の平和" not in console.text("clause")
        await console.press("j")
        assert "同盟は、日本の平和" in console.text("clause")
        await console.press("v", "k", "j")
        assert "同盟は、日本の平和" not in console.text("clause")
        await console.press("e", "k", "j")
        assert "同盟は、日本の平和" in console.text("clause")


async def test_panes_that_did_not_change_are_left_where_they_were(playing: OpenPlay) -> None:
    async with playing("2", "tab", "j", "j", "j", shown=TO_DECISION) as console:
        sheet = console.screen.query_one("#sheet", BlockView)
        target = sheet.target
        await console.press("space", "n", "a", "ctrl+s")
        assert sheet.target == target


async def test_the_first_scenario_of_the_library_is_played_to_an_end_by_keys_alone(tmp_path: Path) -> None:
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await app.workers.wait_for_complete()
        await pilot.press("enter")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PlayScreen)
        for _ in range(200):
            if screen.play.ended:
                break
            await pilot.press("1" if screen.play.waiting else "space")
        assert screen.play.ended
        assert "終わり" in grid(app)[0]


async def test_one_more_step_lays_out_only_what_is_new(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[int] = []

    def lay_out_counted(blocks: Sequence[Block], width: int, *, rows: bool, first: int) -> list[BlockLine]:
        laid_out.append(len(blocks))
        return lay_out(blocks, width, rows=rows, first=first)

    async with playing(shown=TO_DECISION) as console:
        monkeypatch.setattr(feed_view, "lay_out", lay_out_counted)
        await console.press("1")
        feed = console.screen.query_one("#feed", BlockView)
        assert sum(laid_out) < len(feed.blocks) / 2
