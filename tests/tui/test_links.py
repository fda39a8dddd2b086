"""Whatever is underlined as a clause opens that clause when clicked, on any screen and in any row."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from simulator.document import load_guidelines
from simulator.document.address import ClauseError
from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import BlockView
from simulator.tui.kit.content import Mark
from simulator.tui.kit.page_window import PageWindow
from simulator.tui.kit.target import name_in
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.reader.clause_text import ClauseText, title_of
from simulator.typography import cells
from tests.tui.conftest import settle
from tests.tui.playing import SOURCE, TO_DECISION, OpenPlay
from tests.tui.stages import stage

Link = tuple[str, tuple[int, Mark]]  # the words, and where they stand
TITLES = {title_of(unit): unit.id for unit in load_guidelines().clauses()}


def underlined(view: BlockView) -> list[tuple[int, Mark]]:
    """Block number and mark of each clause underlined in a view."""
    marks = [(number, mark) for number, block in enumerate(view.blocks) for mark in block.marks]
    return [(number, mark) for number, mark in marks if mark.look == "link"]


def first_middle_and_last(links: list[Link]) -> list[Link]:
    """The first, one in the middle and the last: a click on each of all links would take long."""
    return [links[number] for number in sorted({0, len(links) // 2, len(links) - 1})] if links else []


def clause_named(words: str) -> str:
    """The place that underlined words name: by its number, or in a list by its title."""
    try:
        return load_guidelines().resolve(words)
    except ClauseError:
        return TITLES[words]


async def click(pilot: Pilot[None], view: BlockView, number: int, mark: Mark) -> None:
    """Click the first character of a mark."""
    lines = view._lines
    y = next(
        y
        for y, candidate in enumerate(lines)
        if candidate.block == number and candidate.start <= mark.start < candidate.end
    )
    view.scroll_to(y=max(0, y - 1), animate=False, force=True)
    await pilot.pause()
    line = lines[y]
    x = line.left + cells(view.blocks[number].text[line.start : mark.start])
    inside = view.content_region.offset - view.region.offset
    await pilot.click(view, offset=(inside.x + x, inside.y + y - view.scroll_offset.y))
    await settle(pilot)


@pytest.mark.parametrize(
    "name",
    [
        "walk",
        "walk-refused",
        "walk-measures",
        "changes",
        "scenario-page",
        "play",
        "play-decided",
        "matrix",
        "ask",
        "ask-silent",
        "systems",
    ],
)
async def test_every_underlined_clause_opens_that_clause(
    name: str, machine: PhaseMachine, tmp_path: Path
) -> None:
    async with stage(name, machine, tmp_path, (200, 60)) as pilot:
        clicked = 0
        below = pilot.app.screen
        for view in below.query(BlockView):
            first_of_each = {
                view.blocks[n].text[m.start : m.end]: (n, m) for n, m in reversed(underlined(view))
            }
            for words, (number, mark) in first_middle_and_last(list(first_of_each.items())):
                await click(pilot, view, number, mark)
                panel = pilot.app.screen
                assert isinstance(panel, ClausePanel), (name, view.id, words)
                place = clause_named(words)
                assert panel.place == place, (name, view.id, words)
                await pilot.press("escape")
                assert pilot.app.screen is below
                clicked += 1
        assert clicked


async def test_the_clause_of_an_option_opens_with_its_words_and_nothing_is_decided(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        view = console.screen.query_one("#feed", BlockView)
        number, mark = underlined(view)[-1]
        await click(console.pilot, view, number, mark)
        panel = console.pilot.app.screen
        assert isinstance(panel, ClausePanel)
        assert panel.place == "IV.B.p1.s1"
        assert panel.quotes == ("日本の平和及び安全に重要な影響を与える事態",)
        await console.press("escape")
        assert not console.play.exercise.state.decisions
        await click(console.pilot, view, number, Mark(0, 1, ""))
        assert len(console.play.exercise.state.decisions) == 1


async def test_enter_on_an_option_still_takes_it(playing: OpenPlay) -> None:
    async with playing("enter", shown=TO_DECISION, width=120, height=36) as console:
        assert not console.play.waiting


async def test_the_clause_of_an_option_not_yet_shown_is_reached_by_key_and_click(playing: OpenPlay) -> None:
    async with playing(shown=1, width=120, height=36) as console:
        console.screen.branching._preview(console.play.script.steps["judge"])
        await settle(console.pilot)
        window = console.pilot.app.screen
        assert isinstance(window, PageWindow)
        view = window.query_one(BlockView)
        number, mark = underlined(view)[0]
        await click(console.pilot, view, number, mark)
        assert isinstance(console.pilot.app.screen, ClausePanel)
        await console.press("escape", ".", "enter")
        panel = console.pilot.app.screen
        assert isinstance(panel, ClausePanel)
        assert panel.place == "IV.B.p1.s1"
        assert console.play.exercise.state.decisions == ()


async def test_a_clause_that_is_not_in_the_text_is_not_underlined_in_an_option(playing: OpenPlay) -> None:
    source = SOURCE.replace("cites: [IV.A.p1]", "cites: [XX.Z]")
    async with playing(source=source, shown=TO_DECISION, width=120, height=36) as console:
        view = console.screen.query_one("#feed", BlockView)
        assert "XX.Z" in console.text()
        assert all(view.blocks[n].text[m.start : m.end] != "XX.Z" for n, m in underlined(view))


async def test_a_reference_in_the_clause_text_opens_its_clause(tmp_path: Path) -> None:
    app = ShishinApp(start="reader", clause="IV.B", journal=tmp_path / "j")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        view = app.screen.query_one(ClauseText)
        number, mark = next((n, m) for n, m in underlined(view) if not name_in(m.target).startswith("IV.B"))
        await click(pilot, view, number, mark)
        assert view.clause == load_guidelines().unit(name_in(mark.target)).clause
