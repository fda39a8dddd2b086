"""The map of phases shows the way that was taken: where one was last, and what was passed before."""

from pathlib import Path

import pytest

from simulator.doctrine import Phase
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.rows import Target
from simulator.tui.moment.phases import came_from
from simulator.tui.walk.screen import WalkScreen
from tests.tui.conftest import settle
from tests.tui.playing import TO_DECISION, Open


def row(screen: WalkScreen, phase: Phase) -> str:
    """What the map says of a phase."""
    view = screen.query_one("#phases", BlockView)
    return next(block.text for block in view.blocks if block.target == str(Target("phase", phase.value)))


async def walked(screen_keys: str, folder: Path) -> tuple[dict[Phase, str], set[Phase]]:
    """The rows of the map after some keys, and where the present came from."""
    app = ShishinApp(start="walk", journal=folder / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await pilot.press(*screen_keys)
        screen = app.screen
        assert isinstance(screen, WalkScreen)
        return {phase: row(screen, phase) for phase in Phase}, came_from(screen.state)


async def test_at_the_beginning_one_came_from_nowhere_and_all_else_can_be_entered(tmp_path: Path) -> None:
    rows, before = await walked("", tmp_path)
    assert not before
    assert rows[Phase.JUYO] == "○ 重要影響事態\nIV.B 移れる"
    assert "移れる" not in rows[Phase.HEIJI]


@pytest.mark.parametrize("keys", ["26", "2656", "265"])
async def test_what_begins_beside_does_not_hide_where_the_situation_came_from(
    keys: str, tmp_path: Path
) -> None:
    rows, before = await walked(keys, tmp_path)
    assert Phase.HEIJI in before
    assert rows[Phase.HEIJI] == "◎ 平時\nIV.A 前にいた"


async def test_of_the_phases_passed_the_latest_is_marked_and_the_others_named(tmp_path: Path) -> None:
    rows, before = await walked("234", tmp_path)
    assert before == {Phase.YOSOKU}
    assert rows[Phase.YOSOKU] == "◎ 武力攻撃予測\nIV.C.1 前にいた"
    assert rows[Phase.JUYO] == "○ 重要影響事態\nIV.B 通った"
    assert rows[Phase.HEIJI] == "○ 平時\nIV.A 通った"


async def test_what_stood_beside_and_ended_is_marked_as_before(tmp_path: Path) -> None:
    rows, before = await walked("66", tmp_path)
    assert before == {Phase.SAIGAI}
    assert rows[Phase.SAIGAI].startswith("◎")


async def test_a_phase_that_is_refused_still_tells_that_one_was_there(tmp_path: Path) -> None:
    rows, _ = await walked("54", tmp_path)
    assert rows[Phase.SONRITSU].split("\n") == [
        "× 存立危機",
        "IV.D 入れない IV.D\u00a0¶1\u00a0s1",
        "前にいた",
    ]


async def test_what_was_undone_was_not_passed(tmp_path: Path) -> None:
    rows, before = await walked("23uu", tmp_path)
    assert not before
    assert rows[Phase.JUYO].endswith("移れる")


async def test_in_a_play_nothing_says_that_one_could_enter_a_phase(playing: Open) -> None:
    async with playing("2", "space", "space", shown=TO_DECISION, width=120, height=36) as found:
        assert "移れる" not in found.text("phases")
        assert "◎ 重要影響事態\nIV.B 前にいた" in found.text("phases")
        assert "○ 平時\nIV.A 通った" in found.text("phases")
