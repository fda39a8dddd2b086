"""The line of time under a play and under the walk: in order, with times over it and branches as lanes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.doctrine import load_doctrine
from simulator.exercise import Exercise, MemoryJournal, VirtualClock
from simulator.exercise.events import Forked
from simulator.machine import START, PhaseMachine
from simulator.scenario import scenario_files
from simulator.tui.app.shishin import ShishinApp
from simulator.tui.kit.key_bar import offered_commands
from simulator.tui.moment.lanes import Lanes
from simulator.tui.moment.ticks import move_ticks
from simulator.tui.moment.timeline import LANES, STEP, Lane, LineSpace, Placing, Tick, TimelineCursor, draw
from simulator.tui.moment.timeline_bar import TimelineBar
from simulator.tui.walk.screen import WalkScreen
from simulator.typography import cells
from tests.tui.conftest import grid
from tests.tui.playing import TO_DECISION, Console, OpenPlay
from tests.tui.sparing import painted

FORKED = ("2", "left", "f", "enter", "1", "space")


def timeline_lines(console: Console, lanes: int = 1) -> list[str]:
    """The lines of time on the screen, as many as there are lanes."""
    screen = console.pilot.app.screen
    timeline = screen.query_one(TimelineBar)
    y = timeline.region.y + timeline.above
    return grid(console.pilot.app)[y : y + lanes]


def lane(*ticks: Tick, name: str = "本筋", parts: int | None = None) -> Lane:
    return Lane(name, ticks, parts)


@pytest.mark.parametrize("width", [60, 78, 95, 96, 118, 130, 250])
def test_at_every_width_a_line_has_its_legend_and_fits(width: int) -> None:
    lanes = [lane(Tick(2, 0, "●"), Tick(3, 60, "◆"), name="長い名前" * 9), lane(name="\x1b[31m", parts=1)]
    for drawn in draw(lanes, TimelineCursor(seq=3), LineSpace(width)):
        assert cells(drawn.block.text) <= width
        assert "\x1b" not in drawn.block.text
    text = draw(lanes[:1], TimelineCursor(seq=3), LineSpace(width))[0].block.text
    assert all(word in text for word in ("状況", "判断", "段階", "いま", "▼"))


@pytest.mark.parametrize("times", [(0, 1, 2), (0, 60, 800_000), (5, 5, 5)])
def test_things_stand_in_order_at_the_same_distance_whatever_time_lies_between(
    times: tuple[int, ...],
) -> None:
    ticks = [
        Tick(seq, seconds, sign) for seq, (seconds, sign) in enumerate(zip(times, "●◆▲", strict=True), 2)
    ]
    drawn = draw([lane(*ticks)], TimelineCursor(seq=3), LineSpace(120))[0]
    start, middle, end = sorted(drawn.places)
    assert (middle - start, end - middle) == (STEP, STEP)
    assert middle < cells(drawn.block.text[: drawn.block.text.index("▼")]) < end


def test_nine_days_of_which_the_first_hour_holds_the_most_are_not_two_cells() -> None:
    times = [*range(0, 3600, 300), *range(86_400, 9 * 86_400, 86_400)]
    ticks = [Tick(seq, seconds, "●") for seq, seconds in enumerate(times, 2)]
    drawn = draw([lane(*ticks)], TimelineCursor(seq=2), LineSpace(120))[0]
    assert len(drawn.places) == len(times)


def day_and_hour(seconds: float) -> tuple[str, str]:
    """Day and hour as the fiction names them: the first day has no name."""
    day, seconds_of_day = divmod(int(seconds), 86_400)
    hour = f"{seconds_of_day // 3600:02}:{seconds_of_day % 3600 // 60:02}"
    return (f"{day + 1}日目" if day else ""), hour


@given(
    st.lists(st.integers(0, 9 * 86_400), min_size=1, max_size=60).map(sorted),
    st.sampled_from([80, 118, 198]),
)
def test_a_time_over_the_line_is_that_of_what_it_stands_over_and_its_day_is_named_before_it(
    times: list[int], width: int
) -> None:
    ticks = tuple(Tick(seq, at, "●") for seq, at in enumerate(times, 2))
    drawn = draw(
        [Lane("", ticks)],
        TimelineCursor(seq=len(times) + 1),
        LineSpace(width, above=True, times=day_and_hour),
    )[0]
    assert cells(drawn.labels) <= width
    seconds = {tick.seq: tick.seconds for tick in ticks}
    day, at, times_named = "", 0, 0
    for word in re.findall(r" +|[^ ]+", drawn.labels):
        if "日目" in word:
            day, at = word, at + cells(word)
            cell_of_day = at - cells(word)
            continue
        if ":" in word:
            times_named += 1
            cell = (
                cell_of_day if drawn.labels.count(day) and day and at - cell_of_day == cells(day) + 1 else at
            )
            moment_seconds = seconds[drawn.places[cell][0]]
            assert day_and_hour(moment_seconds) == (day, word)
        at += cells(word)
    assert times_named


def test_a_late_day_is_named_where_the_line_ends_rather_than_not_at_all() -> None:
    times = (*range(0, 16 * 3600, 3600), *range(30 * 3600, 34 * 3600, 3600), 54 * 3600)
    ticks = tuple(Tick(seq, seconds, "●") for seq, seconds in enumerate(times, 2))
    room = LineSpace(80, above=True, times=day_and_hour)
    labels = draw([Lane("", ticks)], TimelineCursor(seq=2), room)[0].labels
    assert re.search(r"^ +00:00 .* 2日目.*  3日目$", labels)


def test_of_two_things_at_one_time_neither_hides_the_other_nor_does_the_present() -> None:
    drawn = draw([lane(Tick(2, 50, "◆"), Tick(3, 50, "▲"))], TimelineCursor(seq=3), LineSpace(120))[0]
    line = drawn.block.text.partition("┤")[0]
    assert re.search("◆─*▲▼", line)
    assert set(drawn.places.values()) == {(2,), (3,)}


def test_a_step_to_come_is_hollow_and_leads_nowhere() -> None:
    to_come = (Tick(0, 50, "◇"),)
    drawn = draw([Lane("本筋", (Tick(2, 0, "●"),), to_come=to_come)], TimelineCursor(seq=2), LineSpace(150))[
        0
    ]
    assert "◇" in drawn.block.text
    assert "これから" in drawn.block.text
    assert set(drawn.places.values()) == {(2,)}


TICKS = st.lists(st.tuples(st.integers(0, 400), st.sampled_from("●◆▲✎・")), max_size=40)


@given(TICKS, st.lists(st.integers(0, 40), max_size=6))
def test_a_line_that_grew_is_the_same_as_one_drawn_at_once(
    times_and_signs: list[tuple[int, str]], cuts: list[int]
) -> None:
    ticks = tuple(Tick(seq, seconds, sign) for seq, (seconds, sign) in enumerate(times_and_signs, 2))
    placings: dict[int, Placing] = {}
    for cut in [*cuts, len(ticks)]:  # also back and forth
        lanes = [Lane("本筋", ticks[:cut], to_come=(Tick(0, 300, "○"),))]
        assert draw(lanes, TimelineCursor(seq=4), LineSpace(100), 0, placings) == draw(
            lanes, TimelineCursor(seq=4), LineSpace(100)
        )


@given(TICKS.filter(bool), st.data(), st.sampled_from([60, 78, 118, 198]))
def test_what_was_shown_never_stands_after_the_present_nor_what_is_to_come_before_it(
    times_and_signs: list[tuple[int, str]], data: st.DataObject, width: int
) -> None:
    times_and_signs = sorted(times_and_signs, key=lambda time_and_sign: time_and_sign[0])
    ticks = tuple(Tick(seq, at, sign) for seq, (at, sign) in enumerate(times_and_signs, 2))
    tick_shown = data.draw(st.sampled_from(ticks))
    to_come = tuple(Tick(0, at, "○") for at in range(ticks[-1].seconds.__ceil__(), 500, 20))
    at_head = tick_shown is ticks[-1]
    lanes = [Lane("本筋", ticks, to_come=to_come if at_head else ())]
    drawn = draw(lanes, TimelineCursor(seq=tick_shown.seq), LineSpace(width))[0]
    line = drawn.block.text.partition("┤")[0]
    now = line.index("▼")
    cell = {seq: at for at, seqs in drawn.places.items() for seq in seqs}
    assert all(cell[tick.seq] <= now for tick in ticks if tick.seq <= tick_shown.seq)
    assert "○" not in line[:now]
    assert sorted(cell) == [tick.seq for tick in ticks]  # and no moment is without its place


@given(TICKS, st.integers(0, 60), st.sampled_from([60, 118, 198]), st.booleans())
def test_where_a_lane_leaves_the_other_is_always_seen(
    times_and_signs: list[tuple[int, str]], parts: int, width: int, on_branch: bool
) -> None:
    ticks = tuple(Tick(seq, seconds, sign) for seq, (seconds, sign) in enumerate(times_and_signs, 2))
    lanes = [Lane("本筋", ()), Lane("分岐1", ticks, parts)]
    drawn = draw(lanes, TimelineCursor(lane=1 if on_branch else 0, seq=2), LineSpace(width))[1]
    assert "└" in drawn.block.text


def test_moments_in_one_cell_all_have_their_place_there() -> None:
    ticks = tuple(Tick(seq, 50, "●") for seq in range(2, 5_002))
    drawn = draw([lane(*ticks)], TimelineCursor(seq=6), LineSpace(120))[0]
    assert [seq for cell in sorted(drawn.places) for seq in drawn.places[cell]] == [
        tick.seq for tick in ticks
    ]
    assert max(map(len, drawn.places.values())) > 5


def test_no_two_lanes_have_one_name_when_a_later_branch_takes_the_name_of_an_earlier_one() -> None:
    exercise = Exercise.begin(
        PhaseMachine(load_doctrine()), MemoryJournal(), VirtualClock(), title="演習", start=START
    )
    exercise.note("一")
    exercise.undo()
    exercise.note("二")
    lanes = Lanes(exercise.history)
    lanes.update(move_ticks, None, tuple)
    assert [lane.name for lane in lanes.lanes] == ["本筋", "本筋（2）・旧"]
    exercise.keep(Forked(at=1, name="本筋"))
    exercise.note("三")
    lanes.update(move_ticks, None, tuple)
    assert [lane.name for lane in lanes.lanes] == ["本筋（2）", "本筋", "本筋（3）・旧"]


def test_at_most_four_lanes_the_current_one_always_above() -> None:
    lanes = [lane(name=str(number), parts=0 if number else None) for number in range(9)]
    for first in (0, 3, 5):
        drawn = draw(lanes, TimelineCursor(), LineSpace(120), first)
        assert len(drawn) == LANES
        assert drawn[0].block.text.startswith("▸ 0")
        assert drawn[1].block.text.strip().startswith(str(first + 1))


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36), (200, 60)])
async def test_every_size_has_the_line_with_what_is_to_come(
    playing: OpenPlay, width: int, height: int
) -> None:
    async with playing(shown=TO_DECISION, width=width, height=height) as console:
        (line,) = timeline_lines(console)
        assert all(sign in line for sign in "●◆▼△□")
        screen = "\n".join(grid(console.pilot.app))
        assert "22:00" in screen
        assert "2日目" in screen  # for it begins at 22:00
        assert "02:00" in screen  # and ends four hours later


async def test_a_seat_does_not_see_what_is_to_come(playing: OpenPlay) -> None:
    async with playing("v", shown=TO_DECISION, width=120, height=36) as console:
        assert not set("○◇△□") & set(timeline_lines(console)[0])


async def test_a_decision_that_moves_a_phase_is_marked(playing: OpenPlay) -> None:
    async with playing("2", shown=TO_DECISION) as console:
        assert "▲" in timeline_lines(console)[0].partition("┤")[0]


async def test_looking_back_what_came_later_stays_on_the_line(playing: OpenPlay) -> None:
    async with playing("2", "space", "left", "left", "left", "left", shown=TO_DECISION) as console:
        line = timeline_lines(console)[0]
        assert line.index("▼") < line.index("◆")


@pytest.mark.parametrize(("width", "height", "lanes"), [(80, 24, 1), (120, 36, 2)])
async def test_branches_are_lanes_where_there_is_room(
    playing: OpenPlay, width: int, height: int, lanes: int
) -> None:
    async with playing(*FORKED, shown=TO_DECISION, width=width, height=height) as console:
        timeline = console.screen.query_one(TimelineBar)
        assert timeline.size.height == timeline.above + lanes
        if lanes == 2:
            current_lane, other_lane = timeline_lines(console, 2)
            assert current_lane.strip().startswith("▸ 分岐1")
            assert other_lane.strip().startswith("本筋")
            assert "└" in other_lane
            assert "▲" in other_lane


async def test_a_click_on_another_lane_shows_its_moment_and_acting_is_refused(playing: OpenPlay) -> None:
    async with playing(*FORKED, shown=TO_DECISION, width=120, height=36) as console:
        other_lane = timeline_lines(console, 2)[1]
        cell = cells(other_lane[: other_lane.index("▲")])
        await console.pilot.click("#timeline", offset=(cell, 2))
        assert console.screen.shown.state.configuration.label == "重要影響事態"
        assert "別の分岐を見ています" in grid(console.pilot.app)[0]
        kinds_before = console.kinds
        await console.press("space", "u", "1")
        assert console.kinds == kinds_before
        await console.press("right")
        assert console.screen.shown.looking is None
        assert console.screen.shown.state.configuration.label == "平時"


async def play_out(console: Console) -> None:
    """Play to the end, by the first option each time."""
    while not console.play.ended:
        if console.play.waiting:
            console.play.decide(console.play.waiting.options[0].id)
        else:
            console.play.advance()
    console.screen.acting.show_head()
    await console.pilot.pause()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])
async def test_by_clicks_alone_every_moment_of_the_largest_scenario_is_reached(
    playing: OpenPlay, width: int, height: int
) -> None:
    largest = max(scenario_files(), key=lambda path: path.stat().st_size)
    async with playing(source=largest.read_text("utf-8"), width=width, height=height) as console:
        await play_out(console)
        screen = console.screen
        moments = [moment.seq for moment in screen.aspect.feed.moments(screen.exercise.state, screen.view)]
        painted(console.pilot.app)
        drawn, above = screen.query_one(TimelineBar)._drawn[0], screen.query_one(TimelineBar).above
        reached = []
        for cell, seqs in sorted(drawn.places.items()):
            for _ in seqs:
                await console.pilot.click("#timeline", offset=(cell + 1, above))  # one cell of padding
                reached.append(moments[-1] if screen.shown.looking is None else screen.shown.looking)
        assert reached == moments
        assert screen.shown.looking is None  # the last one is the present
        await console.pilot.click("#timeline", offset=(drawn.begins + 1, 0))
        assert not screen.shown.state.shown
        await console.press("right")
        assert len(screen.shown.state.shown) == 1


async def test_what_follows_the_last_moment_unseen_does_not_make_it_the_past(playing: OpenPlay) -> None:
    async with playing("p", "p", shown=3, width=120, height=36) as console:
        painted(console.pilot.app)
        last_cell = max(console.screen.query_one(TimelineBar)._drawn[0].places)
        await console.pilot.click("#timeline", offset=(last_cell + 1, 0))
        assert console.screen.shown.looking is None


@pytest.mark.parametrize(("width", "height"), [(80, 24), (118, 36)])
async def test_without_room_for_lanes_it_is_said_that_there_are_other_branches(
    playing: OpenPlay, width: int, height: int
) -> None:
    async with playing(*FORKED, shown=TO_DECISION, width=width, height=height) as console:
        assert timeline_lines(console)[0].rstrip().endswith("分岐2 b")
        await console.press("b", "k", "enter")
        assert timeline_lines(console)[0].rstrip().endswith("分岐2 b")


async def test_one_branch_alone_says_nothing_of_others(playing: OpenPlay) -> None:
    async with playing(shown=TO_DECISION) as console:
        assert "分岐" not in timeline_lines(console)[0]


@pytest.mark.parametrize(("width", "explained"), [(120, False), (200, True)])
async def test_the_small_signs_are_explained_where_there_is_room(
    playing: OpenPlay, width: int, explained: bool
) -> None:
    async with playing(shown=TO_DECISION, width=width, height=60) as console:
        assert ("· 問い・メモなど" in timeline_lines(console)[0]) is explained


async def test_hidden_lanes_come_with_the_key(playing: OpenPlay) -> None:
    four_forks = ("left", "f", "enter", "1") * 4
    async with playing("2", *four_forks, shown=TO_DECISION, width=120, height=36) as console:
        timeline = console.screen.query_one(TimelineBar)
        assert timeline.hidden == 1
        assert "ほか1本" in timeline_lines(console, 4)[3]
        assert "walk.lanes" in {command.id for command, _ in offered_commands(console.pilot.app.screen)}
        assert "本筋" in "".join(timeline_lines(console, 4))
        await console.press("l")
        assert "本筋" not in "".join(timeline_lines(console, 4))
        await console.press("l")
        assert "本筋" in "".join(timeline_lines(console, 4))


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_walk_has_the_line_for_its_moves(size: tuple[int, int]) -> None:
    app = ShishinApp(start="walk")
    async with app.run_test(size=size) as pilot:
        await pilot.press("2", "3")
        line = grid(app)[-2]
        assert "▲" in line.partition("┤")[0]
        await pilot.press("left", "left")
        assert isinstance(app.screen, WalkScreen)
        assert app.screen.shown.looking == 1
        assert "▼" in grid(app)[-2].partition("┤")[0]
