"""The clause pane follows the chosen row, and does not slow the key that moves."""

import pytest
from textual.screen import Screen

from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.pane import Pane
from simulator.tui.moment import view as moment_view
from tests.tui.conftest import settle
from tests.tui.playing import TO_DECISION, Class, Open

SIZE = {"width": 120, "height": 36}


def clause(found: Class) -> str:
    """The words of the pane beside."""
    return "\n".join(block.text for block in found.screen.query_one("#clause", BlockView).blocks)


async def test_while_a_key_is_held_down_the_clause_waits(
    playing: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as found:
        await found.press("home")
        before = clause(found)
        monkeypatch.setattr(moment_view.MomentView, "FOLLOWS_AFTER", 3600)
        monkeypatch.setattr(moment_view, "beside_rows", lambda *_given, **_how: pytest.fail("built"))
        await found.press(*"jjj")
        assert clause(found) == before


@pytest.mark.parametrize("going_there", ["shift+tab", "space"])
async def test_it_never_lags_behind_another_key(
    playing: Open, monkeypatch: pytest.MonkeyPatch, going_there: str
) -> None:
    async with playing("home", "j", shown=TO_DECISION, **SIZE) as found:
        feed = found.screen.query_one("#feed", BlockView)
        assert feed.target is not None
        follows, before = clause(found), feed.target
        await found.press("home")
        assert clause(found) != follows
        monkeypatch.setattr(moment_view.MomentView, "FOLLOWS_AFTER", 3600)
        await found.press("j")
        assert feed.target == before
        assert clause(found) != follows
        if going_there == "space":
            found.screen.query_one(moment_view.MomentView).show_moment()
        else:
            found.screen.focus_pane("clause")
        await settle(found.pilot)
        assert clause(found) == follows


async def test_choosing_another_row_lays_out_nothing(playing: Open) -> None:
    async with playing("home", shown=TO_DECISION, **SIZE) as found:
        laid_out: list[Screen[object]] = []
        screen = found.screen
        screen.screen_layout_refresh_signal.subscribe(screen, laid_out.append, immediate=True)
        shown = set()
        for _ in range(6):
            await found.press("j")
            shown.add(len(screen.query_one("#clause", BlockView).blocks))
        assert len(shown) > 1, "clauses of one length show nothing"
        assert not laid_out


async def test_naming_a_pane_paints_its_edge_alone(playing: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as found:
        pane = found.screen.query_one("#clause-pane", Pane)
        painted: list[int] = []
        monkeypatch.setattr(
            pane,
            "_set_dirty",
            lambda *regions: painted.extend(region.y for region in regions or (pane.region,)),
        )
        pane.entitle("別の名", "下の語")
        pane.entitle("別の名", "下の語")
        assert painted == [-1, pane.size.height]
