"""Each screen as a grid of text at three sizes; and at any size no line breaks the rules of Japanese.

`SHISHIN_RENEW=1 pytest tests/tui/test_grids.py` writes the grids anew; look at what has changed.
"""

import os
import random
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from simulator.exercise import VirtualClock
from simulator.language import speak
from simulator.machine import PhaseMachine
from simulator.tui.kit.lines_view import LinesView
from simulator.typography import cells
from tests.language.leftover import leftover
from tests.tui.conftest import grid
from tests.tui.stages import STAGES, stage

GRIDS = Path(__file__).parents[1] / "data" / "grids"
SIZES = ((80, 24), (120, 36), (200, 60))
WIDTHS = int(os.environ.get("SHISHIN_WIDTHS", "168"))  # `make soak` tries 2,000
HELD = {
    "play-measures",
    "reader",
    "clause",
}  # opened at each size: what one reads keeps its place in a resize


@pytest.fixture(autouse=True)
def _no_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line of time is drawn to scale: a second more would be another picture."""
    monkeypatch.setattr("simulator.journal.opening.SystemClock", VirtualClock)


NOT_FIRST = set("、。，．・：；？！」』）］｝】〉》〕ゝゞ々ーぁぃぅぇぉっゃゅょァィゥェォッャュョ")
NOT_LAST = set("「『（［｛【〈《〔")


def faults(app: App[None]) -> list[str]:
    """Lines that the rules of Japanese forbid, and lines too long for their view."""
    faulty_lines = []
    for view in app.screen.query(LinesView):
        for line in view._lines if view.size.width else ():
            text = view.blocks[line.block].text
            words = text[line.start : line.end]
            if not words or view._width - line.left < 12:  # so narrow that the rules give way
                continue
            if line.start and text[line.start - 1] != "\n" and words[0] in NOT_FIRST:
                faulty_lines.append(f"{view.id} begins with {words[0]}: {words}")
            if (
                line.end < len(text.rstrip())
                and text[line.end : line.end + 1] != "\n"
                and words[-1] in NOT_LAST
            ):
                faulty_lines.append(f"{view.id} ends with {words[-1]}: {words}")
            if line.left + cells(words) > view._width:
                faulty_lines.append(f"{view.id} is cut: {words}")
    return faulty_lines


def nothing_overlaps(app: App[None]) -> bool:
    """Whether every pane that shows has room, inside the screen, and none lies on another."""
    regions = [pane.region for pane in app.screen.query(".pane") if pane.display and pane.region.area]
    apart = all(not a.overlaps(b) for n, a in enumerate(regions) for b in regions[n + 1 :])
    return apart and all(app.screen.region.contains_region(region) for region in regions)


async def resize(pilot: Pilot[None], size: tuple[int, int]) -> None:
    """Resize the terminal, and wait for the layout, which a busy machine may do a little later."""
    await pilot.resize_terminal(*size)
    for _ in range(100):
        if pilot.app.screen._compositor.size == pilot.app.size:
            break
        await pilot.pause(0.01)
    await pilot.pause()


def assert_as_kept(pilot: Pilot[None], name: str, language: str, size: tuple[int, int]) -> None:
    """Assert that the screen is as it was when last looked at, and nothing on it is in the wrong place."""
    text = "\n".join(line.rstrip() for line in grid(pilot.app)) + "\n"
    text = text.replace(str(Path(os.environ["SHISHIN_SETTINGS"])), "SETTINGS")
    focused = pilot.app.focused
    assert not faults(pilot.app), size
    assert nothing_overlaps(pilot.app), size
    assert focused is not None and focused.region.area > 0, f"{size}: keys go where nobody looks"  # noqa: PT018
    if language == "en":
        assert not leftover(text)
    if name == "help":
        return  # it names the settings file, whose path is another each time
    kept_grid = GRIDS / language / f"{name}-{size[0]}x{size[1]}.txt"
    if os.environ.get("SHISHIN_RENEW"):
        kept_grid.parent.mkdir(parents=True, exist_ok=True)
        kept_grid.write_text(text, "utf-8")
    assert text == kept_grid.read_text("utf-8"), size


@pytest.mark.parametrize("name", STAGES)
async def test_the_screen_is_as_it_was_looked_at_at_each_size(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    starts = [[size] for size in SIZES] if name in HELD else [SIZES]
    for number, sizes in enumerate(starts):
        (folder := tmp_path / str(number)).mkdir()
        async with stage(name, machine, folder, sizes[0]) as pilot:
            for size in sizes:
                if size != pilot.app.size:
                    await resize(pilot, size)
                assert_as_kept(pilot, name, "ja", size)


@pytest.mark.parametrize("name", STAGES)
async def test_the_english_screen_is_as_it_was_looked_at(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    speak("en")
    async with stage(name, machine, tmp_path, SIZES[0]) as pilot:
        assert_as_kept(pilot, name, "en", SIZES[0])


@pytest.mark.parametrize("name", STAGES)
async def test_at_any_width_lines_keep_the_rules_and_the_focus_stays(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    chance = random.Random(f"widths {name}")
    async with stage(name, machine, tmp_path, (120, 36)) as pilot:
        app = pilot.app
        focus = app.focused.id if app.focused else None
        chosen = {view.id: view.target for view in app.screen.query(LinesView)}
        for _ in range(-(-WIDTHS // len(STAGES))):
            await resize(pilot, (chance.randint(80, 250), chance.randint(24, 80)))
            grid(app)  # paints it, and holds that each line has just the width of the screen
            assert not faults(app), app.size
            assert nothing_overlaps(app), app.size
        await resize(pilot, (120, 36))
        assert (app.focused.id if app.focused else None) == focus
        assert {view.id: view.target for view in app.screen.query(LinesView)} == chosen
