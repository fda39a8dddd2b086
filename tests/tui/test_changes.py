"""What changes from phase to phase: what comes, stays and goes, filtered, and word by word."""

from itertools import product

import pytest
from textual.pilot import Pilot

from simulator.doctrine import Actor, Basis, Doctrine, Function, Phase
from simulator.doctrine.sheet import changes
from simulator.machine import Configuration
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.asking.change_rows import KINDS, Passing, change_rows, wording_rows
from simulator.tui.asking.changes import ChangesScreen
from simulator.tui.kit.blocks import BlockView
from simulator.tui.reader.clause_panel import ClausePanel
from simulator.tui.walk.screen import WalkScreen
from tests.tui.conftest import screen_text, settle
from tests.tui.playing import OpenPlay

PEACE, INFLUENCE, ATTACK = (Configuration(phase) for phase in (Phase.HEIJI, Phase.JUYO, Phase.HASSEI))


async def open_changes(pilot: Pilot[None], *keys: str) -> ChangesScreen:
    await pilot.press(*keys, "w")
    await settle(pilot)
    screen = pilot.app.screen
    assert isinstance(screen, ChangesScreen)
    return screen


@pytest.mark.parametrize(("before", "after"), list(product((PEACE, INFLUENCE, ATTACK), repeat=2)))
def test_unfiltered_it_tells_of_every_measure_the_doctrine_moves(
    doctrine: Doctrine, before: Configuration, after: Configuration
) -> None:
    by_mark = Passing(before, after).changes_by_mark(doctrine)
    sheet_changes = changes(doctrine, before.phases, after.phases)
    assert [len(by_mark[mark]) for mark, _ in KINDS] == [
        len(sheet_changes.comes),
        len(sheet_changes.lapses),
        len(sheet_changes.continues),
    ]


@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("basis", [None, Basis.TEXT, Basis.READING])
def test_a_filter_leaves_out_what_does_not_fit_and_nothing_else(
    doctrine: Doctrine, actor: Actor, basis: Basis | None
) -> None:
    whole = Passing(PEACE, ATTACK).changes_by_mark(doctrine)
    part = Passing(PEACE, ATTACK, actor=actor, basis=basis).changes_by_mark(doctrine)
    for mark, _ in KINDS:
        fitting = [c for c in whole[mark] if actor in c.measure.actors and basis in (None, c.basis)]
        assert part[mark] == fitting


def test_each_functions_measures_are_found_under_it_and_together_they_are_all(doctrine: Doctrine) -> None:
    whole = Passing(PEACE, ATTACK).changes_by_mark(doctrine)
    by_function = [
        Passing(PEACE, ATTACK, function=function).changes_by_mark(doctrine) for function in Function
    ]
    for mark, _ in KINDS:
        names = {
            change.measure.id for changes_of_function in by_function for change in changes_of_function[mark]
        }
        assert names == {change.measure.id for change in whole[mark]}


def test_every_row_says_its_basis_and_quotes_its_ground(doctrine: Doctrine) -> None:
    passing = Passing(PEACE, INFLUENCE)
    rows = [row for row in change_rows(doctrine, passing) if row.target is not None]
    all_changes = [change for kind in passing.changes_by_mark(doctrine).values() for change in kind]
    assert len(rows) == len(all_changes)
    for row, change in zip(rows, all_changes, strict=True):
        assert change.basis.label in row.text
        assert f"「{change.ground.quote}」" in row.text


def test_the_heading_of_each_kind_counts_what_is_express_and_what_is_reading(doctrine: Doctrine) -> None:
    passing = Passing(PEACE, ATTACK)
    headings = [row.text for row in change_rows(doctrine, passing) if row.look == "heading"]
    by_mark = passing.changes_by_mark(doctrine)
    assert len(headings) == len(KINDS)
    for heading, (mark, _) in zip(headings, KINDS, strict=True):
        bases = [change.basis for change in by_mark[mark]]
        assert heading.endswith(f"明文 {bases.count(Basis.TEXT)}・解釈 {bases.count(Basis.READING)}")
    assert any(change.basis is Basis.TEXT for changed in by_mark.values() for change in changed)


def test_the_wording_of_logistics_is_laid_over_the_wording_of_peacetime(doctrine: Doctrine) -> None:
    rows = wording_rows(doctrine, Passing(PEACE, INFLUENCE, function=Function.LOGISTICS))
    wording = rows[1].text
    assert "IV.A.6\u00a0¶1\u00a0s2 → IV.B.6\u00a0¶1\u00a0s1" in wording
    assert "［＋強化する］" in wording
    assert "［－自衛隊及び米軍］" in wording


def test_words_that_hold_before_and_after_are_said_to_be_the_same(doctrine: Doctrine) -> None:
    rows = wording_rows(doctrine, Passing(PEACE, PEACE, function=Function.LOGISTICS))
    assert rows[0].text == "この機能の文言は、前と後で変わらない。"
    assert all(row.label == "＝" for row in rows[2:])


async def test_w_compares_the_last_move_and_esc_goes_back() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await open_changes(pilot, "2")
        text = screen_text(app)
        assert "平時 → 重要影響事態" in text
        assert "＋ 加わる措置" in text
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)


async def test_the_filter_is_set_by_keys_and_cleared_by_x() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = await open_changes(pilot, "4")
        await pilot.press("a", "j", "j", "enter")
        await settle(pilot)
        assert screen.passing.actor is Actor.JAPAN
        await pilot.press("F", "end", "enter")
        await settle(pilot)
        assert screen.passing.function is Function.OTHER
        bases = []
        for _ in range(3):
            await pilot.press("G")
            bases.append(screen.passing.basis)
        assert bases == [Basis.TEXT, Basis.READING, None]
        await pilot.press("delete")
        assert not screen.passing.filtered


async def test_choosing_a_function_in_the_list_shows_its_wording_and_again_all() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = await open_changes(pilot, "2")
        view = screen.query_one("#filter", BlockView)
        screen.focus_pane("filter")
        view.choose(Function.LOGISTICS)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.passing.function is Function.LOGISTICS
        assert "文言の違い ▸ 後方支援" in screen_text(app)
        await pilot.press("enter")
        await settle(pilot)
        assert screen.passing.function is None


async def test_another_situation_to_go_to_can_be_tried_without_touching_the_exercise() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        screen = await open_changes(pilot)
        assert "＋ 加わる措置  0" in screen_text(app)
        await pilot.press("4")
        await settle(pilot)
        assert screen.passing.after.situation is Phase.HASSEI
        await pilot.press("5")
        await settle(pilot)
        assert "IV.D ¶1" in screen_text(app)  # refused, and by which words
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, WalkScreen)
        assert app.screen.shown.state.configuration == PEACE


async def test_turned_round_it_tells_of_the_way_back() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("w")
        await settle(pilot)
        assert "前も後も同じ段階" in screen_text(app)
        await pilot.press("2", "X")
        await settle(pilot)
        assert "重要影響事態 → 平時" in screen_text(app)
        assert "＋ 加わる措置  1" in screen_text(app)
        await pilot.press("4")
        await settle(pilot)
        assert "重要影響事態 → 武力攻撃発生" in screen_text(app)


async def test_a_row_opens_its_clause_and_copies_its_sentence() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(120, 36)) as pilot:
        await settle(pilot)
        await open_changes(pilot, "2")
        await pilot.press("c")
        assert "（指針 IV.B" in app.clipboard
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(app.screen, ClausePanel)


async def test_in_a_play_it_compares_what_the_scenario_moved(playing: OpenPlay) -> None:
    async with playing("2", "w", shown=5, width=120, height=36) as console:
        await settle(console.pilot)
        screen = console.pilot.app.screen
        assert isinstance(screen, ChangesScreen)
        assert (screen.passing.before, screen.passing.after) == (PEACE, INFLUENCE)


async def test_narrow_screens_show_one_pane_under_tabs() -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await open_changes(pilot, "2")
        assert "[ 何が変わるか ]" in screen_text(app)
        await pilot.press("tab")
        await settle(pilot)
        assert "[ 文言の違い ]" in screen_text(app)
