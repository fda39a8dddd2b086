"""A picture of the screen has each character where the terminal has it."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from simulator.language import speak
from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.picture import picture, pieces
from simulator.typography import cells, clusters
from tests.tui.conftest import foot_message, grid, settle
from tests.tui.stages import stage

CELL, LINE = 12.2, 24.4


def drawn(svg: str) -> Iterator[tuple[int, int, str, float]]:
    """Each piece of text of the screen: line, cell, words, and its length in cells."""
    for element in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        if length := element.get("textLength"):
            x, y = float(element.get("x", 0)) / CELL, (float(element.get("y", 0)) - 20) / LINE
            assert abs(x - round(x)) < 0.02, "between two cells"
            yield round(y), round(x), element.text or "", float(length) / CELL


def in_cells(line: str) -> dict[int, str]:
    """What stands in which cell of a line, white space left out."""
    characters, cell = {}, 0
    for start, end, size in clusters(line, 0, len(line)):
        if not line[start:end].isspace():
            characters[cell] = line[start:end]
        cell += size
    return characters


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
@pytest.mark.parametrize("name", ["home", "walk", "play-decided", "matrix", "ask-silent", "inject"])
async def test_each_character_stands_in_its_cells(
    name: str, size: tuple[int, int], machine: PhaseMachine, tmp_path: Path
) -> None:
    async with stage(name, machine, tmp_path, size) as pilot:
        lines_on_screen = [in_cells(line) for line in grid(pilot.app)]
        svg = picture(pilot.app)
    drawn_lines: list[dict[int, str]] = [{} for _ in lines_on_screen]
    for y, x, words, length in drawn(svg):
        assert round(length, 1) == cells(words)
        drawn_lines[y].update({x + cell: character for cell, character in in_cells(words).items()})
    assert drawn_lines == lines_on_screen


def test_narrow_and_wide_characters_do_not_share_their_room() -> None:
    placed = [(piece.text, piece.start, piece.cells) for piece in pieces("IV.B 重要影響 → 2件")]
    assert placed == [
        ("IV.B", 0, 4),
        ("重要影響", 5, 8),
        ("→", 14, 1),
        ("2", 16, 1),
        ("件", 17, 2),
    ]


@pytest.mark.parametrize(("language", "title"), [("ja", "指針シミュレータ"), ("en", "Shishin")])
async def test_its_title_is_in_the_language_spoken(language: str, title: str) -> None:
    speak(language)
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert re.search(rf'-title"[^>]*>{title}</text>', picture(app))


def test_a_sign_that_is_squeezed_keeps_its_height_in_proportion() -> None:
    kinds = {piece.text: piece.kind for piece in pieces("× ≠ ● →")}
    assert kinds == {"×": "figure", "≠": "figure", "●": "figure", "→": "sign"}


async def test_the_picture_of_a_window_is_kept_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    app = ShishinApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark", "f9")
        await settle(pilot)
        assert "書きました: " in foot_message(app)
        svg = (tmp_path / "shishin-screen.svg").read_text("utf-8")
    assert "手引き" in "".join(words for _, _, words, _ in drawn(svg))
    assert "full-width" not in svg
