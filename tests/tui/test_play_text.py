"""A play opens the text as a walk does: the views on it, and the measures in force."""

import pytest

from simulator.doctrine import Phase
from simulator.tui.asking.ask import AskScreen
from simulator.tui.asking.matrix import MatrixScreen
from simulator.tui.asking.systems import SystemsScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.chooser import Chooser
from simulator.tui.kit.target import Target
from simulator.tui.moment.measures_window import MeasuresWindow
from simulator.tui.reader.clause_panel import ClausePanel
from tests.tui.conftest import screen_text, settle
from tests.tui.playing import TO_DECISION, Console, OpenPlay

VIEWS = ("t", "m", "y")


def phases_of_view(console: Console) -> set[str]:
    """The phases that the view on the screen is about."""
    match console.pilot.app.screen:
        case AskScreen() as screen:
            return {phase.value for phase in screen.question.at.phases}
        case MatrixScreen() as screen:
            return set(screen.phases)
        case SystemsScreen() as screen:
            return {phase.value for phase in screen.at.phases}
    return set()


@pytest.mark.parametrize("key", VIEWS)
async def test_each_view_opens_in_the_present_phase_and_leads_back(playing: OpenPlay, key: str) -> None:
    async with playing("2", key, shown=TO_DECISION, width=120, height=36) as console:
        assert phases_of_view(console) == {"juyo"}
        await console.press("escape")
        assert console.pilot.app.screen is console.screen


@pytest.mark.parametrize("key", VIEWS)
async def test_looking_back_the_view_is_about_the_moment_shown(playing: OpenPlay, key: str) -> None:
    async with playing("2", "left", key, shown=TO_DECISION, width=120, height=36) as console:
        assert phases_of_view(console) == {"heiji"}


async def test_a_seat_too_sees_the_measures_in_force_by_who_acts(playing: OpenPlay) -> None:
    async with playing("v", "2", "s", shown=TO_DECISION, width=120, height=36) as console:
        window = console.pilot.app.screen
        assert isinstance(window, MeasuresWindow)
        view = window.query_one(BlockView)
        doctrine = window.doctrine
        assert len(view.targets) == len(doctrine.in_force(frozenset({Phase.JUYO})))
        assert "▸ 重要影響事態" in screen_text(console.pilot.app)
        await console.press("a")
        assert isinstance(console.pilot.app.screen, Chooser)
        await console.press("j", "j", "enter")
        measures = [doctrine.measure(Target.of(target).key) for target in view.targets]
        assert measures
        assert window.actor is not None
        assert all(window.actor in measure.actors for measure in measures)


async def test_a_measure_opens_its_clause_over_the_window(playing: OpenPlay) -> None:
    async with playing("s", shown=1, width=80, height=24) as console:
        window = console.pilot.app.screen
        target = Target.of(window.query_one(BlockView).target)
        await console.press("enter")
        await settle(console.pilot)
        panel = console.pilot.app.screen
        assert isinstance(panel, ClausePanel)
        assert panel.place == target.name
        assert panel.quotes == (target.quote,)
        await console.press("escape", "escape")
        assert console.pilot.app.screen is console.screen
