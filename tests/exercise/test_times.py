"""Exercise times in words and as typed."""

import pytest

from simulator.exercise.times import clock, limit_words, typed_time
from simulator.scenario.calendar import beginning_of


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "T+00:00"),
        (59.9, "T+00:00"),
        (59 * 60, "T+00:59"),
        (42 * 60, "T+00:42"),
        (3600, "T+01:00"),
        (26.5 * 3600, "T+26:30"),
    ],
)
def test_exercise_time_is_said_in_hours_and_minutes(seconds: float, words: str) -> None:
    assert clock(seconds) == words


@pytest.mark.parametrize(
    ("typed", "seconds"), [("0:40", 2400), ("T+26:30", 95400), ("１:０５", 3900), (" t+0:40 ", 2400)]
)
def test_a_typed_time_is_read_with_or_without_its_sign(typed: str, seconds: int) -> None:
    assert typed_time(typed) == seconds


def test_a_typed_day_of_the_fiction_is_read_from_its_beginning() -> None:
    begins = beginning_of("09:00", "", "")
    assert typed_time("1日目 09:30", begins) == 30 * 60
    assert typed_time("2日目 09:00", begins) == 24 * 3600
    assert typed_time("2日目 金曜 09:00", begins) == 24 * 3600
    assert typed_time("2日目 09:00") is None


@pytest.mark.parametrize("typed", ["", "40", "0:60", "x", "1:5"])
def test_what_is_no_time_is_not_read(typed: str) -> None:
    assert typed_time(typed) is None


@pytest.mark.parametrize(("seconds", "limit"), [(60, "1分"), (300, "5分"), (90, "1分30秒"), (65, "1分05秒")])
def test_a_time_limit_is_said_in_minutes_and_seconds_of_real_time(seconds: int, limit: str) -> None:
    assert limit_words(seconds) == f"制限時間 {limit}（実時間）"
