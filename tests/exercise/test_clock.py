"""Exercise time runs with the machine, with a speed, or only when told to; wall time is in UTC."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from simulator.exercise import ScenarioClock, SystemClock, VirtualClock, clock
from simulator.exercise.clock import local_offset, local_time
from tests.exercise.ticks import Ticks

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
Zone = Callable[[str], None]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zone]:
    """Set the time zone of this process, as POSIX writes it: `XXX-9` is nine hours ahead of UTC."""

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("since", [0.5, 100.0, 100_000.0])
def test_exercise_time_runs_with_the_machine_from_where_a_resumed_exercise_stood(
    monkeypatch: pytest.MonkeyPatch, since: float
) -> None:
    ticks = Ticks(since)
    monkeypatch.setattr(clock, "time", SimpleNamespace(monotonic=ticks))
    new, resumed = SystemClock(), SystemClock(already=30.0)
    assert (new.elapsed(), resumed.elapsed()) == (0, 30)
    ticks.seconds += 250.0
    assert (new.elapsed(), resumed.elapsed()) == (250, 280)


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows sets no zone for one process")
@pytest.mark.parametrize(
    ("name", "ahead"), [("XXX-9", 540), ("XXX-5:45", 345), ("XXX0", 0), ("XXX3:30", -210)]
)
def test_the_offset_is_in_minutes_ahead_of_utc_as_the_wall_clocks_here_are(
    zone: Zone, name: str, ahead: int
) -> None:
    zone(name)
    assert local_offset() == SystemClock().offset() == ScenarioClock().offset() == ahead
    assert local_time(NOON).utcoffset() == timedelta(minutes=ahead)
    assert local_time(NOON) == NOON


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows sets no zone for one process")
def test_a_moment_that_has_no_date_here_stays_in_utc(zone: Zone) -> None:
    zone("XXX-9")
    last_moment = datetime.max.replace(tzinfo=UTC)
    assert local_time(last_moment) is last_moment


def test_wall_time_is_in_utc_and_a_clock_with_wall_time_of_its_own_is_nowhere(zone: Zone) -> None:
    zone("XXX-9")
    for running in (SystemClock(), ScenarioClock()):
        assert running.wall().tzinfo is UTC
        assert abs(datetime.now(UTC) - running.wall()) < timedelta(minutes=1)
    set_by_test = ScenarioClock(wall=lambda: NOON)
    assert (set_by_test.wall(), set_by_test.offset()) == (NOON, 0)


def test_a_virtual_clock_moves_only_when_told_to() -> None:
    virtual = VirtualClock()
    assert (virtual.wall(), virtual.elapsed(), virtual.offset()) == (datetime(2015, 4, 27, tzinfo=UTC), 0, 0)
    virtual.advance(90)
    virtual.advance(1.5)
    assert (virtual.wall(), virtual.elapsed()) == (virtual.start + timedelta(seconds=91.5), 91.5)
    assert VirtualClock(start=NOON, seconds=5, ahead=540).offset() == 540


def test_scenario_time_stands_runs_at_its_speed_and_goes_on_from_where_it_was_set() -> None:
    ticks = Ticks(1000.0)
    scenario = ScenarioClock(5.0, ticking=ticks)
    ticks.seconds += 7
    assert (scenario.elapsed(), scenario.running) == (5, False)
    scenario.jump(60)
    ticks.seconds += 7
    assert (scenario.elapsed(), scenario.running) == (60, False)
    scenario.run(running=True, speed=10)
    ticks.seconds += 7
    assert (scenario.elapsed(), scenario.running) == (130, True)
    scenario.jump(1000)
    ticks.seconds += 2
    assert scenario.elapsed() == 1020
    scenario.run(running=True, speed=20)  # what has passed stays passed
    ticks.seconds += 2
    assert scenario.elapsed() == 1060
    scenario.run(running=False)
    ticks.seconds += 7
    assert (scenario.elapsed(), scenario.running, scenario.speed) == (1060, False, 20)


@pytest.mark.parametrize(("asked", "speed"), [(0.5, 1), (1, 1), (2.5, 2.5), (240, 240), (1000, 240)])
def test_the_speed_stays_within_its_bounds(asked: float, speed: float) -> None:
    scenario = ScenarioClock()
    assert scenario.speed == 1
    scenario.run(running=False, speed=asked)
    assert scenario.speed == speed


def test_setting_the_time_is_no_sleep() -> None:
    ticks = Ticks(1000.0)
    scenario = ScenarioClock(ticking=ticks, asleep_after=10)
    scenario.run(running=True)
    ticks.seconds += 50
    scenario.jump(7)
    ticks.seconds += 9.5
    assert (scenario.elapsed(), scenario.woken()) == (16.5, 0)
    ticks.seconds += 10
    assert (scenario.woken(), scenario.running, scenario.elapsed()) == (10, False, 16.5)
