"""Which files are so large that checking one could hold up a screen."""

from pathlib import Path

import pytest

from simulator.journal import takes_long


@pytest.mark.parametrize(("size", "long"), [(0, False), (100 * 1024, False), (100 * 1024 + 1, True)])
def test_a_file_of_more_than_100_kibibytes_takes_long(tmp_path: Path, size: int, long: bool) -> None:
    file = tmp_path / "scenario.yaml"
    file.write_bytes(b" " * size)
    assert takes_long(file) is long


def test_a_file_that_is_not_there_takes_no_time(tmp_path: Path) -> None:
    assert not takes_long(tmp_path / "none.yaml")
