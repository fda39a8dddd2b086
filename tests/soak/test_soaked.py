"""A small share of `make soak`; seeded, so that it is the same each time."""

import random
import sys
from pathlib import Path

import pytest

from tests.soak.damages import damages
from tests.soak.kills import KILLS

FEW = 30


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are not there")
@pytest.mark.parametrize("what", KILLS)
def test_a_kill_loses_nothing(what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHISHIN_DATA", str(tmp_path))
    assert KILLS[what](tmp_path, random.Random(7))


def test_of_damaged_journals_more_is_kept_than_plain_reading_keeps() -> None:
    lines = damages(FEW, 7).values()
    written = sum(line.written for line in lines)
    assert sum(line.kept for line in lines) >= 0.99 * written
    assert sum(line.plain for line in lines) < 0.9 * written
    assert sum(line.rounds for line in lines) == FEW
