"""From the back of a class, and with nobody at the keys: question, options and newest inject are in sight."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.exercise import Play
from simulator.exercise.headless import begin_headless
from simulator.exercise.viewer import FACILITATOR, ROOM
from simulator.exercise.visibility import NOTHING_REVEALED, Visibility
from simulator.machine import PhaseMachine
from simulator.scenario import Decision, Question, load_scenario, scenario_files
from simulator.tui.kit.block_lines import lay_out
from simulator.tui.kit.blocks import Block
from simulator.tui.kit.target import Target
from simulator.tui.play.feed import Feed
from simulator.tui.room.fitting import Wall, fitted, height_of
from simulator.tui.room.rows import room_wall
from tests.tui.conftest import grid, screen_text
from tests.tui.playing import SOURCE, TO_DECISION, OpenPlay

SMALLEST = (76, 20)  # cells that are left to the words of a terminal of 80 × 24
FEED = (76, 15)  # the same for the feed, under the band, the tabs and the title of its pane
ROUNDS = 60  # more than any scenario needs
SCENARIOS = scenario_files()


def smallest_wall(play: Play, *, reveals: bool = False) -> Wall:
    """The smallest wall, with what it shows now."""
    history = play.exercise.history
    revealed = frozenset(history.records) if reveals else NOTHING_REVEALED
    seen = Visibility(play.script, history, ROOM, revealed).seen(play.state)
    return fitted(lambda brief: room_wall(play.scenario, seen, brief=brief), *SMALLEST)


def height_on_smallest(blocks: tuple[Block, ...]) -> int:
    return height_of(blocks, SMALLEST[0])


def plays_that_ask(path: Path, machine: PhaseMachine) -> Iterator[tuple[Play, Decision | Question]]:
    """Play a scenario, each time with other choices, until each of its decisions and questions was asked."""
    source = path.read_text("utf-8")
    to_ask = {step.id for step in load_scenario(path).steps if isinstance(step, Decision | Question)}
    for seed in range(ROUNDS):
        chance = random.Random(seed)
        play = begin_headless(source, path.name, machine)
        while not play.ended:
            newest = play.script.steps.get(play.state.shown[-1].step) if play.state.shown else None
            asking = play.waiting or newest
            if isinstance(asking, Decision | Question) and asking.id in to_ask:
                to_ask.remove(asking.id)
                yield play, asking
            if play.waiting:
                options = play.script.open_only(play.waiting, play.cursor).options
                play.decide(chance.choice(options).id)
            else:
                play.advance()
        if not to_ask:
            return
    raise AssertionError(f"never asked: {to_ask}")


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_every_decision_and_question_stands_whole_on_the_smallest_wall_over_the_inject(
    path: Path, machine: PhaseMachine
) -> None:
    count = 0
    for play, step in plays_that_ask(path, machine):
        count += 1
        wall = smallest_wall(play)
        newest_words = "".join(block.text for block in wall.newest)
        assert step.text.strip() in newest_words
        assert height_on_smallest(wall.newest) + min(4, height_on_smallest(wall.before)) <= SMALLEST[1]
        if isinstance(step, Decision):
            assert all(option.text.strip() in newest_words for option in step.options)
        revealed = smallest_wall(play, reveals=True)
        assert height_on_smallest(revealed.newest) <= SMALLEST[1]
    assert count > 4


@pytest.mark.parametrize("path", SCENARIOS, ids=[path.stem for path in SCENARIOS])
def test_every_decision_stands_whole_in_the_smallest_feed_with_all_its_options_and_clauses(
    path: Path, machine: PhaseMachine
) -> None:
    for play, step in plays_that_ask(path, machine):
        if isinstance(step, Decision):
            rows = Feed(play).moments(play.state, FACILITATOR)[-1].rows
            last = max(number for number, row in enumerate(rows) if is_option(row))
            assert len(lay_out(rows[: last + 1], FEED[0], rows=True)) <= FEED[1], step.id


def is_option(row: Block) -> bool:
    return isinstance(row.target, Target) and row.target.kind == "option"


def wall(newest: int, before: int, quotes: int = 0) -> Wall:
    """A wall of so many lines with a blank one over each."""
    rows = tuple(Block("新しいもの", gap=1) for _ in range(newest))
    cites = tuple(Block("引いた語") for _ in range(quotes))
    return Wall((*rows, *cites), tuple(Block("前の状況付与", gap=1) for _ in range(before)))


def test_what_has_room_keeps_its_blank_lines() -> None:
    assert fitted(lambda _: wall(3, 3), 40, 12) == wall(3, 3)


def test_the_inject_gives_up_its_blank_lines_before_the_newest_thing_does() -> None:
    fitting = fitted(lambda _: wall(3, 3), 40, 10)
    assert fitting.newest == wall(3, 3).newest
    assert [block.gap for block in fitting.before] == [1, 0, 0]
    fitting = fitted(lambda _: wall(3, 3), 40, 9)
    assert [block.gap for block in fitting.newest] == [1, 0, 0]


def test_the_words_of_clauses_give_way_to_the_inject() -> None:
    fitting = fitted(lambda brief: wall(3, 6, quotes=0 if brief else 9), 40, 16)
    assert "引いた語" not in [block.text for block in fitting.newest]
    fitting = fitted(lambda brief: wall(3, 6, quotes=0 if brief else 2), 40, 16)
    assert "引いた語" in [block.text for block in fitting.newest]


async def test_a_long_inject_opens_at_its_top_under_the_options_and_says_that_it_goes_on(
    playing: OpenPlay,
) -> None:
    long = "".join(f"第{number}報は長い。" for number in range(1, 80))
    source = SOURCE.replace("皆に届く知らせ。", long)
    async with playing("W", source=source, shown=TO_DECISION) as console:
        await console.pilot.pause()
        lines_shown = grid(console.pilot.app)
        options = next(y for y, line in enumerate(lines_shown) if "重要な影響があると見る。" in line)
        inject = next(y for y, line in enumerate(lines_shown) if "第1報は長い。" in line)
        assert any("どう見るか。" in line for line in lines_shown[:options])
        assert options < inject
        assert "全ての席" in lines_shown[inject - 1]
        assert "第79報" not in "".join(lines_shown)
        assert any("あと" in line and "行" in line for line in lines_shown[inject:])
        await console.press(*["pagedown"] * 9)
        await console.pilot.pause()
        lines_shown = grid(console.pilot.app)
        assert any("第79報は長い。" in line for line in lines_shown)
        assert any("重要な影響があると見る。" in line for line in lines_shown)  # the options stay
        assert not any("あと" in line for line in lines_shown)


async def test_a_wall_that_grows_has_its_blank_lines_again(playing: OpenPlay) -> None:
    long = "".join(f"第{number}報は長い。" for number in range(1, 80))
    source = SOURCE.replace("皆に届く知らせ。", long)
    async with playing("W", source=source, shown=TO_DECISION) as console:
        await console.pilot.pause()
        assert "あと" in screen_text(console.pilot.app)
        await console.pilot.resize_terminal(120, 36)
        await console.pilot.pause()
        await console.pilot.pause()
        assert "あと" not in screen_text(console.pilot.app)
        assert "第79報は長い。" in screen_text(console.pilot.app)


async def test_on_a_broad_wall_the_words_stand_in_the_middle(playing: OpenPlay) -> None:
    async with playing("W", shown=TO_DECISION, width=200, height=60) as console:
        await console.pilot.pause()
        words = console.pilot.app.screen.query_one("#room-words").region
        assert words.x == 200 - words.right
        assert words.width < 110
        assert any(line.lstrip().startswith("どう見るか。") for line in grid(console.pilot.app))
