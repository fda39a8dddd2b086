"""Scenarios that a list of injects is put into."""

from pathlib import Path

import pytest

from simulator.report.msel.preview import Into
from tests.report.lists import SOUND
from tests.report.version_2 import SOURCE


def _written(path: Path, source: str) -> Into:
    path.write_text(source, "utf-8")
    return Into(path, source)


@pytest.fixture
def into_sound(tmp_path: Path) -> Into:
    """The sound scenario, of version 1."""
    return _written(tmp_path / "sample.yaml", SOUND)


@pytest.fixture
def into_rain(tmp_path: Path) -> Into:
    """The morning of heavy rain, of version 2, with days and seats of its own."""
    return _written(tmp_path / "sample.yaml", SOURCE)
