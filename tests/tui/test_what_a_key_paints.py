"""What was painted or built for a moment is not painted or built again, and shows no other moment."""

from random import Random

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from simulator.exercise import MemoryJournal, Play, ScenarioClock
from simulator.exercise.viewer import FACILITATOR, ROOM
from simulator.machine import PhaseMachine
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.blocks import Block, BlockView
from simulator.tui.kit.content import Mark
from simulator.tui.kit.pane import Pane
from simulator.tui.kit.theme import LIGHT
from simulator.tui.play.feed import Feed, Moment
from simulator.tui.play.feed_view import FeedView
from simulator.tui.play.ticks import StepTicks
from tests.tui.conftest import settle
from tests.tui.playing import SOURCE, TO_DECISION, Console, OpenPlay

pytestmark = pytest.mark.usefixtures("_painting")
SIZE = {"width": 80, "height": 24}
EDGES = "TitleLine, Band, TimelineBar, KeyBar"


def lines(view: BlockView) -> list[Strip]:
    """The lines of a view as the screen gets them."""
    return view.render_lines(view.size.region)


def feed(console: Console) -> BlockView:
    """The list of what was shown, at its beginning."""
    view = console.screen.query_one("#feed", BlockView)
    view.scroll_to(y=0, animate=False)
    assert len(view.blocks) > view.size.height, "nothing scrolls"
    return view


async def test_a_line_that_has_only_moved_is_not_painted_again(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        view = feed(console)
        before = lines(view)
        view.scroll_to(y=1, animate=False)
        for above, now in zip(before[1:], lines(view), strict=False):
            assert now is above


async def test_a_line_fills_its_view_also_before_the_rows_are_laid_out_for_a_new_width(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        view = feed(console)
        width = view.render_line(0).cell_length
        monkeypatch.setattr(view, "_room", lambda: width - 2)  # as when a scroll bar has just appeared
        assert view.render_line(0).cell_length == width - 2


async def test_the_chosen_row_looks_otherwise_as_soon_as_the_focus_has_gone(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        view = console.screen.feed
        with_focus = lines(view)
        view.set_reactive(Widget.has_focus, False)  # the toolkit applies the styles a moment later
        assert lines(view) != with_focus


class TwoMarks(App[None]):
    """A line of text with two places to open."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return ShishinApp.get_theme_variable_defaults(self)  # type: ignore[arg-type]

    def compose(self) -> ComposeResult:
        yield BlockView([Block("甲と乙", (Mark(0, 1, "link", "first"), Mark(2, 3, "link", "second")))])


async def test_of_two_places_on_a_line_only_the_chosen_one_is_marked_as_chosen() -> None:
    app = TwoMarks()
    async with app.run_test(size=(80, 24)):
        view = app.query_one(BlockView)
        styles = []
        for target in ("first", "second"):
            view.choose(target)
            styles.append({segment.text: segment.style for segment in view.render_line(0)})
        first_chosen, second_chosen = styles
        assert first_chosen["甲"] == second_chosen["乙"] != first_chosen["乙"] == second_chosen["甲"]


class OneFeed(App[None]):
    """A feed alone."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return ShishinApp.get_theme_variable_defaults(self)  # type: ignore[arg-type]

    def compose(self) -> ComposeResult:
        yield FeedView()


async def test_a_moment_that_takes_the_place_of_another_is_painted_from_its_first_line_on() -> None:
    app = OneFeed()
    async with app.run_test(size=(80, 24)):
        feed_view = app.query_one(FeedView)
        for words in ("取り消したもの", "代わりのもの"):
            feed_view.grow([Moment(2, 0.0, (Block(words),), "●")], newest=0)
            assert feed_view.render_line(0).text.strip() == words


async def test_with_another_theme_no_line_keeps_the_colours_that_it_had(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        view = console.screen.feed
        in_dark = [view.render_line(y) for y in range(view.size.height)]
        console.pilot.app.theme = LIGHT.name
        await settle(console.pilot)
        in_light = [view.render_line(y) for y in range(view.size.height)]
        assert all(dark != light for dark, light in zip(in_dark, in_light, strict=True))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_screen_is_laid_out_once_when_it_opens(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    widths: list[int] = []
    usual = FeedView.on_resize

    def on_resize(view: FeedView, event: events.Resize) -> None:
        widths.append(event.size.width)
        usual(view, event)

    monkeypatch.setattr(FeedView, "on_resize", on_resize)
    async with playing(width=size[0], height=size[1]) as console:
        assert set(widths) == {console.screen.query_one("#feed").size.width}


async def test_a_list_looks_as_the_toolkit_would_paint_it(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        view = feed(console)
        usual = ScrollView.render_lines(view, view.size.region)
        for ours, theirs in zip(lines(view), usual, strict=True):
            assert ours.simplify() == theirs.simplify()


async def test_what_a_list_keeps_looks_as_painted_anew(playing: OpenPlay) -> None:
    keys = ("left", "j", "f2", "right", "2", "tab", "j", "left", "f2", "right", "tab", "tab", "k", "space")
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        for key in keys:
            await console.press(key)
            for view in console.screen.query(BlockView):
                kept = lines(view)
                view.notify_style_update()  # forgets all that was painted
                assert kept == lines(view), (key, view.id)


async def test_a_list_has_only_the_lines_painted_that_changed(
    playing: OpenPlay, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        view = console.screen.feed
        top = view.scroll_offset.y
        before = lines(view)
        refreshed: set[int] = set()

        def refresh(_view: object, *regions: Region, **_how: bool) -> None:
            refreshed.update(y for region in regions or (view.size.region,) for y in region.line_range)

        monkeypatch.setattr(ScrollView, "refresh", refresh)
        view.choose(view.targets[view.targets.index(view.target) - 1])
        changed = {y for y, (a, b) in enumerate(zip(before, lines(view), strict=True)) if a != b}
        assert refreshed == changed
        assert 0 < len(changed) < view.size.height
        assert view.scroll_offset.y == top > 0


async def test_a_line_at_the_edge_looks_as_the_toolkit_would_paint_it(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        for key in ("j", "left", "right", "2", "space", "f2", "space"):
            await console.press(key)
            for edge in console.screen.query(EDGES).results(Widget):
                usual = Widget.render_lines(edge, edge.size.region)
                assert edge.render_lines(edge.size.region) == usual, (key, edge.id)


async def test_a_bar_paints_the_cells_that_change(playing: OpenPlay, monkeypatch: pytest.MonkeyPatch) -> None:
    async with playing(shown=TO_DECISION, **SIZE) as console:
        bar = feed(console).vertical_scrollbar
        refreshed: set[int] = set()
        before = bar.render_lines(bar.size.region)
        whole = type(bar).refresh

        def refresh(*regions: Region) -> None:
            refreshed.update(y for region in regions or (bar.size.region,) for y in region.line_range)
            whole(bar)

        monkeypatch.setattr(bar, "refresh", refresh)
        feed(console).scroll_to(y=4, animate=False)
        after = bar.render_lines(bar.size.region)
        changed = {y for y, (a, b) in enumerate(zip(before, after, strict=True)) if a != b}
        assert refreshed == changed
        assert 0 < len(changed) < bar.size.height


async def test_the_screen_is_laid_out_once_when_a_phase_moves_and_not_for_other_steps(
    playing: OpenPlay,
) -> None:
    async with playing("space", width=120, height=36) as console:
        laid_out: list[int] = []
        console.screen.screen_layout_refresh_signal.subscribe(console.screen, lambda _: laid_out.append(1))
        sheet = console.screen.sheet_pane
        low = sheet.size.height
        await console.press("space")
        assert not laid_out
        await console.press("space", "space", "space", "2")
        assert sheet.size.height > low
        assert len(laid_out) == 1
        await console.press("space")
        assert sheet.size.height == low
        assert len(laid_out) == 2


async def test_a_frame_looks_as_the_toolkit_would_paint_it(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        for key in ("left", "right", "2", "tab", "tab", "tab", "space", "f2", "V", "f2"):
            await console.press(key)
            for pane in console.screen.query(Pane):
                usual = Vertical.render_lines(pane, pane.size.region)
                assert [*pane.render_lines(pane.size.region)] == usual, (key, pane.id)


async def test_a_frame_at_a_size_that_it_had_is_not_painted_again(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION, width=120, height=36) as console:
        pane = console.screen.sheet_pane
        before = pane.render_lines(pane.size.region)
        pane.styles.height = "2fr"
        await console.pilot.pause()
        assert len(pane.render_lines(pane.size.region)) > len(before)
        pane.styles.height = None
        await console.pilot.pause()
        for once, now in zip(before, pane.render_lines(pane.size.region), strict=True):
            assert now is once


def test_what_is_remembered_of_a_line_shows_no_other(machine: PhaseMachine) -> None:
    play = Play.begin(SOURCE, "short.yaml", machine, MemoryJournal(), ScenarioClock())
    play.advance()
    play.hold_back()
    for _ in range(TO_DECISION - 2):
        play.advance()
    play.decide("stay")
    play.advance()
    for _ in range(3):
        play.undo()
    play.advance()
    play.decide("rise")
    while not play.ended:
        play.advance()
    history = play.exercise.history
    moments = [seq for seq in history.records if seq in history.branch_of]
    Random(14).shuffle(moments)
    feed_kept, ticks = Feed(play), StepTicks(play.scenario)
    for seq in moments:
        state = history.state(seq)
        assert ticks.to_come(state) == StepTicks(play.scenario).to_come(state)
        for view in (FACILITATOR, ROOM):
            assert feed_kept.shown(state, view) == Feed(play).shown(state, view)
