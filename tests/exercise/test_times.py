"""Exercise times in words and as typed."""

import pytest

from simulator.exercise.times import clock, typed_time
from simulator.scenario.calendar import beginning_of


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "T+00:00"),
        (59.9, "T+00:00"),
        (59 * 60, "T+00:59"),
        (42 * 60, "T+00:42"),
        (3600, "T+01:00"),
        (26.5 * 3600, "T+26:30"),
    ],
)
def test_exercise_time_is_said_in_hours_and_minutes(seconds: float, said: str) -> None:
    assert clock(seconds) == said


@pytest.mark.parametrize(("typed", "seconds"), [("0:40", 2400), ("T+26:30", 95400), ("１:０５", 3900)])
def test_a_typed_time_is_read_with_or_without_its_sign(typed: str, seconds: int) -> None:
    assert typed_time(typed) == seconds


def test_a_typed_day_of_the_fiction_is_read_from_its_beginning() -> None:
    begins = beginning_of("09:00", "", "")
    assert typed_time("1日目 09:30", begins) == 30 * 60
    assert typed_time("2日目 09:00", begins) == 24 * 3600
    assert typed_time("2日目 09:00") is None


@pytest.mark.parametrize("typed", ["", "40", "0:60", "x", "1:5"])
def test_what_is_no_time_is_not_read(typed: str) -> None:
    assert typed_time(typed) is None
