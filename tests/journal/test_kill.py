"""kill -9 loses nothing that was shown. `make soak` does a hundred rounds; here are a few."""

from pathlib import Path

from tests.soak import answers
from tests.soak.kill import soak


def test_what_was_shown_before_kill_9_is_there_after_it(tmp_path: Path) -> None:
    rounds = soak(rounds=4, seed=7, folder=tmp_path)
    assert sum(len(round_.shown) for round_ in rounds) > 10


def test_no_answer_that_was_received_is_lost_by_kill_9_right_after(tmp_path: Path) -> None:
    assert answers.soak(rounds=8, seed=3, folder=tmp_path) > 8 * 40
