"""The clause pane follows the chosen row, and does not slow the key that moves."""

import pytest
from textual.screen import Screen

from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.pane import Pane
from simulator.tui.moment import view as moment_view
from tests.tui.conftest import settle
from tests.tui.playing import TO_DECISION, Console, OpenPlay

SIZE = {"width": 120, "height": 36}


def clause_text(console: Console) -> str:
    """The words of the pane beside."""
    return "\n".join(block.text for block in console.screen.query_one("#clause", BlockView).blocks)


async def test_while_a_key_is_held_down_the_clause_waits(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        await console.press("home")
        clause_before = clause_text(console)
        monkeypatch.setattr(moment_view.MomentView, "FOLLOWS_AFTER", 3600)
        monkeypatch.setattr(moment_view, "beside_rows", lambda *_given, **_how: pytest.fail("built"))
        await console.press(*"jjj")
        assert clause_text(console) == clause_before


@pytest.mark.parametrize("going_there", ["shift+tab", "space"])
async def test_it_never_lags_behind_another_key(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch, going_there: str
) -> None:
    async with playing("home", "j", shown=TO_DECISION, **SIZE) as console:
        feed = console.screen.query_one("#feed", BlockView)
        assert feed.target is not None
        clause_of_second_row, second_row = clause_text(console), feed.target
        await console.press("home")
        assert clause_text(console) != clause_of_second_row
        monkeypatch.setattr(moment_view.MomentView, "FOLLOWS_AFTER", 3600)
        await console.press("j")
        assert feed.target == second_row
        assert clause_text(console) != clause_of_second_row
        if going_there == "space":
            console.screen.query_one(moment_view.MomentView).show_moment()
        else:
            console.screen.focus_pane("clause")
        await settle(console.pilot)
        assert clause_text(console) == clause_of_second_row


async def test_choosing_another_row_lays_out_nothing(playing: OpenPlay) -> None:
    async with playing("home", shown=TO_DECISION, **SIZE) as console:
        laid_out: list[Screen[object]] = []
        screen = console.screen
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append, immediate=True)
        lengths = set()
        for _ in range(6):
            await console.press("j")
            lengths.add(len(screen.query_one("#clause", BlockView).blocks))
        assert len(lengths) > 1, "clauses of one length show nothing"
        assert not laid_out


async def test_naming_a_pane_paints_its_edge_alone(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        pane = console.screen.query_one("#clause-pane", Pane)
        painted: list[int] = []
        monkeypatch.setattr(
            pane,
            "_set_dirty",
            lambda *regions: painted.extend(region.y for region in regions or (pane.region,)),
        )
        pane.entitle("別の名", "下の語")
        pane.entitle("別の名", "下の語")
        assert painted == [-1, pane.size.height]
