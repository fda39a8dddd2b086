"""While a decision waits, Enter takes no option but the one that somebody chose."""

from pathlib import Path

import pytest

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.target import Target
from tests.tui.conftest import settle
from tests.tui.playing import TO_DECISION, Console, OpenPlay


def chosen_row(console: Console) -> str:
    return Target.of(console.screen.query_one("#feed", BlockView).target).name


NOTE = ("n", "z", "ctrl+s")
ADDED = ("i", "m", "tab", "space", "tab", "z", "ctrl+s")


@pytest.mark.parametrize("keys", [NOTE, ADDED])
@pytest.mark.parametrize(("moved", "option"), [((), "stay"), (("j",), "rise")])
async def test_the_choice_stays_on_its_option_when_something_is_added(
    playing: OpenPlay, keys: tuple[str, ...], moved: tuple[str, ...], option: str
) -> None:
    async with playing(*moved, *keys, shown=TO_DECISION) as console:
        assert chosen_row(console) == option
        await console.press(*keys)
        assert chosen_row(console) == option


async def test_what_was_held_back_is_shown_without_moving_the_choice(playing: OpenPlay) -> None:
    async with playing("space", "h", "space", "space", "space", "j", "H", "enter") as console:
        assert "自衛隊だけに届く知らせ" in console.text()
        assert chosen_row(console) == "rise"


async def test_a_decision_undone_waits_at_its_first_option(playing: OpenPlay) -> None:
    async with playing("2", "u", shown=TO_DECISION) as console:
        assert chosen_row(console) == "stay"


async def test_a_record_that_ends_with_a_note_is_taken_up_at_the_first_option(
    playing: OpenPlay, tmp_path: Path
) -> None:
    async with playing(*NOTE, shown=TO_DECISION):
        pass
    app = ShishinApp(start="resume", journal=tmp_path / "j")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        feed = app.screen.query_one("#feed", BlockView)
        assert Target.of(feed.target).name == "stay"
