"""What the room may see, and the timer of a discussion."""

from datetime import UTC, datetime, timedelta

import pytest

from simulator.exercise.stage import Stage, Timer, stage_of

NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "left"), [(0, 60), (20, 40), (60, 0), (600, 0), (-30, 60)])
def test_a_timer_runs_down_to_zero_and_a_clock_set_back_adds_nothing(seconds: int, left: int) -> None:
    assert Timer(left=60, since=NOON).at(NOON + timedelta(seconds=seconds)) == left


def test_a_timer_that_stands_keeps_what_is_left() -> None:
    assert Timer(left=60).at(NOON + timedelta(days=1)) == 60


def test_the_room_is_shown_the_frozen_moment_before_the_one_looked_at_before_the_present() -> None:
    assert Stage().moment(9) == 9
    assert Stage(looking=4).moment(9) == 4
    assert Stage(looking=4, frozen=2).moment(9) == 2


def test_a_stage_comes_back_as_it_was_kept_and_a_damaged_one_shows_nothing_hidden() -> None:
    stage = Stage(frozenset({7, 3}), 4, blank=True, frozen=2, timer=Timer(left=9.5, since=NOON))
    assert stage_of(stage.text()) == stage
    assert stage_of("{") == stage_of("") == Stage()


def test_what_was_revealed_stays_so_when_more_is() -> None:
    assert Stage().reveal(3).reveal(7).revealed == {3, 7}
