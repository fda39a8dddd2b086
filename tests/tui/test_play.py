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
from tests.tui.conftest import grid, page
from tests.tui.playing import TO_DECISION, Open


async def test_before_the_first_step_the_scenario_says_what_it_is_about(playing: Open) -> None:
    async with playing() as found:
        assert "三つの席で短く試す" in found.text()
        assert found.screen.PANES[found.screen.current_pane] == "feed"
        assert "進行役の画面" in page(found.pilot.app)
        assert "記録 ✓" in page(found.pilot.app)


async def test_space_shows_one_step_after_another_with_both_times(playing: Open) -> None:
    async with playing("space", "space") as found:
        assert found.kinds == ["started", "shown", "shown"]
        assert "T+00:10\u00a022:10  状況付与（報告）" in found.text()
        assert "防衛省 → 自衛隊" in found.text()
        await found.press("space", "space", "space")
        assert "2日目 00:00" in page(found.pilot.app)


async def test_a_citation_opens_its_clause_with_the_words_marked(playing: Open) -> None:
    async with playing("enter", shown=2) as found:
        panel = found.pilot.app.screen
        assert isinstance(panel, ClausePanel)
        assert panel.quotes == ("平時から緊急事態までのあらゆる段階において",)


async def test_a_decision_waits_until_its_number_is_pressed(playing: Open) -> None:
    async with playing("space", "3", "9", shown=TO_DECISION) as found:
        assert found.play.waiting
        await found.press("2")
        assert found.screen.shown.state.configuration.label == "重要影響事態"
        assert "段階を上げた講評。" in found.text()
        assert "平時 → 重要影響事態" in found.text()
        assert "影響が重要と判断した。" in found.text()
        assert found.kinds[-1] == "decided"


async def test_enter_on_an_option_takes_it_and_its_row_stops_being_one(playing: Open) -> None:
    async with playing(shown=TO_DECISION) as found:
        feed = found.screen.query_one("#feed", BlockView)
        options = [target for target in feed.targets if Target.of(target).kind == "option"]
        assert len(options) == 2
        assert feed.target == options[0]
        await found.press("enter")
        assert "平時のままの講評。" in found.text()
        assert not [target for target in feed.targets if Target.of(target).kind == "option"]


async def test_steps_are_ticked_with_x_because_space_goes_on(playing: Open) -> None:
    async with playing("2", "tab", shown=TO_DECISION) as found:
        sheet = found.screen.query_one("#sheet", BlockView)
        sheet.choose(next(t for t in sheet.targets if Target.of(t).kind == "step"))
        await found.press("x")
        assert found.kinds[-1] == "ticked"
        assert "1/" in found.text("sheet")


async def test_a_phase_in_the_band_opens_its_clause_and_moves_nothing(playing: Open) -> None:
    async with playing("space") as found:
        await found.pilot.click(Band, offset=(2, 0))
        assert isinstance(found.pilot.app.screen, ClausePanel)
        assert found.pilot.app.screen.place == "IV.A"
        assert found.kinds == ["started", "shown"]


async def test_the_sheet_has_the_room_after_a_transition_and_two_lines_until_the_next(playing: Open) -> None:
    async with playing("2", shown=TO_DECISION, width=120, height=36) as found:
        sheet = found.screen.query_one("#sheet", BlockView)
        assert sheet.size.height > 10
        await found.press("space")
        assert sheet.size.height == 3
        await found.press("tab")
        assert sheet.size.height > 10
        await found.press("shift+tab")
        assert sheet.size.height == 3
        assert found.screen.query_one("#feed").size.width >= 0.58 * 120


async def test_the_clause_of_the_chosen_option_stands_beside_it(playing: Open) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as found:
        assert "同盟は、日本の平和" not in found.text("clause")
        await found.press("j")
        assert "同盟は、日本の平和" in found.text("clause")
        await found.press("v", "k", "j")
        assert "同盟は、日本の平和" not in found.text("clause")
        await found.press("e", "k", "j")
        assert "同盟は、日本の平和" in found.text("clause")


async def test_panes_that_did_not_change_are_left_where_they_were(playing: Open) -> None:
    async with playing("2", "tab", "j", "j", "j", shown=TO_DECISION) as found:
        sheet = found.screen.query_one("#sheet", BlockView)
        target = sheet.target
        await found.press("space", "n", "a", "ctrl+s")
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
    playing: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    laid_out: list[int] = []

    def counting(blocks: Sequence[Block], width: int, *, rows: bool, first: int) -> list[BlockLine]:
        laid_out.append(len(blocks))
        return lay_out(blocks, width, rows=rows, first=first)

    async with playing(shown=TO_DECISION) as found:
        monkeypatch.setattr(feed_view, "lay_out", counting)
        await found.press("1")
        feed = found.screen.query_one("#feed", BlockView)
        assert sum(laid_out) < len(feed.blocks) / 2
