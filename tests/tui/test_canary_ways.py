"""No key and no search of the room or a seat leads to the words of the facilitator or to what is to come."""

from pathlib import Path

import pytest

from simulator.exercise.viewer import viewers
from simulator.machine import PhaseMachine
from simulator.tui.app.palette import places
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.kit.picture import picture
from simulator.tui.kit.services import services
from simulator.tui.play.screen import PlayScreen
from tests.exercise.canaries import SECRET, marked_play
from tests.tui.conftest import screen_text, settle

ACTS = {  # what changes the exercise or the view, or leaves
    "play.next", "play.reveal", "play.view", "play.views", "play.pace", "play.faster", "play.slower",
    "screen.back", "app.quit", "app.palette", "play.blank", "play.freeze", "app.dark", "app.picture",
}  # fmt: skip
WHOLE = {  # what opens or does the same from every pane: from the first one is enough
    "play.jump", "play.branches", "play.fork", "play.timer", "play.room", "play.measures",
    "walk.matrix", "walk.systems", "walk.undo", "walk.redo", "walk.section", "walk.section_back",
    "reports.papers", "reports.reason", "app.theme", "app.themes",
}  # fmt: skip


def text_and_rows(app: ShishinApp) -> str:
    """Cells, title, and the rows that are scrolled out of sight."""
    parts = [screen_text(app), str(app.title), str(app.screen.title)]
    for view in app.screen.query(BlockView):
        parts += [f"{block.label} {block.text} {block.target}" for block in view.blocks]
    return "\n".join(parts)


@pytest.mark.parametrize("name", ["01-full-arc", "10-flood-beside-a-rising-threat"])
async def test_no_key_or_search_of_another_view_leads_to_the_facilitators_words(
    name: str, machine: PhaseMachine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    play = marked_play(name, machine, tmp_path / "j")
    app = ShishinApp(journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = PlayScreen(play)
        await app.push_screen(screen)
        while not play.waiting:
            screen.deciding.next()
        steps_to_come = play.scenario.steps[len(play.state.shown) + 1 :]
        to_come = [step.text.strip()[:24] for step in steps_to_come if hasattr(step, "text")]
        pressed: set[str] = set()
        for viewer in (viewers(play.scenario)[1], viewers(play.scenario)[-1]):
            screen.staging.set_view(viewer)
            await pilot.pause()
            pictured: set[type[object]] = set()
            pressed_in_view: set[str] = set()
            for pane in ("feed", "sheet", "clause"):
                screen.focus_pane(pane)
                await pilot.pause()
                for command, key in list(offered_commands(app.screen)):
                    if command.id in ACTS or command.id.startswith("play.option"):
                        continue
                    if command.id in WHOLE and command.id in pressed_in_view:
                        continue
                    pressed_in_view.add(command.id)
                    await pilot.press(key)
                    await settle(pilot)
                    text = text_and_rows(app)
                    if type(app.screen) not in pictured:  # painted from the same cells
                        pictured.add(type(app.screen))
                        text += picture(app)
                    assert SECRET not in text, (viewer.name, command.id)
                    assert not [words for words in to_come if words in text], (viewer.name, command.id)
                    assert SECRET not in str(app.clipboard)
                    while app.screen is not screen:
                        app.pop_screen()
                        await pilot.pause()
            pressed |= pressed_in_view
            offered_places = "\n".join(
                f"{place.title} {place.about} {place.words}" for place in places(services(app), app.screen)
            )
            assert SECRET not in offered_places
            assert not [words for words in to_come if words in offered_places]
        assert {
            "play.jump",
            "play.branches",
            "walk.read",
            "play.ask",
            "reports.papers",
            "text.copy",
        } <= pressed
