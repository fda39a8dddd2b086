"""kill -9 loses nothing that was shown. `make soak` does a hundred rounds; here are a few."""

from pathlib import Path

from tests.soak.kill import soak


def test_what_was_shown_before_kill_9_is_there_after_it(tmp_path: Path) -> None:
    done = soak(rounds=4, seed=7, folder=tmp_path)
    assert sum(len(each.shown) for each in done) > 10
