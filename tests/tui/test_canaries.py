"""Through the real screens: at each decision, nothing of the facilitator's is in a cell, picture or list."""

from pathlib import Path

import pytest

from simulator.exercise.viewer import viewers
from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.picture import picture
from simulator.tui.play.screen import PlayScreen
from tests.exercise.canaries import SECRET, marked_play
from tests.tui.conftest import screen_text


def everything_on(app: ShishinApp) -> str:
    """All that a screen holds: its cells, the rows scrolled out of sight, titles, picture, palette."""
    screen = app.screen
    assert isinstance(screen, PlayScreen)
    parts = [screen_text(app), picture(app), screen.aspect.heading(), screen.aspect.status(120)]
    for view in screen.query(BlockView):
        parts += [f"{block.label} {block.text} {block.target}" for block in view.blocks]
    parts += [f"{place.title} {place.about} {place.words}" for place in screen.places()]
    return "\n".join(parts)


@pytest.mark.parametrize("name", ["01-full-arc", "10-flood-beside-a-rising-threat"])
async def test_at_each_decision_no_screen_but_the_facilitators_holds_a_word_of_theirs(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    play = marked_play(name, machine, tmp_path / "j")
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = PlayScreen(play)
        await app.push_screen(screen)
        decisions = 0
        while not play.ended:
            if not play.waiting:
                screen.deciding.next()
                continue
            decisions += 1
            for viewer in viewers(play.scenario):
                screen.staging.set_view(viewer)
                await pilot.pause()
                assert (SECRET in everything_on(app)) is viewer.is_facilitator, (play.waiting.id, viewer.name)
            screen.staging.set_view(viewers(play.scenario)[0])
            play.decide(play.waiting.options[0].id)
        assert decisions > 4
        for viewer in viewers(play.scenario)[1:]:
            screen.staging.set_view(viewer)
            await pilot.pause()
            assert SECRET not in everything_on(app).replace(
                f"{SECRET}目標", ""
            )  # what was to be learnt, at the end
