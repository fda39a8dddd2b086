"""A picture of a screen with hostile text: a sound file that draws and does nothing else."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.picture import picture
from simulator.tui.play.screen import PlayScreen
from simulator.typography import cells
from tests.hostile import HOSTILE, TOGETHER, acting, deceiving, scenarios, written
from tests.tui.conftest import grid, settle
from tests.tui.test_picture import drawn, in_cells

KINDS = {
    **TOGETHER,
    "SVG": "</text></svg><script>alert(1)</script><a href='//a'>&lt;&#x1b; ]]> <!-- \" onload=\"x()",
    "XML does not have it": "\ufffe\uffff\x00\x0b\x1f",
}
DRAWING = {"svg", "style", "defs", "clipPath", "rect", "text", "g", "circle"}


def assert_only_draws(svg: str) -> None:
    """Assert that there are only shapes and words, and nothing that runs, opens or loads."""
    for element in ET.fromstring(svg).iter():
        assert element.tag.removeprefix("{http://www.w3.org/2000/svg}") in DRAWING
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name.lower()
            assert "url(" not in value or value.startswith("url(#")
        if element.tag.endswith("style"):
            assert "url(" not in (element.text or "")
            assert "@import" not in (element.text or "")


def assert_drawn_as_on_screen(app: ShishinApp, svg: str) -> None:
    """Assert that each character that takes room stands in its cells.

    The edge of a window may part a character from its combining marks, so these are left out.
    """
    drawn_lines: list[dict[int, str]] = [{} for _ in grid(app)]
    for y, x, words, length in drawn(svg):
        assert round(length, 1) == cells(words)
        drawn_lines[y].update(
            {x + cell: character for cell, character in in_cells_that_take_room(words).items()}
        )
    assert drawn_lines == [in_cells_that_take_room(line) for line in grid(app)]


def in_cells_that_take_room(line: str) -> dict[int, str]:
    return in_cells("".join(char for char in line if cells(char)))


@pytest.mark.parametrize("kind", KINDS)
async def test_a_hostile_scenario_makes_pictures_that_only_draw(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(HOSTILE, kind, KINDS[kind])
    path = written(next(scenarios(kind)), tmp_path)
    app = ShishinApp(start="play", scenario=path, journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        for keys in ("space space", "b", "i", "t", "colon", "space", "v"):
            await pilot.press(*keys.split())
            await settle(pilot)
            assert any(isinstance(screen, PlayScreen) for screen in app.screen_stack)
            svg = picture(app, title=KINDS[kind])
            assert_drawn_as_on_screen(app, svg)
            assert_only_draws(svg)
            assert not acting(svg)
            assert not deceiving(svg)
            while not isinstance(app.screen, PlayScreen):
                app.pop_screen()
            await settle(pilot)


@pytest.mark.parametrize("kind", KINDS)
async def test_any_title_and_any_notice_make_a_sound_picture(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    app = ShishinApp()
    app.title = KINDS[kind]
    async with app.run_test(size=(80, 24)) as pilot:
        app.say(KINDS[kind], warning=True)
        await settle(pilot)
        await pilot.press("f9")
        await settle(pilot)
    svg = (tmp_path / "shishin-screen.svg").read_text("utf-8")
    assert_only_draws(svg)
    assert not acting(svg)
    assert not deceiving(svg)
