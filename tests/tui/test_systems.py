"""The standing systems: who takes part, what each does in a situation, how strongly, on what basis."""

import pytest
from textual.pilot import Pilot

from simulator.doctrine import Doctrine, Phase
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.system_rows import system_rows
from simulator.tui.asking.systems import SystemsScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.target import Target
from simulator.tui.reader.clause_panel import ClausePanel
from tests.tui.conftest import foot_message, screen_text, settle


def text(pilot: Pilot[None]) -> str:
    return "\n".join(block.text for block in pilot.app.screen.query_one("#systems", BlockView).blocks)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)])
async def test_the_systems_open_from_home_with_the_coordination_mechanism_first(
    size: tuple[int, int],
) -> None:
    app = ShishinApp()
    async with app.run_test(size=size) as pilot:
        await pilot.press("y")
        await settle(pilot)
        assert isinstance(app.screen, SystemsScreen)
        text_of_screen = screen_text(app)
    for words in ("仕組み ▸ 平時", "同盟調整メカニズム  III.A", "参加 日米両政府", "明文  強さ 無条件"):
        assert words in text_of_screen


async def test_the_mechanism_is_not_equally_strong_everywhere() -> None:
    app = ShishinApp(start="walk", phases=frozenset({"juyo"}))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("y")
        assert "強さ 各々の決定により" in text(pilot)
        await pilot.press("3")
        assert "IV.C.1 にはこの仕組みの名がない" in text(pilot)
        assert "定めなし" in text(pilot)
        assert "強さ 各々の決定により" not in text(pilot)


async def test_phases_toggle_and_the_excluded_pair_is_refused() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y", "4", "6")
        screen = app.screen
        assert isinstance(screen, SystemsScreen)
        assert screen.at.label == "武力攻撃発生＋大規模災害"
        await pilot.press("5")
        await settle(pilot)
        assert "IV.D ¶1" in foot_message(app)
        await pilot.press("1")
        assert screen.at.label == "平時＋大規模災害"


async def test_a_row_opens_its_clause_and_escape_comes_back() -> None:
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("y")
        await settle(pilot)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)
        assert app.screen.place == "III.A.p1.s2"
        await pilot.press("escape", "escape")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("phase", list(Phase))
def test_every_system_shows_in_every_phase_and_every_row_has_its_own_target(
    doctrine: Doctrine, phase: Phase
) -> None:
    rows = system_rows(doctrine, frozenset({phase}))
    headings = [row.text for row in rows if row.look == "heading"]
    assert headings == [f"{system.name}  {system.clause}" for system in doctrine.systems]
    targets = [row.target for row in rows if row.target is not None]
    assert len(targets) == len(set(targets))
    for target in targets:
        cited = Target.of(target)
        assert cited.quote in doctrine.document.sentence(cited.name).text
