"""The scenario clock does not run on while the machine sleeps; a stall of two seconds is no sleep."""

import pytest

from simulator.exercise import ScenarioClock
from simulator.exercise.clock import ASLEEP_AFTER
from tests.exercise.ticks import Ticks


def read_after(clock: ScenarioClock, ticks: Ticks, *gaps: float) -> float:
    """What the clock shows when it is read after each of these gaps, in seconds."""
    for gap in gaps:
        ticks.seconds += gap
        clock.elapsed()
    return clock.elapsed()


def test_a_gap_stops_it_where_it_was_last_read_and_it_is_told_once() -> None:
    ticks = Ticks(100.0)
    clock = ScenarioClock(ticking=ticks, asleep_after=ASLEEP_AFTER)
    clock.run(running=True, speed=60)
    assert read_after(clock, ticks, 0.25, 0.25) == 30
    assert read_after(clock, ticks, 3600) == 30
    assert not clock.running
    assert clock.woken() == 3600
    assert clock.woken() == 0
    clock.run(running=True)
    assert read_after(clock, ticks, 1) == 90


def test_a_busy_loop_is_not_asleep() -> None:
    ticks = Ticks(100.0)
    clock = ScenarioClock(ticking=ticks, asleep_after=ASLEEP_AFTER)
    clock.run(running=True)
    assert read_after(clock, ticks, 2, 2, 9.9, 2) == pytest.approx(15.9)
    assert clock.running
    assert clock.woken() == 0


def test_a_clock_that_stands_has_nothing_to_stop() -> None:
    ticks = Ticks(100.0)
    clock = ScenarioClock(5.0, ticking=ticks, asleep_after=ASLEEP_AFTER)
    assert read_after(clock, ticks, 3600) == 5
    assert clock.woken() == 0
    clock.run(running=True)
    assert read_after(clock, ticks, 1) == 6
